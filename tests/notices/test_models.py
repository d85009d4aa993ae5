from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from notices.models import Notice, Scope, Severity
from tests.factories.directory import DepartmentFactory
from tests.factories.notices import NoticeFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def errors_of(**fields):
    with pytest.raises(ValidationError) as caught:
        NoticeFactory.build(**fields).full_clean()
    return set(caught.value.message_dict)


@pytest.mark.parametrize(
    ("starts", "ends"), [(0, 0), (2, 1), (-48, -24), (0, 24 * 181)], ids=["no time", "backwards", "past", "for ever"]
)
def test_a_notice_has_an_end_that_makes_sense(starts, ends):
    now = timezone.now()
    assert errors_of(starts_at=now + starts * HOUR, ends_at=now + ends * HOUR) == {"ends_at"}


def test_a_notice_without_an_end_is_refused():
    assert "ends_at" in errors_of(ends_at=None)


def test_an_old_notice_can_still_be_corrected():
    notice = NoticeFactory(ends_at=timezone.now() - HOUR / 2)
    notice.title = "Der Eingang war am Hof"
    notice.full_clean()


@pytest.mark.parametrize(("scope", "field"), [(Scope.PAGE, "page"), (Scope.DEPARTMENT, "department")])
def test_a_place_is_needed_where_the_scope_speaks_of_one(scope, field):
    assert errors_of(scope=scope) == {field}


def test_only_the_place_of_the_scope_is_kept(home):
    notice = NoticeFactory(scope=Scope.SITE, page=home, department=DepartmentFactory())
    assert (notice.page, notice.department) == (None, None)


def test_current_ones_are_those_of_this_moment_the_gravest_first():
    now = timezone.now()
    late = NoticeFactory(severity=Severity.INFO)
    grave = NoticeFactory(severity=Severity.EMERGENCY)
    NoticeFactory(starts_at=now + HOUR, ends_at=now + 2 * HOUR)
    NoticeFactory(ends_at=now)
    assert list(Notice.objects.current(now)) == [grave, late]
    assert Notice.objects.current(now + 90 * timedelta(minutes=1)).latest("starts_at").starts_at == now + HOUR


def test_ended_now_it_is_over_also_when_it_was_only_planned():
    now = timezone.now()
    for notice in (NoticeFactory(), NoticeFactory(starts_at=now + HOUR, ends_at=now + 2 * HOUR)):
        notice.end_now()
        assert not notice.is_shown
    assert not Notice.objects.current().exists()
    assert not Notice.objects.current(now + 90 * timedelta(minutes=1)).exists()
