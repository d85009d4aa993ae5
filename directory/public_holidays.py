"""Public holidays of the Land in which the municipality lies.

Days that only some municipalities of a Land keep (Mariä Himmelfahrt in Bavaria, the Augsburg peace festival) and customs
such as Rosenmontag are no public holidays of the Land: the town states them as days of closure.
"""

from datetime import date
from functools import lru_cache

from django.utils.translation import get_language
from holidays import country_holidays

# The first two digits of the regional key name the Land (Statistisches Bundesamt, Gemeindeverzeichnis).
LANDS = {
    "01": "SH", "02": "HH", "03": "NI", "04": "HB", "05": "NW", "06": "HE", "07": "RP", "08": "BW",
    "09": "BY", "10": "SL", "11": "BE", "12": "BB", "13": "MV", "14": "SN", "15": "ST", "16": "TH",
}  # fmt: skip


def holiday(day: date, ars: str) -> str:
    """The name of the public holiday, empty on other days; without a known Land those of the whole country."""
    language = "de" if (get_language() or "de").startswith("de") else "en_US"
    return _of_year(LANDS.get(ars[:2]), day.year, language).get(day, "")


@lru_cache(maxsize=64)
def _of_year(land: str | None, year: int, language: str) -> dict[date, str]:
    return dict(country_holidays("DE", subdiv=land, years=year, language=language))
