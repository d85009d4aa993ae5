"""Proposals for synonyms from FIM: the “Begriffe im Kontext” that come with the reference of a service.

The service itself is found by them anyway, as they are its search words. As synonyms they lead to everything else that
speaks of the service: the department, the news. They are proposals, because not every word fits every town.
"""

import hashlib
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import QuerySet

from search.forms import LONGEST_MEANING, SIGNS, problem
from search.models import Synonym
from search.synonyms import GERMAN, LONGEST_EXPRESSION, Row, Synonyms, expressions
from service_catalogue.models import ServicePage

PREFIX = "fim:"
LONGEST_SIDE = 500


def propose() -> int:
    """Add proposals that say something new, bring untouched ones up to date; gives the number of new ones."""
    new = list(proposals())
    with transaction.atomic():
        stored = {synonym.origin: synonym for synonym in Synonym.objects.filter(origin__startswith=PREFIX)}
        for synonym in new:
            known = stored.get(synonym.origin)
            if known and is_untouched(known) and (known.said, known.meant) != (synonym.said, synonym.meant):
                known.said, known.meant = synonym.said, synonym.meant
                known.save()
        added = Synonym.objects.bulk_create(synonym for synonym in new if synonym.origin not in stored)
    return len(added)


def is_untouched(synonym: Synonym) -> bool:
    return synonym.source == Synonym.Source.FIM and not synonym.is_active


def proposals() -> Iterator[Synonym]:
    """For each service with a reference the words that lead to its title and are not known yet."""
    known = Synonyms(Row(*row) for row in others().values_list("said", "direction", "meant", "language"))
    pages = ServicePage.objects.live().filter(locale__language_code=GERMAN).exclude(reference=None).order_by("pk")
    rows = pages.values_list("title", "reference__agency", "reference__source_id", "reference__synonyms")
    for title, agency, number, said in rows.iterator():
        meant = clean(title)
        side = shortened(telling(said, meant, known)) if meant else ""
        if side:
            origin = PREFIX + hashlib.sha256(f"{agency}\0{number}".encode()).hexdigest()[:40]
            yield Synonym(said=side, meant=meant, origin=origin, source=Synonym.Source.FIM, is_active=False)


def others() -> QuerySet[Synonym]:
    return Synonym.objects.filter(is_active=True).exclude(origin__startswith=PREFIX).order_by("pk")


def telling(said: Iterable[str], meant: str, known: Synonyms) -> list[str]:
    """The words that are neither the title nor in it, nor lead to it already."""
    targets = expressions(meant)
    in_title = {stem for target in targets for stem in target}
    found = []
    for text in map(clean, said):
        if not text or problem(text, GERMAN, LONGEST_EXPRESSION):
            continue
        expression = expressions(text)[0]
        if not set(expression) <= in_title and not set(targets) <= set(known.of(*expression)):
            found.append(text)
    return list(dict.fromkeys(found))


def clean(text: str) -> str:
    """One expression, without the signs that have a meaning here; nothing if it is too long to be one."""
    text = " ".join("".join(" " if sign in SIGNS + "," else sign for sign in text).split())
    return "" if not text or problem(text, GERMAN, LONGEST_MEANING) else text


def shortened(texts: list[str]) -> str:
    """As many as one entry holds."""
    side = ""
    for text in texts:
        longer = f"{side}, {text}" if side else text
        if len(longer) > LONGEST_SIDE:
            break
        side = longer
    return side
