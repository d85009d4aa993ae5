"""Days, weeks, months or years between two days: as many as one can look at in one plot."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _

A_DAY = timedelta(days=1)
MOST_DAYS, MOST_WEEKS, MOST_MONTHS = 35, 60, 60


class Step(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class Period:
    begins: date
    step: Step
    number: int

    @property
    def name(self) -> str:
        """As the table says it."""
        if self.step == Step.WEEK:
            return _("week from %(day)s") % {"day": date_format(self.begins, "j. F Y")}
        return date_format(self.begins, {Step.DAY: "j. F Y", Step.MONTH: "F Y", Step.YEAR: "Y"}[self.step])

    @property
    def mark(self) -> str:
        """As it stands below the plot."""
        patterns = {Step.DAY: "j. F", Step.WEEK: "j. F Y", Step.MONTH: "F Y", Step.YEAR: "Y"}
        return date_format(self.begins, patterns[self.step])


def step_for(first: date, last: date) -> Step:
    days = (last - first).days + 1
    if days <= MOST_DAYS:
        return Step.DAY
    if days <= 7 * MOST_WEEKS:
        return Step.WEEK
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    return Step.MONTH if months <= MOST_MONTHS else Step.YEAR


def beginning(day: date, step: Step) -> date:
    """The first day of the period that a day lies in; weeks begin on Monday (ISO 8601)."""
    if step == Step.WEEK:
        return day - day.weekday() * A_DAY if day.toordinal() > 7 else day
    if step == Step.MONTH:
        return day.replace(day=1)
    return day.replace(month=1, day=1) if step == Step.YEAR else day


def following(begins: date, step: Step) -> date | None:
    """The first day of the next period; None where the calendar ends."""
    try:
        if step == Step.YEAR:
            return begins.replace(year=begins.year + 1)
        if step == Step.MONTH:
            return beginning(begins + 31 * A_DAY, step)
        return begins + (7 if step == Step.WEEK else 1) * A_DAY
    except (ValueError, OverflowError):
        return None


def parted(numbers: Mapping[date, int], first: date, last: date) -> list[Period]:
    """The numbers of days as periods without a gap; nothing that lies outside is lost, the frame grows to hold it."""
    first, last = min([first, *numbers]), max([last, *numbers])
    step = step_for(first, last)
    sums: Counter[date] = Counter()
    for day, number in numbers.items():
        sums[beginning(day, step)] += number
    found: list[Period] = []
    begins: date | None = beginning(first, step)
    while begins is not None and begins <= last:
        found.append(Period(begins, step, sums[begins]))
        begins = following(begins, step)
    return found
