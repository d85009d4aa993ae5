"""What the checks say about pictures of people, for one page and for thousands."""

import pytest

from cms.checks import checking
from cms.checks.findings import Severity
from consents.checks import RULES
from news.models import NewsPage
from tests.factories.consents import PictureFactory
from tests.factories.news import NewsPageFactory

pytestmark = pytest.mark.django_db


def of_people(findings):
    numbers = {rule.id for rule in RULES}
    return [(item.rule, item.severity, item.field, bool(item.block)) for item in findings if item.rule in numbers]


def test_a_picture_with_all_consents_is_fine(item):
    assert of_people(checking.check(item)) == []


def test_a_missing_consent_is_said_once_where_the_picture_stands_first(item, picture):
    picture.consents.first().delete()
    assert of_people(checking.check(NewsPage.objects.get(pk=item.pk))) == [("P1", Severity.ERROR, "picture", False)]


def test_in_the_text_it_leads_to_the_block(corner):
    picture = PictureFactory(recognisable=None)
    page = NewsPageFactory(parent=corner, body=[("picture", {"image": picture})])
    assert of_people(checking.check(page)) == [("P2", Severity.WARNING, "body", True)]


def test_the_rules_stand_in_the_list_of_all():
    assert {rule.id for rule in RULES} <= {rule.id for rule in checking.all_rules()}
    assert all(str(rule) for rule in RULES)


def test_many_pages_take_as_many_queries_as_few(corner, django_assert_max_num_queries):
    for _n in range(8):
        NewsPageFactory(parent=corner, picture=PictureFactory(recognisable=1))
    pages = NewsPage.objects.all()
    with django_assert_max_num_queries(12):
        found = [of_people(findings) for _page, findings in checking.check_many(pages)]
    assert found == [[("P1", Severity.ERROR, "picture", False)]] * 8
