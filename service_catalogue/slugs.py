"""Names in addresses, with umlauts written out as Germans do: Gebühr becomes gebuehr."""

from django.db.models import QuerySet
from django.utils.text import slugify

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"})
LONGEST = 100


def german_slug(text: str) -> str:
    return slugify(text.translate(UMLAUTS))[:LONGEST].strip("-")


def free_slug(text: str, taken: QuerySet, fallback: str = "leistung") -> str:
    """A slug that none of these objects has: heirat-anmelden, heirat-anmelden-2 …"""
    slug = german_slug(text) or fallback
    used = set(taken.filter(slug__startswith=slug).values_list("slug", flat=True))
    number, candidate = 1, slug
    while candidate in used:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate
