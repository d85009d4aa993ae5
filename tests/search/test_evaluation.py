"""The figures by which the search is judged, computed by hand for comparison."""

import csv
from math import log2

import pytest

from search import evaluation
from search.evaluation import Answer, Question, TableError

HEADING = "id,query,expected,kind\n"


def question(query="q", expected=("A",), kind="word", line=2):
    return Question(line, "1", query, tuple(expected), kind)


def answer(titles, expected=("A",), kind="word", milliseconds=1.0):
    return Answer(question(expected=expected, kind=kind), list(titles), milliseconds)


@pytest.fixture
def table(tmp_path):
    def write(content, name="table.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_questions_are_read_with_their_lines(table):
    path = table(HEADING + 'a,"ausweis, neu",Perso | Pass ,Wort\n\nb,"zwei\nZeilen",Pass,\n c ,x,Pass,Wort\n')
    assert evaluation.read_questions(path) == [
        Question(2, "a", "ausweis, neu", ("Perso", "Pass"), "Wort"),
        Question(4, "b", "zwei\nZeilen", ("Pass",), ""),
        Question(6, "c", "x", ("Pass",), "Wort"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfid,query,expected,kind\r\n1,h\xc3\xbctte,Haus,Wort\r\n",
        "id;query;expected;kind\n1;hütte;Haus;Wort\n",
        "ID, Query ,expected,note,kind\n1,hütte,Haus,anything,Wort\n",
        "\nid,query,expected,kind\n1,hütte,Haus,Wort\n",
    ],
    ids=["as Excel writes it", "semicolons", "other columns", "a blank line first"],
)
def test_what_spreadsheets_write_is_read(table, content):
    (found,) = evaluation.read_questions(table(content))
    assert (found.query, found.expected, found.kind) == ("hütte", ("Haus",), "Wort")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "empty"),
        (HEADING, "empty"),
        ("id,query,kind\n1,a,b\n", "line 1: no column expected"),
        ("id,query,expected,Query,kind\n1,a,A,b,k\n", "line 1: column query more than once"),
        (HEADING + "1,a,A,k\n2,b,k\n", "line 3: 3 cells where the heading has 4"),
        (HEADING + "1,a,A,k\n2,b,c,d,e\n", "line 3: 5 cells"),
        (HEADING + "1,a,A,k\n2, ,A,k\n", "line 3: the query is empty"),
        (HEADING + "1,a, | ,k\n", "line 2: no title is expected"),
        (HEADING.encode() + b"1,a,A,k\n2,h\xfctte,A,k\n", "line 3: this is not UTF-8"),
        (HEADING + '1,a,A,k\n2,"b,A,k\n', "line 3: unexpected end of data"),
        (b"PK\x03\x04\x00\x00", "no column"),
    ],
)
def test_a_bad_table_says_where_and_why(table, content, said):
    with pytest.raises(TableError, match=said):
        evaluation.read_questions(table(content))


@pytest.mark.parametrize("content", ["titel,leika,kategorie,kurz,begriffe\nHund anmelden,,,,\n", "nothing"])
def test_other_tables_keep_their_own_limits(table, content):
    before = csv.field_size_limit()
    try:
        evaluation.read_services(table(content))
    except TableError:
        assert content == "nothing"
    assert csv.field_size_limit() == before


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(TableError, match="No such file"):
        evaluation.read_questions(tmp_path / "none.csv")
    with pytest.raises(TableError, match="directory"):
        evaluation.read_questions(tmp_path)


def test_services_are_read_as_texts(table):
    path = table("titel,leika,kategorie,kurz,begriffe\nHund  anmelden,99102,Tiere,Kurz,Hundesteuer; Marke;\n")
    (service,) = evaluation.read_services(path)
    assert (service.title, service.keywords) == ("Hund anmelden", ["Hundesteuer", "Marke", "99102"])
    assert (service.summary, service.body) == ("Kurz", "Tiere")


def test_a_service_needs_a_title(table):
    with pytest.raises(TableError, match="line 2: the title is empty"):
        evaluation.read_services(table("titel,leika,kategorie,kurz,begriffe\n,1,a,b,c\n"))


def test_expected_titles_that_no_service_has_are_named_with_their_line(table):
    services = evaluation.read_services(table("titel,leika,kategorie,kurz,begriffe\nFu\u0308r,1,a,b,c\n"))
    questions = evaluation.read_questions(table(HEADING + "1,a,Für | Gegen,k\n", "queries.csv"))
    assert evaluation.unknown_titles(questions, services) == [(2, "Gegen")]


def test_a_perfect_answer_gets_full_marks():
    found = evaluation.figures([answer(["A", "B", "x"], expected=["A", "B"])])
    assert (found.hit_at_5, found.first_at_5, found.mrr_at_10, found.ndcg_at_10, found.zero_rate) == (1, 1, 1, 1, 0)


def test_figures_of_answers_that_are_partly_right():
    answers = [
        answer(["x", "B", "A"], expected=["A", "B"]),
        answer(["x"] + [f"y{number}" for number in range(4)] + ["A"]),
        answer([f"y{number}" for number in range(10)] + ["A"]),
        answer([]),
    ]
    found = evaluation.figures(answers)
    assert found.queries == 4
    assert found.hit_at_5 == 0.25
    assert found.first_at_5 == 0.25
    assert found.mrr_at_10 == pytest.approx((1 / 2 + 1 / 6) / 4, abs=1e-4)
    ndcg = (1 / log2(3) + 3 / log2(4)) / (3 + 1 / log2(3)) + (3 / log2(7)) / 3
    assert found.ndcg_at_10 == pytest.approx(ndcg / 4, abs=1e-4)
    assert found.zero_rate == 0.25


def test_a_hit_need_not_be_the_best_title():
    found = evaluation.figures([answer(["B"], expected=["A", "B"])])
    assert (found.hit_at_5, found.first_at_5) == (1, 0)


def test_percentiles_are_times_that_were_measured():
    found = evaluation.figures([answer(["A"], milliseconds=number) for number in range(1, 101)])
    assert (found.p50_ms, found.p95_ms) == (50, 95)
    assert evaluation.figures([answer(["A"], milliseconds=3.14159)]).p95_ms == 3.14


def test_kinds_are_figured_apart_in_the_order_of_the_table():
    found = evaluation.figures_by_kind([answer(["A"], kind="b"), answer([], kind="a"), answer([], kind="b")])
    assert {kind: (figures.queries, figures.hit_at_5) for kind, figures in found.items()} == {
        "b": (2, 0.5),
        "a": (1, 0),
    }
    assert list(found) == ["b", "a"]


def test_searches_are_asked_in_turn_and_titles_counted_once():
    asked = []

    def ask(name, titles):
        return lambda query: asked.append((name, query)) or titles

    asks = {"one": ask("one", ["A", "A", "B"]), "two": ask("two", [])}
    found = evaluation.ask_all([question("q"), question("r")], asks, repeat=2)
    assert [entry.titles for entry in found["one"]] == [["A", "B"], ["A", "B"]]
    assert [entry.titles for entry in found["two"]] == [[], []]
    assert asked == [(name, query) for query in "qr" for _ in range(3) for name in ("one", "two")]
