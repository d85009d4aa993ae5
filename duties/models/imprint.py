"""The imprint: who answers for the site (§ 5 DDG) and for its journalistic parts (§ 18 (2) MStV)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from cms.blocks import ContentBlock
from cms.fields import StreamField
from cms.lands import PRESS_LAW
from cms.models import BasePage


class ImprintPage(BasePage):
    """/impressum/: who is behind the site; name, address, telephone and e-mail come from the settings of the town."""

    legal_form = models.CharField(
        _("legal form"),
        max_length=120,
        blank=True,
        help_text=_("For most municipalities: corporation under public law."),
    )
    represented_by = models.CharField(
        _("represented by"), max_length=200, blank=True, help_text=_("Office and full name, for example of the mayor.")
    )
    supervisory_authority = models.CharField(
        _("supervisory authority"), max_length=200, blank=True, help_text=_("Who supervises the municipality.")
    )
    vat_id = models.CharField(
        _("VAT identification number"), max_length=20, blank=True, help_text=_("Only if the municipality has one.")
    )
    body = StreamField(
        ContentBlock(), blank=True, verbose_name=_("what else you want to say"), help_text=_("For example on pictures.")
    )

    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    always_open = (*BasePage.always_open, "legal_form", "represented_by", "supervisory_authority")
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            ["represented_by", "legal_form", "supervisory_authority", "vat_id"], heading=_("Who answers for the site")
        ),
        InlinePanel(
            "responsible_people",
            heading=_("Who answers for journalistic parts"),
            label=_("person"),
            help_text=_("For news and comments. One person may answer for everything, or one for each newsroom."),
        ),
        "body",
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("imprint")
        verbose_name_plural = _("imprints")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        people = list(self.responsible_people.select_related("part"))
        return {**context, "people": people, "press_law": PRESS_LAW}


class ResponsiblePerson(Orderable):
    """Who answers for what journalists would call the paper, or for one part of it."""

    page = ParentalKey(ImprintPage, related_name="responsible_people", on_delete=models.CASCADE)
    name = models.CharField(_("name"), max_length=120)
    address = models.CharField(
        _("address"), max_length=200, blank=True, help_text=_("Only if it is not that of the town hall.")
    )
    part = models.ForeignKey(
        Page,
        verbose_name=_("for this part"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A newsroom, for example the school newspaper. Empty: for everything."),
    )
    note = models.CharField(
        _("remark"),
        max_length=200,
        blank=True,
        help_text=_("For example: what pupils write, they answer for themselves."),
    )

    panels = [FieldPanel("name"), FieldPanel("address"), FieldPanel("part"), FieldPanel("note")]

    class Meta(Orderable.Meta):
        verbose_name = _("person who answers for a part")
        verbose_name_plural = _("people who answer for parts")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """§ 18 (2) MStV asks for a person, with a name that one can write to."""
        if "@" in self.name:
            raise ValidationError({"name": _("Please write the name of a person, not an address.")})
