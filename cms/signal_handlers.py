"""What follows when a page is published for the first time: somebody has read it, and somebody keeps it."""

from typing import Any

from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from cms.models import BasePage
from cms.upkeep import ReviewKind, Upkeep, begin, upkeep_of


@receiver(page_published)
def begin_upkeep(instance: Page, revision: Revision, **kwargs: Any) -> None:
    """Later publications say nothing of the page as a whole."""
    if not isinstance(instance, BasePage) or not instance.live:
        return
    upkeep = upkeep_of(instance)
    is_known = upkeep.pk is not None and (upkeep.due_on is not None or upkeep.kind == ReviewKind.NEVER)
    if not is_known:
        _begin(upkeep, get_active_log_context().user or revision.user)


def _begin(upkeep: Upkeep, user: Any) -> None:
    """What an import publishes nobody has read, and nobody keeps it but its department."""
    page = upkeep.page
    if user is not None and page.owner_id is None:
        Page.objects.filter(pk=page.pk).update(owner=user)
        page.owner = user
    begin(upkeep)
    if user is not None and upkeep.kind != ReviewKind.NEVER:
        upkeep.review(user.get_full_name() or user.get_username(), user)
