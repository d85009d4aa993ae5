"""Where a department, a person or a place is used: on which pages, in which other records.

Every foreign key and list that points to the record counts, of whatever room, and every block of a body, as Wagtail's
reference index knows. A row that means nothing to editors is
shown as something else when its room says so, in a file that it imports in `AppConfig.ready()`:

    @shown_as(Responsibility)
    def pages_in_charge(rows):
        return ServicePage.objects.filter(reference__responsibilities__in=rows)
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, ReferenceIndex

MOST = 100

Rows = models.QuerySet[Any]
StandIn = Callable[[Rows], Rows]
_stand_ins: dict[type[models.Model], StandIn] = {}


@dataclass(frozen=True)
class Use:
    """A page or record that shows the record; `url` is where the person who asks may edit it."""

    kind: str
    title: str
    url: str | None


def shown_as(model: type[models.Model]) -> Callable[[StandIn], StandIn]:
    """Register what stands for the rows of a model in lists of uses."""

    def register(stand_in: StandIn) -> StandIn:
        _stand_ins[model] = stand_in
        return stand_in

    return register


def uses(record: models.Model, user: Any) -> list[Use]:
    """Where the record is used, a hundred of each kind at most, in the order of the alphabet."""
    addresses = AdminURLFinder(user)
    things = dict.fromkeys([*_pointing(record), *_naming(record)])
    found = [Use(_kind(thing), str(thing), addresses.get_edit_url(thing)) for thing in things]
    return sorted(found, key=lambda use: (use.kind, use.title))


def _kind(thing: models.Model) -> str:
    if isinstance(thing, Page) and not thing.live:
        return _("%(kind)s, not published") % {"kind": thing._meta.verbose_name}
    return str(thing._meta.verbose_name)


def _pointing(record: models.Model) -> Iterator[models.Model]:
    """What points to the record by a field of its own."""
    for relation in _relations(record):
        yield from _things(record, relation)


def _naming(record: models.Model) -> Iterator[models.Model]:
    """The pages and records with a block or a text that names the record."""
    keys: dict[int, list[str]] = {}
    in_a_block = ReferenceIndex.get_references_to(record).filter(model_path__contains=".")
    for kind, key in in_a_block.values_list("content_type", "object_id").distinct():
        keys.setdefault(kind, []).append(key)
    for kind, found in keys.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is not None:
            yield from model._base_manager.filter(pk__in=found)[:MOST]


def _relations(record: models.Model) -> Iterator[Any]:
    """What points to the record; its own hours are part of it and point to nothing."""
    fields: list[Any] = record._meta.get_fields(include_hidden=True)
    for field in fields:
        is_pointer = field.auto_created and not field.concrete and (field.one_to_many or field.many_to_many)
        if is_pointer and not field.related_model._meta.auto_created and not isinstance(field.field, ParentalKey):
            yield field


def _things(record: models.Model, relation: Any) -> Iterable[models.Model]:
    model = relation.related_model
    rows = model._base_manager.filter(**{relation.field.name: record})
    if model in _stand_ins:
        return list(_stand_ins[model](rows)[:MOST])
    return [_whole(row) for row in rows[:MOST]]


def _whole(row: models.Model) -> models.Model:
    """The page or record to which a row belongs, where it is only a part of it."""
    owners = (getattr(row, field.name) for field in row._meta.fields if isinstance(field, ParentalKey))
    return next((owner for owner in owners if owner is not None), row)
