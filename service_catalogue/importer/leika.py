"""LeiKa keys from a list into the reference table: what is new, what has changed, and what is gone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from service_catalogue.importer.engine import Progress
from service_catalogue.importer.runs import CannotImportError, recorded, remark
from service_catalogue.importer.telling import tell_all
from service_catalogue.importer.writing.announcements import tell_later
from service_catalogue.leika.lists import KeyList, LeikaRow, read_list
from service_catalogue.models import ImportRun, LeikaKey, ServicePage

CATALOGUE = "LeiKa"
FIELDS = (
    "name", "citizen_name", "synonyms", "typing", "legal_basis", "portal_topics", "marks", "published_at", "source",
)  # fmt: skip
STAMPS = ("list_name", "added_at", "changed_at", "gone_at")
BATCH = 500
MOST_GONE = 0.2  # of the keys of a list: more is rather a broken list than a changed catalogue


@dataclass
class Changes:
    """What a list does to the table."""

    now: datetime
    new: list[LeikaKey] = field(default_factory=list)
    changed: list[LeikaKey] = field(default_factory=list)
    moved: list[LeikaKey] = field(default_factory=list)  # says the same, but now stands in this list
    gone: list[LeikaKey] = field(default_factory=list)
    unchanged: int = 0


def import_leika(
    path: Path,
    *,
    list_name: str = CATALOGUE,
    dry_run: bool = False,
    complete: bool = False,
    confirm_deletions: bool = False,
    progress: Progress | None = None,
) -> ImportRun:
    """Adds new keys and newer names. An empty cell erases nothing.

    A key that is missing in the list stays as it is; with `complete` it is marked as gone if this list brought it before.
    Raises DeliveryError for a file that cannot be read, and CannotImportError if a fifth of the list would be gone.
    """
    show = progress or (lambda step, done, total: None)
    with recorded("leika", path, dry_run=dry_run) as run:
        found = read_list(path)
        show("read", len(found.rows), len(found.rows))
        changes = _compare(run, found, list_name, complete)
        if not confirm_deletions:
            _refuse_great_loss(run, changes, list_name)
        _count(run, found, changes)
        if not dry_run:
            _write(run, changes, show)
    if not dry_run:
        tell_all(lambda done, total: show("tell", done, total))
    return run


def _compare(run: ImportRun, found: KeyList, list_name: str, complete: bool) -> Changes:
    for item in found.remarks:
        remark(run, item.code, item.text, item.line, item.object)
    known = LeikaKey.objects.in_bulk(field_name="key")
    changes = Changes(timezone.now())
    for row in found.rows.values():
        _compare_row(run, changes, row, known.get(row.key), list_name)
    if complete:
        listed = {*found.rows, *found.left_out}
        instances = {key[:2] for key in found.rows}  # a list of national keys says nothing about Berlin's own
        of_list = [key for key in known.values() if key.list_name == list_name and not key.gone_at]
        changes.gone = [key for key in of_list if key.key not in listed and key.key[:2] in instances]
        _remark_gone(run, changes.gone)
    return changes


def _compare_row(run: ImportRun, changes: Changes, row: LeikaRow, item: LeikaKey | None, list_name: str) -> None:
    values = _values(run, row)
    if item is None:
        changes.new.append(LeikaKey(key=row.key, **values, list_name=list_name, added_at=changes.now))
        return
    kept = {name: values[name] or getattr(item, name) for name in FIELDS}
    stamps = {"list_name": list_name, "added_at": item.added_at, "changed_at": item.changed_at, "gone_at": None}
    # Written anew by its key, so it needs no id: see `_write`.
    now = LeikaKey(key=row.key, **{**kept, **stamps})
    if item.gone_at or any(getattr(item, name) != kept[name] for name in FIELDS):
        now.changed_at = changes.now
        changes.changed.append(now)
        if now.deprecated and not item.deprecated:
            remark(run, "deprecated", _("The key is on its way out: %(name)s") % {"name": now.label}, row.line, row.key)
        return
    changes.unchanged += 1
    if item.list_name != list_name:
        changes.moved.append(now)


def _values(run: ImportRun, row: LeikaRow) -> dict[str, Any]:
    lines = {name: "\n".join(getattr(row, name)) for name in ("synonyms", "portal_topics", "marks")}
    texts = {name: _fitting(run, row, name) for name in ("name", "citizen_name", "source")}
    rest = {"legal_basis": row.legal_basis, "typing": ";".join(row.typing), "published_at": row.published_at}
    return {**lines, **texts, **rest}


def _fitting(run: ImportRun, row: LeikaRow, name: str) -> str:
    text, longest = getattr(row, name), getattr(LeikaKey._meta.get_field(name), "max_length", None)
    if longest and len(text) > longest:
        reason = _("“%(text)s…” is longer than %(longest)d characters and was cut.")
        remark(run, "cut", reason % {"text": text[:60], "longest": longest}, row.line, row.key)
    return text[:longest]


def _remark_gone(run: ImportRun, gone: list[LeikaKey]) -> None:
    used = set(LeikaKey.objects.filter(pk__in=[key.pk for key in gone]).used().values_list("pk", flat=True))
    for key in sorted(gone, key=lambda key: (key.pk not in used, key.key)):
        if key.pk in used:
            text = _("%(key)s is no longer in the list, but services still use it.")
        else:
            text = _("%(key)s is no longer in the list; no service uses it.")
        remark(run, "gone", text % {"key": key}, of=key.key)


def _refuse_great_loss(run: ImportRun, changes: Changes, list_name: str) -> None:
    of_list = LeikaKey.objects.filter(list_name=list_name, gone_at=None).count()
    if len(changes.gone) <= of_list * MOST_GONE:
        return
    text = _(
        "%(gone)d of %(all)d keys would be marked as gone. That looks like a part of the list and not like all of it, so "
        "nothing was changed. Leave out --complete, or add --confirm-deletions if it is meant so."
    )
    reason = text % {"gone": len(changes.gone), "all": of_list}
    if not run.is_dry_run:
        raise CannotImportError(reason)
    remark(run, "deletions", reason)


def _write(run: ImportRun, changes: Changes, show: Progress) -> None:
    """Inserts and updates in one go: ten thousand keys in seconds, where single updates would take a minute."""
    items = [*changes.new, *changes.changed, *changes.moved]
    done = 0
    with transaction.atomic():
        for batch in _batches(items):
            LeikaKey.objects.bulk_create(
                batch, update_conflicts=True, unique_fields=["key"], update_fields=[*FIELDS, *STAMPS]
            )
            done += len(batch)
            show("write", done, len(items))
        LeikaKey.objects.filter(pk__in=[key.pk for key in changes.gone]).update(gone_at=changes.now)
        tell_later(ServicePage, _services_with(changes.changed))
        run.written_at = timezone.now()
        run.save(update_fields=["written_at"])


def _batches(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))


def _count(run: ImportRun, found: KeyList, changes: Changes) -> None:
    run.created, run.changed, run.unchanged = len(changes.new), len(changes.changed), changes.unchanged
    run.deleted, run.skipped = len(changes.gone), len(found.left_out)
    named = {"new": changes.new, "changed": changes.changed, "gone": changes.gone}
    run.details = {
        "keys": {what: [{"key": key.key, "name": key.label} for key in keys] for what, keys in named.items()}
    }


def _services_with(changed: list[LeikaKey]) -> set[int]:
    """Services are found by the names of their keys."""
    found: set[int] = set()
    for batch in _batches(changed):
        keys = [item.key for item in batch]
        uses = Q(leika_keys__key__in=keys) | Q(leika_keys=None, reference__leika_keys__key__in=keys)
        found.update(ServicePage.objects.filter(uses).values_list("pk", flat=True))
    return found
