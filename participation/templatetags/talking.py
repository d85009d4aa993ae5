"""Comments on any page: {% load talking %}{% comments idea %}."""

from typing import Any

from django import template

from participation import comments as talk
from participation.models import Comment, Contribution

register = template.Library()


@register.inclusion_tag("participation/comments.html", takes_context=True)
def comments(context: dict[str, Any], about: Contribution, level: int = 2) -> dict[str, Any]:
    """What people say about a contribution, with the form; `level` is that of the heading."""
    request, module = context["request"], about.module
    why = talk.refusal(request, module, about)
    return {
        "request": request,
        "has_session": context.get("has_session"),
        "module": module,
        "about": about,
        "thread": talk.thread(Comment.objects.filter(about=about), request.GET.get("seite")),
        "refusal": why,
        "form": None if why else talk.CommentForm(request, module, auto_id="comment_%s"),
        "level": level,
    }
