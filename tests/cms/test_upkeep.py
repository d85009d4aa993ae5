"""Who keeps a page true, and when it must be read again."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from cms.clock import begin_upkeep
from cms.models import StandardPage, Upkeep
from cms.upkeep import REVIEWED, ReviewKind, months_later, upkeep_of
from tests.factories.cms import StandardPageFactory
from tests.factories.directory import DepartmentFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.factories.participation import ParticipationIndexPageFactory, ProjectPageFactory
from tests.factories.service_catalogue import ServiceIndexPageFactory, ServicePageFactory

TODAY = timezone.localdate


@pytest.fixture
def eva(django_user_model):
    return django_user_model.objects.create_user("eva", "eva@town.example", first_name="Eva", last_name="Kern")


@pytest.fixture
def kept(home):
    return StandardPageFactory(parent=home, live=False)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
    ],
)
def test_months_later(day, months, later):
    assert months_later(day, months) == later


def test_the_first_publication_is_a_check(kept, eva):
    kept.save_revision(user=eva).publish()
    upkeep = Upkeep.objects.get(page=kept)
    assert (upkeep.reviewed_on, upkeep.reviewed_by) == (TODAY(), "Eva Kern")
    assert upkeep.due_on == months_later(TODAY(), 12)
    assert Page.objects.get(pk=kept.pk).owner == eva
    assert upkeep.keeper.user == eva


def test_a_later_publication_is_none(kept, eva):
    kept.save_revision(user=eva).publish()
    before = date(2024, 1, 1)
    Upkeep.objects.update(reviewed_on=before, due_on=date(2025, 1, 1))
    kept.save_revision(user=eva).publish()
    assert Upkeep.objects.get(page=kept).reviewed_on == before


def test_what_waits_for_its_hour_is_not_published_yet(kept, eva):
    kept.go_live_at = timezone.now() + timedelta(days=1)
    kept.save_revision(user=eva).publish()
    assert not Upkeep.objects.exists()


def test_what_an_import_publishes_nobody_has_read(home):
    department = DepartmentFactory(name="Bauamt", email="bauamt@town.example")
    service = ServicePageFactory(parent=ServiceIndexPageFactory(parent=home), live=False, department=department)
    service.save_revision().publish()
    upkeep = Upkeep.objects.get(page=service)
    assert (upkeep.reviewed_on, upkeep.due_on) == (None, months_later(TODAY(), 6))
    assert (upkeep.keeper.name, upkeep.keeper.email) == ("Bauamt", "bauamt@town.example")
    assert list(Upkeep.objects.public().never_reviewed()) == [upkeep]


def test_news_and_overviews_are_never_read_again(home, eva):
    newsroom = NewsIndexPageFactory(parent=home)
    for page in (newsroom, NewsPageFactory(parent=newsroom)):
        page.save_revision(user=eva).publish()
    assert set(Upkeep.objects.values_list("kind", "due_on", "reviewed_on")) == {(ReviewKind.NEVER, None, None)}
    assert not Upkeep.objects.public().exists()


@pytest.mark.parametrize(("kind", "months"), [("law", 6), ("usual", 12), ("history", 36)])
def test_the_kind_says_when_it_is_read_again(kept, eva, kind, months):
    kept.save_revision(user=eva).publish()
    upkeep = Upkeep.objects.get(page=kept)
    upkeep.kind = kind
    upkeep.save()
    assert Upkeep.objects.get(page=kept).due_on == months_later(TODAY(), months)


def test_due_pages_are_those_of_the_person_that_are_public(home, kept, eva):
    long_ago = months_later(TODAY(), -13)
    for each in (kept, StandardPageFactory(parent=home, live=False)):
        each.save_revision(user=eva).publish()
        upkeep = upkeep_of(each)
        upkeep.reviewed_on = long_ago
        upkeep.save()
    other = StandardPage.objects.get(pk=each.pk)
    assert Upkeep.objects.due().kept_by(eva).count() == 2
    other.unpublish()
    assert [upkeep.page_id for upkeep in Upkeep.objects.due().kept_by(eva)] == [kept.pk]
    assert not Upkeep.objects.due(TODAY() - timedelta(days=60)).exists()


def test_a_closed_account_keeps_nothing(kept, eva):
    kept.save_revision(user=eva).publish()
    eva.is_active = False
    eva.save()
    upkeep = Upkeep.objects.get(page=kept)
    assert upkeep.keeper is None
    assert list(Upkeep.objects.without_keeper()) == [upkeep]
    upkeep.keeper_email = "archiv@town.example"
    upkeep.save()
    assert Upkeep.objects.get().keeper.name == "archiv@town.example"
    assert not Upkeep.objects.without_keeper().exists()


def test_a_check_is_logged_once_a_day_and_begins_anew(kept, eva):
    kept.save_revision(user=eva).publish()
    upkeep = Upkeep.objects.get(page=kept)
    upkeep.reviewed_on = months_later(TODAY(), -13)
    upkeep.times_told, upkeep.told_on = 2, TODAY()
    upkeep.save()
    assert (upkeep.is_due, upkeep.times_told) == (True, 2)
    PageLogEntry.objects.filter(action=REVIEWED).delete()
    for _time in range(2):
        upkeep.review("Ole Beck")
    assert (upkeep.is_due, upkeep.times_told, upkeep.told_on) == (False, 0, None)
    entry = PageLogEntry.objects.get(action=REVIEWED)
    assert (entry.page_id, entry.data) == (kept.pk, {"by": "Ole Beck"})


def test_pages_that_went_live_past_the_form_get_their_day(home):
    page = StandardPageFactory(parent=home, first_published_at=timezone.now() - timedelta(days=400))
    draft = StandardPageFactory(parent=home, live=False)
    for _time in range(2):
        begin_upkeep()
    assert Upkeep.objects.get(page=page).is_due
    assert not Upkeep.objects.filter(page=draft).exists()


def test_the_day_of_the_last_check_is_public(home, eva, client):
    projects = ParticipationIndexPageFactory(parent=home)
    for page in (StandardPageFactory(parent=home), ProjectPageFactory(parent=projects)):
        assert "site-checked-on" not in client.get(page.url).text
        Upkeep.objects.create(page=page, reviewed_on=date(2026, 11, 2), reviewed_by="Eva Kern")
        text = client.get(page.url).text
        assert '<time datetime="2026-11-02">' in text
        assert "Eva Kern" not in text


def test_a_page_of_our_own_types_says_how_often(home):
    assert StandardPage.review_kind == ReviewKind.USUAL
    assert upkeep_of(ServicePageFactory(parent=ServiceIndexPageFactory(parent=home))).kind == ReviewKind.LAW
