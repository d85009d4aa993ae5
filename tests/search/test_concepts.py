import pytest

from search.analysis import fold, stem
from search.concepts import COMPLETION, FORM, HEAD, JOINED, MODIFIER, SAME, SYNONYM, Phrase, understand
from search.synonyms import NO_SYNONYMS, Row, Synonyms
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


def foreign(*rows):
    return Synonyms([Row(said, ">", meant, language) for language, said, meant in rows])


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("passports", "en", "passport"),
        ("how to renew my passport", "en", "passport"),
        ("pasaportumu", "tr", "pasaport"),
        ("PASAPORT", "tr", "pasaport"),
        ("KİMLİK", "tr", "kimlik"),
        ("kimliğimi nasıl", "tr", "kimlik"),
        ("реєстрацію", "uk", "реєстрація"),
        ("як змінити паспорта", "uk", "паспорт"),
        ("الإقامة", "ar", "إقامة"),
        ("اقامة", "ar", "إقامة"),
        ("كيف جوازات", "ar", "جواز"),
    ],
)
@pytest.mark.parametrize("typed_in", ["de", "en"])
def test_foreign_words_in_any_form_lead_to_german_ones(text, language, said, typed_in):
    query = read(text, "Reisepass", synonyms=foreign((language, said, "reisepass")), language=typed_in)
    assert query.terms["reisepass"] == SYNONYM
    assert query.corrections == {}


def test_foreign_expressions_are_translated_as_a_whole():
    synonyms = foreign(("uk", "дитячий садок", "kita"), ("tr", "doğum belgesi", "geburtsurkunde"))
    assert "kita" in read("дитячого садок", "Kita", synonyms=synonyms).terms
    assert s("Geburtsurkunde") in read("doğum belgesi", "Geburtsurkunde", synonyms=synonyms).terms


def test_little_words_of_other_languages_are_left_out_unless_the_site_has_them():
    assert [concept.word.folded for concept in read("how to find hund", "Hund").concepts] == ["find", "hund"]
    assert [concept.word.folded for concept in read("nasıl köpek", "Hund").concepts] == ["kopek"]
    assert [concept.word.folded for concept in read("who hund", "Hund", "WHO").concepts] == ["who", "hund"]
    assert [concept.word.folded for concept in read("how to").concepts] == ["how", "to"]


def test_a_single_letter_before_a_hyphen_is_no_little_word():
    assert s("iBike") in read("i-bike", "iBike").terms


def test_other_forms_of_a_word_are_found():
    assert read("Ausweis verloren", "Verlust").terms[s("Verlust")] == FORM
    assert read("angemeldet", "anmelden").terms[s("anmelden")] == FORM


def test_other_forms_of_a_word_have_its_synonyms():
    synonyms = Synonyms.of_lines(["umzug > wohnsitz"])
    assert "wohnsitz" in read("umgezogen", "Wohnsitz", synonyms=synonyms).terms


@pytest.mark.parametrize("text", ["ich melde mein auto ab", "wie melde ich mein auto ab?", "meldet auto ab"])
def test_verbs_that_grammar_has_parted_become_one_word(text):
    query = read(text, "Abmeldung", "Auto")
    assert s("Abmeldung") in query.terms
    assert len(query.concepts) == 2


def test_a_little_word_inside_a_sentence_parts_no_verb():
    assert s("abmelden") not in read("ab wann melden", "Abmeldung", "melden").terms


def test_unfinished_words_are_completed():
    assert read("persona", "Personalausweis").terms["personalausweis"] == COMPLETION
    assert "personalausweis" not in read("per", "Personalausweis").terms


def test_of_an_unknown_word_its_end_counts():
    synonyms = Synonyms.of_lines(["wagen > fahrzeug"])
    assert s("Wagen") in read("Xylowagen", "Wagen").terms
    assert s("Fahrzeug") in read("Xylowagen", "Fahrzeug", synonyms=synonyms).terms


@pytest.mark.parametrize("text", ["wahlhelffer", "wahllhelfer", "wallhelfer", "wahlhefler"])
def test_a_slip_inside_a_compound_that_the_site_does_not_know_is_mended(text):
    assert {s("Wahl"), s("helfen")} <= set(read(text, "Wahl", "helfen").terms)


def test_a_word_that_nobody_knows_asks_for_nothing_else():
    assert list(read("xqzvwk", "Hund", "Steuer", "Anmeldung").terms) == ["xqzvwk"]


def test_a_slip_in_the_ending_is_mended():
    query = read("meldebescheinigug", "Meldebescheinigung")
    assert query.corrections == {"meldebescheinigug": s("Meldebescheinigung")}


@pytest.mark.parametrize("text", ["hundestuer", "hundestuer anmelden", "Hundestuern"])
def test_letters_that_changed_places_are_no_umlaut(text):
    assert s("Hundesteuer") in read(text, "Hundesteuer", "anmelden").corrections.values()


def test_a_mistyped_everyday_word_finds_what_it_means():
    synonyms = Synonyms.of_lines(["portemonnaie > fundsache"])
    assert s("Fundsache") in read("portemonaie", "Fundsache", synonyms=synonyms).terms


def test_the_words_of_an_expression_may_stand_in_any_order():
    synonyms = Synonyms.of_lines(["hund tot > hundesteuer"])
    assert s("Hundesteuer") in read("tot hund", "Hundesteuer", synonyms=synonyms).terms


def test_an_expression_overrules_what_its_words_mean_alone():
    synonyms = Synonyms.of_lines(["pass > reisepass", "pass deutsch > einbürgerung"])
    terms = read("pass deutsch", "Reisepass", "Einbürgerung", synonyms=synonyms).terms
    assert terms[s("Einbürgerung")] > terms["reisepass"] > 0


def test_a_meaning_of_several_words_is_one_thing():
    synonyms = Synonyms.of_lines(["umzug > wohnsitz anmelden"])
    (concept,) = read("Umzug", "Wohnsitz", "anmelden", synonyms=synonyms).concepts
    assert concept.phrases == [Phrase((s("Wohnsitz"), s("anmelden")), SYNONYM)]
    assert concept.terms["wohnsitz"] < SYNONYM


def test_the_common_words_of_a_meaning_are_not_asked_for_by_themselves():
    """Whoever types Hundemarke means Hund anmelden, and none of all the other things that are to be anmelden."""
    vocabulary = Vocabulary(100, {s("Hund"): 2, s("anmelden"): 40}, [])
    query = understand("Hundemarke", vocabulary, Synonyms([Row("hundemarke", ">", "hund anmelden")]))
    (concept,) = query.concepts
    assert s("Hund") in concept.terms
    assert s("anmelden") not in concept.terms
    assert [phrase.terms for phrase in concept.phrases] == [(s("Hund"), s("anmelden"))]


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
