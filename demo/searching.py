"""What the demo town's editors decided about the search, and a month of its protocol."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from wagtail.models import Page

from demo.content import read
from search import protocol
from search.analysis import normalised
from search.finding import find
from search.models import BlockedSuggestion, ClickedDocument, IndexedDocument, PinnedResult, SearchedQuery, Synonym

DAYS = 30
WEEKEND = 5  # Saturday, counted from Monday as 0
LANGUAGE = "de"


def load_steering(today: date) -> None:
    content = read("search")
    for row in content["synonym"]:
        Synonym.objects.create(**row)
    for row in content["blocked"]:
        BlockedSuggestion.objects.create(**row)
    for row in content["pin"]:
        make_pin(row, today)


def make_pin(row: dict[str, Any], today: date) -> None:
    until = today + timedelta(days=row["days"]) if "days" in row else None
    page = Page.objects.get(slug=row["page"])
    PinnedResult.objects.create(query=row["query"], page=page, until=until, comment=row["comment"])


def load_protocol(today: date) -> None:
    """A month as it may have been: the same on every day that the demo is loaded."""
    chance = Random(2026)  # noqa: S311  nothing secret
    chosen: dict[tuple[str, date], int] = {}
    rows = []
    for query in read("search")["query"]:
        count, key = found(query["text"], query.get("rank", 1))
        for row in month_of(query, count, today, chance):
            rows.append(row)
            if row.clicks and key:
                chosen[key, row.day] = chosen.get((key, row.day), 0) + row.clicks
    SearchedQuery.objects.bulk_create(rows)
    ClickedDocument.objects.bulk_create(
        ClickedDocument(key=key, day=day, clicks=clicks) for (key, day), clicks in chosen.items()
    )
    protocol.count_views()


def found(text: str, rank: int) -> tuple[int, str]:
    """How many results there are, and the key of the one on this rank."""
    results = find(text)
    urls = [hit.url for hit in results.hits[rank - 1 : rank]]
    count = 0 if results.is_guess else results.count
    return count, IndexedDocument.objects.filter(url__in=urls).values_list("key", flat=True).first() or ""


def month_of(query: dict[str, Any], results: int, today: date, chance: Random) -> Iterator[SearchedQuery]:
    """A row for each day on which it was searched: more on working days than at the weekend."""
    angry = [chance.randrange(DAYS) for _number in range(query.get("unhelpful", 0))]
    for back in range(DAYS):
        day = today - timedelta(days=back)
        share = 0.4 if day.weekday() >= WEEKEND else 1.24
        searches = round(query["week"] / 7 * share + chance.random() * 0.8)
        if not searches:
            continue
        clicks = sum(chance.random() * 100 < query["clicks"] for _search in range(searches)) if results else 0
        yield SearchedQuery(
            query=normalised(query["text"]),
            spelling=query["text"],
            day=day,
            language=LANGUAGE,
            searches=searches,
            results=results,
            clicks=clicks,
            ranks=clicks * query.get("rank", 0),
            unhelpful=min(searches, angry.count(back)),
        )
