"""A new index takes the place of the old one without a moment in which anything is missing: on real servers."""

import threading

import pytest

from search import engines, outbox
from search.breaker import Breaker
from search.engines.bindings import ClusterDown, ClusterError, ClusterRefused
from search.engines.cluster import ClusterEngine, stamp_of
from search.engines.guarded import Guarded
from search.models import IndexBuild, IndexedDocument, PendingChange
from tests.factories.clusters import build, change, in_chunks, make_cluster, removal, titles, wanted
from tests.factories.search import store

pytestmark = pytest.mark.django_db


def indexes(cluster):
    return cluster.binding.aliases(f"{cluster.prefix}*")


def live(cluster):
    return {index for index, aliases in indexes(cluster).items() if cluster.prefix in aliases}


def test_a_build_fills_one_index_behind_the_alias(cluster):
    store("Hund", "Katze")
    assert build(cluster) == 2
    (index,) = indexes(cluster)
    assert live(cluster) == {index}
    assert not IndexBuild.objects.exists()
    assert titles(cluster, "Hund Katze") == {"Hund", "Katze"}


def test_a_second_build_takes_the_place_of_the_first(cluster):
    store("Hund", "Katze")
    build(cluster)
    (first,) = indexes(cluster)
    IndexedDocument.objects.filter(title="Katze").delete()
    store("Pferd")
    assert build(cluster) == 2
    (second,) = indexes(cluster)
    assert first != second
    assert titles(cluster, "Hund Katze Pferd") == {"Hund", "Pferd"}


def test_the_database_is_read_only_after_the_build_is_known(cluster):
    store("Hund")
    seen = []

    def chunks():
        seen.append(IndexBuild.objects.count())
        yield from in_chunks()

    cluster.build(chunks(), lambda: None)
    assert seen == [1]


def test_what_changes_during_a_build_is_in_both_indexes(cluster):
    store(*[f"Hund {number}" for number in range(6)])
    build(cluster)
    everything = list(IndexedDocument.objects.order_by("pk"))
    read, unread = everything[0], everything[-1]
    changed = IndexedDocument.objects.get(pk=everything[1].pk)
    changed.title = "Hund heute"
    steps = iter(
        [
            # The first chunk (documents 0 and 1) has been written, the last one has not even been sent.
            lambda: cluster.apply([change(changed, 21), removal(read.key, 22), removal(unread.key, 23)]),
            lambda: None,
            lambda: None,
        ]
    )
    during = []

    def between():
        next(steps)()
        during.append(titles(cluster, "Hund"))

    cluster.build(iter([everything[:2], everything[2:4], everything[4:]]), between)
    expected = {"Hund heute", "Hund 2", "Hund 3", "Hund 4"}
    assert during == [expected] * 3
    assert titles(cluster, "Hund") == expected


