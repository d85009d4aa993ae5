"""Projects: what goes on now, their parts, and what they promise."""

import json
import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from cms.models import File
from participation.models import (
    Contribution,
    Milestone,
    ProjectDocument,
    ProjectEvent,
    ProjectLink,
    ProjectPage,
)
from tests.factories.directory import ContactPersonFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.factories.participation import (
    MilestoneFactory,
    ParticipationIndexPageFactory,
    ProjectEventFactory,
    ProjectPageFactory,
    WallPageFactory,
)
from tests.factories.service_catalogue import ServiceIndexPageFactory, ServicePageFactory

TODAY = date(2026, 5, 22)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def overview(home):
    return ParticipationIndexPageFactory(parent=home)


def test_a_stopped_project_says_why():
    with pytest.raises(ValidationError, match="status_reason"):
        ProjectPage(title="Bad", slug="bad", status="stopped").clean()


def test_the_last_day_does_not_come_before_the_first():
    with pytest.raises(ValidationError, match="ends"):
        ProjectPage(title="Bad", slug="bad", starts=TODAY, ends=TODAY - DAY).clean()


def test_an_address_of_a_paper_needs_a_name():
    with pytest.raises(ValidationError, match="paper_title"):
        ProjectPage(title="Bad", slug="bad", paper_url="https://rat.example/114").clean()


@pytest.mark.parametrize("name", ["paper_url", "funding_url"])
@pytest.mark.parametrize("address", ["ftp://rat.example/114", "javascript:alert(1)", "data:text/html,x"])
def test_addresses_are_those_of_the_web(name, address):
    with pytest.raises(ValidationError):
        ProjectPage._meta.get_field(name).clean(address, None)


def test_a_spot_needs_both_numbers():
    with pytest.raises(ValidationError, match="longitude"):
        ProjectPage(title="Bad", slug="bad", latitude="52.31").clean()


def test_a_project_shows_its_parts_and_leaves_out_the_empty_ones(client, overview):
    project = ProjectPageFactory(
        parent=overview,
        goals="<p>Mehr Schatten.</p>",
        partners="Heimatverein\n\nNABU",
        status="running",
        ends=timezone.localdate(),
        district="Oberhagen",
        paper_title="Vorlage 2026/114",
        paper_url="https://rat.example/114",
        decided_on=TODAY,
        decision="Einstimmig",
        funding="80 Prozent vom Land",
        funding_url="https://land.example/programm",
    )
    MilestoneFactory(project=project, title="Spatenstich", state="running", progress=40)
    html = client.get(project.url).text
    for words in ("Mehr Schatten.", "Heimatverein, NABU", "Spatenstich", "Oberhagen", "Einstimmig", project.window):
        assert words in html
    for address in ("https://rat.example/114", "https://land.example/programm"):
        assert f'<a href="{address}" rel="external">' in html
    assert re.search(r'<progress [^>]*max="100" value="40"', html)
    for empty in ('id="termine"', 'id="unterlagen"', 'id="neues"', 'id="ort"', 'id="mitmachen"', 'id="ergebnis"'):
        assert empty not in html


def test_the_ladder_says_in_words_where_a_project_stands(client, overview):
    project = ProjectPageFactory(parent=overview, level="cooperate")
    assert [is_here for _words, is_here in project.ladder] == [False, False, True, False]
    ladder = re.search(r'<ol class="project__ladder">.*?</ol>', client.get(project.url).text, re.S)[0]
    assert re.findall(r"<li( [^>]*)?>", ladder).index(' class="project__rung" aria-current="true"') == 2


def test_why_a_project_was_stopped_stands_before_everything_else(client, overview):
    project = ProjectPageFactory(parent=overview, status="stopped", status_reason="Zu teuer.", teaser="Ein Parkdeck.")
    html = client.get(project.url).text
    assert html.index("Zu teuer.") < html.index("Ein Parkdeck.", html.index("<main"))


@pytest.mark.parametrize("status", ["evaluating", "done", "stopped"])
def test_what_is_over_invites_nobody_though_its_last_day_lies_ahead(overview, status):
    ahead = timezone.localdate() + 9 * DAY
    project = ProjectPageFactory(parent=overview, status=status, status_reason="Zu teuer.", ends=ahead)
    assert project.window == ""
    assert project.open_until is None


