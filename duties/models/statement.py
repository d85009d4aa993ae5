"""The accessibility statement as data, after the model of Commission Implementing Decision (EU) 2018/1523."""

import datetime
from typing import Any

from django.db import models
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable
from wagtail.search import index

from cms.blocks import ContentBlock
from cms.fields import StreamField
from cms.lands import Body, Land
from cms.models import BasePage
from duties import statement_export
from duties.town import the_land, the_town


class AccessibilityStatementPage(RoutablePageMixin, BasePage):
    """/barrierefreiheit/: how far everybody can use the site, what is missing and why, and who helps."""

    class Conformity(models.TextChoices):
        FULL = "full", _("fully conformant")
        PARTIAL = "partial", _("partly conformant")
        NONE = "none", _("not conformant")

    class Method(models.TextChoices):
        SELF = "self", _("the town hall has tested the site itself")
        EXTERNAL = "external", _("somebody independent has tested the site")

    scope = models.CharField(
        _("holds for"), max_length=200, blank=True, help_text=_("Address of the site. Empty: this one.")
    )
    conformity = models.CharField(
        _("conformity"), max_length=8, choices=Conformity, default=Conformity.PARTIAL, help_text=_("With EN 301 549.")
    )
    method = models.CharField(_("how it was tested"), max_length=8, choices=Method, default=Method.SELF)
    method_note = models.TextField(
        _("more about the test"), blank=True, max_length=1000, help_text=_("Who tested what, with what, and when.")
    )
    made_on = models.DateField(_("made on"), default=timezone.localdate)
    reviewed_on = models.DateField(
        _("reviewed on"), null=True, blank=True, help_text=_("At least once a year. You are reminded in time.")
    )
    contact_name = models.CharField(_("who answers reports"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True, help_text=_("Empty: that of the town hall."))
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    enforcement_name = models.CharField(
        _("another enforcement body"),
        max_length=250,
        blank=True,
        help_text=_("Empty: that of your Land, if the site knows it. The regional key tells the Land."),
    )
    enforcement_url = models.URLField(_("its address on the net"), blank=True)
    enforcement_email = models.EmailField(_("its e-mail address"), blank=True)
    body = StreamField(ContentBlock(), blank=True, verbose_name=_("what else you want to say"))

    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    plain_texts = ("teaser", "method_note")
    always_open = (*BasePage.always_open, "conformity", "method", "made_on", "reviewed_on")
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(["conformity", "scope"], heading=_("Conformity")),
        InlinePanel("parts", heading=_("What is not accessible"), label=_("part")),
        MultiFieldPanel(
            ["method", "method_note", FieldRowPanel(["made_on", "reviewed_on"])],
            heading=_("How this statement was made"),
        ),
        MultiFieldPanel(["contact_name", FieldRowPanel(["contact_email", "contact_phone"])], heading=_("Feedback")),
        MultiFieldPanel(
            ["enforcement_name", "enforcement_url", "enforcement_email"],
            heading=_("Enforcement"),
            classname="collapsed",
        ),
        "body",
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("method_note"), index.SearchField("body")]

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")

    @property
    def enforcement(self) -> Body | None:
        """Whom people can turn to next: what the editors say, or that of the Land; None where nobody knows."""
        if self.enforcement_name:
            return Body(self.enforcement_name, self.enforcement_url, self.enforcement_email)
        land = the_land()
        return land.enforcement if land else None

    @property
    def last_reviewed(self) -> datetime.date | None:
        """What stands here, or the day on which somebody said in the house that all of it is still true."""
        upkeep = getattr(self, "upkeep", None)
        days = [self.reviewed_on, upkeep.reviewed_on if upkeep else None]
        return max((day for day in days if day), default=None)

    @property
    def is_old(self) -> bool:
        """The law asks for a review every year (for NRW § 4 (4) BITVNRW)."""
        return (self.last_reviewed or self.made_on) < timezone.localdate() - datetime.timedelta(days=365)

    def parts_by_reason(self) -> list[tuple[str, list["NonAccessiblePart"]]]:
        """In the order of the model statement."""
        parts = list(self.parts.all())
        grouped = [(str(label), [part for part in parts if part.reason == value]) for value, label in Reason.choices]
        return [(label, found) for label, found in grouped if found]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        land: Land | None = the_land()
        return {
            **context,
            "land": land,
            "weeks": land.answer_weeks if land else None,
            "enforcement": self.enforcement,
            "contact": the_town(),
            "host": self.scope or request.get_host(),
        }

    @path("als-json/")
    def as_json(self, request: HttpRequest) -> HttpResponse:
        """The statement for the body that watches over accessibility."""
        return JsonResponse(statement_export.data(self, request), json_dumps_params={"ensure_ascii": False})

    @path("als-tabelle/")
    def as_csv(self, request: HttpRequest) -> FileResponse:
        """The same as a table of two columns."""
        return statement_export.csv_response(statement_export.data(self, request))


class Reason(models.TextChoices):
    """Why something is not accessible: the three groups of the model statement."""

    NOT_CONFORMANT = "not_conformant", _("not conformant yet")
    BURDEN = "burden", _("disproportionate burden")
    OUT_OF_SCOPE = "out_of_scope", _("outside the scope of the law")


class NonAccessiblePart(Orderable):
    """One thing that not everybody can use, why, and what people can do instead."""

    page = ParentalKey(AccessibilityStatementPage, related_name="parts", on_delete=models.CASCADE)
    what = models.CharField(_("what"), max_length=200)
    reason = models.CharField(_("reason"), max_length=16, choices=Reason, default=Reason.NOT_CONFORMANT)
    why = models.TextField(_("why"), blank=True, max_length=1000)
    alternative = models.TextField(
        _("what people can do instead"), blank=True, max_length=1000, help_text=_("For example: We help by telephone.")
    )
    until = models.DateField(_("to be put right by"), null=True, blank=True)

    panels = [
        FieldPanel("what"),
        FieldPanel("reason"),
        FieldPanel("why"),
        FieldPanel("alternative"),
        FieldPanel("until"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("part that is not accessible")
        verbose_name_plural = _("parts that are not accessible")

    def __str__(self) -> str:
        return self.what
