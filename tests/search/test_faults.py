"""A cluster that is down, hangs, is full or overloaded costs editors and residents nothing, and nothing is lost."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from search import engines, outbox
from search.engines import bindings, cluster, cluster_engine, guarded_engine
from search.finding import find
from search.models import PendingChange
from search.status import status
from tests.factories.cms import StandardPageFactory
from tests.search.broken_servers import FAULTS

pytestmark = pytest.mark.django_db

EDITOR_WAITS, RESIDENT_WAITS = 0.5, 1.0
PRODUCTS = ["elasticsearch", "opensearch"]


@pytest.fixture
def broken(request, settings, monkeypatch):
    """A site whose cluster is broken in one way; nothing was asked of it so far."""
    product, fault = request.param
    monkeypatch.setattr(outbox, "pause", outbox.Pause())
    monkeypatch.setattr(bindings, "WRITE_SECONDS", 0.5)
    monkeypatch.setattr(bindings.Binding.request, "__defaults__", (None, "application/json", 0.5))
    monkeypatch.setattr(cluster, "APPLY_PATIENCE_SECONDS", 0.0)
    engines.guarded.cache_clear()
    with FAULTS[fault]() as port:
        settings.SEARCH_URL = f"{product}://127.0.0.1:{port},127.0.0.1:{port}/town"
        yield fault
        binding = cluster_engine().binding
        binding._threads.shutdown()
        for client in binding.clients:
            client.close()
    engines.guarded.cache_clear()


def by(*faults, products=PRODUCTS):
    pairs = [(product, fault) for product in products for fault in faults]
    return pytest.mark.parametrize("broken", pairs, ids="-".join, indirect=True)


def seconds(function, *args):
    started = time.monotonic()
    result = function(*args)
    return time.monotonic() - started, result


@by(*FAULTS, products=["elasticsearch"])
def test_saving_does_not_wait_and_what_was_saved_is_sent_later(home, broken):
    page = StandardPageFactory(parent=home, title="Freibad")
    PendingChange.objects.all().delete()
    page.title = "Eisbahn"
    revision = page.save_revision()
    needed, _ = seconds(revision.publish)
    assert needed < EDITOR_WAITS
    assert outbox.drain() == 0
    assert set(PendingChange.objects.values_list("key", "tries")) == {(f"page:{page.pk}", 0)}
    assert not outbox.pause.is_over
    needed, _ = seconds(page.delete)
    assert needed < EDITOR_WAITS


@by("refusing", "silent", "dripping", "429", "503")
def test_the_database_answers_in_time_and_the_next_search_waits_for_nobody(home, broken):
    StandardPageFactory(parent=home, title="Freibad")
    find("Wärmt das Gedächtnis auf")
    needed, found = seconds(find, "Freibad")
    assert [hit.title for hit in found.hits] == ["Freibad"]
    assert needed < RESIDENT_WAITS
    assert guarded_engine().breaker.is_open
    needed, found = seconds(find, "Freibad")
    assert found.count == 1
    assert needed < bindings.QUERY_SECONDS


@by("refusing", "silent", "503", products=["elasticsearch"])
def test_whoever_watches_over_the_site_sees_it(home, client, broken):
    StandardPageFactory(parent=home, title="Rathaus")
    PendingChange.objects.update(queued_at=timezone.now() - timedelta(hours=2))
    needed, answer = seconds(client.get, "/readyz")
    assert answer.status_code == 200
    assert answer.json()["status"] == "degraded"
    unreachable, backlog, oldest = answer.json()["checks"]["search"]
    assert unreachable == "cluster unreachable"
    assert backlog == "backlog 1"
    assert oldest.startswith("oldest change since 20")
    assert needed < 2 * RESIDENT_WAITS


@by("read-only", products=["elasticsearch"])
def test_a_full_disk_is_seen_in_the_status(home, broken):
    assert "full" in status().cluster.health.problems[0]
