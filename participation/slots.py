"""What participation shows on other rooms' pages."""

from django.http import HttpRequest

from cms.models import HomePage
from cms.slots import Filling, fills
from participation.models import ParticipationIndexPage, ProjectPage, listed_projects


@fills("home", order=40)
def current_projects(request: HttpRequest, page: HomePage) -> Filling:
    """Up to three projects that residents can take part in or soon will."""
    wanted = [ProjectPage.Status.RUNNING, ProjectPage.Status.PLANNED]
    # The type is named so that the database starts from projects and not from all pages.
    found = listed_projects().exact_type(ProjectPage).descendant_of(page)
    projects = found.filter(status__in=wanted).order_by("-status", "ends", "title")
    items = list(projects[:3])
    if not items:
        return None
    index = ParticipationIndexPage.objects.child_of(page).live().order_by("path").first()
    return "participation/home_slot.html", {"projects": items, "index": index}
