"""What can wait for somebody: one kind of to-do is one line in `waiting.KINDS`, counted with one question to the database."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Count, Q, QuerySet, Window
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode

# So many are named on the start page; the others stand behind the link.
NAMED = 5

Rows = Callable[[Any], QuerySet]


@dataclass(frozen=True)
class Item:
    """One thing that waits: what it is called, where it is dealt with."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Todo:
    """What waits for a person, in one sentence."""

    name: str
    icon: str
    count: int
    text: str
    url: str
    items: list[Item] = field(default_factory=list)
    on_my_pages: int = 0
    url_of_mine: str = ""
    is_mine: bool = True


def everybody(user: AbstractUser) -> bool:
    return True


@dataclass(frozen=True)
class Kind:
    """Something that can wait for somebody.

    `sentence` says how many there are (ngettext with “%(count)d”); `rows` are those that wait for a person, `may` whether
    the person can do anything about them. They are read in the report at `report`, or else in a list of our own, and then
    `item` says how each is called. `owner` is the way from a row to who looks after its page, for reports that know
    “only my pages”. What waits for others is told, but is no to-do.
    """

    name: str
    icon: str
    title: str | Promise
    sentence: str | Promise
    rows: Rows
    may: Callable[[Any], bool] = everybody
    report: str = ""
    query: tuple[tuple[str, str], ...] = ()
    item: Callable[[Any], Item] | None = None
    owner: str = ""
    is_mine: bool = True

    def url(self, *more: tuple[str, str]) -> str:
        address = reverse(self.report) if self.report else reverse("dashboard:list", args=[self.name])
        query = urlencode([*self.query, *more])
        return f"{address}?{query}" if query else address

    def todo(self, user: AbstractUser) -> Todo | None:
        """What waits for this person; None where nothing does."""
        if not self.may(user):
            return None
        count, of_mine, items = self._look(user)
        if not count:
            return None
        text = str(self.sentence % {"count": count})
        url_of_mine = self.url(("mine", "1")) if self.owner else ""
        return Todo(self.name, self.icon, count, text, self.url(), items, of_mine, url_of_mine, self.is_mine)

    def _look(self, user: AbstractUser) -> tuple[int, int, list[Item]]:
        """How many there are, how many of them on pages that the person looks after, and the first by name."""
        rows = self.rows(user)
        if self.item is not None:
            first = list(rows.annotate(how_many=Window(Count("pk")))[:NAMED])
            return (first[0].how_many if first else 0), 0, [self.item(row) for row in first]
        if not self.owner:
            return rows.count(), 0, []
        counted = rows.aggregate(all=Count("pk"), mine=Count("pk", filter=Q(**{self.owner: user})))
        return counted["all"], counted["mine"], []
