"""From a card to an idea to a project to its milestones, as the project's page shows it."""

from django.http import HttpRequest

from cms.slots import Filling, fills
from cms.visibility import for_everybody
from participation.models import Idea, ModulePage, ProjectPage

# More ideas than that are counted and not named.
MOST = 30


@fills("project", order=20)
def where_it_came_from(request: HttpRequest, page: ProjectPage) -> Filling:
    """The public ideas that became this project or one of its milestones."""
    began_as = Idea.objects.public().filter(project=page, module__in=for_everybody(ModulePage.objects.all()))
    ideas = list(began_as.select_related("module", "milestone").order_by("-support_count", "pk")[: MOST + 1])
    if not ideas:
        return None
    return "participation/chain_slot.html", {"ideas": ideas[:MOST], "has_more": len(ideas) > MOST}
