"""Polls of the demo town: one that is over, with answers from screens and from paper, and one that is open."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from demo.content import read
from demo.pages import publish
from participation.models import Answer, Ballot, Batch, PollPage, ProjectPage, Tally

NOON = time(12)
WORDS = ("title", "teaser", "introduction", "result")


def load_polls(today: date) -> list[PollPage]:
    return [load_poll(entry, today) for entry in read("polls")["poll"]]


def load_poll(entry: dict[str, Any], today: date) -> PollPage:
    opens, closes = (moment(today, entry[name]) for name in ("opens_in_days", "closes_in_days"))
    values = {name: entry[name] for name in WORDS} | {"opens_at": opens, "closes_at": closes}
    values["questions"] = [question(row) for row in entry["questions"]]
    poll = publish(ProjectPage.objects.get(slug=entry["project"]), PollPage, entry["slug"], **values)
    for row in entry["online"]:
        load_ballots(poll, entry["questions"], row, opens)
    for row in entry["sheets"]:
        load_sheets(poll, entry["questions"], row, closes)
    return poll


def moment(today: date, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(today + timedelta(days=days), NOON))


def question(row: dict[str, Any]) -> dict[str, Any]:
    """As a poll stores it; names of answers are their place in the list, so that ballots can say which they mean."""
    value = {"question": row["text"], "hint": "", "is_required": False, "is_confidential": False}
    if row["kind"] == "scale":
        value |= {"steps": 5, "low": row["low"], "high": row["high"]}
    elif row["kind"] == "open":
        value["longest"] = 1000
    else:
        options = [{"type": "item", "id": str(place), "value": text} for place, text in enumerate(row["options"])]
        value |= {"options": options, "has_other": False}
    if row["kind"] == "multiple":
        value["at_most"] = row["at_most"]
    return {"type": row["kind"], "id": row["key"], "value": value}


def load_ballots(poll: PollPage, questions: list[dict[str, Any]], row: dict[str, Any], opens: datetime) -> None:
    """So many people who answered alike, one after the other."""
    times = [opens + timedelta(hours=number + 1) for number in range(row["number"])]
    ballots = Ballot.objects.bulk_create(Ballot(module=poll, cast_at=when) for when in times)
    given = [asked for asked in questions if asked["key"] in row]
    Answer.objects.bulk_create(answer(ballot, asked, row[asked["key"]]) for ballot in ballots for asked in given)


def answer(ballot: Ballot, asked: dict[str, Any], given: int | str) -> Answer:
    if asked["kind"] == "open":
        return Answer(ballot=ballot, question=asked["key"], text=str(given))
    return Answer(ballot=ballot, question=asked["key"], option=str(given))


def load_sheets(poll: PollPage, questions: list[dict[str, Any]], row: dict[str, Any], day: datetime) -> None:
    """A pile of sheets on which two people agree. Every sheet answers every question that has answers to choose."""
    batch = Batch.objects.create(
        module=poll,
        title=row["title"],
        happened_on=day.date(),
        sheets=row["number"],
        state=Batch.State.AGREED,
        entered_at=day,
        agreed_at=day,
    )
    counts = {("", ""): row["number"]}
    for asked in questions:
        if asked["key"] in row:
            counts[asked["key"], ""] = sum(row[asked["key"]])
            counts |= {(asked["key"], str(place)): count for place, count in enumerate(row[asked["key"]])}
    Tally.objects.bulk_create(
        Tally(batch=batch, entry=entry, question=key, option=option, count=count)
        for entry in (Tally.FIRST, Tally.SECOND)
        for (key, option), count in counts.items()
    )
