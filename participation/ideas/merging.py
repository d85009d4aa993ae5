"""What everybody reads about ideas that became one, or were meant to."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest

from cms.slots import Filling, fills
from participation.actions.merging import may_carry_over
from participation.ideas.merging_mails import AGREE, path_of
from participation.identity import participant_of
from participation.models import AuthorAsked, Contribution, Idea, Merger, SupporterAsked


@dataclass(frozen=True)
class Step:
    """One merger as the page of one of both ideas tells it."""

    merger: Merger
    other: Idea
    # Whether the page's idea is the one that goes into the other.
    goes_in: bool

    @property
    def open_answers(self) -> int:
        return sum(asked.agrees is None for asked in self.merger.authors_asked.all())


def history(idea: Idea) -> list[Step]:
    """Every merger that an idea has to do with, in the order of time; without those with ideas that are not public."""
    found = Merger.objects.between_public().filter(Q(idea=idea) | Q(into=idea)).select_related("idea", "into")
    counted = found.annotate(moved=Count("supporters_asked", filter=Q(supporters_asked__moved_at__isnull=False)))
    steps = []
    for merger in counted.prefetch_related("authors_asked").order_by("proposed_at", "pk"):
        goes_in = merger.idea_id == idea.pk
        other = merger.into if goes_in else merger.idea
        other.module = idea.module
        steps.append(Step(merger, other, goes_in))
    return steps


def told(request: HttpRequest, idea: Idea) -> dict[str, Any]:
    """What the page of an idea needs: its history, and whether this browser's support could go on to the other idea."""
    steps = history(idea)
    merged = [step for step in steps if step.merger.state == Merger.State.MERGED]
    into = next((step for step in merged if step.goes_in), None)
    return {
        "mergers": steps,
        "part_of": into,
        "parts": [step for step in merged if not step.goes_in],
        "can_carry_over": into is not None and could_carry_over(request, into.merger),
    }


def could_carry_over(request: HttpRequest, merger: Merger) -> bool:
    """Whether this browser is somebody who stands behind the idea and has not said yet that it counts for both."""
    me = participant_of(request, merger.idea.module)
    if me is None or SupporterAsked.objects.filter(merger=merger, participant=me, moved_at__isnull=False).exists():
        return False
    return may_carry_over(merger, me) and not merger.into.supports.filter(participant=me).exists()


@fills("own_contribution", order=20)
def may_it_become_one(request: HttpRequest, contribution: Contribution) -> Filling:
    """At their own link authors answer of whom the town has no address."""
    asked = AuthorAsked.objects.filter(idea=contribution.pk, agrees=None, merger__in=Merger.objects.open())
    question = asked.select_related("merger").first()
    if question is None:
        return None
    return "participation/merging_question.html", {"address": path_of(question, AGREE), "merger": question.merger}
