"""The report for editors: what people searched in vain, and what can be done about it with one click."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.contrib import messages
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.models import Page, Site
from wagtail.permission_policies import ModelPermissionPolicy

from cms.models import StandardPage
from cms.reports import Report
from search.models import IgnoredQuery, SearchedQuery, Synonym
from search.preview_panel import QUERY
from search.steering_admin import FROM_LOG
from service_catalogue.models import ServiceIndexPage, ServicePage

RIGHT = "search.view_searchedquery"
LONGEST_TITLE = 255
NOTHING, NO_CLICK, UNHELPFUL = Q(found=0), Q(found__gt=0, clicks=0), Q(unhelpful__gt=0)
PROBLEMS = {
    "nothing": (_("nothing found"), NOTHING),
    "no-click": (_("nothing chosen"), NO_CLICK),
    "unhelpful": (_("called unhelpful"), UNHELPFUL),
    "any": (_("any of these"), NOTHING | NO_CLICK | UNHELPFUL),
    "all": (_("all queries"), Q()),
}
PERIODS = {7: _("7 days"), 30: _("30 days"), 90: _("90 days"), 365: _("one year")}
DEFAULTS = {"period": "30", "problem": "any", "ignored": "no"}


def is_ignored() -> Exists:
    return Exists(IgnoredQuery.objects.filter(query=OuterRef("query"), language=OuterRef("language")))


def summed(rows: QuerySet[SearchedQuery]) -> QuerySet:
    """One row per query: what happened in these days, and how many results its last search had."""
    same = SearchedQuery.objects.filter(query=OuterRef("query"), language=OuterRef("language"))
    return rows.values("query", "language").annotate(
        text=Max("spelling"),
        last_day=Max("day"),
        found=Subquery(same.order_by("-day").values("results")[:1]),
        searches=Sum("searches"),
        clicks=Sum("clicks"),
        ranks=Sum("ranks"),
        helpful=Sum("helpful"),
        unhelpful=Sum("unhelpful"),
    )


class QueryFilterSet(WagtailFilterSet):
    """The last 30 days and what needs something, unless somebody asks for more."""

    period = django_filters.ChoiceFilter(
        label=_("period"), choices=[(str(days), label) for days, label in PERIODS.items()], method="of_period",
        empty_label=None,
    )  # fmt: skip
    problem = django_filters.ChoiceFilter(
        label=_("what is wrong"), choices=[(name, label) for name, (label, _q) in PROBLEMS.items()],
        method="of_problem", empty_label=None,
    )  # fmt: skip
    ignored = django_filters.ChoiceFilter(
        label=_("ignored"), choices=[("no", _("not ignored")), ("yes", _("ignored"))], method="of_ignored",
        empty_label=None,
    )  # fmt: skip

    class Meta:
        model = SearchedQuery
        fields: list[str] = []

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        given = {name: value for name, value in (data or {}).items() if value}
        super().__init__({**DEFAULTS, **given}, *args, **kwargs)

    def of_period(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(day__gt=timezone.localdate() - timedelta(days=int(value)))

    def of_problem(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(PROBLEMS[value][1])

    def of_ignored(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(is_ignored() if value == "yes" else ~is_ignored())


class ActionsColumn(Column):
    """What can be done about a query."""

    cell_template_name = "search/admin/query_actions.html"

    def __init__(self, *args: Any, actions_for: Callable[[dict[str, Any]], list[tuple[Any, str]]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.actions_for = actions_for

    def get_cell_context_data(self, instance: dict[str, Any], parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        request = parent_context["request"]
        actions = self.actions_for(instance)
        return {**context, "row": instance, "actions": actions, "request": request, "csrf_token": get_token(request)}


def query_of(row: dict[str, Any]) -> str:
    return row["text"] or row["query"]


def mean_rank(row: dict[str, Any]) -> str:
    """On which place people found what they chose, on average."""
    return number_format(row["ranks"] / row["clicks"], 1) if row["clicks"] else ""


class QueriesView(Report):
    """/admin/reports/search-queries/: with filters; as a table for spreadsheets with ?export=csv."""

    page_title = _("Searched in vain")
    header_icon = "search"
    model = SearchedQuery
    permission_policy: Any = ModelPermissionPolicy(SearchedQuery)
    any_permission_required = ["view"]
    filterset_class = QueryFilterSet
    search_fields = ["query", "spelling"]
    default_ordering = "-searches"
    index_url_name = "search_queries:report"
    index_results_url_name = "search_queries:report_results"
    export_filename = "search-queries"
    figures = [
        Column("query", label=_("Query"), accessor=query_of, sort_key="query"),
        Column("searches", label=_("Searches"), sort_key="searches"),
        Column("found", label=_("Results"), sort_key="found"),
        Column("clicks", label=_("Clicks"), sort_key="clicks"),
        Column("rank", label=_("Mean rank"), accessor=mean_rank),
        Column("helpful", label=_("Helpful"), sort_key="helpful"),
        Column("unhelpful", label=_("Not helpful"), sort_key="unhelpful"),
    ]
    list_export = ["query", "text", "language", "last_day", "searches", "found", "clicks", "helpful", "unhelpful"]
    export_headings = {
        "query": _("Query"),
        "text": _("As typed"),
        "language": _("Language"),
        "last_day": _("Last searched"),
        "searches": _("Searches"),
        "found": _("Results"),
        "clicks": _("Clicks"),
        "helpful": _("Helpful"),
        "unhelpful": _("Not helpful"),
    }

    def get_base_queryset(self) -> QuerySet:
        return summed(SearchedQuery.objects.all())

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset.order_by(self.ordering, "query", "language")

    @cached_property
    def columns(self) -> list[Column]:
        return [*self.figures, ActionsColumn("actions", label=_("Do something"), actions_for=self.actions_for)]

    def actions_for(self, row: dict[str, Any]) -> list[tuple[str, str]]:
        """Labels and addresses of forms that are filled in already."""
        query = query_of(row)
        language = row["language"] if row["language"] in Synonym.Language.values else Synonym.Language.GERMAN
        said = {"said": query, "language": language, FROM_LOG: 1, QUERY: query}
        found = [
            (_("Synonym"), f"{reverse('wagtailsnippets_search_synonym:add')}?{urlencode(said)}"),
            (_("Pin a page"), f"{reverse('wagtailsnippets_search_pinnedresult:add')}?{urlencode({'query': query})}"),
        ]
        title = urlencode({"title": query[:1].upper() + query[1:LONGEST_TITLE]})
        return found + [(label, f"{url}?{title}") for label, url in self.new_pages]

    @cached_property
    def new_pages(self) -> list[tuple[Any, str]]:
        """Where the reader may write a new service or page."""
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        index = ServiceIndexPage.objects.live().first()
        places = ((_("New service"), index, ServicePage), (_("New page"), site and site.root_page, StandardPage))
        return [(label, add_url(parent, model)) for label, parent, model in places if parent and self._may_add(parent)]

    def _may_add(self, parent: Page) -> bool:
        return parent.permissions_for_user(self.request.user).can_add_subpage()


def add_url(parent: Page, model: type[Page]) -> str:
    return reverse("wagtailadmin_pages:add", args=[model._meta.app_label, model._meta.model_name, parent.pk])


# The form of a new page knows no values from its address: the hook notes the title, the signal writes it.
wanted_title: ContextVar[str] = ContextVar("wanted_title", default="")


def note_title(request: HttpRequest, parent: Page, page_class: type[Page]) -> None:
    wanted_title.set(request.GET.get("title", "").replace("\0", "")[:LONGEST_TITLE] if request.method == "GET" else "")


def prefill_title(sender: Any, page: Page, **kwargs: Any) -> None:
    page.title = wanted_title.get() or page.title


class IgnoreView(View):
    """Takes a query out of the report, or brings it back. Only what was really searched is kept."""

    def post(self, request: HttpRequest) -> HttpResponse:
        row = {name: request.POST.get(name, "").replace("\0", "")[:200] for name in ("query", "language")}
        if "undo" in request.POST:
            IgnoredQuery.objects.filter(**row).delete()
            messages.success(request, _("“%(query)s” stands in the report again.") % row)
        elif SearchedQuery.objects.filter(**row).exists():
            IgnoredQuery.objects.get_or_create(query=row["query"], language=row["language"])
            messages.success(request, _("“%(query)s” is ignored from now on.") % row)
        else:
            messages.error(request, _("This was never searched."))
        return redirect("search_queries:report")


def of_this_week(problem: str) -> QuerySet:
    """The different queries of the last seven days with one of `PROBLEMS`, as the report shows them."""
    rows = SearchedQuery.objects.filter(day__gt=timezone.localdate() - timedelta(days=7))
    return summed(rows).filter(PROBLEMS[problem][1], ~is_ignored())
