"""Everyday queries on two towns: offices that name their services as the law does, and one that names them as people do."""

from collections import defaultdict
from pathlib import Path

import pytest

from search.evaluation import read_questions
from search.finding import find
from search.steering import Steering
from search.synonyms import our_synonyms
from search.synthetic import synthetic_texts
from tests.factories.search import read_services, store

pytestmark = pytest.mark.django_db
DATA = Path(__file__).parent / "data"
OTHERS = 300
SHIPPED = Steering(synonyms=our_synonyms())


def fill(number):
    """Other documents, which must not push the services out."""
    by_kind = defaultdict(list)
    for kind, texts in synthetic_texts(number):
        by_kind[kind].append(texts)
    for kind, texts in by_kind.items():
        store(*texts, kind=kind)


@pytest.fixture
def town(request):
    store(*read_services(DATA / f"{request.param}_services.csv"))
    fill(OTHERS)
    return read_questions(DATA / f"{request.param}_queries.csv")


def misses(questions, steering):
    found = {
        question: {hit.title for hit in find(question.query, steering=steering).hits[:5]} for question in questions
    }
    return [question for question in questions if not found[question].intersection(question.expected)]


def share(questions, missed):
    return 1 - len(missed) / len(questions)


@pytest.mark.parametrize(("town", "floor"), [("office", 0.9), ("town", 0.9)], indirect=["town"])
def test_with_synonyms_nearly_every_query_shows_its_service(town, floor):
    missed = misses(town, SHIPPED)
    assert share(town, missed) >= floor, [question.query for question in missed]


@pytest.mark.parametrize(("town", "floor"), [("office", 0.5), ("town", 0.45)], indirect=["town"])
def test_without_synonyms_stems_and_compounds_and_spelling_find_their_part(town, floor):
    missed = misses(town, Steering.plain())
    assert share(town, missed) >= floor, [question.query for question in missed]


@pytest.mark.parametrize("town", ["office", "town"], indirect=True)
def test_each_class_of_queries_is_understood(town):
    missed = misses(town, SHIPPED)
    for kind in ("typo", "compound", "umlaut", "question", "family", "foreign"):
        of_kind = [question for question in town if question.kind == kind]
        wrong = [question.query for question in missed if question.kind == kind]
        assert len(wrong) <= max(1, len(of_kind) // 6), (kind, wrong)


@pytest.mark.parametrize("town", ["office", "town"], indirect=True)
def test_typos_compounds_and_umlauts_need_no_synonyms(town):
    formal = [question for question in town if question.kind in ("typo", "compound", "umlaut")]
    missed = misses(formal, Steering.plain())
    assert share(formal, missed) >= 0.75, [question.query for question in missed]


@pytest.mark.parametrize("town", ["office", "town"], indirect=True)
def test_nobody_is_left_without_a_result(town):
    empty = [question.query for question in town if not find(question.query, steering=SHIPPED).count]
    assert len(empty) <= 0.02 * len(town), empty
