"""Taking in what somebody wrote: once, whole, and acknowledged only when it is stored."""

import hashlib
from typing import TypeVar

from django.db import IntegrityError, transaction

from participation.models import Contribution, Identity, Moderation, ModulePage, Participant
from participation.signals import contribution_changed

Kind = TypeVar("Kind", bound=Contribution)
State = Contribution.State


class ChangedError(Exception):
    """The same sending arrives again with another text."""


def submission_of(module: ModulePage, *parts: str) -> str:
    """The digest under which a sending is stored once; `parts` are what makes two sendings the same."""
    return hashlib.sha256("\n".join([str(module.pk), *parts]).encode()).hexdigest()


def first_state(module: ModulePage, author: Participant | None) -> State:
    """What becomes of something new: wait for the confirmed address, for the moderators, or be public at once."""
    if module.identity == Identity.EMAIL and (author is None or author.confirmed_at is None):
        return State.UNCONFIRMED
    return State.PUBLIC if module.moderation == Moderation.AFTER else State.WAITING


def contribute(draft: Kind, submission: str) -> tuple[Kind, bool]:
    """Store something new; a repeat of the same sending gives what is stored already, and False.

    Raises ChangedError when the repeat says something else.
    """
    draft.submission = submission
    draft.state = first_state(draft.module, draft.author)
    try:
        with transaction.atomic():
            draft.save()
            contribution_changed.send(type(draft), contribution=draft, was="")
    except IntegrityError:
        return repeated(draft), False
    return draft, True


def repeated(draft: Kind) -> Kind:
    """What is stored under the same sending; an error of the database that has another reason stays one."""
    stored: Kind | None = type(draft)._default_manager.filter(submission=draft.submission).first()  # type: ignore[assignment]
    if stored is None:
        raise
    if stored.text != draft.text:
        raise ChangedError
    return stored


def change_state(contribution: Contribution, state: State) -> bool:
    """Give a contribution another state; False where somebody else has done so in the meantime."""
    was = contribution.state
    with transaction.atomic():
        changed = Contribution.objects.filter(pk=contribution.pk, state=was).exclude(state=state)
        if not changed.update(state=state):
            return False
        contribution.state = state
        contribution.save(update_fields=["state", "changed_at"])
        contribution_changed.send(type(contribution), contribution=contribution, was=was)
    return True
