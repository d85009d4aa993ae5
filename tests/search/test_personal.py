import pytest

from search.analysis import stem
from search.personal import given_names, is_personal
from search.vocabulary import Vocabulary

SITE = Vocabulary(10, {stem(word): 1 for word in ("hund", "anmelden", "katrin", "brandt", "steuer")}, [])


@pytest.mark.parametrize(
    "text",
    [
        "max.mustermann@example.org",
        "0571 / 123 45",
        "+49 171 2345678",
        "DE02 1203 0000 0000 2020 51",
        "geboren 01.02.1990",
        "ausweis L01X00T471",
        "Hauptstraße 12a",
        "hauptstr. 5",
        "lärm am alten brink 4",
        "breite straße nr. 4",
        "marienstr.4",
        "MI-AB 123",
        "mi rk 123",
        "geb. 1.1.80",
        "hr. schmidtke",
        "Max Mustermann",
        "mustermann, max",
        "frau schmidtke",
        "Familie Öztürk sozialhilfe",
    ],
)
def test_what_could_tell_who_somebody_is_counts_as_personal(text):
    assert is_personal(text, SITE)


@pytest.mark.parametrize(
    "text",
    [
        "hund anmelden",
        "hundesteuer 2026",
        "32351",
        "§ 34a gewerbeordnung",
        "formular 12",
        "bus am 24",
        "spielplatz",
        "Katrin Brandt",
        "Frau Brandt",
        "was kostet ein zweiter hund",
        "anna",
    ],
)
def test_what_many_ask_does_not(text):
    assert not is_personal(text, SITE)


def test_no_word_of_town_life_is_a_given_name():
    assert len(given_names()) > 300
    assert not {"mai", "rosa", "ernst", "hund"} & given_names()
