import pytest

from search.analysis import fold, stem
from search.synonyms import SYNONYMS, Synonyms, our_synonyms


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
    assert our_synonyms().of("паспорт") == [expression("reisepass")]
    lines = SYNONYMS.read_text(encoding="utf-8").splitlines()
    content = [line for line in lines if line and not line.startswith("#")]
    assert len(content) == len(set(content))
