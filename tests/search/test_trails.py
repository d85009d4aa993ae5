from dataclasses import replace

import pytest
from wagtail.models import PageViewRestriction

from search.finding import find
from search.trails import with_trails
from tests.factories.cms import StandardPageFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory


@pytest.fixture
def rules(home):
    return StandardPageFactory(parent=home, title="Ortsrecht")


@pytest.fixture
def page(rules):
    """Its address says less than the titles above it."""
    collection = StandardPageFactory(parent=rules, title="Grüne Mappe", slug="gruene-mappe")
    return StandardPageFactory(parent=collection, title="Baumschutz")


def trail_of(query: str, **changes) -> list[str]:
    found = [replace(hit, **changes) for hit in find(query).hits if hit.title == query]
    return with_trails(found)[0].trail


def test_titles_lead_from_below_the_start_page_to_the_result(page):
    assert trail_of("Baumschutz") == ["Ortsrecht", "Grüne Mappe"]


def test_what_stands_right_below_the_start_page_has_none(page):
    assert trail_of("Ortsrecht") == []


def test_pages_that_are_not_for_everybody_are_left_out(page, rules):
    hits = find("Baumschutz").hits
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    rules.unpublish()
    assert with_trails(hits)[0].trail == []


def test_what_the_kind_says_already_is_not_said_again(home):
    for newsroom in ("Aktuelles", "Die Haselmaus"):
        NewsPageFactory(parent=NewsIndexPageFactory(parent=home, title=newsroom), title=f"Radweg {newsroom}")
    assert trail_of("Radweg Aktuelles", kind_label="Aktuelles") == []
    assert trail_of("Radweg Die Haselmaus", kind_label="Aktuelles") == ["Die Haselmaus"]


def test_all_results_together_cost_two_queries_and_services_none(page, django_assert_num_queries):
    hits = find("Baumschutz").hits
    with django_assert_num_queries(2):
        with_trails(hits * 5)
    with django_assert_num_queries(0):
        with_trails([replace(hit, kind="service") for hit in hits])
