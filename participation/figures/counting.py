"""What is counted of taking part: how much of what, on which day, how it came in; never who.

Days are those of the town's clock. What came on paper counts on the day on which it happened, not on that of typing.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _

from participation.actions.offline import SIGNED
from participation.models import Ballot, Batch, Channel, Contribution, Idea, ModulePage, Participant, Support, Tally

State = Contribution.State
DAY = Coalesce("from_batch__batch__happened_on", TruncDate("created_at"))


class Measure(models.TextChoices):
    CONTRIBUTIONS = "contributions", _("Contributions")
    COMMENTS = "comments", _("Comments")
    SUPPORTS = "supports", _("Supports")
    BALLOTS = "ballots", _("Ballots")


KIND = Case(When(comment=None, then=Value(Measure.CONTRIBUTIONS)), default=Value(Measure.COMMENTS))


@dataclass(frozen=True)
class Counted:
    """So much of one measure in one module, on one day, through one channel."""

    module: int
    measure: str
    day: date
    channel: str
    number: int


def counted_in(modules: Iterable[int]) -> Iterator[Counted]:
    """Everything that everybody can see or that counts in a result; five queries, however much there is."""
    pks = list(modules)
    yield from written(pks)
    yield from supported(pks)
    yield from signed(pks)
    yield from voted(pks)
    yield from counted_sheets(pks)


def public(modules: list[int]) -> QuerySet[Contribution]:
    """What everybody can read; a comment on something that is gone is gone with it."""
    readable = Q(comment=None) | Q(comment__about=None) | Q(comment__about__state=State.PUBLIC)
    return Contribution.objects.public().filter(readable, module__in=modules)


def written(modules: list[int]) -> Iterator[Counted]:
    rows = public(modules).annotate(day=DAY, kind=KIND).values_list("module", "kind", "day", "channel")
    for row in rows.annotate(number=Count("pk")).order_by():
        yield Counted(*row)


def supported(modules: list[int]) -> Iterator[Counted]:
    found = Support.objects.filter(contribution__module__in=modules, contribution__state=State.PUBLIC)
    rows = found.annotate(day=TruncDate("given_at")).values_list("contribution__module", "day")
    for module, day, number in rows.annotate(number=Count("pk")).order_by():
        yield Counted(module, Measure.SUPPORTS, day, Channel.ONLINE, number)


def agreed_tallies(modules: list[int]) -> QuerySet[Tally]:
    agreed = {"batch__state": Batch.State.AGREED, "entry": Tally.FIRST, "count__gt": 0}
    return Tally.objects.filter(batch__module__in=modules, **agreed)


def signed(modules: list[int]) -> Iterator[Counted]:
    """Signatures on paper; of what is not public any more they are left out as their contribution is."""
    rows = list(
        agreed_tallies(modules)
        .filter(question=SIGNED)
        .values_list("batch__module", "batch__happened_on", "batch__source", "option", "count")
    )
    numbers = {int(row[3]) for row in rows}
    readable = set(Contribution.objects.public().filter(pk__in=numbers).values_list("pk", flat=True)) if rows else set()
    for module, day, channel, option, number in rows:
        if int(option) in readable:
            yield Counted(module, Measure.SUPPORTS, day, channel, number)


def voted(modules: list[int]) -> Iterator[Counted]:
    rows = Ballot.objects.filter(module__in=modules).annotate(day=TruncDate("cast_at"))
    for module, day, channel, number in (
        rows.values_list("module", "day", "channel").annotate(number=Count("pk")).order_by()
    ):
        yield Counted(module, Measure.BALLOTS, day, channel, number)


def counted_sheets(modules: list[int]) -> Iterator[Counted]:
    """Sheets of paper on which two people agree. Without a question a tally counts the sheets."""
    sheets = agreed_tallies(modules).filter(question="", batch__is_signatures=False)
    rows = sheets.values_list("batch__module", "batch__happened_on", "batch__source")
    for module, day, channel, number in rows.annotate(number=Sum("count")).order_by():
        yield Counted(module, Measure.BALLOTS, day, channel, number)


def states_in(modules: Iterable[int]) -> dict[int, Counter[str]]:
    """What became of everything that was written, by module; an unconfirmed address may be anybody's and counts nowhere."""
    found: dict[int, Counter[str]] = {}
    rows = Contribution.objects.filter(module__in=list(modules)).exclude(state=State.UNCONFIRMED)
    for module, state, number in rows.values_list("module", "state").annotate(number=Count("pk")).order_by():
        found.setdefault(module, Counter())[state] = number
    return found


def people_in(modules: Iterable[int]) -> dict[int, Counter[str]]:
    """Those of whom something counts, by module and by how the town knows them. Sheets of paper are no people here."""
    wrote = Contribution.objects.public().filter(author=OuterRef("pk"))
    stood_behind = Support.objects.filter(participant=OuterRef("pk"), contribution__state=State.PUBLIC)
    voted_too = Ballot.objects.filter(participant=OuterRef("pk"))
    rows = Participant.objects.filter(Exists(wrote) | Exists(stood_behind) | Exists(voted_too))
    found: dict[int, Counter[str]] = {}
    rows = rows.filter(module__in=list(modules))
    for module, identity, number in rows.values_list("module", "identity").annotate(number=Count("pk")).order_by():
        found.setdefault(module, Counter())[identity] = number
    return found


def ideas_by_place(modules: Iterable[int]) -> Counter[tuple[str, str, str]]:
    """How many public ideas name which place and came in how, with where their project stands in the tree."""
    found: Counter[tuple[str, str, str]] = Counter()
    rows = Idea.objects.public().filter(module__in=list(modules))
    for where, place, channel, number in (
        rows.values_list("module__path", "place", "channel").annotate(number=Count("pk")).order_by()
    ):
        found[where[: -ModulePage.steplen], place, channel] += number
    return found


def has_something(modules: QuerySet[ModulePage]) -> bool:
    """Whether there is anything to count yet; one query."""
    said = Contribution.objects.public().filter(module=OuterRef("pk"))
    given = Ballot.objects.filter(module=OuterRef("pk"))
    sheets = Batch.objects.filter(module=OuterRef("pk"), state=Batch.State.AGREED)
    return modules.filter(Exists(said) | Exists(given) | Exists(sheets)).exists()
