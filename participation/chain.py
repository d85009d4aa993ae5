"""From a card to an idea to a project to its milestones, as the project's page shows it."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import HttpRequest

from cms.slots import Filling, fills
from cms.visibility import for_everybody
from participation.models import Idea, Milestone, ModulePage, ProjectPage

# More ideas than that are counted and not named.
MOST = 30


@fills("project", order=20)
def where_it_came_from(request: HttpRequest, page: ProjectPage) -> Filling:
    """The public ideas that became this project or one of its milestones."""
    ideas = list(readable().filter(project=page).select_related("milestone")[: MOST + 1])
    if not ideas:
        return None
    return "participation/chain_slot.html", {"ideas": ideas[:MOST], "has_more": len(ideas) > MOST}


def readable() -> QuerySet[Idea]:
    """The ideas that everybody may read where they stand, those with most supporters first."""
    public = Idea.objects.public().filter(module__in=for_everybody(ModulePage.objects.all()))
    return public.select_related("module").order_by("-support_count", "pk")


def with_ideas(steps: Iterable[Milestone]) -> list[tuple[Milestone, list[Idea]]]:
    """Each milestone with the public ideas that became it; one query. In a preview there are some without a number."""
    steps = list(steps)
    found: dict[int | None, list[Idea]] = {step.pk: [] for step in steps if step.pk}
    for idea in readable().filter(milestone__in=found) if found else ():
        found[idea.milestone_id].append(idea)
    return [(step, found.get(step.pk, [])[:MOST]) for step in steps]
