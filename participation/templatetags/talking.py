"""Comments on any page: {% load talking %}{% comments idea %}."""

from typing import Any

from django import template

from participation import comments as talk
from participation.models import Comment, Contribution, ModulePage
from participation.views.support import supported_in

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


@register.simple_tag(takes_context=True)
def called_helpful(context: dict[str, Any], module: ModulePage) -> set[int]:
    """The numbers of what this browser stands behind in a module; asked once a page, and not at all for strangers."""
    request = context["request"]
    if not hasattr(request, "_called_helpful"):
        request._called_helpful = supported_in(request, module)
    found: set[int] = request._called_helpful
    return found
