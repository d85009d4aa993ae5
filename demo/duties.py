"""Imprint, privacy notice and accessibility statement of the demo town, filled in."""

from datetime import timedelta
from typing import Any

from wagtail.models import Page

from cms.models import HomePage
from demo.bodies import make_body
from demo.content import read
from demo.pages import Town, publish
from duties.models import (
    AccessibilityStatementPage,
    ImprintPage,
    NonAccessiblePart,
    PrivacyNoticePage,
    ResponsiblePerson,
)

KINDS: dict[str, type[Page]] = {
    "imprint": ImprintPage,
    "privacy": PrivacyNoticePage,
    "statement": AccessibilityStatementPage,
}


def load_duties(home: HomePage, town: Town) -> dict[str, Page]:
    """The newsrooms must be there: one of them has somebody of its own who answers for it."""
    return {entry["slug"]: load_duty(home, entry, town) for entry in read("duties")["page"]}


def load_duty(home: HomePage, entry: dict[str, Any], town: Town) -> Page:
    values = {"title": entry["title"], "teaser": entry["teaser"], **entry["fields"]}
    values |= {name: make_body(entry[name], town.pictures) for name in ("introduction", "body") if name in entry}
    if entry["kind"] == "imprint":
        values["responsible_people"] = [responsible(row) for row in entry["responsible"]]
    if entry["kind"] == "statement":
        reviewed = town.today - timedelta(days=entry["reviewed_days_ago"])
        parts = [NonAccessiblePart(**row) for row in entry["part"]]
        values |= {"parts": parts, "made_on": reviewed - timedelta(days=200), "reviewed_on": reviewed}
    return publish(home, KINDS[entry["kind"]], entry["slug"], **values)


def responsible(row: dict[str, str]) -> ResponsiblePerson:
    part = Page.objects.get(slug=row["part"], depth=3) if "part" in row else None
    return ResponsiblePerson(name=row["name"], note=row["note"], part=part)
