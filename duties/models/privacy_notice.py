"""The privacy notice: drawn from the register of what is asked and kept, with own sentences of the editors around it."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel
from wagtail.search import index

from cms.blocks import ContentBlock
from cms.fields import StreamField
from cms.lands import Body
from cms.models import BasePage
from cms.upkeep import ReviewKind
from duties.notice import sections
from duties.town import the_land


class PrivacyNoticePage(BasePage):
    """/datenschutz/: what is kept of people, why, for how long, and what they can demand (GDPR Art. 13)."""

    officer_name = models.CharField(
        _("data protection officer"), max_length=200, blank=True, help_text=_("A name or an office.")
    )
    officer_email = models.EmailField(_("e-mail address"), blank=True)
    officer_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    authority_name = models.CharField(
        _("another supervisory authority"),
        max_length=200,
        blank=True,
        help_text=_("Empty: that of your Land, which the regional key tells."),
    )
    authority_url = models.URLField(_("its address on the net"), blank=True)
    introduction = StreamField(
        ContentBlock(),
        blank=True,
        verbose_name=_("before the list"),
        help_text=_("In short: what your servers note, who runs them, which cookies there are."),
    )
    body = StreamField(ContentBlock(), blank=True, verbose_name=_("after the list"))

    parent_page_types = ["cms.HomePage"]
    subpage_types: list[str] = []
    review_kind = ReviewKind.LAW
    always_open = (*BasePage.always_open, "officer_name", "officer_email", "introduction")
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(["officer_name", "officer_email", "officer_phone"], heading=_("Data protection officer")),
        MultiFieldPanel(["authority_name", "authority_url"], heading=_("Supervisory authority"), classname="collapsed"),
        "introduction",
        "body",
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("introduction"), index.SearchField("body")]

    class Meta:
        verbose_name = _("privacy notice")
        verbose_name_plural = _("privacy notices")

    @property
    def authority(self) -> Body | None:
        """Where people can complain: what the editors say, or that of the Land; None where nobody knows."""
        if self.authority_name:
            return Body(self.authority_name, self.authority_url)
        land = the_land()
        return land.data_protection if land else None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "sections": sections(), "authority": self.authority}
