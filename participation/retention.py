"""Forgetting who took part: what was said stays, and the counts, but nothing leads to a person any more."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from participation.confirming import LINK_LASTS
from participation.identity import random_key
from participation.models import (
    AccessCode,
    Appeal,
    Ballot,
    Contribution,
    Decision,
    Identity,
    ModulePage,
    Participant,
    Report,
)

AT_ONCE = 500
# No module may forget earlier (ModulePage.kept_days).
SHORTEST = timedelta(days=7)


def forget_all(*, really: bool = True) -> dict[str, int]:
    """Forget what is due, and say how many of what; with really=False only say it."""
    return {
        "participants": forget_due(timezone.now(), really=really),
        "unconfirmed": forget_unconfirmed(timezone.now() - LINK_LASTS, really=really),
    }


def forget_due(now: datetime, *, really: bool = True) -> int:
    """Everybody of the modules whose time to keep them is over."""
    return sum(forget_module(module, really=really) for module in due(now))


def due(now: datetime) -> list[ModulePage]:
    over = ModulePage.objects.filter(closes_at__lte=now - SHORTEST).order_by("pk")
    return [module for module in over if module.forgotten_on and module.forgotten_on <= now]


def forget_module(module: ModulePage, *, really: bool = True) -> int:
    people = module.participants.filter(forgotten_at=None)
    count = people.count()
    if really:
        with transaction.atomic():
            forget(people)
            # Also of those about whom nothing was kept but the name that they chose.
            nameless(module.contributions.all())
            Report.objects.filter(contribution__module=module).update(email="", network="")
    return count


def forget(people: QuerySet[Participant]) -> None:
    """Cut every tie between these rows and a person, and the names that they chose."""
    found = list(people.only("pk"))
    for some in slices(found):
        nameless(Contribution.objects.filter(author__in=some))
        Ballot.objects.filter(participant__in=some).update(submission=None)
        AccessCode.objects.filter(participant__in=some).update(participant=None)
        Participant.passes.through.objects.filter(participant__in=some).delete()
        for person in some:
            person.key, person.forgotten_at = random_key(), timezone.now()
            person.email = person.real_name = person.pseudonym = ""
            person.resident = None
        Participant.objects.bulk_update(some, ["key", "forgotten_at", "email", "real_name", "pseudonym", "resident"])


def nameless(contributions: QuerySet[Contribution]) -> None:
    """Without the chosen name, and without the digest of the sending, which was made of it."""
    contributions.update(pseudonym="", submission=None)


def slices(found: list[Participant]) -> Iterable[list[Participant]]:
    """As many at once as a database takes in one question."""
    return (found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE))


def forget_unconfirmed(before: datetime, *, really: bool = True) -> int:
    """Whoever has never opened the link, with what they wrote."""
    people = unconfirmed().filter(began_at__lt=before)
    count = people.count()
    if really:
        delete_unconfirmed(people)
    return count


def unconfirmed() -> QuerySet[Participant]:
    return Participant.objects.filter(identity=Identity.EMAIL, confirmed_at=None, forgotten_at=None)


def old_decisions() -> QuerySet[Decision]:
    """Decisions of the moderators from which nobody can claim anything any more."""
    return Decision.objects.all().old()


def forget_decisions() -> int:
    """With what their authors said against them; the database refuses those that are younger."""
    with transaction.atomic():
        Appeal.objects.filter(decision__in=old_decisions()).delete()
        return Decision.objects.all().forget_old()


def delete_unconfirmed(people: QuerySet[Participant]) -> None:
    with transaction.atomic():
        Contribution.objects.filter(author__in=people, state=Contribution.State.UNCONFIRMED).delete()
        people.delete()
