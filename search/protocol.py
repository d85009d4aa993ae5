"""Counts what is searched, found and chosen, without people: words and numbers of a day, nothing else.

A query is kept as text from its third search within 30 days on. Before that only a keyed digest of it is known, so that
its return can be noticed; after 30 days that is forgotten too. Queries that look personal are not even digested.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import Error, connection, transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Sum
from django.utils import timezone
from django.utils.crypto import salted_hmac

from search import outbox
from search.analysis import LONGEST_NORMALISED, normalised, words
from search.documents import current_vocabulary
from search.models import ClickedDocument, IgnoredQuery, IndexedDocument, RareQuery, SearchedQuery
from search.personal import is_personal

KEPT_FROM = 3
RARE_DAYS = 30
KEPT_DAYS = 365
VIEWS_DAYS = 90
# More is no town but a program: what is new after that is not counted until tomorrow.
MOST_RARE_PER_DAY, MOST_KEPT_PER_DAY = 20_000, 5_000
# Somebody who looks at result after result is one; a program that clicks all day is not many.
CLICKS_PER_SEARCH = 5
MOST_CLICKS_PER_DAY = 200
LOWEST_RANK = 100
# Who searches never waits longer than this for others who write; what cannot be counted by then is not counted.
LONGEST_WAIT_MS = 200
WRITTEN_AT_ONCE = 200

logger = logging.getLogger(__name__)


def note_search(text: str, language: str, results: int) -> None:
    """Somebody has searched and been shown so many results. Never raises, never makes a search wait."""
    with quietly():
        query = countable(text)
        if query:
            with short_transaction():
                count_search(query, spelling(text), language, results)


def note_click(text: str, language: str, key: str, rank: int) -> None:
    """Somebody has chosen a result, the first having rank 1. Only what was searched and can be found is counted."""
    with quietly():
        query = countable(text)
        if query and 1 <= rank <= LOWEST_RANK and is_known(query, language) and is_document(key):
            with short_transaction():
                count_click(query, language, key, rank)


def note_opinion(text: str, language: str, helpful: bool) -> None:
    """Somebody has said whether the results helped; not more often than was searched."""
    with quietly():
        query = countable(text)
        if query:
            field = "helpful" if helpful else "unhelpful"
            with short_transaction():
                open_rows = latest(query, language).annotate(said=F("helpful") + F("unhelpful"))
                open_rows.filter(said__lt=F("searches")).update(**{field: F(field) + 1})


def countable(text: str) -> str:
    """The normalised query; nothing if it could tell who somebody is."""
    text = text[:LONGEST_NORMALISED]
    query = normalised(text)
    return "" if not query or is_personal(text, current_vocabulary()) else query


def spelling(text: str) -> str:
    found = words(text[:LONGEST_NORMALISED], joined=False)
    return " ".join(text[word.start : word.end].lower() for word in found)[:LONGEST_NORMALISED]


@contextmanager
def quietly() -> Iterator[None]:
    """Whatever happens to the protocol, whoever searches does not notice. The log names no query."""
    try:
        yield
    except Error as error:
        logger.warning("A search could not be counted: %s", type(error).__name__)


@contextmanager
def short_transaction() -> Iterator[None]:
    """One write that gives up soon when others hold the database."""
    if connection.vendor != "sqlite":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {LONGEST_WAIT_MS}")
            yield
        return
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout = {LONGEST_WAIT_MS}")
        try:
            with transaction.atomic():
                yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def count_search(query: str, typed: str, language: str, results: int) -> None:
    """One more search of today; a query that is too rare to be kept leaves only its digest."""
    today = timezone.localdate()
    rows = SearchedQuery.objects.filter(query=query, language=language)
    if rows.filter(day=today).update(searches=F("searches") + 1, results=results):
        return
    if is_crowded(today):
        return
    # Who comes at the same moment waits for this row, and so finds what became of it.
    rare, _created = RareQuery.objects.select_for_update().get_or_create(
        digest=digest(query, language), defaults={"day": today, "searches": 0}
    )
    if rare.day <= today - timedelta(days=RARE_DAYS):
        rare.day, rare.searches = today, 0
    uncounted = rare.searches + 1
    is_kept = uncounted + searches_lately(rows, today) >= KEPT_FROM
    rare.searches = 0 if is_kept else uncounted
    rare.save()
    if is_kept:
        SearchedQuery.objects.get_or_create(query=query, language=language, day=today, defaults={"spelling": typed})
        rows.filter(day=today).update(searches=F("searches") + uncounted, results=results)


def is_crowded(today: date) -> bool:
    """Whether so much has been asked today that nothing more finds room: rows end only after 30 days and a year."""
    return (
        RareQuery.objects.filter(day=today).count() >= MOST_RARE_PER_DAY
        or SearchedQuery.objects.filter(day=today).count() >= MOST_KEPT_PER_DAY
    )


def searches_lately(rows: QuerySet[SearchedQuery], today: date) -> int:
    return rows.filter(day__gt=today - timedelta(days=RARE_DAYS)).aggregate(sum=Sum("searches"))["sum"] or 0


def digest(query: str, language: str) -> str:
    """Without the site's key nobody can try out which query it was."""
    return salted_hmac("search.protocol", f"{language} {query}", algorithm="sha256").hexdigest()


