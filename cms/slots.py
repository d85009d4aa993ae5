"""Named places on a page that other rooms fill, so that a page can show things it does not know.

A room writes its contributions into its own `slots.py` and imports that file in its `AppConfig.ready()`:

    @fills("home", order=20)
    def latest_news(request, page):
        return "news/home_slot.html", {"news": …}      # or None: nothing to show
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

Filling = tuple[str, dict[str, Any]] | None
Filler = Callable[[HttpRequest, Any], Filling]


@dataclass(frozen=True, order=True)
class Contribution:
    order: int
    name: str
    fill: Filler


_contributions: dict[str, list[Contribution]] = defaultdict(list)


def fills(place: str, *, order: int) -> Callable[[Filler], Filler]:
    """Register a function for a place; lower orders come first."""

    def register(fill: Filler) -> Filler:
        _contributions[place].append(Contribution(order, f"{fill.__module__}.{fill.__name__}", fill))
        _contributions[place].sort()
        return fill

    return register


def fillings(place: str, request: HttpRequest, subject: Any) -> list[tuple[str, dict[str, Any]]]:
    """What the rooms put into a place, in order."""
    filled = (contribution.fill(request, subject) for contribution in _contributions[place])
    return [filling for filling in filled if filling is not None]
