"""What a cluster must do for us, the same on every product: these tests run on real servers (`make test-cluster`)."""

import datetime

import pytest

from search.compounds import base_words
from search.engines import asking, database_engine
from search.engines.base import Group
from search.engines.bindings import Action, ClusterBusy, ClusterRefused
from search.engines.cluster import PROPERTIES, stamp_of
from search.finding import find
from search.models import IndexedDocument
from search.ranking import Candidate
from tests.factories.clusters import SERVERS, build, change, make_cluster, removal, titles, wanted
from tests.factories.search import make_texts, read_queries, read_services, store
from tests.search.test_dev_set import DEV_SET, QUERIES, SERVICES

pytestmark = pytest.mark.django_db

MORE_QUERIES = """personalausweis beantragen | ausweis | pass kind | vorläufiger pass | führerschein | hundesteuer | hund
    anmelden | abmelden | ummelden | meldebescheinigung | führungszeugnis | parken | bewohner parkausweis | heirat | geburt
    tod | name | kindergarten | elterngeld antrag | schüler | wohngeld | schwerbehinderung | gewerbe | gaststätte
    bauen | baugenehmigung | hausnummer | müll | tonne | steuer | grundsteuer | fundbüro | straße kaputt | wo kann ich
    meinen hund anmelden | was kostet ein reisepass | antrag | formular für eine genehmigung | steuerbescheid | xyzzy"""
HOSTILE = [
    '"',
    "   ",
    "%s",
    "x" * 5000,
    "😀😀",
    "NEAR(",
    "a AND b OR NOT c*",
    "';--",
    "\0",
    "{}",
    "\\",
    "*",
    "antrag " * 500,
]


def queries():
    lines = [line.split("|") for line in MORE_QUERIES.split("\n")]
    return [*QUERIES, *(query.strip() for line in lines for query in line)]


@pytest.fixture
def town():
    """A small town's services among others that have words in common with them."""
    store(*[make_texts(title, [keyword] if keyword else []) for title, keyword in SERVICES.items()])
    others = [f"{word} anmelden und beantragen" for word in base_words()[:600:2]]
    store(*[make_texts(title, summary="Melden Sie den Antrag im Rathaus an.") for title in others], topic=["Antrag"])
    store("Neue Hundesteuer beschlossen", kind="news", date=datetime.date(2026, 5, 1), topic=["Steuer"], online=["yes"])
    store("Dog tax", kind="page", language="en")


def share_of_same_first_five(cluster, asked):
    assert len(asked) > 30
    expected = {query: [hit.key for hit in find(query).hits[:5]] for query in asked}
    with asking(cluster):
        found = {query: [hit.key for hit in find(query).hits[:5]] for query in asked}
    return sum(found[query] == expected[query] for query in asked) / len(asked)


def test_the_first_five_results_are_those_of_the_database(cluster, town):
    build(cluster)
    cluster.read_vocabulary = database_engine().read_vocabulary
    assert len(set(queries())) >= 60
    assert share_of_same_first_five(cluster, queries()) >= 0.95


def test_the_first_five_results_of_the_development_set_are_those_of_the_database(cluster):
    if not DEV_SET.is_dir():
        pytest.skip("the development set does not lie beside the repository")
    store(*read_services(DEV_SET / "dev-services.csv"))
    build(cluster)
    cluster.read_vocabulary = database_engine().read_vocabulary
    asked = [query for query, _ in read_queries(DEV_SET / "dev-queries.csv")]
    assert share_of_same_first_five(cluster, asked) >= 0.95


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"kind": "news"},
        {"languages": ("en", "de")},
        {"facets": ("topic:Steuer",)},
        {"facets": ("online:yes", "topic:Steuer")},
        {"facets": ("topic:Steuer", "topic:Antrag")},
    ],
    ids=str,
)
def test_candidates_and_counts_are_those_of_the_database(cluster, town, options):
    build(cluster)
    for text in ("hundesteuer", "dog tax", "antrag", "nichts davon"):
        question = wanted(text, limit=1000, **options)
        assert set(cluster.candidates(question)) == set(database_engine().candidates(question))
        assert sorted(cluster.count(question)) == sorted(database_engine().count(question))


def test_candidates_are_whole_documents(cluster):
    store("Radweg Süd", kind="news", date=datetime.date(2026, 5, 1), topic=["Verkehr"], audience=["Kinder"])
    build(cluster)
    (candidate,) = cluster.candidates(wanted("Radweg"))
    assert candidate == Candidate(*IndexedDocument.objects.values_list(*Candidate._fields).get())
    assert candidate.date == datetime.date(2026, 5, 1)


