"""The form with which visitors follow what a page is about."""

from typing import Any

from django import template

from participation.following.forms import FollowForm
from participation.following.subjects import word_of
from residents.passes import resident_of

register = template.Library()


@register.inclusion_tag("participation/follow_form.html", takes_context=True)
def follow_form(
    context: dict[str, Any], subject: Any, form: FollowForm | None = None, level: int = 2
) -> dict[str, Any]:
    """One field, or for whoever is signed in one button; `level` is that of its heading."""
    return {
        "request": context["request"],
        "has_session": context.get("has_session"),
        "town": context.get("town"),
        "resident": resident_of(context["request"]),
        "subject": subject,
        "word": word_of(subject),
        # Several forms may stand on one page.
        "form": form or FollowForm(auto_id="follow_%s"),
        "level": level,
    }
