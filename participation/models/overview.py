"""The overview of all projects."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.models import BasePage
from cms.upkeep import ReviewKind
from participation.models.tracker import Tracker


class ParticipationIndexPage(BasePage):
    """/mitmachen/: all projects, those in which one can take part now first."""

    subpage_types = ["participation.ProjectPage"]
    review_kind = ReviewKind.NEVER

    class Meta:
        verbose_name = _("participation overview")
        verbose_name_plural = _("participation overviews")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "tracker": Tracker(self, request.GET, self.get_url(request) or "")}
