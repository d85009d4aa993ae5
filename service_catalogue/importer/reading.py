"""Reads a delivery to its end before anything is written: a broken one changes nothing, an unchanged one costs little."""

from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.utils.translation import gettext as _

from service_catalogue import outgoing
from service_catalogue.importer.hashes import Known, fingerprint_of, identity_of
from service_catalogue.importer.preparing import Prepared, prepare
from service_catalogue.importer.runs import remark
from service_catalogue.importer.spool import CHUNK, Fate, Spool
from service_catalogue.models import ImportRun, RawObject
from service_catalogue.xzufi.objects import (
    ContentError,
    Deletion,
    Delivered,
    Described,
    Identifier,
    IsKnown,
    Key,
    OnlineService,
    Responsibility,
    Service,
    Skipped,
    Specialisation,
    Unchanged,
    Unit,
)

Read = Callable[[IsKnown], Iterable[Delivered]]

KINDS = [kind.kind for kind in (Service, Unit, OnlineService, Responsibility, Specialisation)]
RESPONSIBILITY_SCHEMES = ("", "ZustaendigkeitOrganisationseinheit", "ZustaendigkeitOnlinedienst")


def read_all(run: ImportRun, spool: Spool, read: Read) -> None:
    """Everything that the source delivers into the spool, each object with what becomes of it."""
    known = Known()
    new = _New(run, spool)
    for number, item in enumerate(read(known.is_known)):
        if isinstance(item, Skipped):
            new.skip(item)
        elif isinstance(item, Deletion):
            new.settle()
            for key in meant_by(item):
                spool.add(Fate.REMOVED, identity_of(key), key, item.line, removal=number)
        elif isinstance(item, Unchanged) or fingerprint_of(item.key, item.content_hash) in known:
            new.settle()
            spool.add(Fate.UNCHANGED, identity_of(item.key), item.key, item.line)
        else:
            new.add(item)
    new.settle()
    spool.close_reading()
    for agency, source_id, line in spool.repeated():
        text = _("The object comes again further below; what stands there counts.")
        remark(run, "twice", text, line, Identifier(agency, source_id))
    spool.keep_last()


class _New:
    """Objects that are not stored as they come, gathered so that the database is asked for some hundred at once."""

    def __init__(self, run: ImportRun, spool: Spool) -> None:
        self.run = run
        self.spool = spool
        self.items: list[Described] = []

    def add(self, item: Described) -> None:
        self.items.append(item)
        if len(self.items) >= CHUNK:
            self.settle()

    def skip(self, item: Skipped) -> None:
        self.run.skipped += 1
        self.spool.add_skipped(item.object)
        remark(self.run, "skipped", item.reason, item.line, item.object)

    def settle(self) -> None:
        """Finds out what is new, what says something else, and what only says the same in other words."""
        if not self.items:
            return
        items, self.items = self.items, []
        ready = [(item, found) for item in items if (found := self._prepared(item))]
        stored = stored_meanings([identity_of(item.key) for item, _found in ready])
        fates = [(item, found, *_fate(identity_of(item.key), found.meaning, stored)) for item, found in ready]
        echoes = outgoing.echoes([item for item, _found, fate, _pk in fates if _may_be_ours(item, fate)])
        for item, found, fate, pk in fates:
            self._spool(item, found, Fate.UNCHANGED if item.key in echoes else fate, pk)

    def _prepared(self, item: Described) -> Prepared | None:
        try:
            return prepare(item)
        except ContentError as error:
            self.skip(Skipped(error.line, error.reason, item.kind, item.id.value))
            return None

    def _spool(self, item: Described, ready: Prepared, fate: Fate, stored: int | None) -> None:
        for found in ready.remarks:
            remark(self.run, found.code, found.text, found.line, found.object)
        self.spool.add(
            fate,
            identity_of(item.key),
            item.key,
            item.line,
            fingerprint=fingerprint_of(item.key, item.content_hash),
            meaning=ready.meaning,
            stored=stored,
            item=ready,
        )


def stored_meanings(identities: list[int]) -> dict[int, tuple[int, int]]:
    """Identity → the stored object, and what was understood of it."""
    found = RawObject.objects.filter(identity__in=identities).values_list("identity", "pk", "meaning")
    return {identity: (pk, meaning) for identity, pk, meaning in found}


def _fate(identity: int, meaning: int, stored: dict[int, tuple[int, int]]) -> tuple[Fate, int | None]:
    if identity not in stored:
        return Fate.CREATED, None
    pk, known = stored[identity]
    return Fate.REWORDED if known == meaning else Fate.CHANGED, pk


def _may_be_ours(item: Described, fate: Fate) -> bool:
    """What we deliver comes back from those to whom we deliver it; it is no news."""
    return fate == Fate.CHANGED or item.id.agency == settings.XZUFI_AGENCY


def meant_by(item: Deletion) -> Iterator[Key]:
    """All the objects that a removal may mean: it need not name the kind, nor the scheme of a responsibility."""
    for kind in [item.kind] if item.kind else KINDS:
        if kind != Responsibility.kind:
            yield item.id.agency, kind, item.id.value
        elif item.id.scheme:
            yield item.id.agency, kind, f"{item.id.scheme}/{item.id.value}"
        else:
            for scheme in RESPONSIBILITY_SCHEMES:
                yield item.id.agency, kind, f"{scheme}/{item.id.value}" if scheme else item.id.value
