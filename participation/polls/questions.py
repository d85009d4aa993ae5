"""The questions of a poll as plain objects: forms, results, exports and the API read them from here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

OTHER = "other"


@dataclass(frozen=True)
class Option:
    """An answer that can be chosen; its name stays the same when a typing error is put right."""

    id: str
    label: str


@dataclass(frozen=True)
class Question:
    """A question; `options` of a scale are its steps, and an own answer is the option `other`."""

    id: str
    kind: str
    text: str
    hint: str = ""
    is_required: bool = False
    is_confidential: bool = False
    options: list[Option] = field(default_factory=list)
    at_most: int | None = None
    longest: int | None = None

    @property
    def is_closed(self) -> bool:
        """Whether its answers can be counted."""
        return self.kind != "open"

    @property
    def has_other(self) -> bool:
        return any(option.id == OTHER for option in self.options)

    @property
    def labels(self) -> dict[str, str]:
        return {option.id: option.label for option in self.options}


def questions_in(stream: Iterable[Any]) -> list[Question]:
    """The questions as they stand in the stream of a page."""
    return [question_of(block) for block in stream]


def question_of(block: Any) -> Question:
    value = block.value
    return Question(
        id=str(block.id),
        kind=block.block_type,
        text=value["question"],
        hint=value["hint"] or "",
        is_required=value["is_required"],
        is_confidential=value["is_confidential"],
        options=options_of(block),
        at_most=value.get("at_most"),
        longest=value.get("longest"),
    )


def options_of(block: Any) -> list[Option]:
    if block.block_type == "open":
        return []
    if block.block_type == "scale":
        return steps_of(block.value)
    options = [Option(str(child.id), child.value) for child in block.value["options"].bound_blocks]
    return [*options, Option(OTHER, _("Other"))] if block.value["has_other"] else options


def steps_of(value: Any) -> list[Option]:
    """1 to n, with words at both ends."""
    last = value["steps"]
    ends = {1: value["low"], last: value["high"]}
    return [Option(str(step), f"{step} – {ends[step]}" if step in ends else str(step)) for step in range(1, last + 1)]
