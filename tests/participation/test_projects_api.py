"""Projects in the public API: complete, open to filters, and without a query for each."""

from datetime import timedelta

import pytest
from django.utils import timezone

from participation.models import ProjectLink
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.factories.participation import (
    MilestoneFactory,
    ParticipationIndexPageFactory,
    ProjectEventFactory,
    ProjectPageFactory,
    WallPageFactory,
)


@pytest.fixture
def overview(home):
    return ParticipationIndexPageFactory(parent=home)


def results(client, **parameters):
    return client.get("/api/v1/projects/", parameters).json()["results"]


def test_projects_are_filtered_by_state_and_district(client, overview):
    MilestoneFactory(project=ProjectPageFactory(parent=overview, title="Bad", status="running"), state="done")
    ProjectPageFactory(parent=overview, title="Radweg", status="done", district="Oberhagen")
    assert [item["title"] for item in results(client, status="running")] == ["Bad"]
    assert [item["title"] for item in results(client, district="Oberhagen")] == ["Radweg"]
    assert results(client, district="Atlantis") == []
    milestone = {"title": "Der erste Spatenstich", "date": None, "state": "done", "progress": 100, "text": ""}
    assert results(client, status="running")[0]["milestones"] == [milestone]
    assert client.get("/api/v1/projects/", {"status": "sleeping"}).status_code == 400
    assert client.get("/api/v1/projects/", {"ort": "Oberhagen"}).status_code == 400


def test_a_project_says_until_when_one_can_take_part_and_what_belongs_to_it(client, home, overview):
    project = ProjectPageFactory(parent=overview, status="running", partners="NABU\n", latitude="52.3", longitude="8.4")
    wall = WallPageFactory(parent=project, closes_at=timezone.now() + timedelta(days=9))
    ProjectEventFactory(project=project, title="Rundgang")
    newsroom = NewsIndexPageFactory(parent=home)
    item, draft = NewsPageFactory(parent=newsroom), NewsPageFactory(parent=newsroom, live=False)
    for target in (item, draft):
        ProjectLink.objects.create(project=project, target=target)
    for data in (results(client)[0], client.get(f"/api/v1/projects/{project.pk}/").json()):
        assert data["open"] is True
        assert data["open_until"] == timezone.localdate(wall.closes_at).isoformat()
        assert data["partners"] == ["NABU"]
        assert (float(data["latitude"]), float(data["longitude"])) == (52.3, 8.4)
        assert [event["title"] for event in data["events"]] == ["Rundgang"]
        assert data["news"] == [item.url]


def test_a_list_asks_no_question_for_each_project(client, overview, django_assert_max_num_queries):
    for _number in range(8):
        project = ProjectPageFactory(parent=overview, status="running")
        WallPageFactory(parent=project)
        MilestoneFactory(project=project)
        ProjectEventFactory(project=project)
    client.get("/api/v1/projects/")
    with django_assert_max_num_queries(10):
        assert len(results(client)) == 8
