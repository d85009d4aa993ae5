"""The rules for texts and pictures that hold for every page, in one table: number, how grave, what is demanded."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.checks import headings, links, pictures, wording
from cms.checks.checking import finds
from cms.checks.findings import Finding, Severity
from cms.checks.reading import Reading, read
from cms.checks.rules import Rule, found_by

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

RULES = [
    Rule("B1", ERROR, _("Pictures have an alternative text or are decorative"), pictures.is_described),
    Rule("B2", INFO, _("Decorative pictures need no long description"), pictures.decoration_says_nothing),
    Rule("B3", WARNING, _("An alternative text says what there is to see"), pictures.is_described_well),
    Rule("V1", WARNING, _("Links say where they lead"), links.says_where_it_leads),
    Rule("V2", INFO, _("Links with the same words lead to the same place"), links.same_words_same_goal),
    Rule("V3", WARNING, _("Links lead to published pages"), links.leads_to_what_is_public),
    Rule("U1", WARNING, _("Headings leave out no level"), headings.in_order),
    Rule("U2", WARNING, _("No heading repeats the title"), headings.not_the_title_again),
    Rule("U3", WARNING, _("Headings are not empty"), headings.says_something),
    Rule("S1", WARNING, _("No words are divided as at the end of a line"), wording.not_pasted),
    Rule("S2", INFO, _("Sentences are short"), wording.short_sentences),
    Rule("S3", INFO, _("Sentences say who acts"), wording.says_who_acts),
    Rule("S4", INFO, _("Verbs say what happens"), wording.uses_verbs),
    Rule("S5", INFO, _("Abbreviations are explained"), wording.explains_abbreviations),
]


@finds(Page, rules=RULES)
def content_of_pages(pages: list[Any]) -> Iterator[list[Finding]]:
    """What stands elsewhere, about pictures and about the goals of links, is asked for in one query each."""
    readings = [read(page) for page in pages]
    _look_up_descriptions(readings)
    _look_up_goals(readings)
    return (found_by(RULES, page, reading) for page, reading in zip(pages, readings, strict=True))


def _look_up_descriptions(readings: list[Reading]) -> None:
    wanted = {image.picture for reading in readings for image in reading.images if image.is_lead or image.is_decorative}
    if not wanted:
        return
    library = get_image_model()._default_manager.filter(pk__in=wanted)
    descriptions = dict(library.values_list("pk", "description"))
    for reading in readings:
        reading.descriptions = descriptions


def _look_up_goals(readings: list[Reading]) -> None:
    goals = {link.page for reading in readings for link in reading.links if link.page}
    if not goals:
        return
    not_public = goals - set(Page.objects.live().filter(pk__in=goals).values_list("pk", flat=True))
    for reading in readings:
        reading.not_public = not_public