def is_known(query: str, language: str) -> bool:
    """Whether this was really searched, lately."""
    return latest(query, language).exists() or RareQuery.objects.filter(digest=digest(query, language)).exists()


def is_document(key: str) -> bool:
    return IndexedDocument.objects.filter(key=key).exists()


def latest(query: str, language: str) -> QuerySet[SearchedQuery]:
    """The row of today; shortly after midnight perhaps still that of yesterday."""
    rows = SearchedQuery.objects.filter(query=query, language=language)
    yesterday = timezone.localdate() - timedelta(days=1)
    newest = rows.filter(day__gte=yesterday).order_by("-day").values_list("pk", flat=True).first()
    return SearchedQuery.objects.filter(pk=newest or 0)


def count_click(query: str, language: str, key: str, rank: int) -> None:
    row = latest(query, language)
    more = row.filter(clicks__lt=F("searches") * CLICKS_PER_SEARCH)
    if not more.update(clicks=F("clicks") + 1, ranks=F("ranks") + rank) and row.exists():
        return
    clicked, _created = ClickedDocument.objects.get_or_create(key=key, day=timezone.localdate())
    few = ClickedDocument.objects.filter(pk=clicked.pk, clicks__lt=MOST_CLICKS_PER_DAY)
    few.update(clicks=F("clicks") + 1)


def count_views() -> int:
    """Write into each document how often it was chosen in the last 90 days; gives the number of those that changed."""
    since = timezone.localdate() - timedelta(days=VIEWS_DAYS)
    recent = ClickedDocument.objects.filter(day__gt=since).values_list("key")
    views = dict(recent.annotate(sum=Sum("clicks")))
    stored = IndexedDocument.objects.values_list("pk", "key", "views").iterator()
    changed = {pk: (key, views.get(key, 0)) for pk, key, known in stored if known != views.get(key, 0)}
    numbers = list(changed)
    for start in range(0, len(numbers), WRITTEN_AT_ONCE):
        write_views({pk: changed[pk] for pk in numbers[start : start + WRITTEN_AT_ONCE]})
    return len(changed)


@transaction.atomic
def write_views(changed: dict[int, tuple[str, int]]) -> None:
    documents = [IndexedDocument(pk=pk, key=key, views=views) for pk, (key, views) in changed.items()]
    IndexedDocument.objects.bulk_update(documents, ["views"])
    outbox.note(document.key for document in documents)


def old() -> tuple[QuerySet, ...]:
    """What is older than it may become."""
    today = timezone.localdate()
    year_ago = today - timedelta(days=KEPT_DAYS)
    same = SearchedQuery.objects.filter(query=OuterRef("query"), language=OuterRef("language"))
    return (
        SearchedQuery.objects.filter(day__lt=year_ago),
        ClickedDocument.objects.filter(day__lt=year_ago),
        RareQuery.objects.filter(day__lte=today - timedelta(days=RARE_DAYS)),
        IgnoredQuery.objects.filter(~Exists(same)),
    )


def forget() -> int:
    """End what is older than it may become; gives the number of rows that are gone."""
    return sum(rows.delete()[0] for rows in old())
