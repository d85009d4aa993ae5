"""A moderator's morning in the demo town, and a pile of sheets that waits for a second person."""

import secrets
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from demo.content import read
from participation.actions.offline import enter_tallies
from participation.identity import somebody_new
from participation.models import (
    Appeal,
    Ban,
    Batch,
    Card,
    Contribution,
    Decision,
    Idea,
    IdeaCollectionPage,
    ModulePage,
    Participant,
    PollPage,
    ProjectModerator,
    ProjectPage,
    Report,
    Tally,
    WallPage,
)
from participation.polls.questions import questions_in

MODERATOR, EDITOR = "moderation", "redaktion"
State = Contribution.State


def load_moderation() -> None:
    """Needs the logins: one of them moderates, the other has decided and counted before."""
    people = {user.username: user for user in User.objects.filter(username__in=(MODERATOR, EDITOR))}
    if len(people) < 2:
        return
    content = read("moderation")
    project = ProjectPage.objects.get(slug=content["project"])
    ProjectModerator.objects.get_or_create(project=project, user=people[MODERATOR])
    collection = IdeaCollectionPage.objects.child_of(project).get()
    for row in content["waiting"]:
        write(Idea(module=collection, title=row["title"], text=row["text"]), row, State.WAITING)
    wall = WallPage.objects.child_of(project).get(slug=content["wall"])
    load_reported(wall, content["reported"])
    load_appealed(wall, content["appealed"], people[EDITOR])
    load_ban(collection, content["ban"], people[EDITOR])
    load_sheets(content["paper"], people[EDITOR])


def write(draft: Any, row: dict[str, Any], state: State) -> Any:
    """Something that a resident wrote some hours ago."""
    draft.author = writer(draft.module, row["name"])
    draft.pseudonym, draft.state = row["name"], state
    draft.created_at = timezone.now() - timedelta(hours=row["hours_ago"])
    draft.save()
    return draft


def writer(module: ModulePage, name: str) -> Participant:
    known = module.participants.filter(pseudonym=name).first()
    return known or somebody_new(module, pseudonym=name)


def load_reported(wall: WallPage, row: dict[str, Any]) -> None:
    card = write(Card(module=wall, text=row["text"]), row, State.PUBLIC)
    Report.objects.create(
        contribution_id=card.pk, reason=row["reason"], words=row["words"], submission=secrets.token_hex(32)
    )


def load_appealed(wall: WallPage, row: dict[str, Any], by: User) -> None:
    card = write(Card(module=wall, text=row["text"]), row, State.CENSORED)
    decision = Decision.objects.create(
        contribution_id=card.pk,
        moderator=by,
        action=Decision.Action.CENSOR,
        reason=row["reason"],
        words=row["words"],
        at=card.created_at + timedelta(hours=2),
        waited=timedelta(hours=2),
    )
    Appeal.objects.create(decision=decision, contribution_id=card.pk, words=row["appeal"])


def load_ban(module: ModulePage, row: dict[str, Any], by: User) -> None:
    Ban.objects.create(
        participant=writer(module, row["name"]),
        reason=row["reason"],
        words=row["words"],
        ends_at=timezone.now() + timedelta(days=row["days"]),
        proposed_by=by,
    )


def load_sheets(row: dict[str, Any], by: User) -> None:
    """Entered by one; whoever else may enter paper finds it on the start page."""
    project = ProjectPage.objects.get(slug=row["project"])
    poll = PollPage.objects.child_of(project).get(slug=row["poll"])
    batch = Batch.objects.create(module=poll, title=row["title"], sheets=row["sheets"], entered_by=by)
    counts = {("", ""): row["sheets"]} | {(key, ""): number for key, number in row["answered"].items()}
    for key, numbers in row["counts"].items():
        counts |= {(key, option): number for option, number in zip(options(poll, key), numbers, strict=True)}
    counts |= {(key, ""): len(texts) for key, texts in row["words"].items()}
    words = {key: "\n".join(texts) for key, texts in row["words"].items()}
    enter_tallies(batch, by, Tally.FIRST, counts, words=words)


def options(poll: PollPage, key: str) -> list[str]:
    """The names of the answers to a question, in the order of the sheet."""
    return next(list(question.labels) for question in questions_in(poll.questions) if question.id == key)
