"""Where notices stand, and that an ended one is gone from everywhere."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from notices.models import Scope, Severity
from tests.factories.cms import StandardPageFactory
from tests.factories.directory import DepartmentFactory
from tests.factories.notices import NoticeFactory
from tests.factories.service_catalogue import ServiceIndexPageFactory, ServicePageFactory

pytestmark = pytest.mark.django_db
PUBLIC = ["/", "/hinweise/", "/hinweise/aktuell/", "/hinweise/feed/", "/api/v1/notices/"]


@pytest.fixture
def dog(home):
    index = ServiceIndexPageFactory(parent=home, slug="dienstleistungen")
    return ServicePageFactory(parent=index, title="Hund anmelden", department=DepartmentFactory(slug="steueramt"))


@pytest.mark.parametrize("address", PUBLIC)
def test_a_notice_is_everywhere_at_once_and_nowhere_when_it_has_ended(home, client, address):
    notice = NoticeFactory(title="Wasser abkochen")
    answer = client.get(address)
    assert "Wasser abkochen" in answer.text
    notice.end_now()
    assert "Wasser abkochen" not in client.get(address).text


@pytest.mark.parametrize("address", PUBLIC)
def test_a_planned_notice_is_not_told_before(home, client, address):
    NoticeFactory(title="Sirenenprobe", starts_at=timezone.now() + timedelta(minutes=5))
    assert "Sirenenprobe" not in client.get(address).text


@pytest.mark.parametrize("address", PUBLIC[1:])
def test_no_cache_keeps_them(home, client, address):
    assert "no-store" in client.get(address).headers["Cache-Control"]


def test_a_notice_of_a_branch_stands_on_its_pages_only(home, client):
    branch = StandardPageFactory(parent=home, title="Bäder", slug="baeder")
    below = StandardPageFactory(parent=branch, title="Freibad", slug="freibad")
    other = StandardPageFactory(parent=home, title="Bäderkunde", slug="baederkunde")
    NoticeFactory(title="Chlorgeruch", scope=Scope.PAGE, page=branch)
    assert "Chlorgeruch" in client.get(branch.url).text
    assert "Chlorgeruch" in client.get(below.url).text
    assert "Chlorgeruch" not in client.get(other.url).text
    assert "Chlorgeruch" not in client.get("/").text


def test_a_notice_of_a_department_stands_on_its_page_and_its_services(dog, home, client):
    NoticeFactory(title="Umzug des Amtes", scope=Scope.DEPARTMENT, department=dog.department)
    assert "Umzug des Amtes" in client.get(dog.url).text
    assert "Umzug des Amtes" in client.get("/rathaus/steueramt/").text
    assert "Umzug des Amtes" not in client.get("/").text


def test_an_open_page_asks_for_its_own_notices(dog, client):
    NoticeFactory(title="Kasse geschlossen", scope=Scope.PAGE, page=dog)
    NoticeFactory(title="Umzug des Amtes", scope=Scope.DEPARTMENT, department=dog.department)
    assert f'data-current="/hinweise/aktuell/?seite={dog.pk}"' in client.get(dog.url).text
    asked = client.get(f"/hinweise/aktuell/?seite={dog.pk}").text
    assert "Kasse geschlossen" in asked
    assert "Umzug des Amtes" in asked
    assert "Kasse" not in client.get(f"/hinweise/aktuell/?amt={dog.department.pk}").text
    assert "Umzug des Amtes" in client.get(f"/hinweise/aktuell/?amt={dog.department.pk}").text


@pytest.mark.parametrize(
    "question", ["", "?seite=x", "?seite=999999999", "?seite=99999999999999999999", "?amt=-1", "?seite=²"]
)
def test_a_senseless_question_is_one_about_the_whole_site(home, client, question):
    NoticeFactory(title="Für alle")
    answer = client.get(f"/hinweise/aktuell/{question}")
    assert answer.status_code == 200
    assert "Für alle" in answer.text


def test_strangers_learn_nothing_of_pages_that_are_not_theirs(home, client):
    secret = StandardPageFactory(parent=home, title="Ratsinterna", slug="intern")
    PageViewRestriction.objects.create(page=secret, restriction_type=PageViewRestriction.LOGIN)
    draft = StandardPageFactory(parent=home, title="Entwurf", slug="entwurf", live=False)
    for kept in (secret, draft):
        NoticeFactory(title="GEHEIM", scope=Scope.PAGE, page=kept)
        for address in (*PUBLIC, f"/hinweise/aktuell/?seite={kept.pk}"):
            assert "GEHEIM" not in client.get(address).text
    NoticeFactory(title="Für alle", more=draft)
    for address in PUBLIC:
        assert "Entwurf" not in client.get(address).text


def test_danger_is_an_alert_and_says_so_to_those_who_cannot_see_the_colour(home, client):
    NoticeFactory(title="Hochwasser", severity=Severity.EMERGENCY)
    text = client.get("/").text
    assert 'role="alert"' in text
    assert 'aria-live="polite"' in text


def test_the_place_for_notices_is_there_before_the_first_one(home, client):
    assert 'id="hinweise"' in client.get("/").text


def test_what_is_written_is_text(home, client):
    NoticeFactory(title="<script>alert(1)</script>", text="<img src=x onerror=alert(1)>")
    for address in PUBLIC[:3]:
        assert "<script>alert(1)" not in client.get(address).text
        assert "<img src=x" not in client.get(address).text


def test_the_feed_is_xml_with_full_addresses(home, client):
    notice = NoticeFactory(title="Straße gesperrt & umgeleitet")
    feed = ElementTree.fromstring(client.get("/hinweise/feed/").content)
    [item] = feed.iter("item")
    assert item.findtext("title") == notice.title
    assert item.findtext("link").startswith("http")


def test_the_api_names_severity_place_and_end(dog, client):
    NoticeFactory(scope=Scope.PAGE, page=dog, severity=Severity.WARNING)
    [found] = client.get("/api/v1/notices/").json()["results"]
    assert (found["severity"], found["scope"], found["page"]) == ("warning", "page", dog.url)
    assert found["ends_at"]


def test_notices_cost_a_page_one_query(home, client, django_assert_max_num_queries):
    page = StandardPageFactory(parent=home, slug="seite")
    client.get(page.url)
    with django_assert_max_num_queries(100) as without:
        client.get(page.url)
    for _number in range(3):
        NoticeFactory()
    with django_assert_max_num_queries(len(without)):
        client.get(page.url)
