import pytest

from search.spelling import MOST_NEIGHBOURS, Speller, sound

WORDS = ["fuhrungszeugnis", "reisepass", "wohnsitz", "kindergeld", "fahrrad", "pass", "leit", "hund"]


def neighbours(word, farthest=None):
    return Speller(WORDS).neighbours(word, farthest)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kindergeld", "kindergelt"),
        ("fahrrad", "varat"),
        ("fuhrung", "furung"),
        ("wohnsitz", "wonsits"),
        ("reise", "raise"),
        ("photo", "foto"),
        ("miete", "mite"),
    ],
)
def test_words_that_sound_alike_have_one_sound(one, other):
    assert sound(one) == sound(other)


@pytest.mark.parametrize(("one", "other"), [("hund", "hand"), ("pass", "post"), ("buch", "bach"), ("grab", "gras")])
def test_other_words_sound_otherwise(one, other):
    assert sound(one) != sound(other)


def test_letters_that_are_missing_or_too_many_or_have_changed_places_are_mended():
    assert neighbours("reisepas") == [("reisepass", 1)]
    assert neighbours("wohnstiz") == [("wohnsitz", 1)]
    assert neighbours("fuhrangszeugnos") == [("fuhrungszeugnis", 2)]


def test_what_sounds_alike_is_near_whatever_its_letters():
    assert neighbours("varat") == [("fahrrad", 1)]


def test_short_words_keep_their_first_letter():
    assert neighbours("pleit") == []
    assert neighbours("lein") == [("leit", 1)]


def test_a_doubtful_word_may_differ_by_one_letter_only():
    assert neighbours("fuhrangszeugnos", 1) == []


def test_numbers_and_tiny_words_are_not_corrected():
    assert neighbours("123456") == neighbours("hun") == []


def test_of_many_neighbours_the_weightiest_come():
    words = [f"strasse{letter}" for letter in "abcdefgh"]
    assert [word for word, _ in Speller(words).neighbours("strassex")] == words[:MOST_NEIGHBOURS]


def test_the_same_answer_comes_again():
    speller = Speller(WORDS)
    assert speller.neighbours("reisepas") is speller.neighbours("reisepas")
