import pytest
from django.core.management import CommandError, call_command

from cms.searchable import SearchTexts
from search import documents
from search.clock import rebuild_index
from search.finding import find
from search.models import IndexedDocument
from search.status import status
from tests.factories.cms import StandardPageFactory
from tests.factories.directory import DepartmentFactory
from tests.factories.search import make_texts, store


def analysed(*texts, language="de"):
    entry = documents.analyse_texts(SearchTexts(*texts), key="k", kind="page", url="/k/", language=language)
    return documents.complete(entry, documents.current_vocabulary())


@pytest.mark.django_db
def test_every_word_is_stored_once_in_its_weightiest_field_and_parts_stand_behind():
    document = analysed("Hundesteuer", ["Steuer", "Marke"], "Die Hundesteuer und ihre Marken", "Ein Hund, ein Halsband")
    assert document.title_tokens == "hundesteu steu | hund"
    assert document.keyword_tokens == "mark | "
    assert document.summary_tokens.split() == ["|"]
    assert document.body_tokens.split()[0] == "halsband"
    assert document.title_words == 1


@pytest.mark.django_db
def test_other_languages_are_not_taken_apart():
    assert "|" in analysed("Hundesteuer", language="en").title_tokens.split()[-1]
    assert analysed("Dog registration", language="en").title_tokens == "dog registr | "


@pytest.mark.django_db
def test_odd_texts_are_stored_as_far_as_they_make_sense():
    document = analysed("a\0b  " + "x" * 1000, [], "s\n\n  t" * 2000)
    assert "\0" not in document.title + document.summary
    assert len(document.title) == 300
    document.save()


@pytest.mark.django_db
def test_many_documents_need_few_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        store(*[make_texts(f"Seite {number}") for number in range(200)])


@pytest.fixture
def town(home):
    pool = StandardPageFactory(parent=home, title="Freibad", slug="freibad")
    StandardPageFactory(parent=pool, title="Eintritt", live=False)
    return [pool, DepartmentFactory(name="Bauamt")]


def test_the_index_is_built_from_what_is_public(town):
    IndexedDocument.objects.all().delete()
    store("Von gestern")
    assert documents.rebuild() == 2
    assert {document.title for document in IndexedDocument.objects.all()} == {"Freibad", "Bauamt"}
    assert find("Freibad").hits[0].url == "/freibad/"


def test_a_rebuild_lets_new_words_take_older_compounds_apart(home):
    StandardPageFactory(parent=home, title="Kirschkuchenfest")
    StandardPageFactory(parent=home, title="Kirschkuchen")
    assert [hit.title for hit in find("Kirschkuchen").hits] == ["Kirschkuchen"]
    rebuild_index()
    assert [hit.title for hit in find("Kirschkuchen").hits] == ["Kirschkuchen", "Kirschkuchenfest"]


def test_the_commands_compare_and_rebuild(town, capsys):
    call_command("search_status")
    assert "0 missing, 0 surplus, 0 stale" in capsys.readouterr().out
    IndexedDocument.objects.filter(title="Freibad").delete()
    store("Von gestern")
    with pytest.raises(CommandError, match="update_search_index"):
        call_command("search_status")
    assert "1 missing, 1 surplus, 0 stale" in capsys.readouterr().out
    call_command("update_search_index")
    assert "2 documents" in capsys.readouterr().out
    assert status().is_well