# Ways to take part


def fresh(project):
    """As the next visitor meets it: a project looks once for its ways."""
    return ProjectPage.objects.get(pk=project.pk)


def way(project, opens=None, closes=None, **values):
    now = timezone.now()
    return WallPageFactory(parent=project, opens_at=opens and now + opens, closes_at=closes and now + closes, **values)


def test_the_first_screen_leads_to_the_way_that_closes_first(client, overview):
    project = ProjectPageFactory(parent=overview, status="running", ends=timezone.localdate() + 90 * DAY)
    way(project, closes=9 * DAY, title="Später")
    first = way(project, closes=5 * HOUR, title="Gleich vorbei", invitation="Karte schreiben")
    way(project, -2 * DAY, -DAY, title="Vorbei")
    way(project, closes=HOUR, title="Entwurf", live=False)
    response = client.get(project.url)
    now = re.search(r'<section class="project__now".*?</section>', response.text, re.S)[0]
    assert fresh(project).window == first.window
    assert first.window in now
    assert f'class="kern-btn kern-btn--primary" href="{first.url}"' in now
    assert 'href="#mitmachen"' in now
    cards = re.search(r'<section aria-labelledby="mitmachen">.*?</section>', response.text, re.S)[0]
    assert [title in cards for title in ("Später", "Gleich vorbei", "Vorbei", "Entwurf")] == [True, True, True, False]
    assert cards.count("project__call") == 2


def test_a_way_without_an_end_is_open_and_has_a_button(client, overview):
    project = ProjectPageFactory(parent=overview, status="running")
    endless = way(project)
    assert fresh(project).is_open
    assert fresh(project).open_until is None
    html = client.get(project.url).text
    assert f'class="kern-btn kern-btn--primary" href="{endless.url}"' in html


def test_a_way_that_will_open_is_announced_without_a_button(client, overview):
    project = ProjectPageFactory(parent=overview, status="planned")
    way(project, 30 * DAY, 40 * DAY)
    soon = way(project, 3 * DAY, 9 * DAY)
    assert fresh(project).window == soon.window
    assert not fresh(project).is_open
    html = client.get(project.url).text
    assert soon.window in html
    assert "kern-btn--primary" not in re.search(r'<section class="project__now".*?</section>', html, re.S)[0]


def test_what_was_said_is_counted_in_the_card_of_its_way(overview, home):
    project = ProjectPageFactory(parent=overview)
    wall = way(project)
    for state in ("public", "public", "waiting"):
        Contribution.objects.create(module=wall, text="Mehr Bänke", state=state)
    assert [item.said for item in fresh(project).ways] == [2]


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
    assert project.search_facets() == {"state": [status], **({"open": ["yes"]} if is_open else {})}


def test_the_search_knows_the_last_day_of_all_ways(overview):
    project = ProjectPageFactory(parent=overview, status="running")
    way(project, closes=5 * DAY)
    last = way(project, closes=9 * DAY)
    assert fresh(project).search_until() == timezone.localdate(last.closes_at)
    way(project)
    assert fresh(project).search_until() is None


def test_the_search_finds_the_words_of_a_project(overview):
    project = ProjectPageFactory(parent=overview, results="<p>12 Linden</p>", district="Oberhagen")
    words = project.search_texts().body
    assert "12 Linden" in words
    assert "Oberhagen" in words


# Milestones, events, documents, news


@pytest.mark.parametrize(("state", "progress", "percent"), [("planned", 0, 0), ("running", 40, 40), ("done", 40, 100)])
def test_the_progress_of_a_step_follows_its_state(overview, state, progress, percent):
    step = MilestoneFactory(project=ProjectPageFactory(parent=overview), state=state, progress=progress)
    assert step.percent == percent
    assert Milestone.objects.get().progress == percent


@pytest.mark.parametrize(("state", "progress"), [("planned", 1), ("running", 101), ("running", -1)])
def test_a_progress_that_cannot_be_is_refused(state, progress):
    with pytest.raises(ValidationError) as caught:
        Milestone(title="Bau", state=state, progress=progress).full_clean(exclude=["project"])
    assert list(caught.value.message_dict) == ["progress"]


