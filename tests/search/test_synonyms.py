import pytest

from search.analysis import fold, stem
from search.models import Synonym
from search.synonyms import SYNONYMS, Row, Synonyms, our_synonyms, read_line, shipped_rows


def expression(text):
    return tuple(stem(fold(word)) for word in text.split())


def test_a_line_with_an_arrow_leads_one_way():
    synonyms = Synonyms.of_lines(["perso > personalausweis"])
    assert synonyms.of("perso") == [expression("personalausweis")]
    assert synonyms.of(*expression("personalausweis")) == []


def test_a_line_with_an_equals_sign_leads_both_ways_and_among_each_side():
    synonyms = Synonyms.of_lines(["müll, unrat = abfall"])
    assert synonyms.of(*expression("abfall")) == [expression("müll"), expression("unrat")]
    assert set(synonyms.of(*expression("unrat"))) == {expression("abfall"), expression("müll")}


def test_expressions_may_have_several_words():
    synonyms = Synonyms.of_lines(["driving licence > führerschein, gelber sack"])
    assert synonyms.of(*expression("driving licence")) == [expression("führerschein"), expression("gelber sack")]


def test_comments_and_empty_lines_say_nothing():
    assert Synonyms.of_lines(["", "# perso > ausweis", "   "]).meanings == {}


@pytest.mark.parametrize("line", ["perso ausweis", "perso >", "perso ="])
def test_a_line_without_two_sides_is_an_error(line):
    with pytest.raises(ValueError, match="two sides"):
        Synonyms.of_lines([line])


def test_our_own_list_can_be_read_and_is_rich():
    assert len(our_synonyms().meanings) > 400
    assert expression("reisepass") in our_synonyms().of_foreign("паспорт")
    lines = SYNONYMS.read_text(encoding="utf-8").splitlines()
    content = [line for line in lines if line and not line.startswith("#")]
    assert len(content) == len(set(content))


def test_words_of_other_languages_are_entries_and_never_goals():
    synonyms = Synonyms([Row("dog tax", "=", "hundesteuer", "en"), Row("köpek", ">", "hund", "tr")])
    assert synonyms.of_foreign("dog", "tax") == [expression("hundesteuer")]
    assert synonyms.of_foreign("kopek") == [expression("hund")]
    assert synonyms.meanings == {}


def test_expressions_without_words_say_nothing():
    assert Synonyms([Row("?, wuffi", ">", "hund, !")]).meanings == {("wuffi",): {("hund",): None}}


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("a, b > c", Row("a, b", ">", "c")),
        ("a = b, c", Row("a", "=", "b, c")),
    ],
)
def test_a_line_is_a_row_of_the_table(line, row):
    assert read_line(line) == row


def test_everything_shipped_fits_into_the_table():
    for row in shipped_rows():
        Synonym(**row._asdict()).clean_fields(exclude=["source"])
