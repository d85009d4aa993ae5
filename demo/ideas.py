"""Collections of ideas with all that was said about them: one that is open, one from the beginning of a finished project."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from demo.content import read
from demo.pages import publish
from participation.ideas import pictures
from participation.models import (
    AuthorAsked,
    Comment,
    Idea,
    IdeaCategory,
    IdeaCollectionPage,
    Merger,
    Milestone,
    OfficialAnswer,
    ProjectPage,
)
from participation.models.mergers import AUTHORS_HAVE

NOON = time(12)
# The town took so long for an answer, at least.
ANSWERED_AFTER = timedelta(hours=20)
DRAWN = Path(__file__).parent / "pictures"
PAPERS = "https://rat.haselbrueck.example/vorlagen/"


def load_ideas(today: date) -> list[IdeaCollectionPage]:
    return [load_collection(entry, today) for entry in read("ideas")["collection"]]


def load_collection(entry: dict[str, Any], today: date) -> IdeaCollectionPage:
    values = {name: entry[name] for name in ("title", "teaser", "introduction")}
    values |= {"opens_at": moment(today, entry["opens_in_days"]), "closes_at": moment(today, entry["closes_in_days"])}
    values["categories"] = [IdeaCategory(name=name) for name in entry["categories"]]
    project = ProjectPage.objects.get(slug=entry["project"])
    collection = publish(project, IdeaCollectionPage, entry["slug"], **values)
    for row in entry["ideas"]:
        load_idea(collection, project, row, today)
    for row in entry.get("mergers", []):
        load_merger(collection, row, today)
    for row in entry.get("pictures", []):
        load_picture(collection, row)
    return collection


def moment(today: date, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(today + timedelta(days=days), NOON))


def load_idea(collection: IdeaCollectionPage, project: ProjectPage, row: dict[str, Any], today: date) -> None:
    told = moment(today, -row["days"])
    latitude, longitude = row.get("spot", (None, None))
    idea = Idea.objects.create(
        module=collection,
        title=row["title"],
        text=row["text"],
        pseudonym=row["name"],
        state=Idea.State.PUBLIC,
        category=collection.categories.filter(name=row["about"]).first(),
        status=row["status"],
        status_reason=row.get("reason", ""),
        support_count=row["votes"],
        place=row["at"],
        latitude=latitude,
        longitude=longitude,
        created_at=told,
        milestone=Milestone.objects.get(project=project, title=row["milestone"]) if "milestone" in row else None,
    )
    if "answer" in row:
        load_answer(idea, row, moment(today, -row["answered"]) if "answered" in row else told + ANSWERED_AFTER)
    for number, text in enumerate(row.get("comments", []), start=1):
        said = told + timedelta(hours=3 * number)
        Comment.objects.create(module=collection, about=idea, text=text, state=Comment.State.PUBLIC, created_at=said)


def load_answer(idea: Idea, row: dict[str, Any], published: datetime) -> None:
    paper = row.get("paper", "")
    OfficialAnswer.objects.create(
        idea=idea,
        text=row["answer"],
        signed=row["signed"],
        status=idea.status,
        reason=idea.status_reason,
        paper_title=paper,
        paper_url=PAPERS + paper.removeprefix("Vorlage ").replace("/", "-") if paper else "",
        prepared_at=published,
        published_at=published,
    )


def load_merger(collection: IdeaCollectionPage, row: dict[str, Any], today: date) -> None:
    """What the town proposed, and how many days ago each author agreed; with both it is one idea."""
    idea, into = (Idea.objects.get(module=collection, title=row[name]) for name in ("idea", "into"))
    proposed, agreed = moment(today, -row["days"]), row["agreed"]
    merger = Merger.objects.create(
        idea=idea,
        into=into,
        reason=row["reason"],
        together=row.get("together", ""),
        proposed_at=proposed,
        waits_until=proposed + AUTHORS_HAVE,
    )
    asked = [AuthorAsked.objects.create(merger=merger, idea=one) for one in (idea, into)]
    for one, days in zip(asked, agreed, strict=False):
        one.agrees, one.answered_at = True, moment(today, -days)
        one.save()
    if len(agreed) == len(asked):
        merger.state, merger.merged_at = Merger.State.MERGED, asked[-1].answered_at
        merger.save()
        idea.merged_into = into
        idea.save()
        into.save()


def load_picture(collection: IdeaCollectionPage, row: dict[str, Any]) -> None:
    """A picture as its sender described it; some still wait for the moderators."""
    idea = Idea.objects.get(module=collection, title=row["idea"])
    with (DRAWN / row["file"]).open("rb") as file:
        pictures.add(idea, pictures.pixels_of(file), row["text"])
    if row["shown"]:
        pictures.let_through(list(idea.pictures.all()))
