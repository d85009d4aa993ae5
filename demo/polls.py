"""Polls of the demo town: one that is over, with answers from screens and from paper, and two that are open."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from demo.content import read
from demo.pages import publish
from participation.models import Answer, Ballot, Batch, PollPage, ProjectPage, Tally
from participation.polls.questions import OTHER

NOON = time(12)
WORDS = ("title", "teaser", "introduction", "result")


def load_polls(today: date) -> list[PollPage]:
    return [load_poll(entry, today) for entry in read("polls")["poll"]]


def load_poll(entry: dict[str, Any], today: date) -> PollPage:
    opens, closes = (moment(today, entry[name]) for name in ("opens_in_days", "closes_in_days"))
    values = {name: entry[name] for name in WORDS} | {"opens_at": opens, "closes_at": closes}
    values["questions"] = [question(row) for row in entry["questions"]]
    values["results_shown"] = entry.get("results_shown", PollPage.ResultsShown.AT_END)
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
    value: dict[str, Any] = {"question": row["text"], "hint": row.get("hint", "")}
    value |= {f"is_{name}": row.get(name, False) for name in ("required", "confidential")}
    if row["kind"] == "scale":
        value |= {"steps": 5, "low": row["low"], "high": row["high"]}
    elif row["kind"] == "open":
        value["longest"] = 1000
    else:
        options = [{"type": "item", "id": str(place), "value": text} for place, text in enumerate(row["options"])]
        value |= {"options": options, "has_other": row.get("other", False)}
    if row["kind"] == "multiple":
        value["at_most"] = row["at_most"]
    return {"type": row["kind"], "id": row["key"], "value": value}


def load_ballots(poll: PollPage, questions: list[dict[str, Any]], row: dict[str, Any], opens: datetime) -> None:
    """So many people who answered alike, one after the other."""
    times = [opens + timedelta(hours=number + 1) for number in range(row["number"])]
    ballots = Ballot.objects.bulk_create(Ballot(module=poll, cast_at=when) for when in times)
    given = [answer for asked in questions if asked["key"] in row for answer in answers(asked, row)]
    Answer.objects.bulk_create(Answer(ballot=ballot, **answer) for ballot in ballots for answer in given)


def answers(asked: dict[str, Any], row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Numbers are places in the list of answers, or steps; words are own words, also those of another answer."""
    given = row[asked["key"]]
    for one in given if isinstance(given, list) else [given]:
        answer = {"question": asked["key"], "is_confidential": asked.get("confidential", False)}
        if isinstance(one, int):
            yield {**answer, "option": str(one)}
        else:
            is_shown = row.get("shown", False) and not answer["is_confidential"]
            yield {**answer, "option": "" if asked["kind"] == "open" else OTHER, "text": one, "is_shown": is_shown}


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
