"""The overview of all projects: figures, filters, map, next steps, and few queries however many there are."""

from datetime import timedelta

import pytest
from django.utils import timezone

from participation.models import Milestone, ProjectPage
from tests.factories.participation import (
    MilestoneFactory,
    ParticipationIndexPageFactory,
    ProjectPageFactory,
    WallPageFactory,
)

DAY = timedelta(days=1)
MOST_QUERIES = 20


@pytest.fixture
def overview(home):
    return ParticipationIndexPageFactory(parent=home)


def shown(response):
    return [project.title for _label, projects in response.context["tracker"].groups for project in projects]


def counts(choices):
    return {choice.label: choice.count for choice in choices}


def test_running_projects_come_first_and_those_that_are_done_are_counted(client, overview):
    today = timezone.localdate()
    ProjectPageFactory(parent=overview, title="Radweg", status="done")
    ProjectPageFactory(parent=overview, title="Bad", status="running", ends=today + 9 * DAY)
    ProjectPageFactory(parent=overview, title="Platz", status="running", ends=today + DAY)
    ProjectPageFactory(parent=overview, title="Geheim", status="running", live=False)
    response = client.get(overview.url)
    assert shown(response) == ["Platz", "Bad", "Radweg"]
    assert (response.context["tracker"].done, response.context["tracker"].total) == (1, 3)
    assert '<progress class="project__progress" id="umgesetzt" max="3" value="1">' in response.text
    assert "Geheim" not in response.text


def test_an_overview_without_projects_says_so(client, overview):
    response = client.get(overview.url)
    assert response.status_code == 200
    assert 'class="project__filters"' not in response.text


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({"stand": "laeuft"}, ["Freibad", "Radweg"]),
        ({"ort": "Oberhagen"}, ["Freibad", "Schule"]),
        ({"stufe": "entscheidung"}, ["Radweg"]),
        ({"stand": "laeuft", "ort": "Oberhagen"}, ["Freibad"]),
        ({"q": "rutsche"}, ["Freibad"]),
        ({"q": "RUTSCHE  freibad"}, ["Freibad"]),
        ({"q": "schüler"}, ["Schule"]),
        ({"q": "Rutsche Schüler"}, []),
        ({"q": "strong"}, []),
        ({"stand": "schläft", "stufe": "x", "seite": "abc"}, ["Freibad", "Radweg", "Schule"]),
        ({"ort": "Atlantis"}, []),
        ({"q": "\0" + "x" * 5000}, []),
    ],
)
def test_the_list_is_narrowed_down_by_plain_addresses(client, overview, query, titles):
    goals = "<p>Eine <strong>Rutsche</strong></p>"
    ProjectPageFactory(parent=overview, title="Freibad", status="running", district="Oberhagen", goals=goals)
    ProjectPageFactory(parent=overview, title="Radweg", status="running", district="Wiedenfeld", level="decide")
    ProjectPageFactory(parent=overview, title="Schule", district="Oberhagen", partners="Schülerrat")
    response = client.get(overview.url, query)
    assert response.status_code == 200
    assert shown(response) == titles


def test_choices_say_how_many_projects_there_would_be(client, overview):
    for status, district in (("running", "Oberhagen"), ("running", ""), ("done", "Oberhagen"), ("done", "Moor")):
        ProjectPageFactory(parent=overview, status=status, district=district)
    tracker = client.get(overview.url, {"ort": "Oberhagen"}).context["tracker"]
    assert counts(tracker.districts) == {"Moor": 1, "Oberhagen": 2}
    assert [(choice.value, choice.count) for choice in tracker.states] == [("laeuft", 1), ("umgesetzt", 1)]
    assert [choice.value for choice in tracker.districts if choice.is_chosen] == ["Oberhagen"]
    tracker = client.get(overview.url, {"stand": "laeuft", "ort": "Moor"}).context["tracker"]
    assert counts(tracker.districts) == {"Moor": 0, "Oberhagen": 1}


def test_a_narrowed_list_is_none_for_search_engines_and_leads_back(client, overview):
    ProjectPageFactory(parent=overview)
    assert 'content="noindex' not in client.get(overview.url).text
    html = client.get(overview.url, {"q": "nichts davon"}).text
    assert 'content="noindex' in html
    assert f'<a href="{overview.url}">' in html
    assert 'value="nichts davon"' in html


def test_the_map_has_the_projects_that_have_a_spot(client, overview):
    spot = {"latitude": "52.318600", "longitude": "8.470000"}
    placed = ProjectPageFactory(parent=overview, title="Freibad", location="Badstraße 3", **spot)
    ProjectPageFactory(parent=overview, title="Ohne Ort")
    ProjectPageFactory(parent=overview, title="Radweg", status="done", **spot)
    response = client.get(overview.url, {"stand": "geplant"})
    points = response.context["tracker"].points
    assert [(point.title, point.url, point.note) for point in points] == [("Freibad", placed.url, "Badstraße 3")]
    assert 'id="karte"' in response.text


def test_next_steps_of_all_projects_stand_in_one_line(client, overview):
    today = timezone.localdate()
    bath, path = (ProjectPageFactory(parent=overview, title=title, status="running") for title in ("Bad", "Radweg"))
    stopped = ProjectPageFactory(parent=overview, status="stopped", status_reason="Zu teuer.")
    draft = ProjectPageFactory(parent=overview, live=False)
    for project, title, days, state in (
        (bath, "Später", 40, "planned"),
        (path, "Gleich", 0, "running"),
        (bath, "Bald", 4, "planned"),
        (bath, "Fertig", 4, "done"),
        (bath, "Vorbei", -1, "planned"),
        (stopped, "Nie", 4, "planned"),
        (draft, "Geheim", 4, "planned"),
    ):
        MilestoneFactory(project=project, title=title, date=today + timedelta(days=days), state=state)
    steps = client.get(overview.url).context["tracker"].next_steps
    assert [step.title for step in steps] == ["Gleich", "Bald", "Später"]


def test_many_projects_cost_no_more_questions_than_a_few(client, overview, django_assert_max_num_queries):
    projects = [ProjectPage(title=f"Projekt {n}", slug=f"projekt-{n}", district=f"Ort {n % 7}") for n in range(44)]
    for project in projects:
        overview.add_child(instance=project)
    WallPageFactory(parent=ProjectPageFactory(parent=overview, title="Offen", status="running"))
    day = timezone.localdate()
    Milestone.objects.bulk_create(Milestone(project=project, title="Schritt", date=day) for project in projects)
    client.get(overview.url)
    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(overview.url, {"seite": 2})
    assert len(shown(response)) == 20
    assert response.context["tracker"].results.paginator.num_pages == 3
    assert shown(client.get(overview.url))[0] == "Offen"
