"""The town that answers for the site, and the Land whose law it follows."""

from cms.lands import Land, land_of
from cms.town import TownSettings


def the_town() -> TownSettings:
    """The municipality of the main site; an empty one where nobody has said anything yet."""
    return TownSettings.objects.filter(site__is_default_site=True).first() or TownSettings()


def lacks_address(town: TownSettings) -> bool:
    return not (town.name and town.street and town.postcode and town.town)


def the_land() -> Land | None:
    return land_of(the_town().ars)
