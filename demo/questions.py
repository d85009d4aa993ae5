"""Question boards of two evenings: one with answers, one on which people still ask."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from demo.content import read
from demo.pages import publish
from participation.models import BoardQuestion, ProjectPage, QuestionBoardPage

# An evening begins at seven and takes two hours; people can ask three weeks before.
BEGINS, LASTS, OPENS_BEFORE = time(19), timedelta(hours=2), timedelta(days=21)


def load_questions(today: date) -> list[QuestionBoardPage]:
    return [load_board(entry, today) for entry in read("questions")["board"]]


def load_board(entry: dict[str, Any], today: date) -> QuestionBoardPage:
    begins = timezone.make_aware(datetime.combine(today + timedelta(days=entry["begins_in_days"]), BEGINS))
    values = {name: entry.get(name, "") for name in ("title", "teaser", "introduction", "result")}
    values |= {"opens_at": begins - OPENS_BEFORE, "closes_at": begins + LASTS, "moderation": "after"}
    project = ProjectPage.objects.get(slug=entry["project"])
    board = publish(project, QuestionBoardPage, entry["slug"], **values)
    for number, row in enumerate(entry["questions"], start=1):
        load_question(board, row, begins, number)
    return board


def load_question(board: QuestionBoardPage, row: dict[str, Any], begins: datetime, number: int) -> None:
    """Asked in the days before, one after the other."""
    BoardQuestion.objects.create(
        module=board,
        text=row["text"],
        pseudonym=row["name"],
        state=BoardQuestion.State.PUBLIC,
        support_count=row["votes"],
        shortlisted=row.get("shortlisted", False),
        created_at=begins - OPENS_BEFORE + timedelta(hours=3 * number),
        answered_at=begins + timedelta(minutes=row["answered"]) if "answered" in row else None,
        answer=row.get("answer", ""),
    )
