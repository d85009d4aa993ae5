"""LeiKa keys from a list into the reference table."""

from pathlib import Path

from django.db import transaction
from django.db.models import Q

from cms.signals import content_changed
from service_catalogue import leika
from service_catalogue.importer.runs import recorded, remark
from service_catalogue.models import ImportRun, LeikaKey, ServicePage

FIELDS = ("name", "citizen_name", "source")


def import_leika(path: Path) -> ImportRun:
    """Adds new keys and newer names. An empty cell erases nothing, and a key that is missing in the list stays."""
    with recorded("leika", path) as run:
        rows = list(leika.read_list(path))
        known = {item.key: item for item in LeikaKey.objects.filter(key__in=[row.key for row in rows])}
        new, changed = [], []
        for row in rows:
            for text in leika.warnings(row.key):
                remark(run, "key", text, of=row.key)
            item = known.get(row.key)
            if item is None:
                new.append(LeikaKey(key=row.key, **{name: _fitting(row, name) for name in FIELDS}))
            elif _take_over(item, row):
                changed.append(item)
        with transaction.atomic():
            LeikaKey.objects.bulk_create(new, batch_size=500)
            LeikaKey.objects.bulk_update(changed, FIELDS, batch_size=500)
            _tell(changed)
        run.created, run.changed = len(new), len(changed)
        run.unchanged = len(rows) - len(new) - len(changed)
    return run


def _fitting(row: leika.LeikaRow, name: str) -> str:
    return getattr(row, name)[: getattr(LeikaKey._meta.get_field(name), "max_length", None)]


def _take_over(item: LeikaKey, row: leika.LeikaRow) -> bool:
    before = [getattr(item, name) for name in FIELDS]
    for name in FIELDS:
        setattr(item, name, _fitting(row, name) or getattr(item, name))
    return before != [getattr(item, name) for name in FIELDS]


def _tell(changed: list[LeikaKey]) -> None:
    """Services are found by the names of their keys."""
    uses = Q(leika_keys__in=changed) | Q(reference__leika_keys__in=changed)
    if changed:
        content_changed.send(sender=ServicePage, instances=list(ServicePage.objects.filter(uses).distinct()))
