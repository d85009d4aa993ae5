"""A cluster that is cut off and comes back: nothing was lost meanwhile. On real servers, through a line that can be cut."""

import pytest
from wagtail.models import PageViewRestriction

from cms.models import StandardPage
from search import engines, mirror, outbox
from search.breaker import Breaker
from search.engines.guarded import Guarded
from search.finding import find
from search.models import IndexedDocument, PendingChange
from search.status import status
from tests.factories.clusters import make_cluster
from tests.factories.cms import StandardPageFactory
from tests.factories.directory import DepartmentFactory
from tests.search.lines import Line

pytestmark = pytest.mark.django_db

CHANGED = 6


@pytest.fixture
def line(cluster):
    """What leads to the real server; the site's cluster is behind it and knows all documents."""
    with Line(cluster.binding.address.nodes[0]) as line:
        yield line


@pytest.fixture
def guard(cluster, line, home, settings, monkeypatch):
    url = f"{cluster.name}://127.0.0.1:{line.port}/{cluster.prefix}"
    guard = Guarded(make_cluster(url, cluster.prefix), engines.database_engine, Breaker(pause=0.0))
    settings.SEARCH_URL = url
    monkeypatch.setattr(engines, "guarded", lambda url: guard)
    monkeypatch.setattr(outbox, "pause", outbox.Pause())
    monkeypatch.setattr("search.engines.cluster.APPLY_PATIENCE_SECONDS", 0.0)
    return guard


def change_everything(home):
    """Of each kind of change one."""
    pages = {page.title: page for page in StandardPage.objects.all()}
    pages["Freibad"].title = "Eisbahn"
    pages["Freibad"].slug = "eisbahn"
    pages["Freibad"].save_revision().publish()
    pages["Museum"].unpublish()
    pages["Archiv"].delete()
    pages["Bücherei"].move(pages["Rathaus"], pos="last-child")
    PageViewRestriction.objects.create(page=pages["Intern"], restriction_type=PageViewRestriction.LOGIN)
    DepartmentFactory(name="Standesamt")


@pytest.fixture
def town(guard, home):
    for title in ("Freibad", "Museum", "Archiv", "Bücherei", "Rathaus", "Intern"):
        StandardPageFactory(parent=home, title=title)
    mirror.rebuild()
    assert status().is_well
    return home


@pytest.mark.parametrize("fault", ["cut", "silent"])
def test_after_the_return_everything_agrees(town, guard, line, fault):
    line.state = fault
    guard.cluster.binding.query_seconds = guard.cluster.binding.write_seconds = 0.3
    change_everything(town)
    waiting = PendingChange.objects.count()
    assert outbox.drain() == 0
    assert PendingChange.objects.count() == waiting
    assert outbox.backlog().waiting == CHANGED
    assert find("Eisbahn").hits[0].url == "/eisbahn/"
    assert guard.breaker.is_open
    line.state = "open"
    guard.cluster.binding.query_seconds = guard.cluster.binding.write_seconds = 30.0
    outbox.pause.end()
    assert outbox.drain(60) == CHANGED
    assert status().is_well
    assert not PendingChange.objects.exists()
    assert find("Eisbahn").hits[0].url == "/eisbahn/"
    assert not guard.breaker.is_open


def test_a_disk_that_was_full_takes_everything_later(town, guard, cluster):
    [index] = cluster.binding.aliases(f"{cluster.prefix}-*")
    cluster.binding.change_settings(index, {"index.blocks.read_only_allow_delete": True})
    change_everything(town)
    outbox.drain()
    assert PendingChange.objects.exists()
    assert not PendingChange.objects.filter(tries__gt=0).exists()
    assert not status().is_well
    cluster.binding.change_settings(index, {"index.blocks.read_only_allow_delete": None})
    outbox.pause.end()
    outbox.drain(60)
    assert status().is_well


def test_a_document_that_the_cluster_refuses_is_named_and_blocks_nothing(town, guard, monkeypatch):
    DepartmentFactory(name="Standesamt")
    DepartmentFactory(name="Bauamt")
    poison = IndexedDocument.objects.get(title="Standesamt").key
    whole = engines.cluster.source_of
    monkeypatch.setattr(
        "search.engines.cluster.source_of",
        lambda document: whole(document) | ({"surprise": 1} if document.key == poison else {}),
    )
    for _ in range(outbox.MOST_TRIES):
        outbox.drain()
    assert list(outbox.backlog().given_up) == [poison]
    found = status().cluster
    assert (found.difference.missing, found.difference.stale) == ([poison], [])
