"""What rules need to know beyond the page: the town, the areas there are, and the other services.

Asked for once for all pages that are checked together.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from django.apps import apps
from django.db.models.functions import Left
from django.utils import timezone

from service_catalogue import areas, leika
from service_catalogue.links.filling import know_town

if TYPE_CHECKING:
    from service_catalogue.models import LinkUse, ServicePage

NAMED = 3
NOT_AS_IT_SHOULD = ("broken", "missing", "caution")


class Surroundings:
    """What stands around the pages that are checked together; tells each page its town, too."""

    def __init__(self, pages: Iterable["ServicePage"]) -> None:
        self.pages = list(pages)
        know_town(self.pages)

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    @cached_property
    def known_areas(self) -> frozenset[str]:
        """The areas of the official list, and those that the town has given a name because the list is older."""
        named = apps.get_model("service_catalogue", "Area").objects.exclude(name="").values_list("ars", flat=True)
        return _official_and(frozenset(named))

    def poor_links(self, page: "ServicePage") -> list["LinkUse"]:
        """Links in the page's texts that did not answer when they were last asked."""
        return self._poor_links[page.pk]

    @cached_property
    def _poor_links(self) -> dict[int | None, list["LinkUse"]]:
        uses = apps.get_model("service_catalogue", "LinkUse").objects.filter(
            page__in=[page.pk for page in self.pages if page.pk], online_service=None, link__state__in=NOT_AS_IT_SHOULD
        )
        found: dict[int | None, list[LinkUse]] = defaultdict(list)
        for use in uses.select_related("link"):
            found[use.page_id].append(use)
        return found

    def twins(self, page: "ServicePage", key: str) -> list[str]:
        """The titles of other published services in the same language under this key."""
        found = self._published_with_key[key]
        return [title for other, locale, title in found if other != page.pk and locale == page.locale_id]

    @cached_property
    def _published_with_key(self) -> dict[str, list[tuple[int, int, str]]]:
        """Published services under the keys of the checked pages, by their own choice or, without one, by a delivery."""
        services = apps.get_model("service_catalogue", "ServicePage").objects.filter(live=True).order_by("title", "pk")
        keys = {key for page in self.pages for key in page.key_list}
        own = services.filter(leika_keys__key__in=keys)
        delivered = services.filter(leika_keys=None, reference__leika_keys__key__in=keys)
        found: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for name, pages in (("leika_keys__key", own), ("reference__leika_keys__key", delivered)):
            for key, *page in pages.values_list(name, "pk", "locale_id", "title"):
                found[key].append(tuple(page))
        return found

    def more_exact(self, key: str) -> list[str]:
        """Some keys of the same object with an act, with their names, as far as the table of keys knows them."""
        return self._with_act[key[: leika.OBJECT_DIGITS]][:NAMED]

    @cached_property
    def _with_act(self) -> dict[str, list[str]]:
        objects = {key[: leika.OBJECT_DIGITS] for page in self.pages for key in page.key_list}
        keys = apps.get_model("service_catalogue", "LeikaKey").objects.filter(gone_at=None)
        found: dict[str, list[str]] = defaultdict(list)
        for key in keys.annotate(object=Left("key", leika.OBJECT_DIGITS)).filter(object__in=objects).order_by("key"):
            if leika.kind(key.key) != "LO" and not key.deprecated:
                found[key.key[: leika.OBJECT_DIGITS]].append(f"{key.grouped} {key.label}".strip())
        return found


@lru_cache(maxsize=2)
def _official_and(named: frozenset[str]) -> frozenset[str]:
    """One object for all pages: comparing two equal lists of thirteen thousand keys costs as much as checking a page."""
    return areas.official() | named
