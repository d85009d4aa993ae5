"""The report for editors: what goes live and offline when, and what should have long since."""

from datetime import timedelta
from typing import Any

from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.urls import URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.models import Page, Revision

from cms.reports import Report, ReportMenuItem, pages_to_edit, report_urls

# The clock looks every minute; `/readyz` says "publishing_late" after the same time.
LATE = timedelta(minutes=5)


class MomentColumn(Column):
    """Day, hour and the zone's short name, because an hour means another moment in summer than in winter."""

    def get_value(self, instance: Any) -> str:
        moment = super().get_value(instance)
        if moment is None:
            return ""
        local = timezone.localtime(moment)
        return f"{date_format(local, 'SHORT_DATETIME_FORMAT')} ({local.tzname()})"


def state(page: Any) -> str:
    return _("late") if page.next_at < timezone.now() - LATE else _("planned")


class PlannedView(Report):
    """/admin/reports/planned/: the next first; as a table for spreadsheets with ?export=csv."""

    page_title = gettext_lazy("Planned publishing")
    header_icon = "calendar-check"
    model = Page
    search_fields = ["title"]
    default_ordering = "next_at"
    index_url_name = "planned:report"
    index_results_url_name = "planned:report_results"
    export_filename = "planned"
    columns = [
        TitleColumn(
            "title",
            label=gettext_lazy("Page"),
            accessor="draft_title",
            get_url=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
        ),
        Column("type", label=gettext_lazy("Kind"), accessor=lambda page: page.specific_class._meta.verbose_name),
        MomentColumn("goes_live", label=gettext_lazy("Goes live"), sort_key="goes_live"),
        MomentColumn("expire_at", label=gettext_lazy("Goes offline"), sort_key="expire_at"),
        StatusTagColumn(
            "state", label=gettext_lazy("State"), accessor=state, primary=lambda page: state(page) != _("late")
        ),
        Column("owner", label=gettext_lazy("Owner"), accessor=lambda page: page.owner or ""),
    ]
    list_export = ["draft_title", "goes_live", "expire_at", "owner", "pk"]
    export_headings = {
        "draft_title": gettext_lazy("Page"),
        "goes_live": gettext_lazy("Goes live"),
        "expire_at": gettext_lazy("Goes offline"),
        "owner": gettext_lazy("Owner"),
        "pk": gettext_lazy("Number of the page"),
    }

    def get_base_queryset(self) -> QuerySet[Page]:
        return planned_pages().filter(pk__in=pages_to_edit(self.request.user)).select_related("owner", "content_type")


def planned_pages() -> QuerySet[Page]:
    """Pages with an approved version that waits for its hour, and published ones that end; `next_at` says when."""
    waiting = Revision.page_revisions.filter(
        object_id=Cast(OuterRef("pk"), CharField()), approved_go_live_at__isnull=False
    ).order_by("approved_go_live_at")
    goes_live = Subquery(waiting.values("approved_go_live_at")[:1])
    pages = Page.objects.annotate(goes_live=goes_live).annotate(next_at=Coalesce("goes_live", "expire_at"))
    return pages.filter(Q(goes_live__isnull=False) | Q(live=True, expire_at__isnull=False))


app_name = "planned"
urlpatterns = report_urls(PlannedView)


@hooks.register("register_admin_urls")
def register_report() -> list[URLResolver]:
    return [path("reports/planned/", include((urlpatterns, app_name)))]


@hooks.register("register_reports_menu_item")
def register_report_in_the_menu() -> MenuItem:
    return ReportMenuItem(PlannedView, name="planned", order=605)
