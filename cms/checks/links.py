"""V: links say where they lead, also to those who hear nothing but a list of links (WCAG 2.2, 2.4.4)."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cms.checks.findings import Problem
from cms.checks.pictures import shortened
from cms.checks.reading import Reading

# Compared without capitals, dots, arrows and quotation marks.
SAYS_NOTHING = frozenset(
    """
    hier|hier klicken|klicken sie hier|klick hier|hier entlang|da|dort|link|der link|dieser link|zum link|folgen sie diesem link
    mehr|mehr dazu|mehr erfahren|erfahren sie mehr|mehr lesen|mehr infos|mehr informationen|weitere informationen
    weitere infos|infos|info|informationen|weiter|weiterlesen|lesen sie mehr|lesen sie weiter|details|zu den details|zur seite|seite
    diese seite|auf dieser seite|öffnen|ansehen|anzeigen|download|downloaden|herunterladen|hier herunterladen|zum download|pdf|datei
    dokument|formular|siehe hier|s. hier|website|webseite|homepage|internetseite|zur website|zur webseite
    here|click here|more|read more|learn more|continue|this page|page|open|view
    """.strip().replace("\n", "|").replace("    ", "").split("|")
)  # fmt: skip
_MARKS = " \t\n.…:!»›>→“”„\"'()[]"


def says_where_it_leads(page: Any, reading: Reading) -> Iterator[Problem]:
    """V1: the text of a link makes sense without the text around it."""
    for link in reading.links:
        text = link.text.strip(_MARKS).casefold()
        if not text:
            yield Problem(_("A link has no text. Write where it leads."), link.place.field, block=link.place.block)
        elif " ".join(text.split()) in SAYS_NOTHING:
            message = _(
                "The link “%(text)s” does not say where it leads: screen readers read out all links of a page as a list. "
                "Name the goal, such as “Opening hours of the library”."
            )
            yield Problem(message % {"text": link.text.strip()}, link.place.field, block=link.place.block)
        elif text.startswith(("http://", "https://", "www.")):
            message = _(
                "The link “%(text)s” is an address that nobody wants to hear read out. Write what is to be found there."
            )
            yield Problem(message % {"text": shortened(link.text)}, link.place.field, block=link.place.block)


def same_words_same_goal(page: Any, reading: Reading) -> Iterator[Problem]:
    """V2: two links with the same words lead to the same place."""
    targets: dict[str, set[str]] = defaultdict(set)
    for link in reading.links:
        text = link.text.strip(_MARKS).casefold()
        if text and text not in SAYS_NOTHING and targets[text] and link.target not in targets[text]:
            message = _("“%(text)s” is the text of several links that lead to different places. Tell them apart.")
            yield Problem(message % {"text": shortened(link.text)}, link.place.field, block=link.place.block)
        targets[text].add(link.target)


def leads_to_what_is_public(page: Any, reading: Reading) -> Iterator[Problem]:
    """V3: the pages that links lead to are published; visitors see such a link as plain words, or not at all."""
    for link in reading.links:
        if link.page in reading.not_public:
            message = _(
                "The link “%(text)s” leads to a page that is not published, so visitors do not see a link. "
                "Publish that page, or choose another."
            )
            yield Problem(message % {"text": shortened(link.text)}, link.place.field, block=link.place.block)
