"""T: what a service says, and how (codes of the text modules: 02 official name … 25 remedy)."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from cms.checks.findings import Problem
from service_catalogue import leika
from service_catalogue.quality import delivered, shown
from service_catalogue.sections import PLAN_OF, PLANS
from service_catalogue.xzufi.texts import SCHEMES, TAGS

if TYPE_CHECKING:
    from service_catalogue.models import ServicePage
    from service_catalogue.quality.surroundings import Surroundings

# T2: modules 07, 08, 09, 10, 11, 12, 13 and 25.
EXPECTED = (
    "prerequisites", "required_documents", "procedure", "fees", "deadlines", "processing_times", "legal_bases", "remedy",
)  # fmt: skip
# Typings that describe no procedure: general hints, telephone numbers, rights and duties, help services.
WITHOUT_PROCEDURE = {"6", "7", "11", "12"}
# Federation or Land carry it out.
NOT_MUNICIPAL = {"1", "2a", "3a", "2/3a", "4a"}

# What Wagtail's editor keeps beside the tags of the Portalverbund: rules, and pictures or videos of its own.
EDITOR_TAGS = {"hr", "embed"}
_TAG = re.compile(r"<\s*/?\s*([a-zA-Z][\w:-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
_LANGUAGE = re.compile(r"[a-z]{2}")


def says_the_essential(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """T1: residents find a name (02, 03), what it is about (06) and a short text (24 or 05), in the page's language."""
    if not page.title.strip() or _has_makeshift_title(page):
        yield Problem(_("The service came without a title. Give it the name that residents use."), "title")
    if not shown.has_summary(page):
        yield Problem(_("There is no short text. Write one or two sentences: what is it, and for whom?"), "teaser")
    if not shown.is_filled(page, "description"):
        yield Problem(_("It does not say what it is about. Write a few sentences for residents."), "description")


def _has_makeshift_title(page: "ServicePage") -> bool:
    """The import gave a name because the delivery had none."""
    reference = page.reference
    return reference is not None and not reference.title and page.title == reference.given_title


def says_what_is_expected(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """T2: what people ask at the counter is answered, be it by “none”.

    Not asked of services that are not available here, nor of mere information. One finding names all empty sections and
    leads to the first.
    """
    codes = shown.typing_codes(page)
    if page.status == page.Status.UNAVAILABLE or (codes and codes <= WITHOUT_PROCEDURE):
        return
    empty = [PLAN_OF[name] for name in EXPECTED if not shown.is_filled(page, name)]
    if empty:
        text = _("Nothing is said under: %(sections)s. Residents ask about it: write down what you know.")
        names = ", ".join(str(plan.title) for plan in empty)
        yield Problem(text % {"sections": names}, shown.field_of(empty[0]))


def harmless(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """T3: texts hold simple markup only, no programs and no styles; links lead to http(s), mail or telephone."""
    for plan in PLANS:
        texts = [getattr(page, plan.text) or ""] if plan.text else []
        links = [delivered.text(item.get("link")) for item in shown.own_items(page, plan)]
        if page.reference is not None and shown.shows_reference(page, plan):
            texts.append(shown.reference_html(page.reference, plan))
            links += [delivered.text(link.get("url")) for link in shown.reference_links(page.reference, plan)]
        for reason in dict.fromkeys([*_in_html("".join(texts)), *_in_links(filter(None, links))]):
            yield Problem(reason, plan.text or plan.items)


def _in_html(html: str) -> Iterator[str]:
    for match in _TAG.finditer(html):
        name, attributes = match[1].lower(), match[2]
        if name not in TAGS and name not in EDITOR_TAGS:
            yield _("The text holds the markup <%(tag)s>, which is not allowed here. Remove it.") % {"tag": name[:20]}
        for found in _ATTRIBUTE.finditer(attributes):
            attribute = found[1].lower()
            value = next((part for part in found.groups()[1:] if part is not None), "")
            if attribute.startswith("on") or attribute == "style":
                text = _("The text holds the attribute “%(name)s”, which is not allowed here. Remove it.")
                yield text % {"name": attribute[:20]}
            elif attribute in {"href", "src"}:
                yield from _in_links([value])


def _in_links(urls: Iterator[str] | list[str]) -> Iterator[str]:
    for url in urls:
        if not _can_be_followed(url):
            text = _("The link “%(url)s” leads nowhere: it must begin with https://. Correct or remove it.")
            yield text % {"url": url[:100]}


def _can_be_followed(url: str) -> bool:
    """A full address of a kind we allow, or a place on this site."""
    compact = "".join(character for character in url if character > " ")
    try:
        parts = urlsplit(compact)
        host = parts.hostname
    except ValueError:
        return False
    if not parts.scheme:
        return compact.startswith(("/", "#", "?")) and not compact.startswith("//")
    return parts.scheme.lower() in SCHEMES and bool(host or parts.scheme.lower() in {"mailto", "tel"})


def languages(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """T4: languages are named by two letters; imports turn de-DE into de, this is what they could not turn."""
    if page.reference is None:
        return
    named = [*delivered.words(page.reference.languages), *map(str, delivered.table(page.reference.translations))]
    for code in dict.fromkeys(named):
        if not _LANGUAGE.fullmatch(code):
            text = _("The source names a language “%(code)s”. Languages have two letters: tell the source.")
            yield Problem(text % {"code": code[:20]}, "title")


def somebody_in_charge(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """T5: where the municipality carries it out (typing 2b, 3b, 4b, 5), an office is in charge."""
    if shown.typing_codes(page) & leika.MUNICIPAL and not page.current_departments:
        text = _("The municipality carries this service out, but no department is in charge. Choose one.")
        yield Problem(text, "department")


def not_ours_to_apply_for(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """T6: what federation or Land carry out (typing 1, 2a, 3a, 4a) is not applied for with a form of the municipality."""
    codes = shown.typing_codes(page)
    if not codes or not codes <= NOT_MUNICIPAL:
        return
    text = _("Federation or Land carry this service out, but “%(name)s” is a form of ours. Link to theirs instead.")
    if entries := shown.own_items(page, PLAN_OF["forms"]):
        yield Problem(text % {"name": delivered.text(entries[0].get("text")) or "?"}, "forms")
    for online in page.online_services.all():
        if online.kind in {"apply", "form"} and not online.source_id:
            yield Problem(text % {"name": online.name}, "online_services")
