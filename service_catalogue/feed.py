"""The change feed: which services changed when, and which are gone."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from service_catalogue.identity import own_id
from service_catalogue.models.feed import ServiceChange
from service_catalogue.models.listing import ListedService

FOLLOWING = ["agency", "source_id", "title", "is_removed", "at", "is_removal_sent"]


def note(pages: Iterable[int]) -> None:
    """Remembers that these service pages changed now: those that everybody may see, and those that were public before.

    The lists of services must be up to date by then.
    """
    numbers, now = set(pages), timezone.now()
    columns = ("pk", "title", "page__reference__agency", "page__reference__source_id")
    public = list(ListedService.objects.filter(pk__in=numbers).order_by().values_list(*columns))
    ServiceChange.objects.bulk_create(
        [_change(number, title, agency, source_id, now) for number, title, agency, source_id in public],
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=FOLLOWING,
    )
    gone = numbers - {row[0] for row in public}
    if gone:
        ServiceChange.objects.filter(number__in=gone, is_removed=False).update(
            is_removed=True, at=now, is_removal_sent=False
        )


def _change(number: int, title: str, agency: str | None, source_id: str | None, now: datetime) -> ServiceChange:
    """Services of our own have our agency and a number that stays."""
    own = own_id("service", number)
    return ServiceChange(
        number=number,
        title=title,
        agency=own.agency if agency is None else agency,
        source_id=source_id or own.value,
        at=now,
    )


def removals_to_send() -> QuerySet[ServiceChange]:
    """Services of our own that are gone, as long as no exported message has told it.

    Those of other sources are not ours to remove: their source tells when they are gone.
    """
    return ServiceChange.objects.filter(agency=settings.XZUFI_AGENCY, is_removed=True, is_removal_sent=False)
