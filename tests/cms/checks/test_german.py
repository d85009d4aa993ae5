"""What is told about German sentences: found where it is, and silent where a word only looks like it."""

import pytest

from cms.checks import german

PASSIVE = [
    "Der Antrag wird von uns geprüft.",
    "Der Ausweis wird in Berlin hergestellt und nach Musterstadt geschickt.",
    "Die Halle wurde 1970 vergeben.",
    "Der Antrag kann online gestellt werden.",
    "Die Unterlagen sind eingereicht worden.",
    "Weil der Antrag bearbeitet wird, dauert es etwas.",
    "Ab Montag wird die Straße gesperrt.",
    "Die Ergebnisse werden bekannt gegeben.",
    "Unterlagen werden nicht benötigt.",
    "Das wurde vom Rat beschlossen.",
    "Der Platz wird neu gestaltet.",
]
ACTIVE = [
    "Wir prüfen Ihren Antrag.",
    "Wir werden den Antrag prüfen.",
    "Wir werden die Plätze vergeben.",
    "Wir werden den Platz gestalten.",
    "Wer 18 wird, bekommt einen Ausweis.",
    "Sie wird 18 und bekommt einen Ausweis.",
    "Es wird kalt.",
    "Die Gebühr wird fällig.",
    "Das wird Ihnen gehören.",
    "Er wird das nicht genehmigen.",
    "Werden Sie Mitglied!",
    "Er wird Beamter.",
    "Das wird teuer, sagt er.",
]


@pytest.mark.parametrize("sentence", PASSIVE)
def test_a_passive_is_found(sentence):
    assert german.is_passive(sentence)


@pytest.mark.parametrize("sentence", ACTIVE)
def test_what_is_no_passive_is_left_alone(sentence):
    assert not german.is_passive(sentence)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Kommen Sie am 3. Mai um 10 Uhr, z. B. mit dem Bus. Wir helfen.", 2),
        ("Vgl. § 5 Abs. 2 BauGB.", 1),
        ("Fragen? Ja! Dr. Müller hilft.", 3),
        ("Im Jahr 2026. Danach mehr.", 2),
        ("Eine Zeile\nnoch eine", 2),
        ("Er sagte: „Kommen Sie.“ Dann ging er.", 2),
        ("", 0),
    ],
)
def test_sentences_end_where_people_hear_an_end(text, count):
    assert len(german.sentences(text)) == count


def test_nothing_of_a_text_is_lost_between_sentences():
    text = "Erster Satz. Zweiter Satz (mit Klammer). Dritter …"
    assert " ".join(german.sentences(text)) == text


def test_nouns_that_hide_verbs_are_named_and_things_are_not():
    sentence = "Die Erteilung der Auskunft erfolgt nach Prüfung und Inaugenscheinnahme durch die Gemeindeverwaltung."
    assert german.hidden_verbs(sentence) == ["Erteilung", "Prüfung", "Inaugenscheinnahme"]
    assert german.hidden_verbs("Ihre Wohnung, die Zeitung, die Rechnungen und die Veranstaltungen.") == []


def test_phrases_of_offices_come_with_plain_words():
    assert dict(german.set_phrases("Wir können dies zur  Verfügung stellen.")) == {
        "zur verfügung stellen": "geben, anbieten"
    }
    assert german.set_phrases("Bei Ebbe reicht das nicht; vermittels ist ein altes Wort.") == []


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Die Gemein- de lädt ein.", "Gemeinde"),
        ("Die Ver-\nwaltung hilft.", "Verwaltung"),
        ("Die Haus¬tür ist offen.", "Haustür"),
        ("Die Stra\u00ad ße ist frei.", "Straße"),
    ],
)
def test_words_divided_in_a_pdf_are_found(text, whole):
    assert [found for _divided, found in german.hyphenations(text)] == [whole]


@pytest.mark.parametrize(
    "text",
    [
        "Vor- und Nachname",
        "ein- bis zweimal",
        "Bus- oder Bahnfahrt",
        "deutsch-französische Freundschaft",
        "Haupt- bzw. Nebenwohnung",
        "Straßenverkehrsamt – dort",
        "Montag - freitags zu",
    ],
)
def test_hyphens_that_belong_there_are_left_alone(text):
    assert german.hyphenations(text) == []


def test_a_hyphen_inside_a_word_counts_where_the_page_has_the_whole_word():
    assert german.hyphenations("Die Ge-meinde", "Unsere Gemeinde") == [("Ge-meinde", "Gemeinde")]
    assert german.hyphenations("Die Ge-meinde", "Unsere Stadt") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nach dem OZG ist das online möglich.", ["OZG"]),
        ("Der ÖPNV und BAföG, noch einmal der ÖPNV.", ["ÖPNV", "BAföG"]),
        ("Nach § 5 BauGB und Art. 3 Abs. 2 DSGVO.", []),
        ("Eine GmbH in NRW, als PDF, mit WLAN.", []),
        ("Ludwig XIV. und Bauabschnitt III.", []),
        ("WICHTIGE Mitteilung, das heißt ALLES", []),
        ("Nach der DSGVO und mit CC BY 4.0.", ["DSGVO"]),
        ("Der VHS-Kurs bei McDonald.", []),
    ],
)
def test_abbreviations_that_nobody_must_know(text, found):
    assert list(german.abbreviations(text)) == found


@pytest.mark.parametrize(
    ("text", "is_explained"),
    [
        ("Das Onlinezugangsgesetz (OZG) gilt.", True),
        ("Das OZG (Onlinezugangsgesetz) gilt.", True),
        ("Das OZG (2017) gilt.", False),
        ("Das OZG gilt.", False),
        ("Das Gesetz (kurz OZG) gilt.", True),
    ],
)
def test_an_explanation_stands_in_brackets(text, is_explained):
    assert german.is_explained("OZG", text) is is_explained


def test_shortened_words_of_offices():
    assert [short for short, _plain in german.shortened_words("Kommen Sie ggf. i. d. R. früh, z. B. um 8 Uhr.")] == [
        "ggf.",
        "i. d. R.",
    ]
    assert german.shortened_words("Das ist angem. und Salt. Lake") == []


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "." * 5000, "A" * 100_000, "-" * 5000, "(" * 5000, "Ab- " * 5000, "wird " * 3000]
)
def test_odd_texts_are_read_quickly_and_break_nothing(text):
    german.is_passive(text)
    german.sentences(text)
    german.hidden_verbs(text)
    german.set_phrases(text)
    german.hyphenations(text, text)
    list(german.abbreviations(text))
    german.shortened_words(text)
