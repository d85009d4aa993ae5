"""The same demands on every engine: these tests run on whatever database the suite has."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from search.concepts import understand
from search.documents import current_vocabulary
from search.engines import Group, Wanted, database_engine, engine
from search.models import IndexedDocument
from search.synonyms import NO_SYNONYMS
from search.vocabulary import Vocabulary
from tests.factories.search import make_texts, store

pytestmark = pytest.mark.django_db


def wanted(text, **options):
    vocabulary = current_vocabulary()
    return Wanted(understand(text, vocabulary, NO_SYNONYMS), vocabulary, options.pop("languages", ("de",)), **options)


def titles(text, **options):
    return {candidate.title for candidate in engine().candidates(wanted(text, **options))}


def test_documents_are_found_by_any_of_the_words_in_any_field():
    store(
        make_texts("Hundesteuer"),
        make_texts("Marke", keywords=["Hund"]),
        make_texts("Leine", summary="Für Hunde"),
        make_texts("Wald", body="Hunde an die Leine"),
        make_texts("Katze"),
    )
    assert titles("Hund") == {"Hundesteuer", "Marke", "Leine", "Wald"}
    assert titles("Hund Katze") == {"Hundesteuer", "Marke", "Leine", "Wald", "Katze"}


def test_candidates_carry_what_the_ranking_needs():
    store("Radweg Süd", kind="news", date=datetime.date(2026, 5, 1))
    (candidate,) = engine().candidates(wanted("Radweg"))
    assert candidate.date == datetime.date(2026, 5, 1)
    assert (candidate.kind, candidate.language, candidate.title_words) == ("news", "de", 2)
    assert candidate.title_tokens.startswith("radweg sud")


def test_language_and_kind_narrow_the_candidates():
    store("Museum", kind="page")
    store("Museum heute", kind="news")
    store("The museum", kind="page", language="en")
    assert titles("museum") == {"Museum", "Museum heute"}
    assert titles("museum", kind="news") == {"Museum heute"}
    assert titles("museum", languages=("en", "de")) == {"Museum", "Museum heute", "The museum"}


def test_a_wanted_kind_is_not_crowded_out_by_others():
    store(*[f"Antrag {number}" for number in range(30)])
    store("Seite über Formulare", kind="page")
    store(make_texts("Hinweis", body="Viel Text und ganz am Ende ein Antrag"), kind="news")
    assert titles("Antrag", kind="news", limit=3) == {"Hinweis"}


def test_no_more_candidates_than_wanted_come_and_the_best_are_among_them():
    store(*[make_texts(f"Seite {number}", body="Hund") for number in range(20)])
    store("Hund anmelden")
    found = titles("Hund", limit=5)
    assert len(found) == 5
    assert "Hund anmelden" in found


def counted(text, **options):
    return sorted(engine().count(wanted(text, **options)))


def give_facets(title, *lines):
    IndexedDocument.objects.filter(title=title).update(facets="".join(["\n", *(f"{line}\n" for line in lines)]))


def test_everything_that_matches_is_counted_by_kind_and_facets():
    store("Hund A", "Hund B", "Hund C", "Katze")
    store("Hund D", kind="news")
    give_facets("Hund A", "online:yes", "topic:Tiere")
    assert counted("Hund", limit=1) == [
        Group("news", "", 1),
        Group("service", "", 2),
        Group("service", "\nonline:yes\ntopic:Tiere\n", 1),
    ]


def test_counts_are_the_same_whatever_kind_and_facets_are_wanted():
    store("Hund A", "Hund B")
    store("Hund C", kind="news")
    give_facets("Hund A", "topic:Tiere")
    narrow = counted("Hund", kind="news", facets=("topic:Tiere",))
    assert narrow == counted("Hund")
    assert sum(group.count for group in narrow) == 3


def test_nobody_waits_longer_for_the_first_count_with_new_words(django_assert_num_queries):
    store("Hund A", "Hund B")
    question = wanted("Hund")
    with django_assert_num_queries(1):
        assert engine().count(question) == [Group("service", "", 2)]


def test_words_that_somebody_else_has_read_are_counted_too():
    store("Hund A", "Hund B")
    known = current_vocabulary()
    vocabulary = Vocabulary(known.documents, known.counts, known.title_words)
    question = Wanted(understand("Hund", vocabulary, NO_SYNONYMS), vocabulary, ("de",))
    assert engine().count(question) == [Group("service", "", 2)]


def test_counts_leave_other_languages_out():
    store("Museum")
    store("The museum", language="en")
    assert counted("museum", languages=("en",)) == [Group("service", "", 1)]


def test_documents_must_have_all_wanted_facets():
    store("Hund A", "Hund B", "Hund C")
    give_facets("Hund A", "online:yes", "topic:Tiere")
    give_facets("Hund B", "topic:Tiere und Pflanzen")
    assert titles("Hund", facets=("topic:Tiere",)) == {"Hund A"}
    assert titles("Hund", facets=("topic:Tiere", "online:yes")) == {"Hund A"}
    assert titles("Hund", facets=("topic:Tiere", "online:no")) == set()
    assert titles("Hund", facets=("topic:%",)) == set()
    assert titles("Hund", facets=("topic:\0",)) == set()


def test_documents_with_a_wanted_facet_are_not_crowded_out_by_others():
    store(*[f"Antrag {number}" for number in range(30)])
    store(make_texts("Hinweis", body="Viel Text und ganz am Ende ein Antrag"))
    give_facets("Hinweis", "online:yes")
    assert titles("Antrag", facets=("online:yes",), limit=3) == {"Hinweis"}


def test_the_vocabulary_knows_every_word_and_how_many_documents_have_it():
    store(make_texts("Hundesteuer", summary="Die Steuer"), make_texts("Hund", body="Leine"))
    vocabulary = engine().read_vocabulary()
    assert vocabulary.documents == 2
    assert vocabulary.counts["hund"] == 2
    assert vocabulary.counts["lein"] == 1
    assert "lein" not in vocabulary.title_words
    assert "hundesteu" in vocabulary.title_words
    assert all(word.isalnum() for word in vocabulary.counts)


def test_changed_and_deleted_documents_are_found_as_they_are_now():
    store("Hund", "Katze")
    document = IndexedDocument.objects.get(title="Hund")
    engine().upsert(
        [IndexedDocument(key=document.key, kind="page", language="de", title="Pferd", url="/p/", title_tokens="pferd")]
    )
    engine().delete([IndexedDocument.objects.get(title="Katze").key])
    assert titles("Hund Katze Pferd") == {"Pferd"}
    assert IndexedDocument.objects.get(key=document.key).pk == document.pk
    assert engine().health().is_well


def test_views_outlive_a_change_of_the_document():
    store("Hund")
    IndexedDocument.objects.update(views=7)
    document = IndexedDocument.objects.get()
    engine().upsert(
        [IndexedDocument(key=document.key, kind="page", language="de", title="Hund", url="/", title_tokens="hund")]
    )
    assert IndexedDocument.objects.get().views == 7


def test_a_transaction_that_is_rolled_back_leaves_nothing():
    store("Katze")
    with transaction.atomic():
        store("Hund")
        transaction.set_rollback(True)
    assert titles("Hund Katze") == {"Katze"}
    assert engine().health().is_well


def test_a_rebuild_finds_the_same_as_before():
    store("Hundesteuer", "Reisepass", "Katze")
    before = engine().read_vocabulary().counts
    engine().rebuild()
    assert engine().read_vocabulary().counts == before
    assert titles("Hund Reise") == {"Hundesteuer", "Reisepass"}
    store("Hund nachher")
    assert titles("Hund") == {"Hundesteuer", "Hund nachher"}
    assert engine().health().is_well


def test_other_scripts_are_found():
    store("Паспорт для дитини", "جواز سفر")
    assert titles("паспорт") == {"Паспорт для дитини"}
    assert titles("جواز") == {"جواز سفر"}


@pytest.mark.parametrize(
    "text", ["'", '"', "hund' OR 1=1", "hund & !katze", "NEAR(hund katze)", "hund*", ":*", "\\", "a:b"]
)
def test_operators_are_only_letters(text):
    store("Hund")
    assert titles(text) <= {"Hund"}


def test_very_long_texts_can_be_stored():
    store(make_texts("Haushaltsplan", body=" ".join(f"posten{number}" for number in range(30_000))))
    assert titles("posten17") == {"Haushaltsplan"}


def test_words_that_change_during_a_rebuild_are_not_lost(sqlite_only, monkeypatch):
    sqlite = database_engine()
    store(*[f"Alt {number}" for number in range(12)])
    monkeypatch.setattr("search.engines.sqlite.CHUNK", 5)
    changes = iter(
        [
            lambda: IndexedDocument.objects.filter(title="Alt 0").update(title_tokens="geaendert"),
            lambda: IndexedDocument.objects.filter(title__in=["Alt 1", "Alt 11"]).delete(),
            lambda: store("Neu"),
        ]
    )
    fill = sqlite._fill_shadow

    def fill_and_change():
        is_more = fill()
        next(changes, lambda: None)()
        return is_more

    monkeypatch.setattr(sqlite, "_fill_shadow", fill_and_change)
    sqlite.rebuild()
    assert sqlite.health().is_well
    assert titles("Neu") == {"Neu"}
    assert len(titles("Alt")) == 9
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE name LIKE 'search_fts_next%' OR name = 'search_fts_progress'"
        )
        assert cursor.fetchall() == []


def test_a_missing_table_is_seen_and_a_rebuild_brings_it_back():
    store("Hund")
    database_engine().drop_tables()
    assert not engine().health().is_well
    engine().rebuild()
    assert engine().health().is_well
    assert titles("Hund") == {"Hund"}


def test_a_damaged_index_is_seen(sqlite_only):
    store("Hund")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_fts(search_fts, rowid, title_tokens) VALUES ('delete', 999, 'hund')")
    assert not engine().health().is_well


def test_the_tables_can_be_created_twice():
    database_engine().create_tables()
    assert engine().health().is_well


def test_nothing_is_asked_of_the_database_without_words(django_assert_num_queries):
    nothing = wanted("!!!")
    with django_assert_num_queries(0):
        assert engine().candidates(nothing) == []
        assert engine().count(nothing) == []


def test_errors_of_the_database_are_not_hidden():
    question = wanted("Hund")
    database_engine().drop_tables()
    with pytest.raises(DatabaseError), transaction.atomic():
        engine().candidates(question)
