"""`search_status` proves that site, index and cluster agree, or names what differs."""

import json

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from cms.models import StandardPage
from search import mirror, outbox
from search.models import IndexBuild, IndexedDocument, PendingChange
from search.status import status
from tests.factories.cms import StandardPageFactory
from tests.factories.directory import DepartmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(home):
    StandardPageFactory(parent=home, title="Eisbahn")
    StandardPageFactory(parent=home, title="Freibad")
    DepartmentFactory(name="Bauamt")
    return home


@pytest.fixture
def mirrored(fake_cluster, town):
    mirror.rebuild()
    return fake_cluster


def said(capsys, *options):
    """What the command prints, and whether it ends without an error."""
    try:
        call_command("search_status", *options)
    except CommandError as error:
        return capsys.readouterr().out, str(error)
    return capsys.readouterr().out, ""


def test_a_site_in_order(town, capsys):
    out, error = said(capsys)
    assert "3 documents, 3 are public" in out
    assert "0 missing, 0 surplus, 0 stale" in out
    assert "cluster" not in out
    assert not error


def test_documents_that_say_something_old_or_have_an_old_address_are_stale(town, capsys):
    StandardPage.objects.filter(title="Freibad").update(teaser="Geöffnet ab Mai.")
    IndexedDocument.objects.filter(title="Eisbahn").update(url="/alt/")
    out, error = said(capsys)
    assert "0 missing, 0 surplus, 2 stale" in out
    assert f"stale: page:{Page.objects.get(title='Freibad').pk}" in out
    assert "update_search_index" in error


def test_a_cluster_in_order(mirrored, capsys):
    out, error = said(capsys)
    assert "fake (cluster): 3 documents" in out
    assert out.count("0 missing, 0 surplus, 0 stale") == 2
    assert "0 changes wait, 0 documents refused" in out
    assert not error


def test_what_a_cluster_has_not_been_told_shows(mirrored, capsys):
    page = StandardPage.objects.get(title="Freibad")
    page.teaser = "Geöffnet ab Mai."
    page.save_revision().publish()
    StandardPage.objects.get(title="Eisbahn").unpublish()
    DepartmentFactory(name="Standesamt")
    out, error = said(capsys)
    assert "1 missing, 1 surplus, 1 stale" in out
    assert "3 changes wait, the oldest since 20" in out
    assert "run_jobs" in error
    outbox.drain()
    assert said(capsys)[1] == ""


def test_a_cluster_that_does_not_answer(mirrored, capsys):
    mirrored.fault = "down"
    out, error = said(capsys)
    assert "cluster: not well" in out
    assert "connection refused" in out
    assert error


def test_a_refused_document_is_named(mirrored, capsys):
    page = StandardPage.objects.get(title="Freibad")
    mirrored.poison = {f"page:{page.pk}"}
    page.title = "Gift"
    page.save_revision().publish()
    for _ in range(outbox.MOST_TRIES):
        outbox.drain()
    out, error = said(capsys)
    assert f"refused: page:{page.pk}: trouble: status 400" in out
    assert error


def test_everything_as_json(mirrored, capsys):
    found = json.loads(said(capsys, "--json")[0])
    nothing = {"missing": [], "surplus": [], "stale": []}
    assert found["is_well"] is True
    assert found["public"] == 3
    assert found["difference"] == found["cluster"]["difference"] == nothing
    assert (found["cluster"]["waiting"], found["cluster"]["oldest"], found["cluster"]["given_up"]) == (0, None, {})


def test_a_rebuild_brings_everything_together_again(mirrored, capsys):
    """As after a backup was restored: the cluster knows newer versions than the site."""
    for key in list(mirrored.documents("town")):
        mirrored.write("town", key, 10**9, {**mirrored.documents("town")[key], "stamp": "another"})
    mirrored.write("town", "page:999999", 10**9, next(iter(mirrored.documents("town").values())))
    IndexedDocument.objects.filter(title="Freibad").delete()
    assert not status().is_well
    call_command("update_search_index")
    assert "3 documents in the cluster's new index." in capsys.readouterr().out
    assert status().is_well
    assert not PendingChange.objects.exists()
    assert not IndexBuild.objects.exists()


def test_what_changes_while_the_cluster_builds_is_in_the_new_index(mirrored, monkeypatch):
    monkeypatch.setattr(mirror, "CHUNK", 1)
    changes = iter(
        [
            lambda: StandardPage.objects.get(title="Eisbahn").unpublish(),
            lambda: DepartmentFactory(name="Standesamt"),
            lambda: Page.objects.get(title="Freibad").delete(),
        ]
    )
    drain = outbox.drain

    def change_and_drain(seconds):
        next(changes, lambda: None)()
        return drain(seconds)

    monkeypatch.setattr(outbox, "drain", change_and_drain)
    mirror.rebuild()
    assert status().is_well
    assert set(IndexedDocument.objects.values_list("title", flat=True)) == {"Bauamt", "Standesamt"}


def test_without_a_cluster_there_is_nothing_to_mirror(town):
    assert mirror.rebuild() is None


def test_a_rebuild_without_the_cluster_says_so_and_leaves_the_old_index(mirrored, capsys):
    mirrored.fault = "down"
    with pytest.raises(CommandError, match="the old one stays"):
        call_command("update_search_index")
    assert "3 documents in the search index" in capsys.readouterr().out
    mirrored.fault = None
    assert status().is_well
