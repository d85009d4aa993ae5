import pytest

from search import compounds
from search.analysis import fold, stem
from search.compounds import SHORTEST_PART, Splitter, base_words

SPLITTER = Splitter()


def parts(word, splitter=SPLITTER):
    folded = fold(word)
    return list(splitter.all_parts(folded, stem(folded)))


def stems(*words):
    return [stem(fold(word)) for word in words]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Hundesteueranmeldung", ("Hund", "Steuer", "Anmeldung")),
        ("Geburtsurkunde", ("Geburt", "Urkunde")),
        ("Geburtsurkunden", ("Geburt", "Urkunde")),
        ("Schwerbehindertenausweis", ("schwer", "behindert", "Ausweis")),
        ("Straßenreinigungsgebühr", ("Straße", "Reinigung", "Gebühr")),
        ("strassenreinigungsgebuehren", ("Straße", "Reinigung", "Gebühr")),
        ("Veranstaltungskalender", ("Veranstaltung", "Kalender")),
        ("Namensänderung", ("Name", "Änderung")),
        ("Todesanzeige", ("Tod", "Anzeige")),
        ("Schulanmeldung", ("Schule", "Anmeldung")),
    ],
)
def test_compounds_are_taken_apart(word, expected):
    assert list(parts(word)) == stems(*expected)


@pytest.mark.parametrize(
    "word",
    [
        "Haushalt",
        "Heirat",
        "Antrag",
        "Verwaltung",
        "Rathaus",
        "Beglaubigung",
        "Kirschkuchen",
        "99008001012000",
        "паспорт",
    ],
)
def test_other_words_stay_whole(word):
    assert not parts(word)


def test_words_of_the_site_are_parts_too():
    assert not parts("Kirschkuchenfest")
    site = Splitter(stems("Kirschkuchen"))
    assert list(parts("Kirschkuchenfest", site)) == stems("Kirschkuchen", "Fest")


def test_parts_have_parts_themselves():
    site = Splitter(stems("Schwerbehinderte"))
    assert list(parts("Schwerbehindertenausweis", site)) == stems("Schwerbehinderte", "schwer", "behindert", "Ausweis")


def test_the_list_of_base_words_is_in_order():
    words = base_words()
    assert 600 < len(words) < 1200
    assert len(set(words)) == len(words)
    assert all(word.isalpha() and len(word) >= SHORTEST_PART for word in words)


def test_what_strangers_type_does_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(compounds, "MOST_KNOWN", 50)
    splitter = Splitter()
    for number in range(500):
        parts(f"{chr(97 + number % 26)}{chr(97 + number // 26)}hundesteuer", splitter)
    assert len(splitter.known) <= 50
    assert len(splitter.parts) <= 50
    assert parts("Geburtsurkunde", splitter) == stems("Geburt", "Urkunde")
