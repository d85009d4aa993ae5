"""What is written or removed is noted in the same transaction, and sent until the cluster has taken it."""

import pytest
from django.db import transaction
from wagtail.models import PageViewRestriction

from cms.models import StandardPage
from cms.signals import content_changed
from directory.models import Department
from search import documents, outbox
from search.engines import cluster_engine
from search.engines.cluster import stamp_of
from search.models import IndexBuild, IndexedDocument, PendingChange
from tests.factories.cms import StandardPageFactory
from tests.factories.directory import DepartmentFactory
from tests.factories.search import store

pytestmark = pytest.mark.django_db


def noted():
    """The documents that were noted since the last time."""
    keys = set(PendingChange.objects.values_list("key", flat=True))
    PendingChange.objects.all().delete()
    return keys


def keys(*items):
    return {documents.key_of(item) for item in items}


@pytest.fixture
def pool(fake_cluster, home):
    return StandardPageFactory(parent=home, title="Freibad", slug="freibad")


@pytest.fixture
def child(pool):
    page = StandardPageFactory(parent=pool, title="Eintrittspreise", slug="preise")
    noted()
    return page


def agrees(binding):
    mirrored = {key: source["stamp"] for key, source in binding.documents("town").items()}
    return mirrored == {document.key: stamp_of(document) for document in IndexedDocument.objects.all()}


def test_without_a_cluster_nothing_is_noted(home):
    StandardPageFactory(parent=home)
    assert not PendingChange.objects.exists()
    assert outbox.drain() == 0


def test_publishing_is_noted(pool):
    assert noted() == keys(pool)
    pool.title = "Eisbahn"
    revision = pool.save_revision()
    assert noted() == set()
    revision.publish()
    assert noted() == keys(pool)


def test_unpublishing_is_noted(pool, child):
    child.unpublish()
    assert noted() == keys(child)


def test_a_draft_is_not_noted(pool, child):
    StandardPageFactory(parent=pool, live=False)
    child.save_revision()
    assert noted() == set()


def test_deleting_is_noted_for_the_whole_subtree(pool, child):
    gone = keys(pool, child)
    pool.delete()
    assert noted() == gone


def test_moving_is_noted_for_the_whole_subtree(home, pool, child):
    target = StandardPageFactory(parent=home, title="Freizeit")
    noted()
    pool.move(target, pos="last-child")
    assert noted() == keys(pool, child)


def test_a_new_slug_is_noted_for_the_whole_subtree_at_once(pool, child):
    pool.slug = "baeder"
    pool.save_revision().publish()
    assert noted() == keys(pool, child)
    assert IndexedDocument.objects.get(key=documents.key_of(child)).url == "/baeder/preise/"


def test_restrictions_are_noted_for_the_whole_subtree(pool, child):
    restriction = PageViewRestriction.objects.create(page=pool, restriction_type=PageViewRestriction.LOGIN)
    assert noted() == keys(pool, child)
    restriction.delete()
    assert noted() == keys(pool, child)


def test_departments_are_noted(fake_cluster):
    department = DepartmentFactory(name="Bauamt")
    assert noted() == keys(department)
    Department.objects.update(name="Planungsamt")
    content_changed.send(sender=Department, instances=[department])
    assert noted() == keys(department)
    gone = keys(department)
    department.delete()
    assert noted() == gone


def test_what_an_import_tells_is_noted(pool, child):
    documents.refresh(StandardPage, dict.fromkeys([pool.pk, child.pk, 0]))
    assert noted() == keys(pool, child)


def test_a_rebuild_notes_only_what_it_changes(pool, child):
    IndexedDocument.objects.filter(key=documents.key_of(child)).update(title="Alt")
    store("Von gestern")
    surplus = set(IndexedDocument.objects.filter(kind="service").values_list("key", flat=True))
    noted()
    documents.rebuild()
    assert noted() == keys(child) | surplus


def test_what_is_rolled_back_was_never_noted(pool, child):
    with transaction.atomic():
        child.title = "Preise"
        child.save_revision().publish()
        pool.unpublish()
        assert PendingChange.objects.exists()
        transaction.set_rollback(True)
    assert noted() == set()


