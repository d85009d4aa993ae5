"""What the search does again and again; with a cluster it does more."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.utils import timezone

from jobs.schedule import JOBS
from search import clock
from search.models import ClickedDocument, IndexedDocument, PendingChange
from tests.factories.search import store

OWN = {"search.protocol", "search.rebuild", "search.sweep"}
CLUSTER = {"search.drain", "search.rebuild_cluster"}


def test_a_site_without_a_cluster_has_nothing_to_send():
    assert {name for name in JOBS if name.startswith("search.")} == OWN


def test_a_site_with_a_cluster_sends_every_few_seconds():
    program = (
        "import django; django.setup(); from jobs.schedule import JOBS;"
        "print(*(n for n in JOBS if n.startswith('search.')), JOBS['search.drain'].every.seconds)"
    )
    environment = {**os.environ, "DEBUG": "1", "SEARCH_URL": "elasticsearch://127.0.0.1:1"}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr
    *names, seconds = result.stdout.split()
    assert set(names) == OWN | CLUSTER
    assert int(seconds) <= 5


@pytest.mark.django_db
def test_the_jobs_of_a_cluster_send_and_rebuild(fake_cluster):
    store("Hund", "Katze")
    clock.drain_outbox()
    assert len(fake_cluster.documents("town")) == 2
    before = set(fake_cluster.indexes)
    clock.rebuild_cluster()
    assert len(fake_cluster.documents("town")) == 2
    assert not before & set(fake_cluster.indexes)


@pytest.mark.django_db
def test_what_was_chosen_often_is_counted_and_told_to_the_cluster(fake_cluster):
    store("Hund", "Katze")
    clock.drain_outbox()
    key = IndexedDocument.objects.get(title="Katze").key
    ClickedDocument.objects.create(key=key, day=timezone.localdate(), clicks=7)
    clock.count_and_forget()
    assert IndexedDocument.objects.get(key=key).views == 7
    assert [change.key for change in PendingChange.objects.all()] == [key]
    clock.drain_outbox()
    assert fake_cluster.documents("town")[key]["views"] == 7


@pytest.mark.django_db
def test_every_night_all_is_written_anew():
    store("Von gestern")
    clock.rebuild_index()
    assert not IndexedDocument.objects.exists()
