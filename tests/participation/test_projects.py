"""Projects, their windows of time and their states."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from participation.models import ProjectPage, window_sentence
from tests.factories.participation import MilestoneFactory, ParticipationIndexPageFactory, ProjectPageFactory

TODAY = date(2026, 5, 22)


@pytest.mark.parametrize(
    ("starts", "ends", "sentence"),
    [
        (None, date(2026, 5, 31), "Collect ideas until 31. May, 9 days left"),
        (None, date(2026, 5, 23), "Collect ideas until 23. May, 1 day left"),
        (None, TODAY, "Collect ideas until today"),
        (date(2026, 6, 1), date(2026, 6, 30), "Collect ideas from 1. June to 30. June"),
        (None, date(2026, 5, 21), ""),
        (None, None, ""),
        (date(2026, 1, 1), None, ""),
    ],
)
def test_a_window_is_a_sentence(starts, ends, sentence):
    with translation.override("en"):
        assert window_sentence("Collect ideas", starts, ends, TODAY) == sentence


def test_a_stopped_project_says_why():
    with pytest.raises(ValidationError, match="status_reason"):
        ProjectPage(title="Bad", slug="bad", status="stopped").clean()


def test_the_last_day_does_not_come_before_the_first():
    with pytest.raises(ValidationError, match="ends"):
        ProjectPage(title="Bad", slug="bad", starts=TODAY, ends=TODAY - timedelta(days=1)).clean()


def test_the_overview_shows_running_projects_first_and_counts(client, home):
    overview = ParticipationIndexPageFactory(parent=home)
    ProjectPageFactory(parent=overview, title="Radweg", status="done")
    ProjectPageFactory(parent=overview, title="Bad", status="running")
    ProjectPageFactory(parent=overview, title="Geheim", live=False)
    html = client.get(overview.url).text
    assert html.index("Bad") < html.index("Radweg")
    assert "Geheim" not in html
    assert overview.get_context(client.get(overview.url).wsgi_request)["done"] == 1


def test_a_project_shows_its_parts_and_leaves_out_the_empty_ones(client, home):
    project = ProjectPageFactory(
        parent=ParticipationIndexPageFactory(parent=home),
        goals="<p>Mehr Schatten.</p>",
        partners="Heimatverein\n\nNABU",
        status="running",
        ends=timezone.localdate(),
    )
    MilestoneFactory(project=project, title="Spatenstich")
    response = client.get(project.url)
    for words in ("Mehr Schatten.", "Heimatverein, NABU", "Spatenstich"):
        assert words in response.text
    assert project.window in response.text


def test_the_home_page_shows_what_one_can_take_part_in(client, home):
    overview = ParticipationIndexPageFactory(parent=home)
    ProjectPageFactory(parent=overview, title="Freibad", status="running")
    ProjectPageFactory(parent=overview, title="Radweg", status="done")
    html = client.get("/").text
    assert "Freibad" in html
    assert "Radweg" not in html


def test_the_search_finds_the_words_of_a_project(home):
    project = ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home), results="<p>12 Linden</p>")
    assert "12 Linden" in project.search_texts().body


def test_the_api_filters_by_state(client, home):
    overview = ParticipationIndexPageFactory(parent=home)
    MilestoneFactory(project=ProjectPageFactory(parent=overview, title="Bad", status="running"))
    ProjectPageFactory(parent=overview, status="done")
    data = client.get("/api/v1/projects/", {"status": "running"}).json()
    assert [item["title"] for item in data["results"]] == ["Bad"]
    assert data["results"][0]["milestones"][0]["title"] == "Der erste Spatenstich"
    assert client.get("/api/v1/projects/", {"status": "sleeping"}).status_code == 400


@pytest.mark.parametrize(
    ("status", "starts", "ends", "is_open"),
    [
        ("running", None, None, True),
        ("running", 0, 0, True),
        ("running", -5, 5, True),
        ("running", 1, 5, False),
        ("running", -5, -1, False),
        ("done", -5, 5, False),
    ],
)
def test_the_search_knows_what_one_can_take_part_in(status, starts, ends, is_open):
    today = timezone.localdate()
    days = [day if day is None else today + timedelta(days=day) for day in (starts, ends)]
    project = ProjectPage(status=status, starts=days[0], ends=days[1])
    assert project.search_until() == (days[1] if is_open else None)
    assert project.search_facets() == ({"open": ["yes"]} if is_open else {})
