"""Delivered services: the reference below the page, and the page of a new one."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from service_catalogue import layers, leika
from service_catalogue.importer.preparing import Prepared
from service_catalogue.importer.runs import remark
from service_catalogue.importer.writing.announcements import tell_pages_of
from service_catalogue.importer.writing.links import Links
from service_catalogue.importer.writing.lookups import Lookups, by_source
from service_catalogue.importer.writing.pages import LONGEST_TITLE, NewPage, PageMaker
from service_catalogue.importer.writing.published import bring_back, hold_back, rename, twins
from service_catalogue.models import ImportRun, LeikaKey, ReferenceService
from service_catalogue.tables import Table

WRITTEN = (
    "agency", "source_id", "title", "official_name", "given_title", "sections", "links", "translations", "fees",
    "deadlines", "processing_times", "synonyms", "audience", "typing", "release", "languages", "valid_from",
    "valid_until", "changed_at", "updated_at", "gone_at", "is_public", "taken_offline",
)  # fmt: skip


class Services:
    """Writes services some hundred at a time."""

    def __init__(self, run: ImportRun, lookups: Lookups, *, draft: bool) -> None:
        self.run = run
        self.lookups = lookups
        self.draft = draft
        self.table = Table(ReferenceService)
        self.now = timezone.now()
        self.maker: PageMaker | None = None

    def write(self, items: list[Prepared]) -> None:
        known = by_source(ReferenceService, "agency", [(item.agency, item.source_id) for item in items])
        batch = Batch(known, self._made_up_titles(items))
        for item in items:
            self.lookups.name_codes(item)
            batch.take(item)
        for reference in batch.references.values():
            reference.updated_at = self.now
        self._store(batch)
        self._tie(batch, items)
        self._pages(batch)

    def _made_up_titles(self, items: list[Prepared]) -> dict[str, str]:
        """Names of keys for the services that come without a title."""
        keys = {key for item in items if not item.title for key in item.keys}
        named = LeikaKey.objects.filter(key__in=keys).exclude(name="", citizen_name="") if keys else []
        return {key.key: key.citizen_name or key.name for key in named}

    def _store(self, batch: "Batch") -> None:
        for reference, pk in zip(batch.new, self.table.reserve(len(batch.new)), strict=True):
            reference.pk = pk
        self.table.insert(_row(reference) for reference in batch.new)
        self.table.update(_row(reference) for reference, _before in batch.changed)
        layers.notice_changes([(reference, before) for reference, before in batch.changed])

    def _tie(self, batch: "Batch", items: list[Prepared]) -> None:
        """Keys, areas and life situations."""
        wanted = {"leika_keys": self.lookups.keys, "areas": self.lookups.areas}
        for name, known in wanted.items():
            links = Links(ReferenceService._meta.get_field(name))
            for item in items:
                said = item.keys if name == "leika_keys" else item.areas
                links.want(batch.of(item).pk, {known[text] for text in said}, adds_only=item.adds_only)
            links.write({reference.pk for reference in batch.new})
        links = Links(ReferenceService._meta.get_field("topics"))
        for item in items:
            links.want(batch.of(item).pk, self.lookups.topics_of(item), adds_only=item.adds_only)
        links.write({reference.pk for reference in batch.new})

    def _pages(self, batch: "Batch") -> None:
        stored = [reference for reference, _before in batch.changed]
        rename({reference.pk: (before["given_title"], reference.given_title) for reference, before in batch.changed})
        bring_back([reference for reference in stored if reference.pk in batch.coming_back])
        hold_back([reference for reference in stored if not reference.is_public])
        tell_pages_of([reference.pk for reference in stored])
        if batch.new:
            self._make_pages(batch)

    def _make_pages(self, batch: "Batch") -> None:
        self.maker = self.maker or PageMaker()
        new = [(reference, batch.taken[reference.agency, reference.source_id]) for reference in batch.new]
        found = twins({key for _reference, item in new for key in item.keys}, self.maker.made)
        self.maker.make([self._new_page(reference, item) for reference, item in new])
        for reference, item in new:
            if not item.title:
                text = _("The service has no title. It stands as a draft under “%(title)s”.")
                remark(self.run, "title", text % {"title": reference.given_title}, item.line, item.name)
            for title in [found[key] for key in item.keys if key in found][:1]:
                text = _("The town already has “%(title)s” with the same key. Keep one of the two pages.")
                remark(self.run, "twin", text % {"title": title}, item.line, item.name)

    def _new_page(self, reference: ReferenceService, item: Prepared) -> NewPage:
        return NewPage(
            reference.pk,
            reference.given_title,
            live=bool(item.title) and reference.is_public and not self.draft,
            for_citizens="001" in reference.audience or "002" not in reference.audience,
            for_businesses="002" in reference.audience,
        )


class Batch:
    """Some hundred services in the hand: what is stored of them, what is new, what changes."""

    def __init__(self, known: dict[tuple[str, str], ReferenceService], names_of_keys: dict[str, str]) -> None:
        self.references = known
        self.names_of_keys = names_of_keys
        self.new: list[ReferenceService] = []
        self.changed: list[tuple[ReferenceService, dict[str, Any]]] = []
        self.taken: dict[tuple[str, str], Prepared] = {}
        self.coming_back: set[int] = set()

    def of(self, item: Prepared) -> ReferenceService:
        return self.references[item.agency, item.source_id]

    def take(self, item: Prepared) -> None:
        source = (item.agency, item.source_id)
        reference = self.references.get(source)
        if reference is None:
            reference = ReferenceService(agency=item.agency, source_id=item.source_id)
            reference.taken_offline = not item.values["is_public"]
            self.references[source] = reference
            self.new.append(reference)
        elif source not in self.taken and reference.pk:
            self.changed.append((reference, {name: getattr(reference, name) for name in WRITTEN}))
        if not (item.adds_only and source in self.taken):
            self.taken[source] = item
        self._renew(reference, item)

    def _renew(self, reference: ReferenceService, item: Prepared) -> None:
        was_public = reference.gone_at is None and reference.is_public
        for name, value in item.values.items():
            setattr(reference, name, _added(getattr(reference, name), value) if item.adds_only else value)
        reference.gone_at = None
        if item.values["title"] or not reference.given_title or not item.adds_only:
            reference.given_title = self._title(item)
        if reference.pk and reference.is_public and not was_public:
            self.coming_back.add(reference.pk)

    def _title(self, item: Prepared) -> str:
        """The title of the page, made up where the source has none."""
        if item.title:
            return item.title[:LONGEST_TITLE]
        for key in item.keys:
            if key in self.names_of_keys:
                return self.names_of_keys[key][:LONGEST_TITLE]
        return _("Service %(key)s") % {"key": leika.grouped(item.keys[0]) if item.keys else item.source_id}


def _added(stored: Any, said: Any) -> Any:
    """What a partial view leaves: it empties nothing."""
    if isinstance(stored, dict) and isinstance(said, dict):
        return {**stored, **said}
    return said or stored


def _row(reference: ReferenceService) -> dict[str, Any]:
    return {"id": reference.pk, **{name: getattr(reference, name) for name in WRITTEN}}