def test_steps_stand_in_a_line_with_their_number_done(client, overview):
    project = ProjectPageFactory(parent=overview)
    for number, state in enumerate(("done", "running", "planned")):
        MilestoneFactory(project=project, title=f"Schritt {number}", state=state, sort_order=number)
    response = client.get(project.url)
    assert response.context["steps_done"] == 1
    assert re.findall(r"site-milestone--(\w+)", response.text) == ["done", "running", "planned"]
    assert response.text.count('aria-current="step"') == 1


def test_past_events_are_folded(client, overview):
    project = ProjectPageFactory(parent=overview)
    now = timezone.now()
    ProjectEventFactory(project=project, title="Später Abend", starts=now + 5 * DAY)
    ProjectEventFactory(project=project, title="Rundgang", starts=now + DAY, place="Marktplatz")
    ProjectEventFactory(project=project, title="Auftakt", starts=now - DAY)
    ProjectEventFactory(project=project, title="Ausstellung", starts=now - DAY, ends=now + DAY)
    response = client.get(project.url)
    assert [event.title for event in response.context["coming_events"]] == ["Ausstellung", "Rundgang", "Später Abend"]
    folded = re.search(r"<details class=\"site-details project__past\">.*?</details>", response.text, re.S)[0]
    assert "Auftakt" in folded
    assert "Rundgang" not in folded


def test_an_event_does_not_end_before_it_begins():
    now = timezone.now()
    with pytest.raises(ValidationError, match="ends"):
        ProjectEvent(title="Rundgang", starts=now, ends=now).clean()


def test_documents_have_the_name_that_residents_understand(client, overview, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = File.objects.create(title="entwurf_final_2.pdf", file=ContentFile(b"%PDF-", "entwurf.pdf"))
    project = ProjectPageFactory(parent=overview)
    ProjectDocument.objects.create(project=project, file=file, title="Der Entwurf auf vier Seiten")
    ProjectDocument.objects.create(project=project, file=file)
    html = client.get(project.url).text
    assert f'<a href="{file.url}">Der Entwurf auf vier Seiten</a>' in html
    assert "entwurf_final_2.pdf</a>" in html


def test_news_are_shown_in_the_editors_order_while_they_are_public(client, home, overview):
    newsroom = NewsIndexPageFactory(parent=home)
    project = ProjectPageFactory(parent=overview)
    items = [
        NewsPageFactory(parent=newsroom, title=title, live=live)
        for title, live in (("Baustart", True), ("Geheim", False), ("Beschluss", True))
    ]
    for number, item in enumerate(reversed(items)):
        ProjectLink.objects.create(project=project, target=item, sort_order=number)
    assert [item.title for item in client.get(project.url).context["news"]] == ["Beschluss", "Baustart"]


def test_a_spot_is_shown_on_a_map(client, overview):
    project = ProjectPageFactory(parent=overview, location="Rathausplatz", latitude="52.318600", longitude="8.470000")
    assert 'id="ort"' in client.get(project.url).text


# What was promised


@pytest.mark.parametrize(
    ("days", "results", "status", "is_overdue"),
    [
        (-1, "", "evaluating", True),
        (-1, "", "done", True),
        (0, "", "evaluating", False),
        (None, "", "evaluating", False),
        (-1, "<p>12 Linden</p>", "evaluating", False),
        (-1, "", "stopped", False),
    ],
)
def test_a_result_is_overdue_after_the_promised_day(days, results, status, is_overdue):
    due = None if days is None else timezone.localdate() + timedelta(days=days)
    assert ProjectPage(result_due=due, results=results, status=status).is_result_overdue is is_overdue


def test_the_promised_day_is_public_until_the_result_is_there(client, overview):
    project = ProjectPageFactory(parent=overview, status="evaluating", result_due=date(2027, 3, 1))
    assert '<time datetime="2027-03-01">' in client.get(project.url).text
    project.results = "<p>12 Linden</p>"
    project.save()
    assert '<time datetime="2027-03-01">' not in client.get(project.url).text


# For machines


def test_a_project_says_to_machines_what_and_where_it_is(client, overview):
    project = ProjectPageFactory(
        parent=overview, title="</script>Bad", partners="NABU", location="Markt", latitude="52.3", longitude="8.4"
    )
    ProjectEventFactory(project=project, title="Rundgang", place="Brunnen")
    html = client.get(project.url).text
    said = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[-1])
    assert said["@type"] == "Project"
    assert said["name"] == "</script>Bad"
    assert said["url"].startswith("http")
    assert said["location"]["geo"]["latitude"] == 52.3
    assert said["member"] == [{"@type": "Organization", "name": "NABU"}]
    assert said["event"][0]["location"]["name"] == "Brunnen"


