"""What a poll has shown so far: online and on paper apart, and nothing by which a single person could be told."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Count, Sum

from participation.models import Answer, Batch, Channel, Participant, PollPage, Tally
from participation.polls.questions import Question, questions_in

# With fewer ballots nothing is broken down, and while the poll is open nothing is shown.
FEWEST = 5


@dataclass
class Counted:
    """How often online and how often otherwise."""

    online: int = 0
    offline: int = 0

    @property
    def total(self) -> int:
        return self.online + self.offline

    def add(self, channel: str, number: int) -> None:
        if channel == Channel.ONLINE:
            self.online += number
        else:
            self.offline += number

    @property
    def can_be_parted(self) -> bool:
        """Whether both parts are large enough to hide everybody in them."""
        return self.online >= FEWEST and self.offline >= FEWEST


@dataclass(frozen=True)
class Bar:
    """One answer: how often it was chosen, and how many of a hundred chose it."""

    id: str
    label: str
    count: Counted
    percent: int

    @property
    def width(self) -> int:
        """For a plot that is 100 wide."""
        return self.percent


@dataclass
class QuestionResult:
    question: Question
    base: Counted
    bars: list[Bar]
    texts: list[str] = field(default_factory=list)

    @property
    def average(self) -> float | None:
        """Of a scale."""
        if self.question.kind != "scale" or not self.base.total:
            return None
        return sum(int(bar.id) * bar.count.total for bar in self.bars) / self.base.total


class PollResult:
    """The result of a poll; confidential questions only where the reader has the right to them."""

    def __init__(self, poll: PollPage, with_confidential: bool = False) -> None:
        self.poll = poll
        self.questions = [
            question for question in questions_in(poll.questions) if with_confidential or not question.is_confidential
        ]
        self.answers = Answer.objects.filter(ballot__module=poll)
        if not with_confidential:
            self.answers = self.answers.filter(is_confidential=False)
        self.tallies = Tally.objects.filter(
            batch__module=poll, batch__state=Batch.State.AGREED, entry=Tally.FIRST, count__gt=0
        )

    @cached_property
    def ballots(self) -> Counted:
        """All ballots, and all sheets."""
        counted = Counted()
        for row in self.poll.ballots.values("channel").annotate(n=Count("pk")).order_by():
            counted.add(row["channel"], row["n"])
        counted.offline += self.tallies.filter(question="").aggregate(n=Sum("count"))["n"] or 0
        return counted

    @property
    def is_parted(self) -> bool:
        return self.ballots.can_be_parted

    @cached_property
    def chosen(self) -> dict[tuple[str, str], Counted]:
        """How often each option of each question."""
        counted: dict[tuple[str, str], Counted] = defaultdict(Counted)
        rows = self.answers.exclude(option="").values("question", "option", "ballot__channel")
        for row in rows.annotate(n=Count("pk")).order_by():
            counted[row["question"], row["option"]].add(row["ballot__channel"], row["n"])
        sheets = self.tallies.exclude(question="").exclude(option="").values("question", "option")
        for sheet in sheets.annotate(n=Sum("count")).order_by():
            counted[sheet["question"], sheet["option"]].offline += sheet["n"]
        return counted

    @cached_property
    def bases(self) -> dict[str, Counted]:
        """How many answered each question."""
        counted: dict[str, Counted] = defaultdict(Counted)
        # Own words from a sheet are counted with their sheet.
        rows = self.answers.filter(ballot__batch=None).values("question", "ballot__channel")
        for row in rows.annotate(n=Count("ballot", distinct=True)).order_by():
            counted[row["question"]].add(row["ballot__channel"], row["n"])
        sheets = self.tallies.filter(option="").exclude(question="").values("question")
        for sheet in sheets.annotate(n=Sum("count")).order_by():
            counted[sheet["question"]].offline += sheet["n"]
        return counted

    @cached_property
    def shown_texts(self) -> dict[str, list[str]]:
        """Own words that an editor has picked for everybody."""
        rows = self.answers.filter(is_shown=True).exclude(text="").order_by("pk").values_list("question", "text")
        texts: dict[str, list[str]] = defaultdict(list)
        for question, text in rows:
            texts[question].append(text)
        return texts

    @cached_property
    def results(self) -> list[QuestionResult]:
        return [self.result_of(question) for question in self.questions]

    def result_of(self, question: Question) -> QuestionResult:
        base = self.bases.get(question.id, Counted())
        bars = [self.bar(question.id, option.id, option.label, base) for option in question.options]
        return QuestionResult(question, base, bars, self.shown_texts.get(question.id, []))

    def bar(self, question: str, option: str, label: str, base: Counted) -> Bar:
        count = self.chosen.get((question, option), Counted())
        return Bar(option, label, count, round(100 * count.total / base.total) if base.total else 0)


def is_public(poll: PollPage) -> bool:
    """Whether everybody may see the result."""
    return poll.live and poll.is_over


def may_see(poll: PollPage, participant: Participant | None) -> bool:
    """Whether somebody may see the result now: after the end everybody, before it who has taken part, if so chosen."""
    if is_public(poll):
        return True
    if poll.results_shown != PollPage.ResultsShown.AFTER_VOTING or participant is None:
        return False
    return poll.ballots.filter(participant=participant).exists()


def is_enough(poll: PollPage, result: PollResult) -> bool:
    """While a poll is open, each new ballot would show what its sender answered, if there were only a few."""
    return poll.is_over or result.ballots.total >= FEWEST
