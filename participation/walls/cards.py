"""What hangs on a topic wall: cards under their headings, the newest first, and what has changed in the meantime."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max, Q
from django.template.loader import render_to_string
from django.utils.translation import get_language

from cms.visibility import for_everybody
from participation.models import Card, CardGroup, WallPage

# A page of a wall; older cards stand on the next one.
SHOWN = 300
# For so long a process remembers a wall. With a look at it every 1.5 seconds, others see a card within 3.
KEPT_SECONDS = 0.7
# Whoever began to write earlier may be stored later.
OVERLAP = timedelta(seconds=5)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
A_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Section:
    """Cards under one heading; those without one come first."""

    number: int
    title: str
    cards: list[Card]


@dataclass(frozen=True)
class Stand:
    """How a wall stands: `version` is another one after every change."""

    version: str
    count: int
    is_open: bool
    groups: list[dict[str, Any]]


def hanging(wall: WallPage) -> Any:
    """The public cards of a wall, the newest first."""
    return Card.objects.public().filter(module=wall).select_related("became__module").order_by("-created_at", "-pk")


def sections(groups: Iterable[dict[str, Any]], cards: Iterable[Card]) -> list[Section]:
    """All headings, also those without a card, each with its cards."""
    found = defaultdict(list)
    for card in cards:
        found[card.group_id or 0].append(card)
    headings = [{"id": 0, "title": ""}, *groups]
    return [Section(heading["id"], heading["title"], found[heading["id"]]) for heading in headings]


def stand_of(wall: WallPage) -> Stand:
    """How the wall stands now; two queries, however many cards there are."""
    groups: Any = list(CardGroup.objects.filter(wall=wall).values("id", "title"))
    public = Count("pk", filter=Q(state=Card.State.PUBLIC))
    found = Card.objects.filter(module=wall).aggregate(latest=Max("changed_at"), count=public)
    latest = (found["latest"] - EPOCH) // A_MICROSECOND if found["latest"] else 0
    mark = hashlib.sha256(repr([groups, wall.is_open]).encode()).hexdigest()[:8]
    return Stand(f"{latest}-{found['count']}-{mark}", found["count"], wall.is_open, groups)


def kept_stand(number: int) -> Stand | None:
    """How a public wall stands, asked at most once in a moment by each process; None where there is no such wall."""
    key = f"wall-{number}"
    stand = cache.get(key)
    if stand is None:
        wall = for_everybody(WallPage.objects.filter(pk=number)).first()
        stand = stand_of(wall) if wall else None
        cache.set(key, stand, KEPT_SECONDS)
    return stand


def kept_changes(number: int, stand: Stand, since: int) -> dict[str, Any]:
    """The same for what is new; everybody in a hall asks for the same."""
    key = f"wall-{number}-{stand.version}-{since}-{get_language()}"
    found = cache.get(key)
    if found is None:
        found = changes(number, stand, since)
        cache.set(key, found, KEPT_SECONDS)
    return found


def changes(number: int, stand: Stand, since: int) -> dict[str, Any]:
    """What has changed since a moment, in microseconds since 1970, as an open page needs it."""
    changed = Card.objects.filter(module=number, changed_at__gt=EPOCH + since * A_MICROSECOND - OVERLAP)
    shown = changed.public().select_related("became__module").order_by("-created_at", "-pk")[:SHOWN]
    return {
        "version": stand.version,
        "count": stand.count,
        "open": stand.is_open,
        "groups": stand.groups,
        "cards": [drawn(card) for card in reversed(shown)],
        "gone": list(
            changed.exclude(state=Card.State.PUBLIC).order_by("-changed_at").values_list("pk", flat=True)[:SHOWN]
        ),
    }


def drawn(card: Card) -> dict[str, Any]:
    html = render_to_string("participation/wall_card.html", {"card": card})
    return {"id": card.pk, "group": card.group_id or 0, "html": html}
