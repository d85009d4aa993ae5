"""The overview of all projects."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField

from cms.blocks import TEXT_FEATURES
from cms.models import BasePage
from cms.upkeep import ReviewKind
from participation.models.tracker import Tracker


class ParticipationIndexPage(RoutablePageMixin, BasePage):
    """/mitmachen/: all projects, those in which one can take part now first; hausregeln/: how people talk here."""

    house_rules = RichTextField(
        _("house rules"),
        blank=True,
        features=TEXT_FEATURES,
        help_text=_("Whoever writes something accepts them before. Without a text of your own the usual rules stand."),
    )

    content_panels = [*BasePage.content_panels, "house_rules"]
    schema_type = "CollectionPage"
    subpage_types = ["participation.ProjectPage"]
    review_kind = ReviewKind.NEVER

    class Meta:
        verbose_name = _("participation overview")
        verbose_name_plural = _("participation overviews")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "tracker": Tracker(self, request.GET, self.get_url(request) or "")}

    @path("hausregeln/", name="house_rules")
    def rules(self, request: HttpRequest) -> HttpResponse:
        """The rules that everybody accepts who writes something."""
        return self.render(request, template="participation/house_rules.html")