def test_everything_that_was_noted_is_sent(fake_cluster, pool, child):
    documents.rebuild()
    outbox.note(keys(pool, child))
    assert outbox.drain() == 2
    assert agrees(fake_cluster)
    assert not PendingChange.objects.exists()
    child.unpublish()
    assert outbox.drain() == 1
    assert agrees(fake_cluster)
    assert set(fake_cluster.documents("town")) == keys(pool)


def test_of_many_changes_only_the_newest_is_sent_with_what_the_document_is_now(fake_cluster):
    store("Hund")
    document = IndexedDocument.objects.get()
    outbox.note([document.key])
    newest = PendingChange.objects.latest("pk").pk
    IndexedDocument.objects.update(title="Später geändert")
    assert outbox.drain() == 1
    [(version, source)] = fake_cluster.indexes["town-20260101000000000000"].values()
    assert version == newest + 1
    assert source["title"] == "Später geändert"
    assert not PendingChange.objects.exists()


def test_documents_are_sent_in_the_order_of_their_changes_and_in_batches(fake_cluster, monkeypatch):
    monkeypatch.setattr(outbox, "SENT_AT_ONCE", 2)
    sent = []
    apply = cluster_engine().apply
    monkeypatch.setattr(
        cluster_engine(), "apply", lambda changes: (sent.append([c.key for c in changes]), apply(changes))
    )
    store("A", "B", "C", "D", "E")
    stored = list(IndexedDocument.objects.order_by("pk").values_list("key", flat=True))
    outbox.note([stored[0]])
    assert outbox.drain() == 5
    assert [set(batch) for batch in sent] == [set(stored[:2]), set(stored[2:4]), set(stored[4:])]


def test_a_slow_message_from_long_ago_does_not_bring_old_content_back(fake_cluster):
    store("Neu")
    [key] = IndexedDocument.objects.values_list("key", flat=True)
    outbox.drain()
    fresh = fake_cluster.documents("town")[key]
    assert fake_cluster.write("town", key, 1, {**fresh, "title": "Alt"}) == 409
    assert agrees(fake_cluster)


def test_a_change_during_sending_is_not_forgotten(fake_cluster, monkeypatch):
    store("Hund")
    document = IndexedDocument.objects.get()
    apply = cluster_engine().apply

    def change_meanwhile(changes):
        apply(changes)
        IndexedDocument.objects.update(title="Katze")
        outbox.note([document.key])

    monkeypatch.setattr(cluster_engine(), "apply", change_meanwhile)
    outbox.drain(limit_seconds=0)
    assert PendingChange.objects.count() == 1
    monkeypatch.setattr(cluster_engine(), "apply", apply)
    outbox.drain()
    assert agrees(fake_cluster)


def test_two_that_send_at_the_same_time_do_no_harm(fake_cluster, monkeypatch):
    store("Hund", "Katze")
    apply = cluster_engine().apply

    def overtaken(changes):
        monkeypatch.setattr(cluster_engine(), "apply", apply)
        IndexedDocument.objects.filter(title="Hund").update(title="Pferd")
        outbox.note(IndexedDocument.objects.values_list("key", flat=True))
        outbox.drain()
        apply(changes)

    monkeypatch.setattr(cluster_engine(), "apply", overtaken)
    outbox.drain()
    assert agrees(fake_cluster)
    assert not PendingChange.objects.exists()


def test_one_who_is_killed_after_sending_sends_again(fake_cluster, monkeypatch):
    store("Hund")

    def killed(*args):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(outbox, "settle", killed)
        with pytest.raises(SystemExit):
            outbox.drain()
    assert PendingChange.objects.count() == 1
    assert outbox.drain() == 1
    assert agrees(fake_cluster)


