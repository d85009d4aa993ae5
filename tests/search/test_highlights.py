import pytest

from search.analysis import fold, stem
from search.concepts import understand
from search.highlights import Marker, passage, shortened
from search.synonyms import Synonyms
from search.vocabulary import Vocabulary

KNOWN = [
    stem(fold(word))
    for word in ("Hund", "Steuer", "Hundesteuer", "Eheschließung", "Reisepass", "Straße", "Fest", "Marke")
]
VOCABULARY = Vocabulary(10, dict.fromkeys(KNOWN, 1), KNOWN)
SYNONYMS = Synonyms.of_lines(["hochzeit > eheschließung"])


def marker(query, language="de"):
    return Marker(understand(query, VOCABULARY, SYNONYMS, language), VOCABULARY, language)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Viele Hunde.", "hund", "Viele <mark>Hunde</mark>."),
        ("Die Hundesteuer", "steuer", "Die Hunde<mark>steuer</mark>"),
        ("Hundesteuermarken", "steuer", "Hunde<mark>steuer</mark>marken"),
        ("Hundesteuer", "hund", "<mark>Hunde</mark>steuer"),
        ("Hundesteuer", "hund steuer", "<mark>Hundesteuer</mark>"),
        ("Straßenfest", "strasse", "<mark>Straßen</mark>fest"),
        ("Online-Dienst", "online-dienst", "<mark>Online-Dienst</mark>"),
        ("Hunde-Steuer", "steuer", "Hunde-<mark>Steuer</mark>"),
        ("Eheschließung", "Hochzeit", "<mark>Eheschließung</mark>"),
        ("Ihr Reisepass", "reisepas", "Ihr <mark>Reisepass</mark>"),
        ("Der und die", "hund", "Der und die"),
        ("a < b & Hund", "hund", "a &lt; b &amp; <mark>Hund</mark>"),
        ("", "hund", ""),
    ],
)
def test_the_words_that_answer_are_marked_and_everything_is_escaped(text, query, expected):
    assert marker(query).mark(text) == expected


def test_in_other_languages_whole_words_are_marked():
    assert marker("steuer", "en").mark("Hundesteuer steuer") == "Hundesteuer <mark>steuer</mark>"


def test_a_text_that_fits_is_not_cut():
    assert shortened("Kurz.") == "Kurz."
    assert shortened("Viele schöne, lange Wörter", 15) == "Viele schöne …"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Hund. Viel Text, der lang ist.", "Der Hund. Viel …"),
        ("Erst dies und jenes. Dann der Hund und mehr.", "… Dann der Hund und …"),
        ("Erst dies und jenes, aber sehr lange, dann Hund und mehr.", "… Hund und mehr."),
        ("Ganz ohne das Gesuchte steht es hier.", "Ganz ohne das …"),
        ("Hund", "Hund"),
    ],
)
def test_of_a_long_text_the_telling_part_is_shown(text, expected):
    assert passage(text, marker("hund"), length=20) == expected
