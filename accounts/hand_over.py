"""When somebody leaves: everything that waits for them goes to somebody else, and their account is closed.

Rooms above hand over what is theirs, in a file that they import in `AppConfig.ready()`:

    @hands_over(_("Forms that they look after"))
    def forms(leaver):
        return OnlineForm.objects.filter(owner=leaver), "owner"
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page, PageSubscription, WorkflowState

from accounts.deputies import Deputy
from accounts.security_log import SecurityEvent, record

HANDED_OVER = "accounts.handed_over"
Share = tuple[QuerySet[Any], str]
ShareOf = Callable[[AbstractUser], Share]


@dataclass(frozen=True)
class Part:
    """One kind of thing that somebody leaves behind, and how many."""

    title: Any
    share_of: ShareOf

    def count(self, leaver: AbstractUser) -> int:
        return self.share_of(leaver)[0].count()

    def give(self, leaver: AbstractUser, successor: AbstractUser) -> int:
        found, name = self.share_of(leaver)
        return found.update(**{name: successor})


_parts: list[Part] = []


def hands_over(title: Any) -> Callable[[ShareOf], ShareOf]:
    """Register what people look after: rows, and the name of the field that says who."""

    def register(share_of: ShareOf) -> ShareOf:
        _parts.append(Part(title, share_of))
        return share_of

    return register


@hands_over(_("Pages that they look after"))
def pages(leaver: AbstractUser) -> Share:
    return Page.objects.filter(owner=leaver), "owner"


@hands_over(_("Pages that they have locked"))
def locks(leaver: AbstractUser) -> Share:
    return Page.objects.filter(locked_by=leaver), "locked_by"


@hands_over(_("Texts that they have handed in and that wait for an approval"))
def handed_in(leaver: AbstractUser) -> Share:
    waiting = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    return WorkflowState.objects.filter(requested_by=leaver, status__in=waiting), "requested_by"


def left_behind(leaver: AbstractUser) -> list[tuple[str, int]]:
    """What waits for somebody, kind by kind."""
    return [(str(part.title), part.count(leaver)) for part in _parts]


@transaction.atomic
def hand_over(leaver: AbstractUser, successor: AbstractUser, *, roles: bool, close: bool) -> list[tuple[str, int]]:
    """Give everything to the successor, on demand with the roles, and close the account. Says what was given.

    Raises ValueError for a successor who cannot sign in.
    """
    if leaver == successor or not successor.is_active:
        raise ValueError(f"{successor} cannot take over from {leaver}.")
    for page in Page.objects.filter(owner=leaver):
        log(instance=page, action=HANDED_OVER, data={"from": leaver.get_username(), "to": successor.get_username()})
    given = [(str(part.title), part.give(leaver, successor)) for part in _parts]
    move_subscriptions(leaver, successor)
    end_deputies(leaver)
    if roles:
        successor.groups.add(*leaver.groups.all())
    if close:
        close_account(leaver)
    summary = ", ".join(f"{title}: {count}" for title, count in given)
    record(SecurityEvent.Kind.ACCOUNT, leaver, details=f"handed over to {successor.get_username()}; {summary}")
    return given


def move_subscriptions(leaver: AbstractUser, successor: AbstractUser) -> None:
    """Who is told about comments on a page."""
    theirs = PageSubscription.objects.filter(user=leaver)
    known = PageSubscription.objects.filter(user=successor).values("page")
    theirs.filter(page__in=list(known.values_list("page", flat=True))).delete()
    theirs.update(user=successor)


def end_deputies(leaver: AbstractUser) -> None:
    """Who is gone stands in for nobody."""
    for deputy in Deputy.objects.filter(deputy=leaver.pk):
        deputy.delete()


def close_account(user: AbstractUser) -> None:
    """Nobody signs in with it any more, and whoever is signed in is a stranger from the next click on."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.groups.clear()
