import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection, connections
from django_tasks_db.models import DBTaskResult

from jobs import schedule
from jobs.models import Schedule


@pytest.fixture
def empty_schedule(monkeypatch) -> dict[str, schedule.Job]:
    """No job but those a test registers."""
    monkeypatch.setattr(schedule, "JOBS", {})
    return schedule.JOBS


@pytest.fixture
def shared_database(django_db_setup, django_db_blocker, tmp_path) -> Iterator[Callable[[], str]]:
    """A database that other threads and processes reach; call it after preparing the data, for its address.

    Nothing is wrapped in a transaction here, and only what the clock writes is removed at the end: a flush, as
    pytest-django does it, would take the home page and the languages from all tests that come later.
    For SQLite others get a copy, because a test database in memory makes nobody wait for a lock.
    """
    names = connection.settings_dict
    own_name = names["NAME"]

    def share() -> str:
        if connection.vendor == "sqlite":
            names["NAME"] = str(tmp_path / "site.sqlite3")
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [names["NAME"]])
            # The copy logs ahead only when told so, and being told by several threads at a time it is "locked".
            with closing(sqlite3.connect(names["NAME"])) as copy:
                copy.execute("PRAGMA journal_mode=WAL")
            return f"sqlite:///{names['NAME']}"
        login = f"{quote(names['USER'])}:{quote(names['PASSWORD'] or '')}"
        return f"postgres://{login}@{quote(names['HOST'], safe='')}:{names['PORT']}/{names['NAME']}"

    with django_db_blocker.unblock():
        Schedule.objects.all().delete()
        yield share
        names["NAME"] = own_name
        DBTaskResult.objects.all().delete()
        Schedule.objects.all().delete()


@pytest.fixture
def in_threads(shared_database) -> Callable[[Callable[[], object], int], list]:
    """Run a function in several threads that start at the same moment; give back what they return."""

    def run(function: Callable[[], object], count: int = 1) -> list:
        start, results = threading.Barrier(count), []

        def body() -> None:
            try:
                start.wait()
                results.append(function())
            except Exception as error:
                results.append(error)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=body) for _ in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return results

    return run


@pytest.fixture
def paper(tmp_path) -> Path:
    """A file that tasks write to."""
    return tmp_path / "paper.txt"
