"""What the town decides about an idea: its answer, and the project or milestone that comes of it."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.html import linebreaks
from wagtail.models import Page

from participation.following.events import tell
from participation.models import FollowEvent, Idea, Milestone, OfficialAnswer, ProjectPage


def publish(answer: OfficialAnswer) -> bool:
    """Make an answer public together with what it says becomes of the idea; False if it was public already.

    Raises ValidationError for a no without a reason, and then nothing has changed.
    """
    answer.clean()
    now = timezone.now()
    with transaction.atomic():
        drafts = OfficialAnswer.objects.filter(pk=answer.pk, published_at=None)
        if not drafts.update(published_at=now):
            return False
        answer.published_at = now
        idea = Idea.objects.select_for_update(of=("self",)).select_related("module").get(pk=answer.idea_id)
        was, idea.status, idea.status_reason = idea.status, answer.status, answer.reason
        # Saving it also tells the search.
        idea.save(update_fields=["status", "status_reason", "changed_at"])
        tell(idea, FollowEvent.Kind.ANSWER, key=str(answer.pk))
        if was != idea.status:
            tell(idea, FollowEvent.Kind.STATUS, key=f"answer-{answer.pk}", status=idea.status)
    return True


def become(idea: Idea, project: ProjectPage | None, milestone: Milestone | None = None) -> None:
    """Say what came of an idea; a milestone brings its project along, and without both nothing came of it yet."""
    with transaction.atomic():
        idea.milestone = milestone
        idea.project = milestone.project if milestone else project
        idea.save(update_fields=["milestone", "project", "changed_at"])
        if idea.project:
            tell(idea, FollowEvent.Kind.BECAME, key=f"{idea.project_id}-{idea.milestone_id}")


def new_project(idea: Idea, overview: Page, by: Any) -> ProjectPage:
    """A draft of a project with the words of an idea, below the overview; editors write it to an end and publish it."""
    with transaction.atomic():
        goals = linebreaks(idea.text, autoescape=True)
        project: ProjectPage = overview.add_child(
            instance=ProjectPage(title=idea.title, goals=goals, location=idea.place, live=False, owner=by)
        )
        project.save_revision(user=by, log_action=True)
        become(idea, project)
    return project
