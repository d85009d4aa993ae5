"""How the catalogue is doing as a whole, in a few numbers."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.models import TownSettings
from service_catalogue.leika.typings import TYPINGS, split_typings
from service_catalogue.links import release_defects
from service_catalogue.quality import delivered

if TYPE_CHECKING:
    from service_catalogue.models import ServicePage

KEY = r"^[0-9]{14}$"


@dataclass
class Figures:
    """Published services: how many there are, and of how many something is true."""

    services: int = 0
    with_key: int = 0
    without_owner: int = 0
    without_online: int = 0
    foreign_release: int = 0
    by_typing: list[tuple[str, int]] = field(default_factory=list)
    by_department: list[tuple[str, int]] = field(default_factory=list)

    @property
    def key_rate(self) -> int:
        """LeiKa assignment rate: the share of services with at least one valid key, in whole per cent, rounded down."""
        return self.with_key * 100 // self.services if self.services else 0


def figures() -> Figures:
    """The published services of the house, counted."""
    live = apps.get_model("service_catalogue", "ServicePage").objects.filter(live=True)
    return Figures(
        services=live.count(),
        with_key=live.filter(_has_key()).count(),
        without_owner=live.filter(owner=None).count(),
        without_online=live.exclude(_is_online()).count(),
        foreign_release=_foreign_releases(live),
        by_typing=_by_typing(live),
        by_department=_by_department(live),
    )


def _has_key() -> Q:
    """A valid key on the page, or where it names none on the reference."""
    keys = apps.get_model("service_catalogue", "LeikaKey").objects
    own, given = keys.filter(service_pages=OuterRef("pk")), keys.filter(references=OuterRef("reference"))
    return Q(Exists(own.filter(key__regex=KEY))) | (Q(Exists(given.filter(key__regex=KEY))) & ~Q(Exists(own)))


def _is_online() -> Q:
    """Something can be done online: through the page's own channels, or where it names none through delivered ones."""
    channels = apps.get_model("service_catalogue", "OnlineService").objects
    own = channels.filter(service_pages=OuterRef("pk"))
    given = channels.working().filter(responsibilities__reference=OuterRef("reference"))
    return Q(Exists(own.working())) | (Q(Exists(given)) & ~Q(Exists(own)))


def _foreign_releases(live: "QuerySet[ServicePage]") -> int:
    """Texts that another Land released; few bodies release many texts, so each is looked at once."""
    ars = TownSettings.objects.filter(site__is_default_site=True).values_list("ars", flat=True).first() or ""
    today = timezone.localdate()
    releases = live.exclude(reference=None).values_list("reference__release", flat=True)
    bodies = Counter(delivered.text(delivered.table(release).get("by")) for release in releases)
    return sum(
        count
        for by, count in bodies.items()
        if any(found.code == "release_foreign" for found in release_defects({"by": by}, ars=ars, today=today))
    )


def _by_typing(live: "QuerySet[ServicePage]") -> list[tuple[str, int]]:
    """How many services there are of each typing; one with two typings counts in both."""
    counts: Counter[str] = Counter()
    for own, given in live.values_list("typing", "reference__typing"):
        codes = {code for words in delivered.words(own or given) for code in split_typings(words)}
        counts.update(codes or {""})
    order = ["", *TYPINGS]
    return sorted(((code or _("none"), count) for code, count in counts.items()), key=lambda row: _place(row[0], order))


def _place(code: str, order: list[str]) -> int:
    return order.index(code) if code in order else 0


def _by_department(live: "QuerySet[ServicePage]") -> list[tuple[str, int]]:
    """How many services each department is in charge of, the busiest first."""
    own = live.exclude(department=None).values_list("department__name").annotate(Count("pk"))
    held = live.filter(department=None, reference__responsibilities__department__isnull=False)
    given = held.values_list("reference__responsibilities__department__name").annotate(Count("pk", distinct=True))
    counts: Counter[str] = Counter()
    for name, count in [*own, *given]:
        counts[name] += count
    return counts.most_common()
