"""From when until when a service exists."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry

from jobs.schedule import JOBS
from service_catalogue import validity
from service_catalogue.models import ServicePage
from tests.factories.service_catalogue import ReferenceServiceFactory, ServicePageFactory

pytestmark = pytest.mark.django_db


def day(offset):
    return timezone.localdate() + timedelta(days=offset)


def published(index_page, **values):
    page = ServicePageFactory(parent=index_page, live=False, **values)
    page.save_revision().publish()
    return fresh(page)


def fresh(page):
    return ServicePage.objects.get(pk=page.pk)


def move(page, **days):
    """The calendar moves on: the same page with other days, without anybody publishing it."""
    ServicePage.objects.filter(pk=page.pk).update(**days)
    for revision in page.revisions.all():
        revision.content.update({name: value and value.isoformat() for name, value in days.items()})
        revision.save()


OUTSIDE = [{"valid_until": -1}, {"valid_from": 1}, {"valid_from": -9, "valid_until": -2}]
INSIDE = [{}, {"valid_until": 0}, {"valid_from": 0}, {"valid_from": -9, "valid_until": 9}]


@pytest.mark.parametrize("days", OUTSIDE)
@pytest.mark.parametrize("whose", ["own", "reference"])
def test_outside_its_days_a_service_is_not_shown(index_page, client, days, whose):
    dates = {name: day(offset) for name, offset in days.items()}
    values = dates if whose == "own" else {"reference": ReferenceServiceFactory(**dates)}
    page = published(index_page, **values)
    assert not page.live
    assert client.get(page.url).status_code == 404


@pytest.mark.parametrize("days", INSIDE)
def test_within_its_days_a_service_is_shown(index_page, client, days):
    page = published(index_page, **{name: day(offset) for name, offset in days.items()})
    assert page.live
    assert client.get(page.url).status_code == 200
    validity.apply_to_all()
    assert fresh(page).live


def test_the_pages_own_days_come_before_those_of_the_reference(index_page):
    over = ReferenceServiceFactory(valid_until=day(-1))
    assert published(index_page, reference=over, valid_until=day(5)).live
    assert not published(index_page, reference=over, valid_from=day(-5)).live


@pytest.mark.parametrize("days", [*OUTSIDE, *INSIDE])
def test_one_page_and_the_whole_table_are_asked_alike(index_page, days):
    page = ServicePageFactory(parent=index_page, **{name: day(offset) for name, offset in days.items()})
    found = ServicePage.objects.filter(validity.valid_on(day(0)), pk=page.pk).exists()
    assert found == validity.is_valid(page, day(0)) == (days in INSIDE)


def test_a_service_ends_with_the_calendar_and_the_log_says_so(index_page):
    page = published(index_page, valid_until=day(1))
    move(page, valid_until=day(-1))
    validity.apply_to_all()
    page = fresh(page)
    assert not page.live
    assert page.expired
    assert page.get_latest_revision() is not None
    assert "wagtail.unpublish" in PageLogEntry.objects.filter(page=page.pk).values_list("action", flat=True)


def test_a_service_begins_with_the_calendar_as_it_was_published(index_page):
    page = published(index_page, valid_from=day(1), description="<p>So.</p>")
    draft = page.get_latest_revision_as_object()
    draft.description = "<p>Entwurf.</p>"
    draft.save_revision()
    validity.apply_to_all()
    assert not fresh(page).live
    move(page, valid_from=day(0))
    validity.apply_to_all()
    page = fresh(page)
    assert page.live
    assert page.description == "<p>So.</p>"
    assert page.get_latest_revision_as_object().description == "<p>Entwurf.</p>"
    assert page.has_unpublished_changes
    assert page.resting_revision is None


def test_a_delivery_that_prolongs_a_service_brings_it_back(index_page):
    reference = ReferenceServiceFactory(valid_until=day(-1))
    page = published(index_page, reference=reference)
    assert not page.live
    reference.valid_until = day(10)
    reference.save()
    validity.apply_to_all()
    assert fresh(page).live


def test_what_its_source_has_removed_meanwhile_does_not_come_back(index_page):
    reference = ReferenceServiceFactory(valid_until=day(-1))
    page = published(index_page, reference=reference, teaser="", description="")
    reference.valid_until, reference.gone_at = None, timezone.now()
    reference.save()
    validity.apply_to_all()
    assert not fresh(page).live


def test_what_an_editor_took_offline_stays_offline(index_page):
    page = published(index_page, valid_until=day(5))
    page.unpublish()
    validity.apply_to_all()
    assert not fresh(page).live


def test_publishing_again_with_better_days_ends_the_rest(index_page):
    page = published(index_page, valid_until=day(-1))
    assert page.resting_revision_id
    page.valid_until = None
    page.save_revision().publish()
    page = fresh(page)
    assert page.live
    assert page.resting_revision is None


def test_it_is_done_every_quarter_of_an_hour():
    assert JOBS["service_catalogue.apply_validity"].every == timedelta(minutes=15)
    JOBS["service_catalogue.apply_validity"].function()
