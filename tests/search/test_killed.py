"""Whoever is killed (kill -9) while they change a page: page, document and outbox agree, at once or after a sweep."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from wagtail.models import Page

from search.models import IndexedDocument, PendingChange
from search.status import status
from search.sweep import sweep
from tests.factories.cms import StandardPageFactory, make_home
from tests.service_catalogue.test_import_killed import copy_database

NOBODY = "elasticsearch://127.0.0.1:1/town"


@pytest.mark.django_db
def test_there_is_a_test_database():
    """pytest makes one only for tests that are marked so."""
    assert Page.objects.exists()


@pytest.fixture
def change(django_db_setup, django_db_blocker, tmp_path):
    """A site with two pages; call it to change the first in a process that kills itself at some point."""
    names = connection.settings_dict
    own = names["NAME"]
    with django_db_blocker.unblock():
        address = copy_database(tmp_path)
        home = make_home()
        pool = StandardPageFactory(parent=home, title="Freibad", slug="freibad")
        StandardPageFactory(parent=pool, title="Preise", slug="preise")
        StandardPageFactory(parent=home, title="Freizeit", slug="freizeit")
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SECRET_KEY": settings.SECRET_KEY,
            "ALLOWED_HOSTS": "localhost",
            "SEARCH_URL": NOBODY,
        }

        def run(point: str) -> None:
            command = [sys.executable, "-m", "tests.search.killed_change", str(pool.pk), point]
            result = subprocess.run(
                command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
            )
            assert result.returncode == -signal.SIGKILL, result.stderr

        yield run
        connection.close()
        names["NAME"] = own


@pytest.mark.parametrize("point", ["before the note", "before the end of publishing"])
def test_killed_while_publishing_nothing_has_changed(change, point):
    change(point)
    assert set(Page.objects.filter(depth__gt=2).values_list("title", flat=True)) == {"Freibad", "Preise", "Freizeit"}
    assert set(IndexedDocument.objects.values_list("title", flat=True)) == {"Freibad", "Preise", "Freizeit"}
    assert not PendingChange.objects.exists()
    assert status().is_well


def test_killed_right_after_moving_a_sweep_repairs_the_addresses_and_tells_the_cluster(change):
    change("after moving")
    assert not status().is_well
    settings.SEARCH_URL = NOBODY
    try:
        assert sweep(None) == 2
    finally:
        settings.SEARCH_URL = ""
    assert status().is_well
    assert {"/freizeit/freibad/", "/freizeit/freibad/preise/"} < set(
        IndexedDocument.objects.values_list("url", flat=True)
    )
    assert PendingChange.objects.count() == 2
