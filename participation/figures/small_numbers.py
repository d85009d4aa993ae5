"""Small numbers are not shown in public: whoever is one of two knows the other.

Statistical offices publish what was asked only together with what others answered (§ 16 Abs. 1 Satz 2 Nr. 3 BStatG),
by custom from three on. Results of polls are parted from five on, and so is everything here: one rule for the house.
What everybody can count on the page anyway, such as ideas by district, is no secret and stands as it is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from participation.polls.results import FEWEST


@dataclass(frozen=True)
class Part:
    """One number, of one or of several things together."""

    names: tuple[str, ...]
    number: int


def is_large(numbers: Mapping[str, int]) -> bool:
    """Whether every number may be shown."""
    return all(number == 0 or number >= FEWEST for number in numbers.values())


def apart(numbers: Mapping[str, int]) -> list[Part]:
    """Every number by itself, the largest first."""
    found = [Part((name,), number) for name, number in numbers.items() if number]
    return sorted(found, key=lambda part: (-part.number, part.names))


def gathered(numbers: Mapping[str, int]) -> list[Part]:
    """The same with small numbers put together; empty where that leaves nothing to compare.

    One small number alone could be had by subtracting the others from the whole, so the next larger one joins it.
    """
    parts = apart(numbers)
    small = [part for part in parts if part.number < FEWEST]
    large = parts[: len(parts) - len(small)]
    while small and sum(part.number for part in small) < FEWEST and large:
        small.insert(0, large.pop())
    if small:
        names = tuple(name for part in small for name in part.names)
        large.append(Part(names, sum(part.number for part in small)))
    return large if len(large) > 1 else []


def gathered_of_many(parts: Iterable[Mapping[str, int]]) -> list[Part]:
    """The sum of several; empty where subtracting what is shown of each would tell what is hidden of another."""
    several = [part for part in parts if any(part.values())]
    if len(several) == 1:
        return gathered(several[0])
    hidden = [part for part in several if not is_large(part)]
    if len(hidden) == 1 or not is_large(added(hidden)):
        return []
    return [*found] if len(found := apart(added(several))) > 1 else []


def added(parts: Iterable[Mapping[str, int]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for part in parts:
        total.update(part)
    return total
