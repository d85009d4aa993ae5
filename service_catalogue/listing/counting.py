"""The numbers of services on each shelf and under each letter.

They change by differences, inside the transaction that changes a shelf. Whoever changes numbers of an overview takes
the row with all its services first, so that two transactions never wait for each other crosswise.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Count, Q

from service_catalogue.models.listing import ALL, ServiceCount, ShelvedService

ALL_LETTERS = ""
PLACE = ("index_id", "topic", "department", "initial")
NUMBERS = ("services", "services_online", "citizens", "citizens_online", "businesses", "businesses_online")
ROWS_AT_ONCE = 500

Place = tuple[int, int, int, str]
Numbers = tuple[int, ...]
NONE: Numbers = (0,) * len(NUMBERS)


class Shelved(NamedTuple):
    """A row of ShelvedService."""

    service_id: int
    index_id: int
    topic: int
    department: int
    initial: str
    sort_key: str
    online: bool
    citizens: bool
    businesses: bool


def column(audience: str, online: bool) -> str:
    """Where the number of services for somebody stands: all of them, or those that can be done online."""
    return (audience or "services") + ("_online" if online else "")


def numbers_of(row: Shelved) -> Numbers:
    """What one service on a shelf adds to the shelf's numbers."""
    groups = (True, row.citizens, row.businesses)
    return tuple(int(value) for belongs in groups for value in (belongs, belongs and row.online))


def differences(gone: Iterable[Shelved], come: Iterable[Shelved]) -> dict[Place, Numbers]:
    """By how much numbers change when services leave shelves and others come."""
    found: dict[Place, Numbers] = defaultdict(lambda: NONE)
    for sign, rows in ((-1, gone), (1, come)):
        for row in rows:
            for letter in (ALL_LETTERS, row.initial):
                place = (row.index_id, row.topic, row.department, letter)
                found[place] = plus(found[place], numbers_of(row), sign)
    return {place: numbers for place, numbers in found.items() if any(numbers)}


def plus(numbers: Numbers, others: Numbers, sign: int = 1) -> Numbers:
    return tuple(number + sign * other for number, other in zip(numbers, others, strict=True))


def add(found: Mapping[Place, Numbers]) -> None:
    """Adds differences to the stored numbers, always in the same order, beginning with the row of all services."""
    totals = {(place[0], ALL, ALL, ALL_LETTERS): NONE for place in found}
    rows = sorted({**totals, **found}.items())
    for start in range(0, len(rows), ROWS_AT_ONCE):
        _add([(*place, *numbers) for place, numbers in rows[start : start + ROWS_AT_ONCE]])


def _add(rows: list[tuple]) -> None:
    # Django can insert or update in one statement, but not add to what is there.
    table, columns = ServiceCount._meta.db_table, [*PLACE, *NUMBERS]
    values = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * len(rows))
    sums = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in NUMBERS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES {values} "  # noqa: S608  names of our own columns
            f"ON CONFLICT ({', '.join(PLACE)}) DO UPDATE SET {sums}",
            [value for row in rows for value in row],
        )


def recount(index_id: int) -> int:
    """Compares the numbers of an overview with its shelves and puts them right; returns how many were wrong."""
    shelves, counts = ShelvedService.objects.filter(index=index_id), ServiceCount.objects.filter(index=index_id)
    topics = {*shelves.values_list("topic", flat=True).distinct(), *counts.values_list("topic", flat=True).distinct()}
    # Topic by topic, so that neither memory nor the time of one transaction grows with the catalogue.
    return sum(_recount(index_id, topic) for topic in sorted(topics))


def _recount(index_id: int, topic: int) -> int:
    if not _mistakes(index_id, topic):
        return 0
    with transaction.atomic():
        add({(index_id, ALL, ALL, ALL_LETTERS): NONE})  # from here on nobody else changes numbers of this overview
        mistakes = _mistakes(index_id, topic)
        add(mistakes)
        return len(mistakes)


def _mistakes(index_id: int, topic: int) -> dict[Place, Numbers]:
    """What has to be added to the stored numbers to make them true."""
    true, stored = _counted(index_id, topic), _stored(index_id, topic)
    found = {place: plus(true.get(place, NONE), stored.get(place, NONE), -1) for place in {*true, *stored}}
    return {place: numbers for place, numbers in found.items() if any(numbers)}


def _stored(index_id: int, topic: int) -> dict[Place, Numbers]:
    rows = ServiceCount.objects.filter(index=index_id, topic=topic).values_list(*PLACE, *NUMBERS)
    return {row[: len(PLACE)]: row[len(PLACE) :] for row in rows}


def _counted(index_id: int, topic: int) -> dict[Place, Numbers]:
    groups = {"services": Q(), "citizens": Q(citizens=True), "businesses": Q(businesses=True)}
    counts = {
        f"n_{column(name, online)}": Count("pk", filter=belongs & (Q(online=True) if online else Q()))
        for name, belongs in groups.items()
        for online in (False, True)
    }
    rows = ShelvedService.objects.filter(index=index_id, topic=topic).values_list(*PLACE).annotate(**counts)
    found: dict[Place, Numbers] = defaultdict(lambda: NONE)
    for row in rows.order_by():
        index_id, topic, department, letter, *numbers = row
        for initial in (ALL_LETTERS, letter):
            place = (index_id, topic, department, initial)
            found[place] = plus(found[place], tuple(numbers))
    return dict(found)


def remove_empty() -> None:
    """Deletes the numbers of shelves on which nothing stands any more."""
    ServiceCount.objects.filter(services=0).exclude(topic=ALL, department=ALL, initial=ALL_LETTERS).delete()
