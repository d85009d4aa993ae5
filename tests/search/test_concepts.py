import pytest

from search.analysis import fold, stem
from search.concepts import HEAD, JOINED, MODIFIER, SAME, SYNONYM, understand
from search.synonyms import NO_SYNONYMS, Synonyms
from search.vocabulary import Vocabulary


def s(word):
    return stem(fold(word))


def know(*words):
    stems = [s(word) for word in words]
    return Vocabulary(100, dict.fromkeys(stems, 1), stems)


def read(text, *known, synonyms=NO_SYNONYMS, language="de"):
    return understand(text, know(*known), synonyms, language)


def test_each_word_is_a_concept_of_its_own():
    query = read("Hund anmelden", "Hund", "anmelden")
    assert [concept.terms for concept in query.concepts] == [{s("Hund"): SAME}, {s("anmelden"): SAME}]


def test_a_known_compound_is_also_found_by_its_parts_with_less_weight():
    (concept,) = read("Hundesteuer", "Hundesteuer").concepts
    assert concept.terms == {s("Hundesteuer"): SAME, s("Hund"): MODIFIER, s("Steuer"): HEAD}


def test_an_unknown_compound_asks_for_each_of_its_parts():
    query = read("Wohngeldantrag", "Wohngeld", "Antrag")
    assert [next(iter(concept.terms)) for concept in query.concepts] == [
        s("Wohngeldantrag"),
        s("Wohngeld"),
        s("Antrag"),
    ]
    assert query.corrections == {}


@pytest.mark.parametrize(("text", "meant"), [("bau voranfrage", "Bauvoranfrage"), ("hund steuer", "Hundesteuer")])
def test_two_words_may_be_meant_as_one(text, meant):
    query = read(text, meant)
    assert [concept.terms[s(meant)] for concept in query.concepts] == [JOINED, JOINED]


def test_words_with_others_between_them_are_not_joined():
    assert s("Hundesteuer") not in read("hund und steuer", "Hundesteuer", "Hund", "Steuer").terms


def test_everyday_words_become_official_ones():
    synonyms = Synonyms.of_lines(["hochzeit > eheschließung"])
    (concept,) = read("Hochzeit", "Eheschließung", synonyms=synonyms).concepts
    assert concept.terms[s("Eheschließung")] == SYNONYM


def test_expressions_of_several_words_are_translated_as_a_whole():
    synonyms = Synonyms.of_lines(["driving licence > führerschein"])
    query = read("my driving licence", "Führerschein", synonyms=synonyms)
    assert [concept.terms.get(s("Führerschein")) for concept in query.concepts][-2:] == [SYNONYM, SYNONYM]


def test_of_a_synonym_that_the_site_does_not_use_its_parts_count():
    synonyms = Synonyms.of_lines(["nummernschild > autokennzeichen"])
    assert s("Kennzeichen") in read("Nummernschild", "Kennzeichen", synonyms=synonyms).terms


def test_a_mistyped_word_finds_its_neighbour():
    query = read("Reisepas", "Reisepass")
    assert query.corrections == {"reisepas": "reisepass"}
    assert query.terms["reisepass"] == pytest.approx(0.7)


def test_a_known_word_is_never_corrected():
    assert read("Reisepas", "Reisepass", "Reisepas").corrections == {}


def test_a_mistyped_word_finds_its_synonyms():
    synonyms = Synonyms.of_lines(["hochzeit > eheschließung"])
    assert s("Eheschließung") in read("Hochzeyt", "Hochzeit", "Eheschließung", synonyms=synonyms).terms


def test_long_queries_are_cut():
    assert len(read(" ".join(f"wort{number}" for number in range(100))).concepts) == 12
    assert len(read("x" * 5000).text) == 200


def test_words_that_are_said_twice_count_once():
    assert len(read("Hund Hunde Hunden", "Hund").concepts) == 1


def test_other_languages_are_not_taken_apart():
    (concept,) = read("Hundesteuer", "Hundesteuer", language="en").concepts
    assert len(concept.terms) == 1


@pytest.mark.parametrize("text", ["", "  ", '"', "\0", "😀", "***"])
def test_nothing_is_asked_for_without_words(text):
    assert read(text).concepts == []
