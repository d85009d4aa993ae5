"""Notes of what has changed, written with the change itself; importer/telling.py reads them when all is visible."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, OuterRef

from service_catalogue.models import ServicePage, Untold
from service_catalogue.tables import Table


def tell_later(model: type[models.Model], primary_keys: Iterable[int]) -> None:
    label = model._meta.label
    Table(Untold).insert({"model": label, "object_id": pk} for pk in primary_keys)


def tell_pages_of(references: Iterable[int] | models.QuerySet) -> None:
    """The pages that show these references, each once in a run."""
    told = Untold.objects.filter(model=ServicePage._meta.label, object_id=OuterRef("pk"))
    pages = ServicePage.objects.filter(~Exists(told), reference__in=references)
    tell_later(ServicePage, list(pages.values_list("pk", flat=True)))
