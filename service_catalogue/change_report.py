"""The report for editors: which reference texts have changed beside words of our own, and what was answered."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.log_actions import LogFormatter

from cms.reports import DayColumn, OfPagesFilterSet, Report, ReportMenuItem, belonging_to, report_urls
from service_catalogue.adoption import ACTION, edit_path
from service_catalogue.models import ReferenceChange


class ChangeFilterSet(OfPagesFilterSet):
    answer = django_filters.ChoiceFilter(
        label=_("answer"), choices=[("open", _("still open")), *ReferenceChange.Decision.choices], method="of_answer"
    )

    class Meta:
        model = ReferenceChange
        fields: list[str] = []

    def of_answer(self, changes: QuerySet[ReferenceChange], name: str, value: str) -> QuerySet[ReferenceChange]:
        return changes.filter(decision="" if value == "open" else value)


class ChangesView(Report):
    """/admin/reports/reference-changes/: with filters; as a table for spreadsheets with ?export=csv."""

    page_title = _("Changed reference texts")
    header_icon = "warning"
    model = ReferenceChange
    filterset_class = ChangeFilterSet
    search_fields = ["page__title", "new_text"]
    default_ordering = "-noticed_at"
    index_url_name = "reference_changes:report"
    index_results_url_name = "reference_changes:report_results"
    export_filename = "reference-changes"
    columns = [
        TitleColumn("page", label=_("Service"), accessor="page.title", sort_key="page__title", get_url=edit_path),
        Column("section", label=_("Section"), accessor="section_title"),
        DayColumn("noticed_at", label=_("Changed on"), sort_key="noticed_at"),
        Column("owner", label=_("Owner"), accessor=lambda change: change.page.owner or ""),
        Column("decision", label=_("Answer"), accessor=lambda change: change.get_decision_display() or _("still open")),
        DayColumn("decided_at", label=_("Answered on"), sort_key="decided_at"),
        Column("decided_by", label=_("Answered by"), accessor=lambda change: change.decided_by or ""),
    ]
    list_export = [
        "page.title", "section_title", "noticed_at", "page.owner", "decision", "decided_at", "decided_by", "old_text",
        "new_text", "page.pk",
    ]  # fmt: skip
    export_headings = {
        "page.title": _("Service"),
        "section_title": _("Section"),
        "page.owner": _("Owner"),
        "page.pk": _("Number of the page"),
    }

    def get_base_queryset(self) -> QuerySet[ReferenceChange]:
        return belonging_to(self.request.user, ReferenceChange).select_related("page__owner", "decided_by")


app_name = "reference_changes"
urlpatterns = report_urls(ChangesView)


@hooks.register("register_admin_urls")
def register_report() -> list[URLResolver]:
    return [path("reports/reference-changes/", include((urlpatterns, app_name)))]


@hooks.register("register_reports_menu_item")
def register_report_in_the_menu() -> MenuItem:
    return ReportMenuItem(ChangesView, name="reference-changes", order=610)


@hooks.register("register_log_actions")
def register_adoption(actions: Any) -> None:
    @actions.register_action(ACTION)
    class AdoptionFormatter(LogFormatter):
        label = _("Adopt changed reference texts")

        def format_message(self, entry: Any) -> str:
            sections = ", ".join(entry.data.get("sections", []))
            return _("Adopted the changed reference text, because nobody answered: %(sections)s") % {
                "sections": sections
            }
