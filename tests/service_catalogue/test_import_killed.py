"""Imports that are killed (kill -9) at any point: nothing is half done, and nothing is lost."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from wagtail.models import Page, ReferenceIndex
from wagtail.search.models import IndexEntry

from bench.deliveries import write_message
from search.models import IndexedDocument
from service_catalogue import importer
from service_catalogue.models import (
    ImportRun,
    ListedService,
    RawObject,
    ReferenceService,
    ServicePage,
    Untold,
)
from tests.factories.cms import make_home
from tests.factories.service_catalogue import ServiceIndexPageFactory

PROJECT = Path(__file__).resolve().parents[2]
SERVICES = 450


def copy_database(folder: Path) -> str:
    """A database of its own with all tables, which other processes reach; returns its address."""
    names = connection.settings_dict
    if connection.vendor == "sqlite":
        path = str(folder / "site.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [path])
        names["NAME"] = path
        connection.close()
        return f"sqlite:///{path}"
    copy, template, server = f"{names['NAME']}_killed", names["NAME"], os.environ["TEST_DATABASE_URL"]
    connection.close()
    with psycopg.connect(server, autocommit=True) as admin:
        # A thread of an earlier test keeps its session until Python collects it, and a database in use is not copied.
        admin.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s", [template])
        admin.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{template}"')
    names["NAME"] = copy
    return f"{server.rpartition('/')[0]}/{copy}"


@pytest.fixture
def site(django_db_setup, django_db_blocker, tmp_path):
    """A site with an overview of services and a delivery; call it to import in a process that kills itself."""
    names = connection.settings_dict
    own = names["NAME"]
    with django_db_blocker.unblock():
        address = copy_database(tmp_path)
        ServiceIndexPageFactory(parent=make_home(), slug="dienstleistungen")
        path = tmp_path / "delivery.xml"
        write_message(path, SERVICES)
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DEBUG": "0",
            "SECRET_KEY": settings.SECRET_KEY,
            "ALLOWED_HOSTS": "localhost",
        }

        def run(step: str, done: int) -> Path:
            command = [sys.executable, "-m", "tests.service_catalogue.killed_import", str(path), step, str(done)]
            result = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
            assert result.returncode == -signal.SIGKILL, result.stderr
            return path

        yield run
        connection.close()
        names["NAME"] = own


def told() -> tuple[int, int, int, int]:
    """How many services the search, the lists, Wagtail's search and its index of references know."""
    pages = [str(pk) for pk in ServicePage.objects.values_list("pk", flat=True)]
    return (
        IndexedDocument.objects.filter(kind="service").count(),
        ListedService.objects.count(),
        IndexEntry.objects.filter(object_id__in=pages, content_type__model="servicepage").count(),
        ReferenceIndex.objects.filter(object_id__in=pages, model_path="reference").count(),
    )


@pytest.mark.django_db
def test_left_alone_everything_is_told(index_page, tmp_path):
    """Also sees to it that there is a test database: pytest makes one only for tests that are marked so."""
    path = tmp_path / "delivery.xml"
    write_message(path, 30)
    importer.import_xzufi(path)
    assert told() == (30,) * 4
    assert not Untold.objects.exists()


@pytest.mark.parametrize(("step", "done"), [("read", 1), ("write", 1), ("write", 800)])
def test_killed_before_the_end_of_writing_nothing_is_there(site, step, done):
    path = site(step, done)
    for model in (ServicePage, ReferenceService, RawObject, Untold):
        assert not model.objects.exists()
    assert ServicePage.find_problems() == ([], [], [], [], [])
    assert ImportRun.objects.get().state == ImportRun.State.RUNNING
    assert importer.import_xzufi(path).created == RawObject.objects.count()
    assert told() == (SERVICES,) * 4


def test_killed_while_it_tells_the_clock_goes_on(site):
    site("tell", 1)
    assert ServicePage.objects.live().count() == SERVICES
    assert Page.find_problems() == ([], [], [], [], [])
    assert told()[0] < SERVICES
    importer.finish_interrupted()
    assert told() == (SERVICES,) * 4
    assert not Untold.objects.exists()


def test_killed_while_it_tells_the_next_import_goes_on(site):
    path = site("tell", 1)
    run = importer.import_xzufi(path)
    assert (run.created, run.changed, run.deleted) == (0, 0, 0)
    assert told() == (SERVICES,) * 4


def test_a_killed_run_is_closed_when_it_has_been_silent_for_long(site):
    site("write", 1)
    ImportRun.objects.update(started_at="2026-01-01T00:00:00Z")
    importer.finish_interrupted()
    run = ImportRun.objects.get()
    assert run.state == ImportRun.State.FAILED
    assert run.messages[0]["text"]
