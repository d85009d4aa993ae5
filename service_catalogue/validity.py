"""From when until when a service exists: outside these days residents do not see its page.

The page's own days count, where it has none those of the reference. A page outside them is unpublished and rests; it
comes back by itself, as it was, on the day on which it is valid.
"""

from datetime import date

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Revision

from service_catalogue.listing.keeping import is_valid
from service_catalogue.models import ServicePage
from service_catalogue.sections import has_own_text


def valid_on(day: date) -> Q:
    """Services that exist on a day."""
    begun = _holds("valid_from", "lte", day)
    return begun & _holds("valid_until", "gte", day)


def _holds(name: str, comparison: str, day: date) -> Q:
    delivered = Q(**{f"reference__{name}": None}) | Q(**{f"reference__{name}__{comparison}": day})
    return Q(**{f"{name}__{comparison}": day}) | (Q(**{name: None}) & delivered)


def apply(page: ServicePage) -> None:
    """Lets a page rest whose days are over or have not begun, and forgets that it rested once it is public again."""
    if not page.live:
        return
    if not is_valid(page, timezone.localdate()):
        rest(page)
    elif page.resting_revision_id:
        ServicePage.objects.filter(pk=page.pk).update(resting_revision=None)


def rest(page: ServicePage) -> None:
    page.resting_revision_id = page.live_revision_id or page.latest_revision_id
    page.unpublish(set_expired=True)


def wake(page: ServicePage, before: Revision) -> None:
    """Publishes the version that was public before, if its days have come; a draft under way stays a draft."""
    is_gone = page.reference is not None and page.reference.gone_at is not None and not has_own_text(page)
    if not is_gone and is_valid(before.as_object(), timezone.localdate()):
        before.publish()


def apply_to_all() -> None:
    """What the calendar and the deliveries have changed since the last time."""
    today = timezone.localdate()
    pages = ServicePage.objects.select_related("reference", "resting_revision")
    for page in pages.filter(live=True).exclude(pk__in=pages.filter(valid_on(today)).values("pk")):
        rest(page)
    for page in pages.filter(live=False).exclude(resting_revision=None):
        if page.resting_revision:
            wake(page, page.resting_revision)
