"""Who keeps the pages of the demo town true, and which of them wait for somebody to read them."""

from datetime import date, timedelta
from typing import Any

from wagtail.models import Page

from accounts.models import User
from cms.models import Upkeep
from demo.content import read
from directory.models import ContactPerson, Department

LOOKS_AFTER_PAGES = "redaktion"
READERS = "Redaktion"


def load_heads(departments: dict[str, Department], people: dict[str, ContactPerson]) -> None:
    for entry in read("upkeep")["head"]:
        Department.objects.filter(pk=departments[entry["department"]].pk).update(head=people[entry["person"]])


def load_upkeep(today: date) -> None:
    """All pages were read some time ago, some of them too long ago."""
    entries = {entry["slug"]: entry for entry in read("upkeep")["page"]}
    for upkeep in Upkeep.objects.public().select_related("page"):
        entry = entries.get(upkeep.page.slug, {"read_days_ago": 7 * len(upkeep.page.slug) % 90})
        write(upkeep, entry, today)


def write(upkeep: Upkeep, entry: dict[str, Any], today: date) -> None:
    for name in ("kind", "keeper_name", "keeper_email"):
        setattr(upkeep, name, entry.get(name, getattr(upkeep, name)))
    if "read_days_ago" in entry:
        upkeep.reviewed_on = today - timedelta(days=entry["read_days_ago"])
        upkeep.reviewed_by = entry.get("keeper_name", READERS)
    if "asked_days_ago" in entry:
        upkeep.times_told, upkeep.told_on = 1, today - timedelta(days=entry["asked_days_ago"])
    upkeep.save()


def name_owners() -> None:
    """The logins look after the pages, where nobody does yet."""
    nobodys = Page.objects.filter(owner=None, upkeep__in=Upkeep.objects.public())
    listed = read("upkeep")["page"]
    for entry in listed:
        owner = User.objects.filter(username=entry.get("owner", "")).first()
        nobodys.filter(slug=entry["slug"]).update(owner=owner)
    others = nobodys.exclude(slug__in=[entry["slug"] for entry in listed])
    others.update(owner=User.objects.filter(username=LOOKS_AFTER_PAGES).first())
