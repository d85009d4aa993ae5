"""Which part of the town an idea is from, as far as its place says so in a name that the town itself uses."""

import re
from collections import Counter
from collections.abc import Mapping

from cms.visibility import for_everybody
from participation.models import ProjectPage

ELSEWHERE = ""


def known_districts() -> list[str]:
    """The names that editors have given to projects, the longest first: Neu-Oberhagen is not Oberhagen."""
    named = for_everybody(ProjectPage.objects.exclude(district=""))
    return sorted(set(named.values_list("district", flat=True)), key=lambda name: (-len(name), name))


def district_of(place: str, names: list[str]) -> str:
    """The first name that stands in the place as a word of its own; empty where there is none."""
    found = (name for name in names if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", place, re.IGNORECASE))
    return next(found, ELSEWHERE)


def by_district(
    places: Mapping[tuple[str, str, str], int], names: list[str], own: Mapping[str, str]
) -> Counter[tuple[str, str]]:
    """Numbers of ideas by district and channel; `own` is the district of a project by where it stands in the tree.

    An idea without a place that we know is from the district of its project.
    """
    found: Counter[tuple[str, str]] = Counter()
    for (project, place, channel), number in places.items():
        found[district_of(place, names) or own.get(project, ELSEWHERE), channel] += number
    return found
