"""Who stood behind what in the demo town: people without names, so that its figures have days to show."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone

from participation.identity import random_key
from participation.models import Ballot, Contribution, ModulePage, Participant, Support

# People are awake from seven to ten in the evening.
HOURS = range(7, 22)


def load_people_who_take_part() -> None:
    """Whoever wrote, supported or voted, each on a day of their own within the time of the module."""
    for module in ModulePage.objects.order_by("path"):
        # The same numbers at every load.
        dice = Random(module.slug)  # noqa: S311  nothing secret hangs on it
        spread_ballots(module, dice)
        load_supporters(module, dice)


def somebody(module: ModulePage, number: int) -> list[Participant]:
    known = {"module": module, "identity": module.identity, "confirmed_at": module.opens_at or timezone.now()}
    return Participant.objects.bulk_create(Participant(key=random_key(), **known) for _number in range(number))


def some_day(dice: Random, first: datetime, last: datetime) -> datetime:
    """Most people come at the beginning, the others over the whole time; nobody comes in the future."""
    end = min(last, timezone.now())
    day = timezone.localdate(first + max(end - first, timedelta()) * dice.betavariate(1, 2))
    moment = timezone.make_aware(datetime.combine(day, time(dice.choice(HOURS), dice.randrange(60))))
    return min(max(moment, first), end)


def spread_ballots(module: ModulePage, dice: Random) -> None:
    ballots = list(Ballot.objects.filter(module=module, participant=None, channel="online").order_by("pk"))
    if not (ballots and module.opens_at):
        return
    for ballot, person in zip(ballots, somebody(module, len(ballots)), strict=True):
        ballot.participant = person
        ballot.cast_at = some_day(dice, module.opens_at, module.closes_at or timezone.now())
    Ballot.objects.bulk_update(ballots, ["participant", "cast_at"], batch_size=200)


def load_supporters(module: ModulePage, dice: Random) -> None:
    """As many as each contribution says that it has, and those who wrote themselves."""
    said = list(Contribution.objects.filter(module=module, author=None, channel="online").order_by("pk"))
    if not said:
        return
    people = somebody(module, max(len(said), *(one.support_count for one in said)))
    for one, author in zip(said, people, strict=False):
        one.author = author
    Contribution.objects.bulk_update(said, ["author"], batch_size=200)
    Support.objects.bulk_create(supports(said, people, module, dice))


def supports(
    said: Iterable[Contribution], people: list[Participant], module: ModulePage, dice: Random
) -> Iterable[Support]:
    end = module.closes_at or timezone.now()
    for one in said:
        for person in dice.sample(people, one.support_count):
            yield Support(contribution=one, participant=person, given_at=some_day(dice, one.created_at, end))
