"""Which departments are in charge of a listed service: an imported one is shown as long as it is."""

from collections import Counter
from collections.abc import Iterable

from django.apps import apps
from django.db.models import Q, QuerySet, Sum

from cms.signals import content_changed
from directory.models import Department
from directory.visibility import names_in_public
from service_catalogue.listing.counting import ALL_LETTERS, Shelved
from service_catalogue.models.listing import ALL, ServiceCount


@names_in_public
def in_charge() -> Q:
    """Departments with at least one listed service."""
    return Q(pk__in=_counts().filter(services__gt=0).values("department"))


def _counts() -> QuerySet[ServiceCount]:
    # The overviews are named so that the database can use the index, which begins with them.
    overviews = apps.get_model("service_catalogue", "ServiceIndexPage").objects.values("pk")
    return ServiceCount.objects.filter(index__in=overviews, topic=ALL, initial=ALL_LETTERS).exclude(department=ALL)


def tell(gone: Iterable[Shelved], come: Iterable[Shelved]) -> None:
    """Say which departments got their first listed service or lost their last one, for the search to follow."""
    change = Counter({department: -number for department, number in _services(gone).items()})
    change.update(_services(come))
    changed = [department for department, number in change.items() if number]
    if not changed:
        return
    totals = dict(_counts().filter(department__in=changed).values_list("department").annotate(Sum("services")))
    crossing = [pk for pk in changed if (totals.get(pk, 0) > 0) != (totals.get(pk, 0) - change[pk] > 0)]
    imported = list(Department.objects.filter(pk__in=crossing).exclude(source_id=""))
    if imported:
        content_changed.send(sender=Department, instances=imported)


def _services(shelves: Iterable[Shelved]) -> Counter[int]:
    return Counter(row.department for row in shelves if row.topic == ALL and row.department != ALL)
