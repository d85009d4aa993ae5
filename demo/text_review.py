"""A draft in two versions, with what people say about its paragraphs and what the town answers."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from demo.content import read
from demo.pages import publish
from participation.models import Comment, ParagraphAnswer, ProjectPage, TextReviewPage

NAMES = uuid.UUID("5a0d4a6c-0f0d-4a52-9a1e-3f3f6a6f2f10")


def load_text_review(today: date) -> TextReviewPage:
    content = read("text_review")
    values = {name: content[name] for name in ("title", "teaser", "invitation", "introduction")}
    values |= {f"{name}_at": moment(today, content[f"{name}_in_days"]) for name in ("opens", "closes")}
    project = ProjectPage.objects.get(slug=content["project"])
    rows = content["paragraph"]
    values |= {"moderation": "after", "draft": [block(row, row["first"]) for row in rows if "first" in row]}
    page = publish(project, TextReviewPage, content["slug"], **values)
    page.change_note = content["change_note"]
    second = [block(row, row.get("second", row.get("first"))) for row in rows if not row.get("removed")]
    setattr(page, "draft", second)  # noqa: B010  the field takes raw blocks
    page.save_revision().publish()
    for number, name in enumerate(("first", "second"), start=1):
        published = moment(today, content[f"{name}_published_in_days"])
        page.versions.filter(number=number).update(published_at=published)
    for row in rows:
        load_talk(page, row, today)
    return page


def moment(today: date, days: int) -> datetime:
    """Noon of a day, so that nothing depends on the hour at which the demo is loaded."""
    return timezone.make_aware(datetime.combine(today + timedelta(days=days), time(12)))


def name_of(row: dict[str, Any]) -> str:
    """The name that a paragraph keeps through both versions."""
    return str(uuid.uuid5(NAMES, row["key"]))


def block(row: dict[str, Any], text: str) -> dict[str, Any]:
    return {"type": "paragraph", "id": name_of(row), "value": {"heading": row["heading"], "text": text}}


def load_talk(page: TextReviewPage, row: dict[str, Any], today: date) -> None:
    for said in row.get("comments", []):
        comment = load_comment(page, row, said, today, said["version"])
        for reply in said.get("replies", []):
            load_comment(page, row, reply, today, said["version"], comment)
    if "verdict" in row:
        answer = {name: row[name] for name in ("verdict", "reason")}
        ParagraphAnswer.objects.create(page=page, paragraph=name_of(row), answered_at=moment(today, -2), **answer)


def load_comment(
    page: TextReviewPage, row: dict[str, Any], said: dict[str, Any], today: date, version: int, parent: Any = None
) -> Comment:
    return Comment.objects.create(
        module=page,
        paragraph=name_of(row),
        version=version,
        parent=parent,
        pseudonym=said["name"],
        text=said["text"],
        state=Comment.State.PUBLIC,
        created_at=moment(today, -said["days_ago"]),
    )
