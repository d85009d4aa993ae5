"""What a kill between a change and its document leaves out is found and repaired."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.models import StandardPage
from directory.models import Department
from jobs.models import Schedule
from search.clock import SWEEP_JOB, sweep_index
from search.models import IndexedDocument, PendingChange
from search.status import status
from search.sweep import sweep
from tests.factories.cms import StandardPageFactory
from tests.factories.directory import DepartmentFactory
from tests.factories.search import store

pytestmark = pytest.mark.django_db


@pytest.fixture
def pool(home):
    return StandardPageFactory(parent=home, title="Freibad", slug="freibad")


@pytest.fixture
def child(pool):
    return StandardPageFactory(parent=pool, title="Eintrittspreise", slug="preise")


@pytest.fixture
def office(db):
    return DepartmentFactory(name="Bauamt")


def lately():
    return timezone.now() - timedelta(minutes=20)


def test_an_index_in_order_is_left_alone(pool, child, office):
    before = list(IndexedDocument.objects.values())
    assert sweep(lately()) == sweep(None) == 0
    assert list(IndexedDocument.objects.values()) == before


def test_a_missing_document_is_written(pool, child, office):
    IndexedDocument.objects.all().delete()
    assert sweep(lately()) == 3
    assert status().is_well


def test_surplus_documents_are_removed(pool, child, office):
    store("Von gestern")
    IndexedDocument.objects.create(key="page:999999", kind="page", language="de", title="Gelöscht", url="/x/")
    IndexedDocument.objects.create(key="page:odd", kind="page", language="de", title="Verdorben", url="/y/")
    Page.objects.filter(pk=child.pk).update(live=False)
    assert sweep(lately()) == 4
    assert status().is_well
    assert IndexedDocument.objects.count() == 2


def test_what_became_private_without_notice_is_removed(pool, child):
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page=pool, restriction_type=PageViewRestriction.LOGIN)]
    )
    assert sweep(lately()) == 2
    assert not IndexedDocument.objects.exists()


def test_a_move_without_notice_changes_the_addresses(pool, child):
    for page in (pool, child):
        Page.objects.filter(pk=page.pk).update(url_path=page.url_path.replace("freibad", "baeder"))
    assert sweep(lately()) == 2
    assert set(IndexedDocument.objects.values_list("url", flat=True)) == {"/baeder/", "/baeder/preise/"}
    assert status().is_well


def test_a_page_published_since_the_last_sweep_is_read_and_an_older_one_is_not(pool, child):
    StandardPage.objects.filter(pk__in=[pool.pk, child.pk]).update(teaser="Geöffnet ab Mai.")
    Page.objects.filter(pk=pool.pk).update(last_published_at=timezone.now())
    Page.objects.filter(pk=child.pk).update(last_published_at=timezone.now() - timedelta(days=1))
    assert sweep(lately()) == 1
    assert IndexedDocument.objects.get(summary="Geöffnet ab Mai.").title == "Freibad"
    assert sweep(None) == 1
    assert status().is_well


def test_records_are_always_read(office):
    Department.objects.update(name="Planungsamt")
    assert sweep(lately()) == 1
    assert IndexedDocument.objects.get().title == "Planungsamt"


def test_what_is_repaired_is_told_to_the_cluster(fake_cluster, pool):
    PendingChange.objects.all().delete()
    Page.objects.filter(pk=pool.pk).update(live=False)
    sweep(lately())
    assert PendingChange.objects.get().key == f"page:{pool.pk}"


def test_the_job_reads_everything_once_and_then_what_has_changed_since(pool, monkeypatch):
    asked = []
    monkeypatch.setattr("search.clock.sweep", asked.append)
    Schedule.objects.all().delete()
    sweep_index()
    now = timezone.now()
    Schedule.objects.create(name=SWEEP_JOB, next_at=now, last_succeeded_at=now)
    sweep_index()
    assert asked == [None, now - timedelta(minutes=10)]


def test_many_pages_need_few_queries(home, django_assert_max_num_queries):
    for number in range(30):
        StandardPageFactory(parent=home, title=f"Seite {number}")
    with django_assert_max_num_queries(50):
        sweep(lately())
