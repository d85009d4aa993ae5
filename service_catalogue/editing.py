"""How editors see a service page: one form from top to bottom, in the order in which residents read the page.

Under each field stands what the reference says there. What is rarely needed is folded.
"""

from typing import Any

from django.forms import CheckboxSelectMultiple
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models import Page

from cms.checks.panel import FindingsPanel
from cms.upkeep_form import upkeep_panels
from directory.models import ContactPerson
from service_catalogue import wording
from service_catalogue.leika.typings import label
from service_catalogue.models.online_services import OnlineService
from service_catalogue.models.references import ReferenceService
from service_catalogue.panels import (
    AdditionPanel,
    ChangesPanel,
    ReferenceNotePanel,
    ReferencePanel,
    ReferenceValuesPanel,
    SectionPanel,
)
from service_catalogue.reference_texts import as_plain_text
from service_catalogue.sections import PLAN_OF
from service_catalogue.widgets import ManyChooser

OUR_TEXT, OUR_LIST = _("Our text"), _("Our list")


def service_page_tabs() -> TabbedInterface:
    content = [*_top(), *_sections(), *_behind()]
    return TabbedInterface(
        [
            ObjectList(content, heading=_("Content")),
            ObjectList([*Page.promote_panels], heading=_("Promote")),
            ObjectList([PublishingPanel()], heading=_("Schedule")),
        ]
    )


def _top() -> list[Panel]:
    return [
        FindingsPanel(heading=_("Quality"), icon="clipboard-list"),
        ChangesPanel(heading=_("Changed reference texts"), icon="warning"),
        ReferenceNotePanel(),
        TitleFieldPanel(
            "title", help_text=_("As residents would say it: “Register a dog”, not “Dog tax, registration”.")
        ),
        _group(_("Short text"), FieldPanel("teaser", heading=OUR_TEXT), ReferenceValuesPanel(_summary)),
        _group(
            _("Can it be had?"),
            FieldPanel("status"),
            FieldPanel("status_reason"),
            FieldRowPanel(["valid_from", "valid_until"]),
            ReferenceValuesPanel(_validity),
        ),
        _group(
            _("Online"),
            FieldPanel("online_services", widget=ManyChooser(OnlineService), heading=_("Our online services")),
            ReferenceValuesPanel(lambda reference: [row.online_service for row in reference.in_charge]),
        ),
    ]


def _sections() -> list[Panel]:
    """In the order of the page."""
    return [
        _section("description", FieldPanel("description", heading=OUR_TEXT)),
        _section(
            "for_whom",
            FieldRowPanel(["for_citizens", "for_businesses"]),
            FieldPanel("for_whom", heading=OUR_TEXT),
            ReferenceValuesPanel(lambda reference: [AUDIENCES.get(code, code) for code in reference.audience]),
        ),
        _section("prerequisites", FieldPanel("prerequisites", heading=OUR_LIST)),
        _section("required_documents", FieldPanel("required_documents", heading=OUR_LIST)),
        _section("procedure", FieldPanel("procedure", heading=OUR_TEXT)),
        _section("fees", InlinePanel("fees", label=_("fee")), FieldPanel("fee_text", heading=OUR_TEXT)),
        _section(
            "deadlines",
            InlinePanel("deadlines", label=_("deadline")),
            FieldPanel("deadline_text", heading=OUR_TEXT),
            is_rare=True,
        ),
        _section(
            "processing_times",
            InlinePanel("processing_times", label=_("processing time")),
            FieldPanel("processing_text", heading=OUR_TEXT),
        ),
        _section("next_steps", FieldPanel("next_steps", heading=OUR_TEXT), is_rare=True),
        _section("forms", FieldPanel("forms", heading=OUR_LIST), is_rare=True),
        _section("legal_bases", FieldPanel("legal_bases", heading=OUR_LIST), is_rare=True),
        _section("remedy", FieldPanel("remedy", heading=OUR_TEXT), is_rare=True),
        _section("notes", FieldPanel("notes", heading=OUR_TEXT), is_rare=True),
        _section(
            "further_information",
            FieldPanel("further_information", heading=OUR_TEXT),
            FieldPanel("further_links", heading=OUR_LIST),
            is_rare=True,
        ),
    ]


def _behind() -> list[Panel]:
    """Who is in charge, how the page is found, and what only the catalogue needs."""
    return [
        _group(
            _("Contact"),
            FieldPanel("department"),
            ReferenceValuesPanel(lambda reference: [row.department for row in reference.in_charge]),
            FieldPanel("contacts", widget=ManyChooser(ContactPerson)),
        ),
        _group(
            _("How residents find it"),
            FieldPanel("synonyms"),
            ReferenceValuesPanel(lambda reference: reference.synonyms),
            FieldPanel("topics", widget=CheckboxSelectMultiple),
            ReferenceValuesPanel(lambda reference: list(reference.topics.all())),
            FieldPanel("wanted"),
        ),
        _group(_("Keeping it true"), *upkeep_panels()),
        _group(
            _("Place in the catalogue (FIM)"),
            FieldPanel("official_name"),
            ReferenceValuesPanel(lambda reference: [reference.official_name]),
            FieldPanel("leika_keys"),
            ReferenceValuesPanel(lambda reference: list(reference.leika_keys.all())),
            FieldPanel("typing"),
            ReferenceValuesPanel(lambda reference: [label(code) for code in reference.typing]),
            FieldPanel("areas"),
            ReferenceValuesPanel(lambda reference: list(reference.areas.all())),
            is_rare=True,
        ),
        _group(_("Picture"), FieldPanel("picture"), is_rare=True),
    ]


def _group(heading: str | Promise, *children: Panel, is_rare: bool = False) -> SectionPanel:
    return SectionPanel(list(children), heading=heading, is_rare=is_rare)


def _section(name: str, *children: Panel, is_rare: bool = False) -> SectionPanel:
    below: list[Panel] = [] if name == "for_whom" else [ReferencePanel(name), AdditionPanel(name)]
    return SectionPanel([*children, *below], heading=PLAN_OF[name].title, section=name, is_rare=is_rare)


# Codes of the list urn:de:fim:leika:leistungsadressat.
AUDIENCES: dict[str, Any] = {"001": _("citizens"), "002": _("businesses"), "003": _("administration")}


def _summary(reference: ReferenceService) -> list[str]:
    return [as_plain_text(reference.sections.get("summary", ""))]


def _validity(reference: ReferenceService) -> list[str]:
    """Sources that set no limit often deliver the years 1970 and 2999; that tells nobody anything."""
    begins, ends = reference.valid_from, reference.valid_until
    return [
        wording.days(begins if begins and begins.year > 1970 else None, ends if ends and ends.year < 2999 else None)
    ]
