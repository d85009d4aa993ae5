"""Where departments are used by way of a delivery: on the pages of the services that it puts into their charge."""

from django.db.models import QuerySet

from directory.uses import shown_as
from service_catalogue.models import LinkUse, Responsibility, ServicePage


@shown_as(Responsibility)
def pages_in_charge(rows: QuerySet[Responsibility]) -> QuerySet[ServicePage]:
    """A responsibility is a row of numbers; what it means is that the department stands on these pages."""
    return ServicePage.objects.filter(reference__responsibilities__in=rows).order_by("title", "pk").distinct()


@shown_as(LinkUse)
def nothing_new(rows: QuerySet[LinkUse]) -> QuerySet[ServicePage]:
    """The table of links only repeats which pages show an online service."""
    return ServicePage.objects.none()
