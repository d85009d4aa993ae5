import pytest

from search.analysis import fold, stem
from search.concepts import understand
from search.highlights import mark, shortened
from search.synonyms import Synonyms
from search.vocabulary import Vocabulary

KNOWN = [stem(fold(word)) for word in ("Hund", "Steuer", "Hundesteuer", "Eheschließung", "Reisepass")]
VOCABULARY = Vocabulary(10, dict.fromkeys(KNOWN, 1), KNOWN)
SYNONYMS = Synonyms.of_lines(["hochzeit > eheschließung"])


def marked(text, query):
    return mark(text, understand(query, VOCABULARY, SYNONYMS), VOCABULARY)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Viele Hunde.", "hund", "Viele <mark>Hunde</mark>."),
        ("Die Hundesteuer", "steuer", "Die <mark>Hundesteuer</mark>"),
        ("Online-Dienst", "online-dienst", "<mark>Online-Dienst</mark>"),
        ("Eheschließung", "Hochzeit", "<mark>Eheschließung</mark>"),
        ("Ihr Reisepass", "reisepas", "Ihr <mark>Reisepass</mark>"),
        ("Der und die", "hund", "Der und die"),
        ("a < b & Hund", "hund", "a &lt; b &amp; <mark>Hund</mark>"),
        ("", "hund", ""),
    ],
)
def test_the_words_that_answer_are_marked_and_everything_is_escaped(text, query, expected):
    assert marked(text, query) == expected


def test_a_text_that_fits_is_not_cut():
    assert shortened("Kurz.") == "Kurz."
    assert shortened("Viele schöne, lange Wörter", 15) == "Viele schöne …"