def test_searches_during_builds_never_see_less_and_never_fail(cluster, monkeypatch):
    monkeypatch.setattr("search.engines.cluster.GRACE_SECONDS", 0.3)
    store(*[f"Hund {number}" for number in range(40)])
    build(cluster)
    cluster.refresh()
    question = wanted("Hund", limit=1000)
    ends, counts, failures = threading.Event(), [], []

    def search():
        while not ends.is_set():
            try:
                counts.append(
                    (len(cluster.candidates(question)), sum(group.count for group in cluster.count(question)))
                )
            except ClusterError as error:
                failures.append(error)

    threads = [threading.Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(2):
            cluster.build(in_chunks(7), lambda: None)
    finally:
        ends.set()
        for thread in threads:
            thread.join()
    assert failures == []
    assert len(counts) > 20
    assert set(counts) == {(40, 40)}


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_aborted_build_leaves_nothing(cluster, error):
    store("Hund", "Katze")
    build(cluster)
    before = indexes(cluster)

    def chunks():
        yield list(IndexedDocument.objects.all()[:1])
        raise error

    with pytest.raises(error):
        cluster.build(chunks(), lambda: None)
    assert indexes(cluster) == before
    assert not IndexBuild.objects.exists()
    assert titles(cluster, "Hund Katze") == {"Hund", "Katze"}


def test_the_very_first_build_may_be_aborted_too(cluster):
    with pytest.raises(ZeroDivisionError):
        cluster.build(iter([]), lambda: None) + cluster.build((1 / 0 for _ in [0]), lambda: None)
    assert len(live(cluster)) == len(indexes(cluster)) == 1


def test_what_a_killed_build_has_left_goes_with_the_next_one(cluster):
    store("Hund")
    build(cluster)
    cluster._begin()
    assert len(indexes(cluster)) == 2
    dog = IndexedDocument.objects.get()
    cluster.apply([change(dog, 5)])
    build(cluster)
    assert len(indexes(cluster)) == 1
    assert titles(cluster, "Hund") == {"Hund"}


def test_changes_go_on_when_an_index_in_the_making_has_gone(cluster):
    store("Hund", "Katze")
    build(cluster)
    IndexBuild.objects.create(index=f"{cluster.prefix}-20260101000000000000")
    dog, cat = IndexedDocument.objects.order_by("pk")
    cluster.apply([removal(dog.key, 5), change(cat, 6)])
    assert titles(cluster, "Hund Katze") == {"Katze"}
    assert len(indexes(cluster)) == 1


def test_changes_before_the_very_first_build_has_ended_are_kept(cluster):
    store("Hund", "Katze")
    dog = IndexedDocument.objects.get(title="Hund")
    cluster.build(in_chunks(1), lambda: cluster.apply([removal(dog.key, 5)]))
    assert titles(cluster, "Hund Katze") == {"Katze"}


def test_a_later_build_overtakes_an_earlier_one(cluster):
    store(*[f"Hund {number}" for number in range(4)])
    others = []
    with pytest.raises(ClusterRefused, match="another build"):
        cluster.build(in_chunks(1), lambda: others or others.append(build(cluster)))
    assert others == [4]
    assert len(indexes(cluster)) == len(live(cluster)) == 1
    assert len(titles(cluster, "Hund")) == 4


def test_a_build_overtaken_at_its_very_end_does_not_move_the_alias(cluster, monkeypatch):
    store("Hund")
    swap = ClusterEngine._swap

    def swap_late(self, index):
        monkeypatch.undo()
        build(make_cluster(f"{cluster.name}://{cluster.binding.address.nodes[0].split('//')[1]}", cluster.prefix))
        swap(self, index)

    monkeypatch.setattr(ClusterEngine, "_swap", swap_late)
    with pytest.raises(ClusterError):
        build(cluster)
    assert len(indexes(cluster)) == len(live(cluster)) == 1
    assert titles(cluster, "Hund") == {"Hund"}


@pytest.mark.parametrize("arrives", [True, False])
def test_the_answer_to_the_swap_may_be_lost(cluster, monkeypatch, arrives):
    store("Hund")
    build(cluster)
    before = live(cluster)
    really = cluster.binding.change_aliases

    def lose_answer(actions):
        if arrives:
            really(actions)
        raise ClusterDown("no answer")

    monkeypatch.setattr(cluster.binding, "change_aliases", lose_answer)
    if arrives:
        assert build(cluster) == 1
        assert not live(cluster) & before
    else:
        with pytest.raises(ClusterDown):
            build(cluster)
        assert live(cluster) == before
    assert len(indexes(cluster)) == 1
    assert titles(cluster, "Hund") == {"Hund"}


def test_a_document_that_does_not_fit_keeps_no_other_out_of_a_build(cluster, caplog):
    store("Hund", "Katze")
    dog, cat = IndexedDocument.objects.order_by("pk")
    dog.id = {"not": "a number"}
    assert cluster.build(iter([[dog, cat]]), lambda: None) == 2
    assert titles(cluster, "Hund Katze") == {"Katze"}
    assert dog.key in caplog.text


def test_an_index_that_has_the_name_of_the_alias_is_replaced(cluster):
    cluster.binding.create_index(cluster.prefix, {})
    store("Hund")
    build(cluster)
    assert titles(cluster, "Hund") == {"Hund"}
    assert cluster.prefix not in indexes(cluster)


def test_towns_whose_names_begin_alike_leave_each_other_alone(cluster):
    url = f"{cluster.name}://{cluster.binding.address.nodes[0].split('//')[1]}"
    neighbour = make_cluster(url, f"{cluster.prefix}-sued")
    store("Hund")
    build(neighbour)
    theirs = live(neighbour)
    for _ in range(2):
        build(cluster)
    assert live(neighbour) == theirs
    assert len(live(cluster)) == 1


def test_removals_are_remembered_for_longer_than_a_minute(cluster):
    build(cluster)
    settings = cluster.binding.request("GET", f"/{cluster.prefix}/_settings/index.gc_deletes")
    (index,) = settings.values()
    assert index["settings"]["index"]["gc_deletes"] == "1h"


def test_the_outbox_brings_the_cluster_up_to_the_database(cluster, settings, monkeypatch):
    settings.SEARCH_URL = "elasticsearch://unused"
    guard = Guarded(cluster, engines.database_engine, Breaker())
    monkeypatch.setattr(engines, "guarded", lambda url: guard)
    monkeypatch.setattr(outbox, "pause", outbox.Pause())
    build(cluster)
    store("Hund", "Katze", "Pferd")
    with_notes = list(IndexedDocument.objects.values_list("key", flat=True))
    outbox.note(with_notes)
    outbox.drain()
    engines.database_engine().delete(with_notes[:1])
    outbox.note(with_notes[:1])
    outbox.drain()
    assert not PendingChange.objects.exists()
    assert dict(cluster.stamps()) == {d.key: stamp_of(d) for d in IndexedDocument.objects.all()}
    assert len(dict(cluster.stamps())) == 2
