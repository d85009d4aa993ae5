"""What participation shows on other rooms' pages."""

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page

from cms.models import HomePage
from cms.slots import Filling, fills
from directory.models import Place
from participation.models import (
    Contribution,
    ModulePage,
    ParticipationIndexPage,
    ProjectLink,
    ProjectPage,
    listed_projects,
    with_ways,
)
from participation.moderation import tell

# A page on which everything is being discussed would be a page about nothing else.
MOST = 3
LOOKED_AT = 12


@fills("home", order=40)
def current_projects(request: HttpRequest, page: HomePage) -> Filling:
    """Up to three projects that residents can take part in or soon will."""
    wanted = [ProjectPage.Status.RUNNING, ProjectPage.Status.PLANNED]
    # The type is named so that the database starts from projects and not from all pages.
    found = listed_projects().exact_type(ProjectPage).descendant_of(page)
    projects = found.filter(status__in=wanted).order_by("-status", "ends", "title")
    items = with_ways(list(projects[:MOST]))
    if not items:
        return None
    index = ParticipationIndexPage.objects.child_of(page).live().order_by("path").first()
    return "participation/home_slot.html", {"projects": items, "index": index}


@fills("service_aside", order=30)
def discussed_beside_a_service(request: HttpRequest, page: Page) -> Filling:
    return discussed(about([page.pk]))


@fills("page", order=30)
def discussed_below_a_page(request: HttpRequest, page: Page) -> Filling:
    return discussed(about([page.pk]))


@fills("topic", order=30)
def discussed_about_a_topic(request: HttpRequest, services: list[int]) -> Filling:
    """A life situation is about its services, which come as numbers of pages."""
    return discussed(about(services))


@fills("place", order=30)
def discussed_about_a_place(request: HttpRequest, place: Place) -> Filling:
    return discussed(Q(about_places=place.pk))


def about(pages: list[int]) -> Q:
    return Q(pk__in=ProjectLink.objects.filter(target__in=pages).values("project"))


def discussed(wanted: Q) -> Filling:
    """The projects about something in which one can take part now; two queries, one where there are none."""
    found = listed_projects().filter(wanted).exclude(status=ProjectPage.Status.STOPPED).order_by("ends", "path")
    projects = [project for project in with_ways(list(found[:LOOKED_AT])) if project.is_open]
    return ("participation/discussed_slot.html", {"projects": projects[:MOST]}) if projects else None


@fills("own_contribution", order=10)
def what_was_decided(request: HttpRequest, contribution: Contribution) -> Filling:
    """Its author reads here what the moderators decided, and says so if it was wrong."""
    decided = tell.for_author(contribution)
    return ("participation/moderation/what_was_decided.html", {"decided": decided}) if decided else None


@fills("project", order=90)
def follow_a_project(request: HttpRequest, page: ProjectPage) -> Filling:
    """Where nothing more is to come, nobody is asked for an address; while it is evaluated, the result is."""
    goes_on = page.is_ahead or page.status == page.Status.EVALUATING
    return ("participation/follow_slot.html", {"subject": page}) if goes_on else None


@fills("module", order=90)
def follow_a_way(request: HttpRequest, page: ModulePage) -> Filling:
    """Until its result is there."""
    return None if page.result else ("participation/follow_slot.html", {"subject": page})
