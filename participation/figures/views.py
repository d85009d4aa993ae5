"""…/zahlen/ below a project and below each way to take part: the figures for everybody."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cms.slots import Filling, fills
from participation.figures import counting, open_data, plots
from participation.figures.figures import Figures, of_page
from participation.models import Contribution, ModulePage, ProjectPage
from participation.routes import below

State = Contribution.State
# What the public reads about what it cannot read.
NOT_PUBLIC = (State.WAITING, State.BLOCKED, State.CENSORED, State.REMOVED)


@below(ModulePage, "zahlen/")
def figures_of_module(page: ModulePage, request: HttpRequest) -> HttpResponseBase:
    return shown(page, request)


@below(ProjectPage, "zahlen/")
def figures_of_project(page: ProjectPage, request: HttpRequest) -> HttpResponseBase:
    return shown(page, request)


def shown(page: Any, request: HttpRequest) -> HttpResponseBase:
    figures = of_page(page)
    response: HttpResponseBase = page.render(
        request, template="participation/figures/page.html", context_overrides=told(page, figures)
    )
    return response


def told(page: Any, figures: Figures) -> dict[str, Any]:
    return {
        "figures": figures,
        "plots": plots.plots_of(figures),
        "states": [(state.label, number) for state in NOT_PUBLIC if (number := plots.in_state(figures, state))],
        "people": plots.people_of(figures),
        "is_project": isinstance(page, ProjectPage),
        "licence": open_data.licence(),
    }


@fills("module", order=80)
def figures_of_a_way(request: HttpRequest, page: ModulePage) -> Filling:
    """Once there is something to show."""
    return link(page, counting.has_something(ModulePage.objects.filter(pk=page.pk)))


@fills("project", order=80)
def figures_of_a_project(request: HttpRequest, page: ProjectPage) -> Filling:
    pks = [way.pk for way in page.ways]
    return link(page, bool(pks) and counting.has_something(ModulePage.objects.filter(pk__in=pks)))


def link(page: Any, is_there: bool) -> Filling:
    is_project = isinstance(page, ProjectPage)
    return ("participation/figures/slot.html", {"subject": page, "is_project": is_project}) if is_there else None
