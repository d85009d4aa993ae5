"""What residents have said in the demo town's projects: the walls of the workshop evening and the ideas that came of them."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from demo.content import read
from demo.pages import publish
from participation.models import Card, CardGroup, Idea, IdeaCollectionPage, ProjectPage, WallPage

WORKSHOP = "zukunftswerkstatt"
PUBLIC = "public"
WORDS = ("title", "teaser", "invitation", "introduction", "result")


def load_workshop() -> None:
    """Three walls: one that is open, one that was grouped and sharpened, one of which ideas came."""
    content, now = read("workshop"), timezone.now()
    project = ProjectPage.objects.get(slug=WORKSHOP)
    walls = [(entry, load_wall(project, entry, now)) for entry in content["wall"]]
    ideas = load_ideas(project, content)
    for entry, wall in walls:
        load_cards(wall, entry, ideas, now)


def load_wall(project: ProjectPage, entry: dict[str, Any], now: datetime) -> WallPage:
    closed = entry.get("closed_hours_ago")
    words = {name: entry.get(name, "") for name in WORDS}
    closes_at = None if closed is None else now - timedelta(hours=closed)
    return publish(project, WallPage, entry["slug"], **words, moderation="after", closes_at=closes_at)


def load_ideas(project: ProjectPage, content: dict[str, Any]) -> dict[str, Idea]:
    words = {name: content["collection"].get(name, "") for name in WORDS}
    collection = publish(project, IdeaCollectionPage, content["collection"]["slug"], **words)
    fields = ("title", "text", "status", "status_reason")
    return {
        entry["key"]: Idea.objects.create(
            module=collection, state=PUBLIC, channel="event", **{name: entry[name] for name in fields}
        )
        for entry in content["idea"]
    }


def load_cards(wall: WallPage, entry: dict[str, Any], ideas: dict[str, Idea], now: datetime) -> None:
    groups = {
        title: CardGroup.objects.create(wall=wall, title=title, position=position)
        for position, title in enumerate(entry["groups"])
    }
    for row in entry["cards"]:
        Card.objects.create(
            module=wall,
            state=PUBLIC,
            text=row["text"],
            sharpened=row.get("sharpened", ""),
            pseudonym=row.get("pseudonym", ""),
            channel=row.get("channel", "online"),
            group=groups.get(row.get("group", "")),
            became=ideas.get(row.get("idea", "")),
            created_at=now - timedelta(hours=row["hours_ago"]),
        )
