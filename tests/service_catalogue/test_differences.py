"""Two versions of a text, word by word."""

from time import process_time

import pytest

from service_catalogue.differences import IN, MOST_LINES, MOST_WORDS, OUT, SAME, as_lines, compare, html_lines
from service_catalogue.sections import Item, Line, Section


def test_words_that_came_and_went_stand_in_their_place():
    assert compare("Melden Sie den Hund in zwei Wochen an.", "Melden Sie den Hund in 14 Tagen an.") == [
        [(SAME, "Melden Sie den Hund in "), (OUT, "zwei Wochen "), (IN, "14 Tagen "), (SAME, "an.")]
    ]


def test_paragraphs_stay_paragraphs():
    assert compare("Eins.\nZwei.\nDrei.", "Eins.\nDrei.\nVier.") == [
        [(SAME, "Eins.")], [(OUT, "Zwei.")], [(SAME, "Drei.")], [(IN, "Vier.")],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "kinds"), [("", "Neu.", [IN]), ("Alt.", "", [OUT]), ("", "", []), ("Gleich.", "Gleich.", [SAME])]
)
def test_texts_that_come_go_or_stay_whole(old, new, kinds):
    assert [piece.kind for paragraph in compare(old, new) for piece in paragraph] == kinds


def test_whatever_changes_both_texts_can_be_read_out_of_the_difference():
    old = "Der Antrag kostet 5 Euro.\nBringen Sie mit: Ausweis, Foto.\nEnde."
    new = "Der Antrag ist frei.\nNeu dazwischen.\nBringen Sie mit: Ausweis und Foto!\nEnde."
    pieces = [piece for paragraph in compare(old, new) for piece in paragraph]
    for text, kind in ((old, OUT), (new, IN)):
        assert "".join("".join(p.text for p in pieces if p.kind in {SAME, kind}).split()) == "".join(text.split())


def test_a_huge_paragraph_is_not_compared_by_words():
    words = " ".join(["der"] * MOST_WORDS)
    assert compare(words, f"{words} Hund") == [[(OUT, words)], [(IN, f"{words} Hund")]]


def test_a_text_of_very_many_lines_is_not_compared_at_all():
    lines = ["Zeile."] * MOST_LINES
    assert len(compare("\n".join(lines), "\n".join([*lines, "Neu."]))) == 2 * MOST_LINES + 1


@pytest.mark.parametrize("between", [" ", "\n"])
def test_a_text_that_repeats_itself_takes_no_minutes(between):
    """What a source delivers must not hold up the editors' form."""
    half = MOST_WORDS // 2 if between == " " else MOST_LINES // 2
    old, new = (between.join((words * half)[:half]) for words in (["a", "b", "c"], ["a", "c", "b"]))
    begun = process_time()
    compare(old, new)
    assert process_time() - begun < 2


def test_html_becomes_lines_and_links_say_where_they_lead():
    html = '<p>Siehe <a href="https://x.example/a">hier</a>.</p><ul><li>Eins</li><li>Zwei &amp;\n drei</li></ul>a<br>b'
    assert html_lines(html) == ["Siehe hier (https://x.example/a).", "• Eins", "• Zwei & drei", "a", "b"]


def test_a_section_as_lines_has_amounts_text_and_entries():
    section = Section(
        "fees", "Kosten", "kosten",
        html="<p>Text</p>",
        items=[Item("Satzung", "von 2020", "https://x.example/")],
        lines=[Line("Antrag", "5 €", "bar"), Line("", "frei", "", "§ 1")],
    )  # fmt: skip
    assert as_lines(section).splitlines() == [
        "Antrag: 5 € (bar)", "frei (§ 1)", "Text", "• Satzung (von 2020, https://x.example/)",
    ]  # fmt: skip
