"""What residents have written, and what came of it with the moderators."""

import uuid
from datetime import timedelta
from itertools import count

from django.utils import timezone

from accounts.models import User
from participation.models import (
    Appeal,
    Ban,
    Batch,
    Card,
    Decision,
    Idea,
    Merger,
    ModulePage,
    Participant,
    ParticipationIndexPage,
    ProjectModerator,
    ProjectPage,
    Report,
    WallPage,
)
from tests.factories.participation import ParticipationIndexPageFactory, ProjectPageFactory, WallPageFactory

NUMBERS = count(1)


def wall_of(home, **fields: object) -> WallPage:
    """A wall in a project of its own, read before it is public."""
    index = ParticipationIndexPageFactory(parent=home)
    return WallPageFactory(parent=ProjectPageFactory(parent=index), **{"moderation": "before", **fields})


def somebody(module: ModulePage, **fields: object) -> Participant:
    return Participant.objects.create(module=module, identity="open", **{"key": uuid.uuid4().hex, **fields})


def written(module: ModulePage, text: str = "", **fields: object) -> Card:
    """A card of somebody; without more it waits."""
    author = fields.pop("author", None) or somebody(module)
    text = text or f"Eine Bank am Bach, Nummer {next(NUMBERS)}"
    return Card.objects.create(module_id=module.pk, text=text, **{"author": author, "pseudonym": "Amsel", **fields})


def reported(card: Card, network: str = "192.0.2.0", **fields: object) -> Report:
    found = {"reason": "insult", "network": network, "submission": uuid.uuid4().hex, **fields}
    return Report.objects.create(contribution_id=card.pk, **found)


def taken_away(module: ModulePage, by: User | None = None, action: str = "censor", **fields: object) -> Card:
    card = written(module, state="censored" if action == "censor" else "blocked", **fields)
    Decision.objects.create(contribution_id=card.pk, moderator=by, action=action, reason="off_topic", words="Bitte.")
    return card


def appealed(module: ModulePage, by: User | None = None) -> Card:
    card = taken_away(module, by)
    Appeal.objects.create(contribution_id=card.pk, decision=card.decisions.get(), words="Das stimmt nicht.")
    return card


def proposed_ban(participant: Participant, by: User | None = None, **fields: object) -> Ban:
    ends_at = timezone.now() + timedelta(days=30)
    return Ban.objects.create(
        participant=participant, **{"reason": "insult", "ends_at": ends_at, "proposed_by": by, **fields}
    )


def appoint(user: User, module: ModulePage) -> None:
    """Let somebody moderate the project of a module."""
    project = ProjectPage.objects.ancestor_of(module).get()
    ProjectModerator.objects.create(project=project, user=user)


def make_residents_wait(home, author: User) -> None:
    """One thing more of every kind for the moderators, sheets of paper to check, and a promised result that is late."""
    wall = WallPage.objects.first() or wall_of(home)
    card = written(wall)
    reported(written(wall, state="public"))
    appealed(wall, author)
    proposed_ban(card.author, author)
    Batch.objects.create(module=wall, title="Kasten", sheets=1, state="second", entered_by=author)
    ideas = [Idea.objects.create(module=wall, title="Bank", text="Am Bach", state="public") for _number in range(2)]
    Merger.objects.create(idea=ideas[0], into=ideas[1], reason="Gleich", waits_until=timezone.now())
    index = ParticipationIndexPage.objects.get()
    ProjectPageFactory(parent=index, result_due=timezone.localdate() - timedelta(days=1))
