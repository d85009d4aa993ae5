"""Lists of services: the overview from A to Z, the services of a department, and related ones."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Case, Max, Prefetch, Q, When
from django.utils.http import urlencode

from cms.visibility import for_everybody
from service_catalogue import leika

if TYPE_CHECKING:
    from directory.models import Department
    from service_catalogue.models import ServiceIndexPage, ServicePage, Topic

RELATED = 6
# Umlauts stand with their letter, as in a German telephone book for people.
FOLDED = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "é": "e", "è": "e", "à": "a"})


@dataclass
class Listing:
    """What the overview shows: the services that fit, by first letter, and the ways to narrow them down."""

    groups: list[tuple[str, list["ServicePage"]]]
    topics: list["TopicLink"]
    topic: "Topic | None" = None
    online_only: bool = False
    audience: str = ""
    total: int = 0
    online_total: int = 0
    count: int = 0
    switches: dict[str, str] = field(default_factory=dict)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.topic or self.online_only or self.audience)


@dataclass(frozen=True)
class TopicLink:
    topic: "Topic"
    count: int
    query: str
    is_current: bool


def live_services() -> Any:
    """Services that residents may see, with all that a list needs, in a fixed number of queries."""
    model = apps.get_model("service_catalogue", "ServicePage")
    responsibilities = apps.get_model("service_catalogue", "Responsibility").objects
    return (
        for_everybody(model.objects.all())
        .select_related("reference", "department")
        .prefetch_related(
            "topics",
            "online_services",
            "reference__topics",
            Prefetch("reference__responsibilities", responsibilities.select_related("online_service", "department")),
        )
    )


def sort_key(title: str) -> str:
    return title.casefold().translate(FOLDED)


def initial(title: str) -> str:
    first = sort_key(title)[:1].upper()
    return first if first.isalpha() else "#"


def by_letter(pages: Iterable["ServicePage"]) -> list[tuple[str, list["ServicePage"]]]:
    ordered = sorted(pages, key=lambda page: sort_key(page.title))
    return [(letter, list(group)) for letter, group in groupby(ordered, key=lambda page: initial(page.title))]


def listing(index_page: "ServiceIndexPage", query: Mapping[str, str]) -> Listing:
    """The overview for ?thema=slug, ?online=1 and ?fuer=unternehmen; what it does not know it ignores."""
    pages = list(live_services().child_of(index_page))
    topics = sorted({topic for page in pages for topic in page.current_topics}, key=lambda t: (t.order, t.name))
    chosen = next((topic for topic in topics if topic.slug == query.get("thema")), None)
    audience = {"buerger": "citizens", "unternehmen": "businesses"}.get(query.get("fuer", ""), "")
    online = query.get("online") == "1"
    kept = {
        "thema": chosen.slug if chosen else "",
        "online": "1" if online else "",
        "fuer": query.get("fuer", "") if audience else "",
    }
    without_topic = [
        page for page in pages if (not online or page.is_online) and (not audience or audience in page.audience)
    ]
    found = [page for page in without_topic if chosen is None or chosen in page.current_topics]
    return Listing(
        groups=by_letter(found),
        topics=[_topic_link(topic, without_topic, kept, chosen) for topic in topics],
        topic=chosen,
        online_only=online,
        audience=audience,
        total=len(pages),
        online_total=sum(page.is_online for page in pages),
        count=len(found),
        switches=_switches(kept),
    )


def _topic_link(topic: Any, pages: list, kept: dict[str, str], chosen: Any) -> TopicLink:
    count = sum(topic in page.current_topics for page in pages)
    return TopicLink(topic, count, address(kept, thema=topic.slug), topic == chosen)


def _switches(kept: dict[str, str]) -> dict[str, str]:
    """The addresses behind the other filters, keeping what is chosen."""
    return {
        "all_topics": address(kept, thema=""),
        "online": address(kept, online="1"),
        "not_only_online": address(kept, online=""),
        "everybody": address(kept, fuer=""),
        "citizens": address(kept, fuer="buerger"),
        "businesses": address(kept, fuer="unternehmen"),
    }


def address(kept: dict[str, str], **changes: str) -> str:
    chosen = {name: value for name, value in {**kept, **changes}.items() if value}
    return f"?{urlencode(chosen)}" if chosen else "?"


def of_department(department: "Department") -> list["ServicePage"]:
    """The services a department is in charge of: by the page, or where the page names none by the reference."""
    own = Q(department=department)
    imported = Q(department=None, reference__responsibilities__department=department)
    found = live_services().filter(own | imported).distinct()
    return sorted(found, key=lambda page: sort_key(page.title))


def related(page: "ServicePage") -> list["ServicePage"]:
    """Services upon the same object (first 8 digits); those with the same act too (first 11) come first."""
    keys = {key.key for key in page.current_keys}
    if not keys:
        return []
    same_act = _with_key({key[: leika.ACT_DIGITS] for key in keys})
    services = apps.get_model("service_catalogue", "ServicePage").objects.all()
    found = (
        for_everybody(services)
        .filter(_with_key({key[: leika.OBJECT_DIGITS] for key in keys}), locale=page.locale_id)
        .exclude(pk=page.pk)
        .annotate(shares_act=Max(Case(When(same_act, then=1), default=0)))
        .order_by("-shares_act", "title")
    )
    return list(found[:RELATED])


def _with_key(beginnings: Iterable[str]) -> Q:
    """Services with a key that begins so: on the page, or where it names none on the reference."""
    query = Q()
    for beginning in beginnings:
        query |= Q(leika_keys__key__startswith=beginning)
        query |= Q(leika_keys=None, reference__leika_keys__key__startswith=beginning)
    return query
