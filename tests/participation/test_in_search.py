"""The search follows the ways to take part: published, taken back, opened and closed by the clock."""

from datetime import timedelta

import pytest
from django.utils import timezone

from participation.clock import tell_windows
from participation.models import WallPage
from search.documents import key_of
from search.models import IndexedDocument
from tests.factories.participation import ParticipationIndexPageFactory, ProjectPageFactory, WallPageFactory

HOUR = timedelta(hours=1)


@pytest.fixture
def project(home):
    return ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home), status="planned")


def is_open(page):
    return "open:yes" in IndexedDocument.objects.get(key=key_of(page)).facets


def test_a_project_is_found_as_open_while_one_of_its_ways_is(project):
    wall = WallPageFactory(parent=project, live=False)
    assert not is_open(project)
    wall.save_revision().publish()
    assert is_open(project)
    WallPage.objects.get().unpublish()
    assert not is_open(project)
    wall.save_revision().publish()
    WallPage.objects.get().delete()
    assert not is_open(project)


def test_ways_open_and_close_by_the_clock(project):
    wall = WallPageFactory(parent=project, opens_at=timezone.now() + HOUR)
    wall.save_revision().publish()
    assert (is_open(project), is_open(wall)) == (False, False)
    WallPage.objects.update(opens_at=timezone.now() - timedelta(seconds=1))
    tell_windows()
    assert (is_open(project), is_open(wall)) == (True, True)
    WallPage.objects.update(opens_at=timezone.now() - HOUR, closes_at=timezone.now() - timedelta(seconds=1))
    tell_windows()
    assert (is_open(project), is_open(wall)) == (False, False)


def test_what_has_not_changed_is_left_alone(project, django_assert_max_num_queries):
    WallPageFactory(parent=project, opens_at=timezone.now() - HOUR, closes_at=timezone.now() + HOUR)
    with django_assert_max_num_queries(2):
        tell_windows()
