"""Two similar ideas become one: the town proposes, the authors agree, and supporters decide for themselves."""

from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from participation.following.events import tell
from participation.ideas import merging_mails
from participation.models import (
    AuthorAsked,
    Contribution,
    FollowEvent,
    Idea,
    Merger,
    Participant,
    Support,
    SupporterAsked,
)

State = Merger.State


class NotNowError(Exception):
    """What was asked for does not fit how things stand; somebody else may have been quicker."""


def propose(idea: Idea, into: Idea, *, reason: str, together: str, by: Any) -> Merger:
    """Ask the authors whether an idea may become part of another one. Raises NotNowError."""
    with transaction.atomic():
        # In the order of their numbers, so that two proposals at once wait for each other and not for ever.
        both = Idea.objects.select_for_update(of=("self",)).order_by("pk").filter(pk__in=(idea.pk, into.pk))
        found = {one.pk: one for one in both}
        if len(found) < 2 or not may_merge(found[idea.pk], found[into.pk]):
            raise NotNowError
        merger = Merger.objects.create(idea=idea, into=into, reason=reason, together=together, proposed_by=by)
        for one in authors_of(merger):
            merging_mails.write_to_author(AuthorAsked.objects.create(merger=merger, idea=one))
    return merger


def may_merge(idea: Idea, into: Idea) -> bool:
    """Both public, of one collection, each standing for itself, and none of them in between two other ones."""
    stand_alone = all(one.is_public and one.merged_into_id is None for one in (idea, into))
    in_between = Merger.objects.open().filter(Q(idea__in=(idea, into)) | Q(into=idea))
    return stand_alone and idea.pk != into.pk and idea.module_id == into.module_id and not in_between.exists()


def authors_of(merger: Merger) -> list[Idea]:
    """The ideas whose authors are asked; somebody who wrote both is asked once."""
    author = merger.idea.author_id
    return [merger.idea] if author and author == merger.into.author_id else [merger.idea, merger.into]


def locked(merger: Merger) -> Merger:
    """The same with both ideas as they stand now; nobody else decides about it until the transaction ends."""
    rows = Merger.objects.select_for_update(of=("self",)).select_related("idea__module", "into__module")
    return rows.get(pk=merger.pk)


def answer(asked: AuthorAsked, *, agrees: bool) -> bool:
    """What an author says, once: a no ends the proposal, the last yes makes it true. False where it is too late."""
    with transaction.atomic():
        merger = locked(asked.merger)
        if not is_open(merger):
            return False
        now = timezone.now()
        mine = AuthorAsked.objects.filter(pk=asked.pk, agrees=None)
        if not mine.update(agrees=agrees, answered_at=now):
            return False
        if not agrees:
            end(merger, State.DECLINED)
        elif not merger.authors_asked.filter(agrees=None).exists():
            merge(merger)
    return True


def is_open(merger: Merger) -> bool:
    """Whether it can still become true."""
    ideas = (merger.idea, merger.into)
    stands = all(one.is_public and one.merged_into_id is None for one in ideas)
    return merger.state == State.PROPOSED and stands


def decide(merger: Merger, reason: str) -> None:
    """The town decides where an author has not answered in time; the reason is public. Raises NotNowError."""
    with transaction.atomic():
        merger = locked(merger)
        if not is_open(merger) or merger.is_waiting_for_authors:
            raise NotNowError
        merger.town_reason = reason
        merge(merger)


def merge(merger: Merger) -> None:
    """Make it true; who follows the one follows the other from now on. For a merger that is locked."""
    idea, now = merger.idea, timezone.now()
    merger.state, merger.merged_at = State.MERGED, now
    merger.save(update_fields=["state", "merged_at", "town_reason"])
    idea.merged_into = merger.into
    save_both(merger)
    tell(idea, FollowEvent.Kind.MERGED, key=str(merger.pk))
    merging_mails.ask_supporters.enqueue(merger.pk)


def save_both(merger: Merger) -> None:
    """Saving them also tells the search, where the one is found with the words of the other."""
    merger.idea.save(update_fields=["merged_into", "changed_at"])
    merger.into.save(update_fields=["changed_at"])


def end(merger: Merger, state: Merger.State) -> None:
    merger.state, merger.ended_at = state, timezone.now()
    merger.save(update_fields=["state", "ended_at"])


def take_back(merger: Merger) -> None:
    """The town thinks otherwise: a proposal ends; what is merged parts again. Raises NotNowError."""
    with transaction.atomic():
        merger = locked(merger)
        if not can_take_back(merger):
            raise NotNowError
        end(merger, State.WITHDRAWN)
        if merger.merged_at:
            merger.idea.merged_into = None
            save_both(merger)


def can_take_back(merger: Merger) -> bool:
    """As long as no supporter has said that their support counts for the other idea."""
    if merger.state == State.MERGED:
        return not merger.supporters_asked.exclude(moved_at=None).exists()
    return merger.state == State.PROPOSED


def carry_over(merger: Merger, supporter: Participant) -> bool:
    """Count the support of one for the idea that it went into: once, however often it is pressed. False if too late.

    It costs no further vote of a code: the one that was given stands behind both.
    """
    with transaction.atomic():
        merger = locked(merger)
        if not may_carry_over(merger, supporter):
            return False
        asked, _is_new = SupporterAsked.objects.get_or_create(merger=merger, participant=supporter)
        if not SupporterAsked.objects.filter(pk=asked.pk, moved_at=None).update(moved_at=timezone.now()):
            return False
        _row, is_new = Support.objects.get_or_create(contribution_id=merger.into_id, participant=supporter)
        if is_new:
            Contribution.objects.filter(pk=merger.into_id).update(support_count=F("support_count") + 1)
    return True


def may_carry_over(merger: Merger, supporter: Participant) -> bool:
    """Whether it is one idea still, and this person, who is not forgotten, stands behind it."""
    is_one = merger.state == State.MERGED and merger.idea.is_public and merger.into.is_public
    stands_behind = Support.objects.filter(contribution=merger.idea_id, participant=supporter).exists()
    return is_one and supporter.forgotten_at is None and stands_behind
