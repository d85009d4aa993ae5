"""The report for editors: which pages must be read again, who keeps them, and how each department stands."""

from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import URLResolver, include, path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn

from cms.reports import OfPagesFilterSet, Report, ReportMenuItem, belonging_to, report_urls
from cms.upkeep import ReviewKind, Upkeep
from directory.in_charge import departments_of
from directory.models import Department

STATES = [
    ("due", gettext_lazy("to be read again")),
    ("without_keeper", gettext_lazy("without anybody who looks after it")),
    ("never_reviewed", gettext_lazy("never read as a whole")),
]


@dataclass
class Standing:
    """How the pages of one department stand; `number` is None for those of no department."""

    name: str
    number: int | None
    pages: int = 0
    due: int = 0
    without_keeper: int = 0
    never_reviewed: int = 0

    def count(self, upkeep: Upkeep) -> None:
        self.pages += 1
        self.due += upkeep.is_due
        self.without_keeper += upkeep.keeper is None
        self.never_reviewed += upkeep.reviewed_on is None


def standings(rows: QuerySet[Upkeep]) -> list[Standing]:
    """Department by department, in the order of the alphabet; last what belongs to none."""
    upkeeps = list(rows)
    of_pages = departments_of([upkeep.page for upkeep in upkeeps])
    named = Department.objects.filter(pk__in=set(of_pages.values())).order_by("name").values_list("pk", "name")
    found: dict[int | None, Standing] = {pk: Standing(name, pk) for pk, name in named}
    found[None] = Standing(_("no department"), None)
    for upkeep in upkeeps:
        found[of_pages.get(upkeep.page_id)].count(upkeep)
    return [standing for standing in found.values() if standing.pages]


class UpkeepFilterSet(OfPagesFilterSet):
    state = django_filters.ChoiceFilter(label=gettext_lazy("state"), choices=STATES, method="in_state")
    department = django_filters.ModelChoiceFilter(
        label=gettext_lazy("department"),
        queryset=lambda request: Department.objects.all(),
        method="of_department",
        null_label=gettext_lazy("no department"),
    )
    kind = django_filters.ChoiceFilter(label=gettext_lazy("read again"), choices=ReviewKind.choices)

    class Meta:
        model = Upkeep
        fields: list[str] = []

    def in_state(self, rows: Any, name: str, value: str) -> QuerySet[Upkeep]:
        return getattr(rows, value)()

    def of_department(self, rows: Any, name: str, department: Any) -> QuerySet[Upkeep]:
        of_pages = departments_of(upkeep.page for upkeep in rows)
        wanted = department.pk if isinstance(department, Department) else None
        return rows.filter(pk__in=[upkeep.pk for upkeep in rows if of_pages.get(upkeep.page_id) == wanted])


class UpkeepView(Report):
    """/admin/reports/upkeep/: what waits longest first; as a table for spreadsheets with ?export=csv."""

    page_title = gettext_lazy("Pages to read again")
    header_icon = "calendar-check"
    model = Upkeep
    filterset_class = UpkeepFilterSet
    search_fields = ["page__title"]
    default_ordering = "due_on"
    results_template_name = "dashboard/upkeep_results.html"
    index_url_name = "upkeep:report"
    index_results_url_name = "upkeep:report_results"
    export_filename = "upkeep"
    columns = [
        TitleColumn(
            "page",
            label=gettext_lazy("Page"),
            accessor="page.title",
            sort_key="page__title",
            get_url=lambda upkeep: reverse("wagtailadmin_pages:edit", args=[upkeep.page_id]),
        ),
        StatusTagColumn(
            "due_on",
            label=gettext_lazy("To be read again by"),
            accessor=lambda upkeep: day(upkeep.due_on),
            sort_key="due_on",
            primary=lambda upkeep: upkeep.is_due,
        ),
        Column("reviewed_on", label=gettext_lazy("Read last"), accessor=lambda upkeep: day(upkeep.reviewed_on)),
        Column("asked_name", label=gettext_lazy("Looks after it")),
        Column("department", label=gettext_lazy("Department")),
        Column("kind", label=gettext_lazy("Read again"), accessor="get_kind_display", sort_key="kind"),
    ]
    list_export = [
        "page.title", "department", "asked_name", "asked_email", "get_kind_display", "reviewed_on", "reviewed_by",
        "due_on", "times_told", "page.pk",
    ]  # fmt: skip
    export_headings = {
        "page.title": gettext_lazy("Page"),
        "department": gettext_lazy("Department"),
        "asked_name": gettext_lazy("Looks after it"),
        "asked_email": gettext_lazy("E-mail address"),
        "get_kind_display": gettext_lazy("Read again"),
        "reviewed_on": gettext_lazy("Read last"),
        "reviewed_by": gettext_lazy("Read by"),
        "due_on": gettext_lazy("To be read again by"),
        "times_told": gettext_lazy("Times asked"),
        "page.pk": gettext_lazy("Number of the page"),
    }

    def get_base_queryset(self) -> QuerySet[Upkeep]:
        rows = belonging_to(self.request.user, Upkeep)
        return rows.public().select_related("page__owner")  # type: ignore[attr-defined]

    def order_queryset(self, queryset: QuerySet[Upkeep]) -> QuerySet[Upkeep]:
        return queryset.order_by(self.ordering, "page__title", "pk")

    def get_table(self, object_list: Any) -> Any:
        return super().get_table(with_names(object_list))

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        return with_names(object_list) if self.is_export else object_list

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if self.results_only or self.is_export:
            return context
        return {**context, "standings": standings(self.get_base_queryset()), "report_url": self.index_url}


def day(value: Any) -> str:
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""


def with_names(rows: Any) -> list[Any]:
    """The rows, each with its department and who looks after it; asked for all together."""
    rows = list(rows)
    of_pages = departments_of(upkeep.page for upkeep in rows)
    names = dict(Department.objects.filter(pk__in=set(of_pages.values())).values_list("pk", "name"))
    for upkeep in rows:
        keeper = upkeep.keeper
        upkeep.asked_name, upkeep.asked_email = (keeper.name, keeper.email) if keeper else ("", "")
        upkeep.department = names.get(of_pages.get(upkeep.page_id), "")
    return rows


app_name = "upkeep"
urlpatterns = report_urls(UpkeepView)


@hooks.register("register_admin_urls")
def register_report() -> list[URLResolver]:
    return [path("reports/upkeep/", include((urlpatterns, app_name)))]


@hooks.register("register_reports_menu_item")
def register_report_in_the_menu() -> MenuItem:
    return ReportMenuItem(UpkeepView, name="upkeep", order=595)
