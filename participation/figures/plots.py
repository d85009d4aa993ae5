"""Plots that the server draws: columns over time, bars side by side, each with the table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.figures.counting import Measure
from participation.figures.figures import Figures
from participation.figures.periods import Period, Step
from participation.figures.small_numbers import Part, added
from participation.models import Channel, Identity

# The drawing has no size of its own; each column is so wide and leaves a gap to the next.
COLUMN, GAP, HEIGHT = 10, 2, 100

NOT_SAID = gettext_lazy("another place, or not said")
# What a number of people means, as far as the town can know it.
MEANT: dict[str, str | Promise] = {
    Identity.OPEN: gettext_lazy("Each browser counts as one person: whoever used two devices is counted twice."),
    Identity.EMAIL: gettext_lazy("Each confirmed e-mail address counts as one person."),
    Identity.ACCOUNT: gettext_lazy("Each access counts as one person."),
    Identity.CODE: gettext_lazy("Each code on paper counts as one person."),
}


@dataclass(frozen=True)
class Bar:
    """One number of a plot, of `most`, and where a column of it stands in the drawing."""

    label: str
    number: int
    most: int
    place: int = 0

    @property
    def percent(self) -> int:
        """Of the largest; something is never drawn as nothing."""
        return max(round(HEIGHT * self.number / self.most), 1) if self.number else 0

    @property
    def x(self) -> int:
        return self.place * COLUMN

    @property
    def y(self) -> int:
        return HEIGHT - self.percent


@dataclass(frozen=True)
class Plot:
    """`kind` is "columns" or "bars"; `what` names the first column of the table and `measure` the second."""

    id: str
    kind: str
    title: str
    description: str
    what: str
    measure: str
    bars: list[Bar] = field(default_factory=list)
    marks: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return len(self.bars) * COLUMN

    @property
    def column(self) -> int:
        return COLUMN - GAP

    @property
    def most(self) -> int:
        return max(bar.number for bar in self.bars)


def plots_of(figures: Figures) -> list[Plot]:
    """Everything that there is to see, in the same order everywhere."""
    over_time = [plot_over_time(measure, figures.periods(measure)) for measure in figures.measures]
    channels = [(measure, figures.channels(measure)) for measure in figures.measures]
    by_channel = [plot_by_channel(measure, parts) for measure, parts in channels if len(parts) > 1]
    return [*over_time, *by_channel, *([plot_by_district(figures.districts)] if figures.districts else [])]


def plot_over_time(measure: Measure, periods: list[Period]) -> Plot:
    most = max(period.number for period in periods)
    bars = [Bar(period.name, period.number, most, place) for place, period in enumerate(periods)]
    peak = max(periods, key=lambda period: period.number)
    return Plot(
        id=f"verlauf-{measure}",
        kind="columns",
        title=titles_over_time(periods[0].step) % {"what": measure.label},
        description=_("%(number)s in all, most of them (%(most)s): %(when)s.")
        % {"number": sum(bar.number for bar in bars), "most": most, "when": peak.name},
        what=names_of_steps(periods[0].step),
        measure=str(measure.label),
        bars=bars,
        marks=tuple(dict.fromkeys((periods[0].mark, periods[-1].mark))),
    )


def titles_over_time(step: Step) -> str:
    return {
        Step.DAY: _("%(what)s per day"),
        Step.WEEK: _("%(what)s per week"),
        Step.MONTH: _("%(what)s per month"),
        Step.YEAR: _("%(what)s per year"),
    }[step]


def names_of_steps(step: Step) -> str:
    return {Step.DAY: _("Day"), Step.WEEK: _("Week"), Step.MONTH: _("Month"), Step.YEAR: _("Year")}[step]


def plot_by_channel(measure: Measure, parts: Sequence[Part]) -> Plot:
    return Plot(
        id=f"wege-{measure}",
        kind="bars",
        title=_("How it came in: %(what)s") % {"what": measure.label},
        description=described(parts, [together(part) for part in parts]),
        what=_("Came in"),
        measure=str(measure.label),
        bars=bars_of(parts, [together(part) for part in parts]),
    )


def plot_by_district(parts: Sequence[Part]) -> Plot:
    labels = [part.names[0] or str(NOT_SAID) for part in parts]
    return Plot(
        id="ortsteile",
        kind="bars",
        title=_("Ideas by district"),
        description=described(parts, labels),
        what=_("District"),
        measure=_("Ideas"),
        bars=bars_of(parts, labels),
    )


def bars_of(parts: Sequence[Part], labels: Sequence[str]) -> list[Bar]:
    most = max(part.number for part in parts)
    return [Bar(label, part.number, most) for part, label in zip(parts, labels, strict=True)]


def described(parts: Sequence[Part], labels: Sequence[str]) -> str:
    """The plot as a sentence, for those who do not see it."""
    return "; ".join(f"{label}: {part.number}" for part, label in zip(parts, labels, strict=True))


def together(part: Part) -> str:
    """“On paper”; where numbers are small, “on paper, by telephone (together)”."""
    names = capfirst(", ".join(str(channel_label(name)) for name in part.names))
    return _("%(names)s (together)") % {"names": names} if len(part.names) > 1 else names


def channel_label(name: str) -> str | Promise:
    return Channel(name).label


def in_state(figures: Figures, state: str) -> int:
    return sum(counter[state] for counter in figures.states.values())


def people_of(figures: Figures) -> list[tuple[int, str]]:
    """How many took part, apart by how the town knows them, each with what the number means."""
    numbers = added(figures.people.values())
    return [(numbers[one], str(MEANT[one])) for one in Identity if numbers[one]]
