"""What results are narrowed down by: how it is written with each document, counted, chosen and called."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ENDS_LINE = "\n"
KIND, STATE = "kind", "state"
MOST_CHOICES = 8
LONGEST_VALUE = 120

Counts = Mapping[str, Mapping[str, int]]
"""Name of a property → value → number of results."""


def line(name: str, value: str) -> str:
    """A property as an engine compares it: `topic:Geburt`. A value is never more than one line."""
    return f"{name}:{' '.join(value.split())}"


def write(facets: Mapping[str, Iterable[str]]) -> str:
    """All properties of a document, each between line ends, so that one can be looked for as a whole."""
    lines = sorted({line(name, value) for name, values in facets.items() for value in values if value.strip()})
    return ENDS_LINE + ENDS_LINE.join(lines) + ENDS_LINE if lines else ""


def read(text: str) -> list[tuple[str, str]]:
    """Names and values as `write` has written them."""
    parts = (entry.partition(":") for entry in text.split(ENDS_LINE) if entry)
    return [(name, value) for name, _colon, value in parts]


def state_of(text: str) -> str:
    """The state of a document in words; empty for what has none."""
    known = (str(STATES[value]) for name, value in read(text) if name == STATE and value in STATES)
    return next(known, "")


def count(groups: Iterable[tuple[str, str, int]], chosen: Mapping[str, str]) -> Counts:
    """How many results have each value of each property, if all that is chosen of the others stays.

    A group is a kind, the facets as they are stored, and a number of documents.
    """
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, text, number in groups:
        has = [(KIND, kind), *read(text)]
        lacking = chosen.items() - set(has)
        if len(lacking) > 1:
            continue
        replaced = next((name for name, _value in lacking), None)
        for name, value in has:
            if replaced in (None, name):
                found[name][value] += number
    return found


def has_all(kind: str, text: str, chosen: Mapping[str, str]) -> bool:
    """Whether a document has everything that is chosen."""
    return not chosen.items() - {(KIND, kind), *read(text)}


@dataclass(frozen=True)
class Property:
    """Something that results are narrowed down by: its name in documents, in addresses and for residents."""

    name: str
    parameter: str
    label: Promise
    labels: Mapping[str, Promise] = field(default_factory=dict)
    """What residents read for each value, in this order; without it values are shown as they are, the commonest first."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Values that are written differently in addresses."""

    def in_address(self, value: str) -> str:
        return self.words.get(value, value)

    def from_address(self, text: str) -> str:
        """The value that an address asks for; nothing if there is none like that."""
        value = {word: value for value, word in self.words.items()}.get(text, text)
        return self.clean(value) if not self.labels or value in self.labels else ""

    def clean(self, value: str) -> str:
        """A value as documents have it: one line, not absurdly long."""
        return " ".join(value.replace("\0", "").split())[:LONGEST_VALUE]

    def label_of(self, value: str) -> str:
        return str(self.labels.get(value, value))

    def choices(self, counts: Mapping[str, int], chosen: str) -> list["Choice"]:
        values = list(self.labels) or sorted(counts, key=lambda value: (-counts[value], value))[:MOST_CHOICES]
        if chosen and chosen not in values:
            values.append(chosen)
        shown = [value for value in values if counts.get(value) or value == chosen]
        return [
            Choice(value, self.in_address(value), self.label_of(value), counts.get(value, 0), value == chosen)
            for value in shown
        ]


@dataclass(frozen=True)
class Choice:
    """A value that can be chosen, and how many results there would be."""

    value: str
    in_address: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """A property with what can be chosen of it."""

    name: str
    parameter: str
    label: str
    choices: list[Choice]

    @property
    def chosen(self) -> Choice | None:
        return next((choice for choice in self.choices if choice.is_chosen), None)

    @property
    def narrows(self) -> bool:
        """Whether there is anything to choose: all results are of some kind, and one kind alone is no choice."""
        return len(self.choices) > (self.name == KIND and not self.chosen)

    @property
    def count(self) -> int:
        """All results of a property of which every document has exactly one value."""
        return sum(choice.count for choice in self.choices)


# What becomes of a project, and of an idea.
STATES: dict[str, Promise] = {
    "running": _("running"),
    "planned": _("planned"),
    "evaluating": _("being evaluated"),
    "done": _("done"),
    "stopped": _("stopped"),
    "open": pgettext_lazy("idea", "open"),
    "review": _("under review"),
    "not_feasible": _("not feasible"),
}
KINDS: dict[str, Promise] = {
    "service": _("Service"),
    "department": _("Town hall"),
    "news": _("News"),
    "project": _("Participation"),
    "page": _("Page"),
}
PROPERTIES = [
    Property(KIND, "art", _("Kind"), KINDS),
    Property("topic", "thema", _("Life situation")),
    Property(
        "audience",
        "zielgruppe",
        _("For whom"),
        {"citizens": _("for citizens"), "businesses": _("for businesses")},
        {"citizens": "buerger", "businesses": "unternehmen"},
    ),
    Property("online", "online", _("How"), {"yes": _("possible online")}, {"yes": "1"}),
    Property(STATE, "stand", _("State"), STATES),
    Property("open", "offen", _("Taking part"), {"yes": _("possible now")}, {"yes": "1"}),
]


def chosen_in(parameters: Mapping[str, str]) -> dict[str, str]:
    """What an address asks for, by the names of the properties; what makes no sense is left out."""
    found = {entry.name: entry.from_address(parameters.get(entry.parameter, "")) for entry in PROPERTIES}
    return {name: value for name, value in found.items() if value}


def facets(counts: Counts, chosen: Mapping[str, str]) -> list[Facet]:
    """All properties of which something can be chosen."""
    found = [
        Facet(
            entry.name,
            entry.parameter,
            str(entry.label),
            entry.choices(counts.get(entry.name, {}), chosen.get(entry.name, "")),
        )
        for entry in PROPERTIES
    ]
    return [facet for facet in found if facet.choices]
