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
Arrival = Described | Unchanged | Deletion
Settled = tuple[Prepared | None, Fate, int | None]
"""The object ready to be written, if it can be; what becomes of it; the stored one."""
MOST_WAITING = 5000

KINDS = [kind.kind for kind in (Service, Unit, OnlineService, Responsibility, Specialisation)]
RESPONSIBILITY_SCHEMES = ("", "ZustaendigkeitOrganisationseinheit", "ZustaendigkeitOnlinedienst")


def read_all(run: ImportRun, spool: Spool, read: Read, collect: Callable[[], None]) -> None:
    """Everything that the source delivers into the spool, each object with what becomes of it."""
    known = Known()
    arrivals = _Arrivals(run, spool, known, collect)
    for number, item in enumerate(read(known.is_known)):
        if isinstance(item, Skipped):
            arrivals.skip(item)
        else:
            arrivals.add(number, item)
    arrivals.settle()
    spool.close_reading()
    for agency, source_id, line in spool.repeated():
        text = _("The object comes again further below; what stands there counts.")
        remark(run, "twice", text, line, Identifier(agency, source_id))
    spool.keep_last()


class _Arrivals:
    """What has arrived, in its order; the database is asked about some hundred new objects at once."""

    def __init__(self, run: ImportRun, spool: Spool, known: Known, collect: Callable[[], None]) -> None:
        self.run = run
        self.spool = spool
        self.known = known
        self.collect = collect
        self.waiting: list[tuple[int, Arrival]] = []
        self.new = 0

    def add(self, number: int, item: Arrival) -> None:
        if isinstance(item, Described):
            if fingerprint_of(item.key, item.content_hash) in self.known:
                item = Unchanged(item.key, item.line)
            else:
                self.new += 1
        self.waiting.append((number, item))
        if self.new >= CHUNK or len(self.waiting) >= MOST_WAITING:
            self.settle()

    def skip(self, item: Skipped) -> None:
        self.run.skipped += 1
        self.spool.add_skipped(item.object)
        remark(self.run, "skipped", item.reason, item.line, item.object)

    def settle(self) -> None:
        waiting, self.waiting, self.new = self.waiting, [], 0
        settled = self._settled([item for _number, item in waiting if isinstance(item, Described)])
        for number, item in waiting:
            if isinstance(item, Unchanged):
                self.spool.add(Fate.UNCHANGED, identity_of(item.key), item.key, item.line)
            elif isinstance(item, Deletion):
                for key in meant_by(item):
                    self.spool.add(Fate.REMOVED, identity_of(key), key, item.line, removal=number)
            else:
                self._spool(item, *next(settled))
        self.collect()

    def _settled(self, items: list[Described]) -> Iterator[Settled]:
        """What is new, what says something else, and what only says the same in other words."""
        prepared = [self._prepared(item) for item in items]
        stored = stored_meanings([identity_of(item.key) for item in items])
        fates = [_fate(item, ready, stored) for item, ready in zip(items, prepared, strict=True)]
        suspects = [item for item, (fate, _pk) in zip(items, fates, strict=True) if _may_be_ours(item, fate)]
        echoes = outgoing.echoes(suspects)
        for item, ready, (fate, pk) in zip(items, prepared, fates, strict=True):
            yield ready, Fate.UNCHANGED if item.key in echoes else fate, pk

    def _prepared(self, item: Described) -> Prepared | None:
        try:
            return prepare(item)
        except ContentError as error:
            self.skip(Skipped(error.line, error.reason, item.kind, item.id.value))
            return None

    def _spool(self, item: Described, ready: Prepared | None, fate: Fate, stored: int | None) -> None:
        if ready is None:
            return
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


def _fate(item: Described, ready: Prepared | None, stored: dict[int, tuple[int, int]]) -> tuple[Fate, int | None]:
    pk, meaning = stored.get(identity_of(item.key), (None, 0))
    if pk is None:
        return Fate.CREATED, None
    return Fate.REWORDED if ready and ready.meaning == meaning else Fate.CHANGED, pk


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
