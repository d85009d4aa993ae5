"""What stands in the gaps of an address on a certain page: its key, the town's areas, the department, the language."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cms.models import TownSettings
from service_catalogue import areas

if TYPE_CHECKING:
    from service_catalogue.models import ServicePage


def value_of(page: "ServicePage", name: str) -> str:
    """The value for one placeholder; empty when the page does not know it."""
    return _VALUES[name](page)


def _leika(page: "ServicePage") -> str:
    return next(iter(page.key_list), "")


def _department(page: "ServicePage") -> str:
    return next((item.source_id for item in page.current_departments if item.source_id), "")


def _ags(page: "ServicePage") -> str:
    ars = ars_of(page)
    return areas.ags_of(ars) if ars else ""


def _language(page: "ServicePage") -> str:
    return page.locale.language_code


def ars_of(page: "ServicePage") -> str:
    """The regional key of the town whose website the page stands on; empty when nobody has entered it."""
    if not hasattr(page, "_ars"):
        know_town([page])
    return page._ars


def know_town(pages: Iterable["ServicePage"]) -> None:
    """Find out the town of many pages with one query."""
    towns = list(TownSettings.objects.select_related("site__root_page"))
    for page in pages:
        page._ars = _town_of(page, towns)


def _town_of(page: Any, towns: list[TownSettings]) -> str:
    """Translated pages stand in a tree of their own, which belongs to the default site."""
    own = next((town for town in towns if page.path.startswith(town.site.root_page.path)), None)
    default = next((town for town in towns if town.site.is_default_site), None)
    found = own or default
    return found.ars if found and areas.is_ars(found.ars) else ""


_VALUES = {"leika": _leika, "ars": ars_of, "ags": _ags, "oe": _department, "lang": _language}
