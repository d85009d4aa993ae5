from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageLogEntry
from wagtail.signals import page_published

from jobs.publishing import publish_scheduled

HOUR = timedelta(hours=1)


@pytest.fixture
def write_page(home):
    """Write a page as an editor does: a draft that is to go live or offline at a time she sets."""

    def write(title: str, *, live: bool = False, **times: object) -> Page:
        page = Page(title=title, live=live, **times)
        home.add_child(instance=page)
        return page

    return write


@pytest.fixture
def scheduled(write_page):
    """A page that an editor has published for a time that has come meanwhile."""

    def schedule(title: str) -> Page:
        page = write_page(title, go_live_at=timezone.now() + HOUR)
        page.save_revision().publish()
        Page.objects.filter(pk=page.pk).update(go_live_at=timezone.now() - HOUR)
        revision = page.latest_revision
        revision.content["go_live_at"] = (timezone.now() - HOUR).isoformat()
        revision.approved_go_live_at = timezone.now() - HOUR
        revision.save()
        page.refresh_from_db()
        return page

    return schedule


def test_a_page_goes_live_at_its_time(scheduled):
    page = scheduled("Market day")
    assert not page.live
    publish_scheduled()
    page.refresh_from_db()
    assert page.live
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.scheduled").count() == 1


def test_a_page_whose_time_has_not_come_stays_a_draft(write_page):
    page = write_page("Market day", go_live_at=timezone.now() + HOUR)
    page.save_revision().publish()
    publish_scheduled()
    page.refresh_from_db()
    assert not page.live


def test_a_draft_that_nobody_published_stays_a_draft(write_page):
    page = write_page("Market day", go_live_at=timezone.now() - HOUR)
    page.save_revision()
    publish_scheduled()
    page.refresh_from_db()
    assert not page.live


def test_a_page_goes_offline_at_its_time(write_page):
    page = write_page("Market day", live=True, expire_at=timezone.now() - HOUR)
    other = write_page("Town hall", live=True, expire_at=timezone.now() + HOUR)
    publish_scheduled()
    page.refresh_from_db()
    other.refresh_from_db()
    assert (page.live, page.expired) == (False, True)
    assert other.live
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.unpublish.scheduled").count() == 1


def test_a_page_that_expires_is_not_brought_back_by_an_earlier_plan(scheduled):
    page = scheduled("Market day")
    Page.objects.filter(pk=page.pk).update(live=True, expire_at=timezone.now() - HOUR)
    publish_scheduled()
    page.refresh_from_db()
    assert not page.live


def test_a_second_run_changes_nothing(scheduled):
    page = scheduled("Market day")
    publish_scheduled()
    publish_scheduled()
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish.scheduled").count() == 1


def test_one_page_that_cannot_go_live_does_not_hold_up_the_others(scheduled):
    broken, good = scheduled("Broken"), scheduled("Good")

    def refuse(instance, **kwargs):
        if instance.pk == broken.pk:
            raise RuntimeError("no such department")

    page_published.connect(refuse)
    try:
        with pytest.raises(ExceptionGroup) as caught:
            publish_scheduled()
    finally:
        page_published.disconnect(refuse)
    broken.refresh_from_db()
    good.refresh_from_db()
    assert (broken.live, good.live) == (False, True)
    [error] = caught.value.exceptions
    assert "Broken" in error.__notes__[0]
