"""Nothing that residents wrote is lost by accident: a page with contributions is unpublished, not deleted."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from participation.models import Ballot, Batch, Contribution, ModulePage, Participant


def holds_what_residents_said(pages: Iterable[Page]) -> bool:
    """Whether anybody has taken part in one of these pages or below it."""
    below = Q()
    for page in pages:
        below |= Q(path__startswith=page.path)
    modules = ModulePage.objects.filter(below).values("pk") if below else ModulePage.objects.none().values("pk")
    kinds: tuple[Any, ...] = (Contribution, Participant, Ballot, Batch)
    return any(kind.objects.filter(module__in=modules).exists() for kind in kinds)


def tell(request: HttpRequest) -> None:
    words = _("Residents have taken part here. Deleting the page would delete what they said; unpublish it instead.")
    messages.error(request, words)


@hooks.register("before_delete_page")
def refuse_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    if not holds_what_residents_said([page]):
        return None
    tell(request)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def refuse_bulk_deletion(request: HttpRequest, action_type: str, objects: list, action: Any) -> HttpResponse | None:
    """All pages or none."""
    pages = [item for item in objects if isinstance(item, Page)]
    if action_type != "delete" or not pages or not holds_what_residents_said(pages):
        return None
    tell(request)
    return redirect(action.next_url)