def test_every_field_of_a_candidate_has_its_place():
    assert set(Candidate._fields) <= PROPERTIES.keys()


def test_the_best_come_first_and_not_more_than_wanted(cluster):
    store(*[make_texts(f"Seite {number}", body="Hund") for number in range(20)])
    store("Hund anmelden")
    build(cluster)
    found = cluster.candidates(wanted("Hund", limit=5))
    assert len(found) == 5
    assert found[0].title == "Hund anmelden"


def test_many_groups_are_counted(cluster):
    for number in range(15):
        store(f"Hund {number}", topic=[f"Thema {number}"])
    store("Hund", "Hund und Katze")
    build(cluster)
    counted = cluster.count(wanted("Hund"))
    assert len(counted) == 16
    assert Group("service", "", 2) in counted


def test_operators_are_only_letters(cluster):
    store("Hund", "Antrag")
    build(cluster)
    for text in HOSTILE:
        assert set(cluster.candidates(wanted(text))) == set(database_engine().candidates(wanted(text)))
        assert cluster.count(wanted(text)) == database_engine().count(wanted(text))


def test_a_question_with_more_words_than_a_cluster_takes_is_answered(cluster):
    terms = base_words()[:80]
    store(*terms)
    build(cluster)
    question = wanted(" ".join(terms[:12]))
    for concept in question.query.concepts:
        concept.terms = dict.fromkeys(terms, 0.5)
    assert len(question.query.concepts) * len(terms) * 4 > 1024
    assert set(cluster.candidates(question)) == set(database_engine().candidates(question))


def test_very_long_texts_and_words_can_be_stored(cluster):
    store(make_texts("Haushaltsplan", body=" ".join(f"posten{number}" for number in range(30_000))))
    store("x" * 300, topic=["T" * 120 + str(number) for number in range(100)])
    assert build(cluster) == 2
    assert titles(cluster, "posten17") == {"Haushaltsplan"}


def test_changes_are_found_and_removals_are_not(cluster):
    store("Hund", "Katze")
    build(cluster)
    hund, katze = IndexedDocument.objects.order_by("pk")
    hund.title, hund.title_tokens = "Pferd", "pferd"
    cluster.apply([change(hund, 7), removal(katze.key, 8)])
    assert titles(cluster, "Hund Katze pferd") == {"Pferd"}


def test_what_was_overtaken_changes_nothing(cluster):
    store("Hund", "Katze")
    build(cluster)
    old_dog, cat = IndexedDocument.objects.order_by("pk")
    new_dog = IndexedDocument.objects.get(pk=old_dog.pk)
    new_dog.title = "Hund heute"
    cluster.apply([change(new_dog, 9), removal(cat.key, 9)])
    cluster.apply([change(old_dog, 8), change(cat, 8)])
    assert titles(cluster, "Hund Katze") == {"Hund heute"}
    cluster.apply([change(cat, 10), removal(old_dog.key, 10)])
    assert titles(cluster, "Hund Katze") == {"Katze"}


def test_of_several_changes_of_a_document_the_latest_counts(cluster):
    store("Hund")
    build(cluster)
    dog = IndexedDocument.objects.get()
    cluster.apply([removal(dog.key, 5), change(dog, 4)])
    assert titles(cluster, "Hund") == set()
    cluster.apply([change(dog, 7), removal(dog.key, 6)])
    assert titles(cluster, "Hund") == {"Hund"}


def test_the_same_change_may_come_twice(cluster):
    store("Hund")
    build(cluster)
    for _ in range(2):
        cluster.apply([change(IndexedDocument.objects.get(), 3), removal("test:never-there", 4)])
    assert titles(cluster, "Hund") == {"Hund"}


def test_nothing_to_do_is_nothing_to_ask(cluster):
    assert cluster.candidates(wanted("!!!")) == []
    assert cluster.count(wanted("!!!")) == []


def test_many_changes_go_in_several_requests(cluster, monkeypatch):
    monkeypatch.setattr("search.engines.bindings.BULK_DOCUMENTS", 7)
    monkeypatch.setattr("search.engines.bindings.BULK_BYTES", 2_000)
    store(*[f"Hund {number}" for number in range(30)])
    build(cluster)
    cluster.apply([removal(document.key, 5) for document in IndexedDocument.objects.all()[:20]])
    assert len(titles(cluster, "Hund")) == 10


