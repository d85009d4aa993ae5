import pytest

from search.analysis import fold, stem
from search.families import forms


def s(word):
    return stem(fold(word))


def forms_of(word):
    return forms(fold(word), s(word))


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("verloren", "Verlust"),
        ("Verlust", "verlieren"),
        ("umgezogen", "Umzug"),
        ("gestorben", "Sterbefall"),
        ("tot", "Tod"),
        ("gefunden", "Fund"),
        ("gestohlen", "Diebstahl"),
        ("Kfz", "Kraftfahrzeug"),
        ("gewerblich", "Gewerbetreibende"),
        ("Jäger", "Jagd"),
        ("Photovoltaik", "PV"),
    ],
)
def test_words_of_a_family_know_each_other(typed, stands):
    assert s(stands) in forms_of(typed)


@pytest.mark.parametrize(
    ("typed", "stands"),
    [
        ("angemeldet", "anmelden"),
        ("anzumelden", "Anmeldung"),
        ("abgestellt", "abstellen"),
        ("geparkt", "parken"),
        ("wohnt", "wohnen"),
        ("asphaltiert", "asphaltieren"),
        ("verlängern", "Verlängerung"),
        ("Verlängerung", "verlängern"),
        ("gefördert", "Förderung"),
    ],
)
def test_grammar_makes_forms_of_verbs(typed, stands):
    assert s(stands) in forms_of(typed)


@pytest.mark.parametrize("word", ["Markt", "Stadt", "Amt", "Recht"])
def test_our_base_words_are_no_verbs(word):
    assert not {stem(fold(word)[:-1]), fold(word)[:-1]} & set(forms_of(word))


def test_a_word_is_no_form_of_itself():
    assert s("angemeldet") not in forms_of("angemeldet")
    assert forms_of("Balkonkraftwerk") == ()
