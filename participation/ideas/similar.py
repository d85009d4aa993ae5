"""Ideas that may say the same as a new one, found by the stems of the words in their titles."""

import re
from collections.abc import Iterable

import snowballstemmer

from participation.models import Idea, ModulePage

MOST = 3
# Shorter words (der, für, am …) say nothing about what an idea is about.
SHORTEST_WORD = 4
# Words with which titles of ideas begin, whatever they are about.
SAYS_NOTHING = {
    "mehr", "neue", "neuen", "neuer", "neues", "bessere", "besserer", "besseres", "bitte", "eine", "einen", "einer",
    "eines", "beim", "unsere", "unserer", "unseren", "stadt", "ort", "nicht", "auch", "oder", "ohne", "wieder", "viel",
}  # fmt: skip


def stems(text: str) -> set[str]:
    """What the words of a text come down to: Radwege and Radweg are one."""
    words = [
        word for word in re.findall(r"\w+", text.lower()) if len(word) >= SHORTEST_WORD and word not in SAYS_NOTHING
    ]
    return set(snowballstemmer.stemmer("german").stemWords(words))


def likeness(wanted: set[str], title: str) -> float:
    """From 0, nothing in common, to 1, the same words."""
    found = stems(title)
    return len(wanted & found) / len(wanted | found) if wanted and found else 0


def similar_ideas(collection: ModulePage, title: str, *, without: Idea | None = None, most: int = MOST) -> list[Idea]:
    """Public ideas of a collection that share words with a title, the likest first; two queries at most."""
    wanted = stems(title)
    titles = Idea.listed().filter(module=collection).order_by("-support_count", "pk")
    if without is not None:
        titles = titles.exclude(pk=without.pk)
    rows: Iterable[tuple[int, str]] = titles.values_list("pk", "title") if wanted else ()
    ranked = sorted(((-likeness(wanted, words), place, pk) for place, (pk, words) in enumerate(rows)))
    best = [pk for score, _place, pk in ranked[:most] if score]
    found = Idea.objects.select_related("module").in_bulk(best)
    return [found[pk] for pk in best]