def test_a_contact_is_one_step_away_where_there_is_no_way_to_take_part(client, overview):
    project = ProjectPageFactory(
        parent=overview, status="running", ends=timezone.localdate() + DAY, contact=ContactPersonFactory()
    )
    html = client.get(project.url).text
    assert 'href="#kontakt"' in html
    assert 'id="kontakt"' in html


# In the editors' form


def test_the_form_suggests_the_districts_that_are_in_use(admin_client, overview):
    for district in ("Oberhagen", "Oberhagen", "<b>Moor</b>", ""):
        project = ProjectPageFactory(parent=overview, district=district)
    html = admin_client.get(f"/admin/pages/{project.pk}/edit/").text
    options = re.search(r'<datalist id="id_district-used">(.*?)</datalist>', html, re.S)[1]
    assert re.findall(r'value="([^"]*)"', options) == ["&lt;b&gt;Moor&lt;/b&gt;", "Oberhagen"]
    assert re.search(r'<input [^>]*name="district"[^>]*list="id_district-used"', html)


def test_the_ways_to_take_part_stand_below_a_project_and_nothing_else():
    names = {model.__name__ for model in ProjectPage.allowed_subpage_models()}
    assert {"WallPage", "IdeaCollectionPage", "PollPage", "TextReviewPage", "QuestionBoardPage"} <= names
    assert not names & {"ProjectPage", "StandardPage", "NewsPage"}


def test_services_stand_apart_from_news_among_the_related_pages(client, home, overview):
    service = ServicePageFactory(parent=ServiceIndexPageFactory(parent=home))
    item = NewsPageFactory(parent=NewsIndexPageFactory(parent=home))
    project = ProjectPageFactory(parent=overview)
    for target in (service, item, service):
        ProjectLink.objects.create(project=project, target=target)
    context = client.get(project.url).context
    assert context["news"] == [item]
    assert context["subjects"] == [service]


def test_a_project_with_everything_is_shown_with_few_questions(
    client, home, overview, settings, tmp_path, django_assert_max_num_queries
):
    settings.MEDIA_ROOT = tmp_path
    project = ProjectPageFactory(parent=overview, status="running", contact=ContactPersonFactory())
    newsroom, services = NewsIndexPageFactory(parent=home), ServiceIndexPageFactory(parent=home)
    for number in range(4):
        MilestoneFactory(project=project)
        ProjectEventFactory(project=project)
        WallPageFactory(parent=project)
        file = File.objects.create(title="Plan", file=ContentFile(b"Plan", f"plan-{number}.txt"), file_size=4)
        ProjectDocument.objects.create(project=project, file=file)
        ProjectLink.objects.create(project=project, target=NewsPageFactory(parent=newsroom))
        ProjectLink.objects.create(project=project, target=ServicePageFactory(parent=services))
    client.get(project.url)
    with django_assert_max_num_queries(29):
        html = client.get(project.url).text
    assert html.count(">Plan</a>") == 4


def test_a_preview_shows_what_is_not_saved_yet(overview, home, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = File.objects.create(title="Der Plan", file=ContentFile(b"Plan", "plan.txt"), file_size=4)
    project = ProjectPageFactory(parent=overview)
    project.milestones = [Milestone(title="Neuer Schritt", state="running", progress=30)]
    project.events = [ProjectEvent(title="Neuer Termin", starts=timezone.now() + DAY)]
    project.documents = [ProjectDocument(file=file)]
    project.links = [ProjectLink(target=NewsPageFactory(parent=NewsIndexPageFactory(parent=home), title="Baustart"))]
    html = project.make_preview_request().render().content.decode()
    for words in ("Neuer Schritt", "Neuer Termin", "Der Plan", "Baustart"):
        assert words in html
