"""Keys, areas, life situations and names of codes: what many services share. Missing ones are made, once."""

from collections.abc import Iterable

from directory.models import Department
from service_catalogue import slugs
from service_catalogue.importer.preparing import Prepared
from service_catalogue.models import Area, CodeName, LeikaKey, Topic

TopicWanted = tuple[str, str, str]
LABELLED = ("fees", "deadlines", "processing_times")


class Lookups:
    """Remembers the primary keys of what a run has met."""

    def __init__(self) -> None:
        self.keys: dict[str, int] = {}
        self.areas: dict[str, int] = {}
        self.topics = dict(Topic.objects.exclude(code=None).values_list("code", "pk"))
        self.code_names = {
            (kind, code): name for kind, code, name in CodeName.objects.values_list("kind", "code", "name")
        }

    def learn(self, items: list[Prepared]) -> None:
        """Makes sure that everything these objects name is there."""
        self._learn_keys({key for item in items for key in item.keys} - set(self.keys))
        self._learn_areas(items)
        for item in items:
            self._learn_codes(item)
            for wanted in item.topics:
                self._learn_topic(*wanted)

    def _learn_keys(self, wanted: set[str]) -> None:
        found = dict(LeikaKey.objects.filter(key__in=wanted).values_list("key", "pk"))
        missing = [LeikaKey(key=key) for key in sorted(wanted - set(found))]
        made = LeikaKey.objects.bulk_create(missing, batch_size=300)
        self.keys |= found | {item.key: item.pk for item in made}

    def _learn_areas(self, items: list[Prepared]) -> None:
        named = {ars: name for item in items for ars, name in item.areas.items() if name}
        wanted = {ars for item in items for ars in item.areas if len(ars) == 12} - set(self.areas)
        found = dict(Area.objects.filter(ars__in=wanted).values_list("ars", "pk"))
        made = Area.objects.bulk_create([Area(ars=ars) for ars in sorted(wanted - set(found))], batch_size=300)
        self.areas |= found | {item.ars: item.pk for item in made}
        for ars, name in named.items():
            Area.objects.filter(ars=ars, name="").update(name=name)

    def _learn_codes(self, item: Prepared) -> None:
        for kind, code in item.code_names:
            if code.code and code.name and (kind, code.code) not in self.code_names:
                self.code_names[kind, code.code] = code.name
                CodeName.objects.create(
                    kind=kind, code=code.code[:60], name=code.name[:300], list_uri=code.list_uri[:300]
                )

    def _learn_topic(self, code: str, above: str, name: str) -> None:
        """A code that is unknown, and the one above it too, becomes a life situation of its own if it has a name."""
        if code in self.topics or above in self.topics or not name or len(code) != 7 or not code.isdecimal():
            return
        slug = slugs.free_slug(name, Topic.objects.all(), fallback=f"thema-{code}")
        self.topics[code] = Topic.objects.create(name=name[:120], slug=slug, code=code).pk

    def topics_of(self, item: Prepared) -> set[int]:
        """The life situations with these codes, or those above them."""
        found = (self.topics.get(code) or self.topics.get(above) for code, above, _name in item.topics)
        return {pk for pk in found if pk}

    def name_codes(self, item: Prepared) -> None:
        """Where a delivery gives only the code of a fee or a deadline, the name that another one gave."""
        for column in LABELLED:
            kind = "fee" if column == "fees" else "deadline"
            for row in item.values.get(column, []):
                if row.get("type") and not row.get("type_name") and (kind, row["type"]) in self.code_names:
                    row["type_name"] = self.code_names[kind, row["type"]]


def departments_by_source(sources: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Department]:
    return by_source(Department, "source_agency", sources)


def by_source(model, agency_column: str, sources: Iterable[tuple[str, str]]) -> dict:  # type: ignore[no-untyped-def]
    """Stored objects by agency and id; one query for each agency."""
    wanted: dict[str, list[str]] = {}
    for agency, source_id in sources:
        wanted.setdefault(agency, []).append(source_id)
    found = {}
    for agency, source_ids in wanted.items():
        for item in model.objects.filter(**{agency_column: agency}, source_id__in=source_ids):
            found[agency, item.source_id] = item
    return found
