"""How editors see a service page: four tabs, and under each field what the reference says there."""

from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
    TabbedInterface,
)
from wagtail.models import Page

from cms.models import BasePage
from service_catalogue.panels import ReferenceNotePanel, ReferencePanel


def service_page_tabs() -> TabbedInterface:
    return TabbedInterface(
        [
            ObjectList(_content(), heading=_("Content")),
            ObjectList(_costs_and_times(), heading=_("Costs and deadlines")),
            ObjectList(_in_charge(), heading=_("In charge and online")),
            ObjectList(_assignment(), heading=_("Assignment (FIM)")),
            ObjectList([*Page.promote_panels], heading=_("Promote")),
            ObjectList([PublishingPanel()], heading=_("Schedule")),
        ]
    )


def _with_reference(*fields: str, section: str) -> list[Panel]:
    return [*(FieldPanel(name) for name in fields), ReferencePanel(section)]


def _content() -> list:
    return [
        *BasePage.content_panels,
        ReferenceNotePanel(),
        MultiFieldPanel([FieldRowPanel(["status", "status_reason"])], heading=_("Status")),
        *_with_reference("description", section="description"),
        *_with_reference("prerequisites", section="prerequisites"),
        *_with_reference("required_documents", section="required_documents"),
        *_with_reference("procedure", section="procedure"),
        *_with_reference("next_steps", section="next_steps"),
        *_with_reference("forms", section="forms"),
        *_with_reference("legal_bases", section="legal_bases"),
        *_with_reference("remedy", section="remedy"),
        *_with_reference("notes", section="notes"),
        *_with_reference("further_information", "further_links", section="further_information"),
    ]


def _costs_and_times() -> list:
    return [
        InlinePanel("fees", heading=_("Fees"), label=_("fee")),
        *_with_reference("fee_text", section="fees"),
        InlinePanel("deadlines", heading=_("Deadlines"), label=_("deadline")),
        *_with_reference("deadline_text", section="deadlines"),
        InlinePanel("processing_times", heading=_("Processing times"), label=_("processing time")),
        *_with_reference("processing_text", section="processing_times"),
    ]


def _in_charge() -> list:
    return [
        FieldPanel("department"),
        FieldPanel("contacts"),
        FieldPanel("online_services"),
        MultiFieldPanel([FieldRowPanel(["for_citizens", "for_businesses"])], heading=_("For whom")),
        FieldPanel("wanted"),
    ]


def _assignment() -> list:
    return [
        FieldPanel("official_name"),
        FieldPanel("leika_keys"),
        FieldPanel("topics", widget=CheckboxSelectMultiple),
        FieldPanel("synonyms"),
        FieldRowPanel(["valid_from", "valid_until"]),
    ]
