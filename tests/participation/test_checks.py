"""What the editors' form says about a project that contradicts itself."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from cms.checks.checking import check, check_many
from participation.models import ProjectPage
from tests.factories.participation import (
    MilestoneFactory,
    ParticipationIndexPageFactory,
    ProjectPageFactory,
    WallPageFactory,
)

TODAY = timezone.localdate
DAY = timedelta(days=1)


@pytest.fixture
def overview(home):
    return ParticipationIndexPageFactory(parent=home)


def found(project):
    return [(item.rule, item.field) for item in check(project) if item.rule.startswith("M")]


@pytest.mark.parametrize(
    ("values", "findings"),
    [
        ({"status": "running"}, [("M1", "ends")]),
        ({"status": "planned"}, []),
        ({"status": "done"}, [("M2", "results")]),
        ({"status": "done", "results": "<p>12 Linden</p>"}, []),
        ({"status": "stopped"}, [("M4", "status_reason")]),
        ({"status": "stopped", "status_reason": "Zu teuer."}, []),
    ],
)
def test_the_state_of_a_project_and_its_texts_agree(values, findings):
    assert found(ProjectPage(title="Bad", **values)) == findings


def test_a_running_project_says_until_when():
    assert found(ProjectPage(title="Bad", status="running", ends=TODAY())) == []
    assert found(ProjectPage(title="Bad", status="running", ends=TODAY() - DAY)) == [("M1", "ends")]


@pytest.mark.parametrize("ends", [None, 3])
def test_a_way_to_take_part_says_it_for_its_project(overview, ends):
    project = ProjectPageFactory(parent=overview, status="running")
    WallPageFactory(parent=project, closes_at=ends and timezone.now() + ends * DAY)
    assert found(ProjectPage.objects.get()) == []


def test_a_promised_result_is_demanded_after_its_day():
    yesterday = TODAY() - DAY
    assert found(ProjectPage(title="Bad", status="evaluating", result_due=yesterday)) == [("M5", "results")]
    assert found(ProjectPage(title="Bad", status="evaluating", result_due=TODAY())) == []
    assert found(ProjectPage(title="Bad", status="done", result_due=yesterday)) == [("M2", "results")]


def test_a_step_whose_day_is_over_is_no_longer_planned(overview):
    project = ProjectPageFactory(parent=overview)
    for state, days in (("planned", -1), ("planned", 0), ("running", -1), ("done", -1)):
        MilestoneFactory(project=project, state=state, date=TODAY() + days * DAY, title=f"{state} {days}")
    MilestoneFactory(project=project)
    late = [item for item in check(project) if item.rule == "M3"]
    assert [item.field for item in late] == ["milestones"]
    assert "planned -1" in late[0].text


def test_many_projects_are_checked_with_few_questions(overview, django_assert_max_num_queries):
    for _number in range(5):
        MilestoneFactory(project=ProjectPageFactory(parent=overview, status="running"))
    with django_assert_max_num_queries(25):
        checked = list(check_many(Page.objects.exact_type(ProjectPage)))
    assert [[item.rule for item in findings if item.rule == "M1"] for _page, findings in checked] == [["M1"]] * 5
