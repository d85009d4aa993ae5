"""/admin/participation/figures/: who took part how much, for those who look after a project, and everything to take along."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.security_log import SecurityEvent, record
from cms.spreadsheets import csv_file, xlsx_file
from participation.figures import plots
from participation.figures.access import may_see, projects_seen_by
from participation.figures.districts import ELSEWHERE
from participation.figures.figures import Figures, of_page
from participation.figures.tables import CONFIDENTIAL, all_tables
from participation.models import Channel, Contribution, ModulePage, ProjectPage, with_ways
from residents.passes import not_kept

PER_PAGE = 20
EVERYTHING = "everything.xlsx"


def projects_view(request: HttpRequest) -> HttpResponse:
    """The projects that this person looks after, each with its ways to take part."""
    found = projects_seen_by(request.user)
    if not found.exists():
        raise PermissionDenied
    shown = Paginator(found.order_by("title", "pk"), PER_PAGE).get_page(request.GET.get("p"))
    with_ways(list(shown.object_list))
    context = {"page_title": _("Figures and export"), "header_icon": "table", "items": shown}
    return render(request, "participation/figures/projects.html", context)


def find(request: HttpRequest, number: int) -> Any:
    """A project or a way to take part. Raises Http404 for other pages, and PermissionDenied for those of others."""
    page = get_object_or_404(Page, pk=number).specific
    if not isinstance(page, ModulePage | ProjectPage):
        raise Http404
    if not may_see(request.user, page):
        raise PermissionDenied
    return page


def figures_view(request: HttpRequest, number: int) -> HttpResponse:
    """…/<page>/: the plots and tables, also of what is not public."""
    page = find(request, number)
    figures = of_page(page, for_staff=True)
    context = {
        "page_title": _("Figures and export"),
        "page_subtitle": page.title,
        "header_icon": "table",
        "page": page,
        "figures": figures,
        "plots": plots.plots_of(figures),
        "states": states_of(figures),
        "people": plots.people_of(figures),
        "crossed": crossed(figures),
        "channels": Channel.labels,
        "tables": [(name, table.name) for name, table in all_tables(figures, request.user).items()],
    }
    return render(request, "participation/figures/admin.html", context)


def states_of(figures: Figures) -> list[tuple[str, int]]:
    return [
        (str(state.label), plots.in_state(figures, state))
        for state in Contribution.State
        if state != Contribution.State.UNCONFIRMED
    ]


def crossed(figures: Figures) -> list[tuple[str, list[int]]]:
    """Ideas by district and channel. In public these numbers would be too small."""
    districts = [name for part in figures.districts for name in part.names]
    return [
        (district if district != ELSEWHERE else str(plots.NOT_SAID), [figures.crossed[district, c] for c in Channel])
        for district in districts
    ]


def export_view(request: HttpRequest, number: int, name: str) -> HttpResponseBase:
    """…/<page>/export/<table>.csv, and everything.xlsx with each table on a sheet. Every export is written down."""
    page = find(request, number)
    tables = all_tables(of_page(page, for_staff=True), request.user)
    table = tables.get(name.removesuffix(".csv"))
    if name != EVERYTHING and (table is None or not name.endswith(".csv")):
        raise Http404
    if CONFIDENTIAL in (tables if name == EVERYTHING else [name.removesuffix(".csv")]):
        record(SecurityEvent.Kind.CONFIDENTIAL, page.title, details=name, request=request)
    called = slugify(page.title) or str(page.pk)
    if table is None:
        return not_kept(xlsx_file(tables.values(), called))
    return not_kept(csv_file(table, f"{called}-{name.removesuffix('.csv')}"))