@pytest.mark.parametrize("fault", ["down", "hanging", 429, 503, 401])
def test_nothing_is_lost_while_the_cluster_takes_nothing(fake_cluster, monkeypatch, fault):
    fake_cluster.fault = fault
    store("Hund", "Katze")
    assert outbox.drain() == 0
    assert PendingChange.objects.count() == 2
    asked = len(fake_cluster.requests)
    assert outbox.drain() == 0
    assert len(fake_cluster.requests) == asked
    fake_cluster.fault = None
    outbox.pause.end()
    assert outbox.drain() == 2
    assert agrees(fake_cluster)


def test_a_cluster_without_an_index_is_told_later(fake_cluster):
    fake_cluster.indexes.clear()
    fake_cluster.names.clear()
    store("Hund")
    assert outbox.drain() == 0
    assert PendingChange.objects.count() == 1


def test_pauses_grow_and_end():
    pause = outbox.Pause()
    lengths = []
    for _ in range(6):
        pause.begin()
        lengths.append(pause.seconds)
    assert lengths == [5, 10, 20, 40, 60, 60]
    assert not pause.is_over
    pause.end()
    assert pause.is_over


def test_what_was_taken_is_settled_though_the_rest_has_to_wait(fake_cluster):
    store("Hund", "Katze", "Maus")
    key = IndexedDocument.objects.get(title="Katze").key
    fake_cluster.full = {key}
    outbox.drain()
    assert noted() == {key}
    assert len(fake_cluster.documents("town")) == 2
    assert not outbox.pause.is_over


def poison(binding, *titles):
    binding.poison = set(IndexedDocument.objects.filter(title__in=titles).values_list("key", flat=True))
    return binding.poison


def test_a_refused_document_does_not_block_the_others(fake_cluster, monkeypatch):
    monkeypatch.setattr(outbox, "SENT_AT_ONCE", 2)
    store("Gift", "Hund", "Katze", "Maus")
    [key] = poison(fake_cluster, "Gift")
    assert outbox.drain() == 3
    assert list(PendingChange.objects.values_list("key", "tries")) == [(key, 1)]
    assert outbox.pause.is_over


def test_a_refused_document_is_given_up_after_some_tries_and_named(fake_cluster):
    store("Gift")
    [key] = poison(fake_cluster, "Gift")
    for _ in range(outbox.MOST_TRIES):
        assert outbox.backlog().waiting == 1
        outbox.drain()
    asked = len(fake_cluster.requests)
    outbox.drain()
    assert len(fake_cluster.requests) == asked
    backlog = outbox.backlog()
    assert (backlog.waiting, backlog.oldest) == (0, None)
    assert "400" in backlog.given_up[key]


def test_a_refused_document_gets_a_new_chance_with_its_next_change_or_a_rebuild(fake_cluster):
    store("Gift")
    [key] = poison(fake_cluster, "Gift")
    for _ in range(outbox.MOST_TRIES):
        outbox.drain()
    outbox.note([key])
    outbox.drain()
    assert outbox.backlog().waiting == 1
    fake_cluster.poison = set()
    outbox.drain()
    assert agrees(fake_cluster)
    assert not PendingChange.objects.exists()


def test_a_request_that_is_unfit_as_a_whole_is_sent_in_parts_until_the_culprit_is_found(fake_cluster, monkeypatch):
    store("Gift", "Hund", "Katze", "Maus", "Pferd")
    [key] = poison(fake_cluster, "Gift")
    fake_cluster.poison = set()
    answer = fake_cluster.answer

    def unfit(method, path, body):
        if path == "/_bulk" and key.encode() in body:
            return 413, {"error": {"type": "too_large", "reason": "as ordered"}}
        return answer(method, path, body)

    monkeypatch.setattr(fake_cluster, "answer", unfit)
    assert outbox.drain() == 4
    assert list(PendingChange.objects.values_list("key", "tries")) == [(key, 1)]


def test_an_index_in_the_making_is_told_as_well(fake_cluster):
    index = "town-20270101000000000000"
    fake_cluster.create(index, f"{index}-w")
    IndexBuild.objects.create(index=index)
    store("Hund")
    outbox.drain()
    assert fake_cluster.documents(index) == fake_cluster.documents("town") != {}
