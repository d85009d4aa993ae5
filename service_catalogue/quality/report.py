"""The report for editors: what the rules found on the pages that are theirs, and the catalogue in figures."""

from typing import Any

import django_filters
from django.db.models import Case, Count, Q, QuerySet, When
from django.urls import URLPattern
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn

from cms.checks import anchors
from cms.checks.findings import Severity
from cms.reports import DayColumn, OfPagesFilterSet, Report, ReportMenuItem, belonging_to, report_urls
from directory.models import Department
from service_catalogue.models import Finding
from service_catalogue.quality.counting import figures
from service_catalogue.quality.registry import RULES

GRAVITY = Case(*(When(severity=severity, then=place) for place, severity in enumerate(Severity)), default=len(Severity))


class FindingFilterSet(OfPagesFilterSet):
    rule = django_filters.ChoiceFilter(label=_("rule"), choices=lambda: [(rule.id, str(rule)) for rule in RULES])
    severity = django_filters.ChoiceFilter(label=_("severity"), choices=Severity.choices)
    department = django_filters.ModelChoiceFilter(
        label=_("department"), queryset=lambda request: Department.objects.all(), method="of_department"
    )
    live = django_filters.ChoiceFilter(
        label=_("published"), field_name="page__live", choices=[("True", _("published")), ("False", _("not published"))]
    )

    class Meta:
        model = Finding
        fields: list[str] = []

    def of_department(self, findings: QuerySet[Finding], name: str, department: Department) -> QuerySet[Finding]:
        """Services whose own department it is or, where they name none, that a source gave to it."""
        given = Q(page__department=None, page__reference__responsibilities__department=department)
        return findings.filter(Q(page__department=department) | given).distinct()


class FindingsView(Report):
    """/admin/reports/services/: findings with filters and counts; as a table for spreadsheets with ?export=csv."""

    page_title = _("Quality of services")
    header_icon = "clipboard-list"
    model = Finding
    filterset_class = FindingFilterSet
    search_fields = ["page__title", "text"]
    default_ordering = "gravity"
    results_template_name = "service_catalogue/findings_results.html"
    index_url_name = "service_quality:report"
    index_results_url_name = "service_quality:report_results"
    export_filename = "findings"
    columns = [
        StatusTagColumn(
            "severity",
            label=_("Severity"),
            accessor="get_severity_display",
            sort_key="gravity",
            primary=lambda finding: finding.severity == Severity.ERROR,
        ),
        TitleColumn(
            "page",
            label=_("Service"),
            accessor="page.title",
            sort_key="page__title",
            get_url=lambda finding: anchors.address_of(finding.page, finding.field),
        ),
        Column("text", label=_("What to do")),
        Column("rule", label=_("Rule"), sort_key="rule"),
        Column("department", label=_("Department"), accessor=lambda finding: finding.page.department or ""),
        Column("owner", label=_("Owner"), accessor=lambda finding: finding.page.owner or ""),
        DayColumn("found_at", label=_("Since"), sort_key="found_at"),
    ]
    list_export = [
        "severity", "rule", "page.title", "page.live", "field", "text", "page.department", "page.owner", "found_at",
        "page.pk",
    ]  # fmt: skip
    export_headings = {
        "page.title": _("Service"),
        "page.live": _("Published"),
        "page.department": _("Department"),
        "page.owner": _("Owner"),
        "page.pk": _("Number of the page"),
    }

    def get_base_queryset(self) -> QuerySet[Finding]:
        found = belonging_to(self.request.user, Finding).select_related("page__department", "page__owner")
        return found.annotate(gravity=GRAVITY)

    def order_queryset(self, queryset: QuerySet[Finding]) -> QuerySet[Finding]:
        return queryset.order_by(self.ordering, "page__title", "pk")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if self.results_only:
            return context
        return {**context, "rule_counts": self.rule_counts(), "figures": figures(), "report_url": self.index_url}

    def rule_counts(self) -> list[dict[str, Any]]:
        """How often each rule found something on these pages, in the order of the table of rules."""
        counted = (
            belonging_to(self.request.user, Finding).order_by().values_list("rule", "severity").annotate(Count("pk"))
        )
        found = {(rule, severity): count for rule, severity, count in counted}
        return [
            {
                "rule": rule,
                "severity": severity.label,
                "count": found[rule.id, severity],
                "query": urlencode({"rule": rule.id, "severity": severity.value}),
            }
            for rule in RULES
            for severity in Severity
            if (rule.id, severity) in found
        ]


def menu_item() -> MenuItem:
    return ReportMenuItem(FindingsView, name="service-quality", order=600)


app_name = "service_quality"
urlpatterns: list[URLPattern] = [
    *report_urls(FindingsView),
]
