"""Codes on paper: short enough to type, too many possible ones to guess, and stored as digests alone."""

import hashlib
import secrets

from django.db.models import F
from django.utils import timezone

from participation.models import AccessCode, ModulePage, Participant

# Without 0 and O, 1 and I, which look alike on paper: 12 of these 32 signs are 60 bits.
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
GROUPS, GROUP = 3, 4


class NoVotesLeftError(Exception):
    """All votes of this code are given."""


def new_code() -> str:
    """For example K7QM-2XRT-9HWA."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(GROUP)) for _ in range(GROUPS))


def plain(text: str) -> str:
    """A code as it is compared: however it was typed, with or without spaces and strokes."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def digest_of(module: ModulePage, code: str) -> str:
    """Salted with the module, so that the same code elsewhere is another one."""
    return hashlib.sha256(f"{module.translation_key}\n{plain(code)}".encode()).hexdigest()


def make_package(module: ModulePage, package: str, *, count: int, votes: int) -> list[str]:
    """Store a package and give its codes, which nobody can ever see again."""
    made: set[str] = set()
    while len(made) < count:
        made.add(new_code())
    codes = sorted(made)
    fields = {"module": module, "package": package, "votes_allowed": votes}
    AccessCode.objects.bulk_create([AccessCode(**fields, digest=digest_of(module, code)) for code in codes])
    return codes


def find(module: ModulePage, code: str) -> AccessCode | None:
    """The code of this module that somebody has typed, unless its package is disabled."""
    return module.access_codes.filter(digest=digest_of(module, code), disabled_at=None).first()


def disable(module: ModulePage, package: str) -> int:
    """From now on nobody takes part with these codes any more; what was said with them stays."""
    return module.access_codes.filter(package=package, disabled_at=None).update(disabled_at=timezone.now())


def spend_vote(participant: Participant) -> None:
    """Use one vote of a code, also for requests at the same time; raises NoVotesLeftError.

    Whoever takes part without a code has as many votes as there are things to vote on. Call it in the transaction
    that stores the vote.
    """
    mine = AccessCode.objects.filter(participant=participant)
    left = mine.filter(votes_used__lt=F("votes_allowed"), disabled_at=None)
    if not left.update(votes_used=F("votes_used") + 1) and mine.exists():
        raise NoVotesLeftError


def give_back_vote(participant: Participant) -> None:
    """Somebody has withdrawn a vote, and may give it to something else."""
    AccessCode.objects.filter(participant=participant, votes_used__gt=0).update(votes_used=F("votes_used") - 1)
