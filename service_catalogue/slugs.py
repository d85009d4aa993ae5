"""Names in addresses, with umlauts written out as Germans do: Gebühr becomes gebuehr."""

from collections import Counter
from collections.abc import Container

from django.db.models import QuerySet
from django.utils.text import slugify
from wagtail.models import Page

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"})
LONGEST = 100


def german_slug(text: str) -> str:
    return slugify(text.translate(UMLAUTS))[:LONGEST].strip("-")


def free_slug(text: str, taken: QuerySet, fallback: str = "leistung", used: Container[str] = ()) -> str:
    """A slug that none of these objects has, nor stands in `used`: heirat-anmelden, heirat-anmelden-2 …"""
    slug = german_slug(text) or fallback
    stored = set(taken.filter(slug__startswith=slug).values_list("slug", flat=True))
    number, candidate = 1, slug
    while candidate in stored or candidate in used:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate


def free_slugs(texts: list[str], parent: Page, fallback: str = "leistung") -> list[str]:
    """Slugs for new pages below this one, all different; a few queries for some hundred."""
    siblings = Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1)
    wanted = [german_slug(text) or fallback for text in texts]
    used = _used(wanted, siblings)
    numbers = dict.fromkeys(wanted, 1)
    found = []
    for slug in wanted:
        candidate = slug
        while candidate in used:
            numbers[slug] += 1
            candidate = f"{slug}-{numbers[slug]}"
        used.add(candidate)
        found.append(candidate)
    return found


def _used(wanted: list[str], siblings: QuerySet) -> set[str]:
    """Of these slugs and of as many numbered ones as may be needed, those that are taken."""
    needed = Counter(wanted)
    used = set(siblings.filter(slug__in=needed).values_list("slug", flat=True))
    doubtful = {slug for slug, number in needed.items() if slug in used or number > 1}
    first, many = 2, 20
    while doubtful:
        numbered = {slug: {f"{slug}-{number}" for number in range(first, first + many)} for slug in doubtful}
        used |= set(siblings.filter(slug__in=set().union(*numbered.values())).values_list("slug", flat=True))
        doubtful = {slug for slug in doubtful if len(numbered[slug] - used) < needed[slug]}
        first, many = first + many, many * 4
    return used
