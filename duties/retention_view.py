"""/admin/reports/retention/: what the site forgets by itself, what waits for it now, and when that was done last."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from duties.town import the_land
from jobs.retention import states

TITLE = _("What is forgotten when")


class RetentionView(TemplateView):
    """To read only; the jobs do the rest every night."""

    template_name = "duties/retention.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        land = the_land()
        return {
            **super().get_context_data(**kwargs),
            "page_title": TITLE,
            "states": states(),
            "archive_law": land.archive_law if land else "",
        }