def test_a_document_that_does_not_fit_is_named_and_keeps_out_no_other(cluster):
    store("Hund", "Katze", "Pferd")
    build(cluster)
    dog, cat, horse = IndexedDocument.objects.order_by("pk")
    for animal in (dog, cat, horse):
        animal.title += " heute"
    cat.id = {"not": "a number"}
    with pytest.raises(ClusterBusy) as caught:
        cluster.apply([change(animal, 5) for animal in (dog, cat, horse)])
    assert caught.value.keys == set(caught.value.refused) == {cat.key}
    assert titles(cluster, "Hund Katze Pferd") == {"Hund heute", "Katze", "Pferd heute"}


def test_the_mapping_takes_no_unknown_field(cluster):
    store("Hund")
    build(cluster)
    (failure,) = cluster.binding.bulk([Action(cluster.prefix, "test:x", 5, {"surprise": 1})], patience=0)
    assert failure.status == 400
    assert "strict" in failure.reason
    assert not failure.is_temporary


@pytest.mark.parametrize("block", ["read_only_allow_delete", "write", "read_only"])
def test_an_index_that_takes_no_writes_is_busy_and_still_searched(cluster, monkeypatch, block):
    monkeypatch.setattr("search.engines.cluster.APPLY_PATIENCE_SECONDS", 0.0)
    store("Hund", "Katze")
    build(cluster)
    dog, cat = IndexedDocument.objects.order_by("pk")
    cluster.binding.change_settings(cluster.prefix, {"index.blocks": {block: True}})
    with pytest.raises(ClusterBusy) as caught:
        cluster.apply([change(dog, 5), change(cat, 6)])
    assert caught.value.keys == {dog.key, cat.key}
    assert not caught.value.refused
    assert not cluster.health().is_well
    assert len(cluster.candidates(wanted("Hund Katze"))) == 2
    cluster.binding.change_settings(cluster.prefix, {"index.blocks": {block: None}})
    cluster.apply([removal(dog.key, 5), change(cat, 6)])
    assert cluster.health().is_well
    assert titles(cluster, "Hund Katze") == {"Katze"}


def test_without_an_index_everything_says_so_and_nothing_comes_into_being(cluster):
    store("Hund")
    for ask in (cluster.candidates, cluster.count):
        with pytest.raises(ClusterRefused) as caught:
            ask(wanted("Hund"))
        assert caught.value.status == 404
    with pytest.raises(ClusterRefused, match="update_search_index"):
        cluster.apply([removal("test:1", 5), change(IndexedDocument.objects.get(), 6)])
    assert "update_search_index" in cluster.health().problems[0]
    assert cluster.binding.aliases(f"{cluster.prefix}*") == {}


def test_stamps_show_what_differs_from_the_database(cluster, monkeypatch):
    monkeypatch.setattr("search.engines.bindings.ITERATED_AT_ONCE", 3)
    store(*[f"Hund {number}" for number in range(9)])
    build(cluster)
    assert dict(cluster.stamps()) == {d.key: stamp_of(d) for d in IndexedDocument.objects.all()}
    IndexedDocument.objects.filter(title="Hund 4").update(url="/new/")
    stamps = dict(cluster.stamps())
    assert [d.title for d in IndexedDocument.objects.all() if stamps[d.key] != stamp_of(d)] == ["Hund 4"]


def test_health_counts_documents(cluster):
    store("Hund", "Katze")
    build(cluster)
    health = cluster.health()
    assert (health.engine, health.documents, health.problems) == (cluster.binding.name, 2, [])


def test_a_dead_address_among_several_costs_nothing(cluster):
    store("Hund")
    build(cluster)
    scheme, _, host = cluster.binding.address.nodes[0].partition("://")
    several = make_cluster(f"{cluster.binding.name}://127.0.0.1:1,{host},127.0.0.1:2", cluster.prefix)
    assert scheme == "http"
    for several.binding.first in (0, 1, 2):
        assert len(several.candidates(wanted("Hund"))) == 1
        several.apply([change(IndexedDocument.objects.get(), 5)])
        assert several.binding.first == 1


@pytest.mark.skipif(len(SERVERS) < 2, reason="needs two products: make test-cluster starts them")
def test_the_wrong_product_is_told_apart(cluster):
    other = "opensearch" if cluster.binding.name == "elasticsearch" else "elasticsearch"
    host = cluster.binding.address.nodes[0].partition("://")[2]
    mistaken = make_cluster(f"{other}://{host}", cluster.prefix)
    if other == "elasticsearch":
        with pytest.raises(ClusterRefused, match="opensearch://"):
            mistaken.binding.aliases("*")
    else:
        assert mistaken.health().problems
