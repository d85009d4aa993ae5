"""Figures of taking part: counted right, small numbers hidden, plots with their tables, exports by rights."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import SecurityEvent
from accounts.roles import MODERATORS, PUPILS, make_roles
from participation.figures.counting import Measure, counted_in
from participation.figures.figures import Figures, of_page
from participation.figures.periods import Step, parted
from participation.figures.small_numbers import Part, gathered, gathered_of_many
from participation.models import Ballot, Batch, Comment, FromBatch, Idea, Support, Tally
from tests.attacks import person, signed_in
from tests.factories.moderation import appoint, somebody, wall_of, written
from tests.factories.news import NewsIndexPageFactory
from tests.factories.participation import IdeaCollectionPageFactory, PollPageFactory, WallPageFactory
from tests.factories.taking_part import ParticipantFactory

ADMIN = "/admin/participation/figures/"


def at(*moment):
    """A moment in UTC."""
    return datetime(*moment, tzinfo=UTC)


def days_of(module, measure):
    found = Counter()
    for one in counted_in([module.pk]):
        if one.measure == measure:
            found[one.day] += one.number
    return dict(found)


# On 29 March the clock goes from two to three, on 25 October from three to two.
MOMENTS = [
    (at(2026, 3, 28, 22, 59, 59), date(2026, 3, 28)),
    (at(2026, 3, 28, 23), date(2026, 3, 29)),
    (at(2026, 3, 29, 21, 59, 59), date(2026, 3, 29)),
    (at(2026, 3, 29, 22), date(2026, 3, 30)),
    (at(2026, 10, 24, 21, 59, 59), date(2026, 10, 24)),
    (at(2026, 10, 24, 22), date(2026, 10, 25)),
    (at(2026, 10, 25, 0, 30), date(2026, 10, 25)),
    (at(2026, 10, 25, 1, 30), date(2026, 10, 25)),
    (at(2026, 10, 25, 22, 59, 59), date(2026, 10, 25)),
    (at(2026, 10, 25, 23), date(2026, 10, 26)),
]


def test_days_are_those_of_the_clock_on_the_wall_also_when_it_changes(home):
    wall = wall_of(home)
    poll = PollPageFactory(parent=wall.get_parent())
    voter = somebody(wall)
    for moment, _day in MOMENTS:
        card = written(wall, state="public", created_at=moment)
        Comment.objects.create(module=wall, about=card, text="Ja", state="public", created_at=moment)
        Support.objects.create(contribution=card, participant=voter, given_at=moment)
        Ballot.objects.create(module=poll, cast_at=moment)
    wanted = dict(Counter(day for _moment, day in MOMENTS))
    for measure in (Measure.CONTRIBUTIONS, Measure.COMMENTS, Measure.SUPPORTS):
        assert days_of(wall, measure) == wanted
    assert days_of(poll, Measure.BALLOTS) == wanted
    shown = Figures([wall, poll]).periods(Measure.BALLOTS)
    assert sum(period.number for period in shown) == len(MOMENTS)


def test_what_came_on_paper_counts_once_on_its_own_day_and_only_when_two_agree(home):
    wall = wall_of(home)
    project = wall.get_parent()
    poll, collection = PollPageFactory(parent=project), IdeaCollectionPageFactory(parent=project)
    day = date(2026, 3, 1)
    sheets = Batch.objects.create(module=poll, title="Kasten", sheets=7, state="agreed", happened_on=day)
    disputed = Batch.objects.create(module=poll, title="Streit", sheets=9, state="different", happened_on=day)
    for batch, number in ((sheets, 7), (disputed, 9)):
        for entry in (Tally.FIRST, Tally.SECOND):
            Tally.objects.create(batch=batch, entry=entry, count=number)
            Tally.objects.create(batch=batch, entry=entry, question="road", option="yes", count=number)
    idea = Idea.objects.create(module=collection, title="Bank", text="Bank", state="public", support_offline=12)
    hidden = Idea.objects.create(module=collection, title="Weg", text="Weg", state="censored", support_offline=5)
    signatures = Batch.objects.create(
        module=collection, title="Liste", sheets=2, state="agreed", happened_on=day, is_signatures=True, source="event"
    )
    for option, number in (("", 2), (str(idea.pk), 12), (str(hidden.pk), 5)):
        name = "signed" if option else ""
        Tally.objects.create(batch=signatures, entry=Tally.FIRST, question=name, option=option, count=number)
    on_paper = Batch.objects.create(module=wall, title="Karten", sheets=1, state="agreed", happened_on=day)
    FromBatch.objects.create(batch=on_paper, contribution=written(wall, state="public", channel="paper"))
    # Own words from a sheet hang on a row that is no ballot.
    Ballot.with_sheets.create(module=poll, batch=sheets, channel="paper")
    figures = Figures([wall, poll, collection], for_staff=True)
    assert figures.totals == {"ballots": 7, "supports": 12, "contributions": 2}
    assert days_of(wall, Measure.CONTRIBUTIONS) == {day: 1}
    assert days_of(poll, Measure.BALLOTS) == {day: 7}
    assert figures.channels(Measure.SUPPORTS) == [Part(("event",), 12)]


def test_only_what_counts_counts(home):
    """What waits or was taken away is told apart, an unconfirmed address is nowhere, people are those who count."""
    wall = wall_of(home)
    public, gone = written(wall, state="public"), written(wall, state="censored")
    for state in ("waiting", "blocked", "removed", "unconfirmed"):
        written(wall, state=state)
    Comment.objects.create(module=wall, about=public, text="Ja", state="public", author=public.author)
    Comment.objects.create(module=wall, about=gone, text="Nein", state="public")
    Support.objects.create(contribution=public, participant=ParticipantFactory(module=wall, identity="email"))
    Support.objects.create(contribution=gone, participant=ParticipantFactory(module=wall, identity="code"))
    figures = Figures([wall])
    assert figures.totals == {"contributions": 1, "comments": 1, "supports": 1}
    assert figures.people == {wall.pk: Counter(open=1, email=1)}
    assert figures.states[wall.pk] == Counter(public=3, censored=1, waiting=1, blocked=1, removed=1)


@pytest.mark.parametrize(
    ("first", "last", "step", "number"),
    [
        (date(2026, 3, 20), date(2026, 4, 20), Step.DAY, 32),
        (date(2025, 11, 3), date(2026, 2, 1), Step.WEEK, 13),
        (date(2024, 2, 29), date(2026, 2, 28), Step.MONTH, 25),
        (date(2015, 1, 1), date(2026, 12, 31), Step.YEAR, 12),
        (date(2026, 1, 1), date.max, Step.YEAR, 7974),
    ],
)
def test_long_times_are_put_together_without_a_gap_and_without_a_loss(first, last, step, number):
    days = {first: 3, first + timedelta(days=9): 2, last: 1}
    periods = parted(days, first, first)
    assert [period.step for period in periods] == [step] * number
    assert sum(period.number for period in periods) == 6
    assert periods[0].begins <= first


def parts(**numbers):
    return [(part.names, part.number) for part in gathered(numbers)]


def test_small_numbers_are_neither_shown_nor_to_be_had_by_subtracting():
    assert parts(online=40, paper=12) == [(("online",), 40), (("paper",), 12)]
    assert parts(online=40, paper=12, phone=2) == [(("online",), 40), (("paper", "phone"), 14)]
    assert parts(online=40, paper=4, phone=2) == [(("online",), 40), (("paper", "phone"), 6)]
    for nothing in ({}, {"online": 40}, {"online": 40, "paper": 4}, {"online": 3, "paper": 1}):
        assert parts(**nothing) == []


def test_of_a_project_nothing_is_shown_that_would_tell_what_one_of_its_ways_hides():
    full, few = {"online": 40, "paper": 12}, {"online": 30, "phone": 1}
    assert gathered_of_many([full, full]) == [Part(("online",), 80), Part(("paper",), 24)]
    assert gathered_of_many([full, few]) == []
    assert gathered_of_many([full, few, few]) == []
    assert gathered_of_many([few, {}]) == gathered(few)
    some = {"online": 5, "phone": 3}
    assert gathered_of_many([full, some, some]) == [Part(("online",), 50), Part(("paper",), 12), Part(("phone",), 6)]


def test_the_public_page_has_plots_with_the_same_numbers_in_tables(home, client):
    wall = wall_of(home)
    assert 'id="zahlen-titel"' not in client.get(wall.url).text
    for number in range(9):
        channel = "paper" if number > 3 else "online"
        written(wall, state="public", created_at=timezone.now() - timedelta(days=number % 3), channel=channel)
    written(wall, state="public", channel="phone")
    assert f"{wall.url}zahlen/" in client.get(wall.url).text
    response = client.get(f"{wall.url}zahlen/")
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    over_time, by_channel = response.context["plots"]
    assert [bar.number for bar in over_time.bars] == [3, 3, 4]
    assert [bar.number for bar in by_channel.bars] == [5, 5]
    page = response.text
    for plot in (over_time, by_channel):
        section = page.split(f'id="{plot.id}"')[1].split("</figure>")[0]
        rows = section.split("<tbody")[1].count("<tr")
        assert rows == len(plot.bars)
    assert page.count("<svg") >= 3
    assert " style=" not in page.split("<main")[1].split("</main>")[0]
    project = client.get(f"{wall.get_parent().url}zahlen/")
    assert project.context["figures"].totals == {"contributions": 10}


def test_a_handful_of_people_is_not_counted_in_public(home, client):
    wall = wall_of(home)
    written(wall, state="public")
    html = client.get(f"{wall.url}zahlen/").text
    people = html.partition("figures__people")[2].partition("</ul>")[0]
    assert "5" in people
    assert "1" not in people
    assert Figures([wall], for_staff=True).fewest_shown == 0


def test_before_anybody_takes_part_the_page_says_so(home, client):
    wall = wall_of(home)
    response = client.get(f"{wall.url}zahlen/")
    assert (response.status_code, response.context["plots"]) == (200, [])


def test_a_project_counts_in_public_only_what_everybody_may_see(home):
    wall = wall_of(home)
    draft = WallPageFactory(parent=wall.get_parent(), live=False)
    written(wall, state="public")
    written(draft, state="public")
    project = wall.project
    assert of_page(project).totals == {"contributions": 1}
    assert of_page(project, for_staff=True).totals == {"contributions": 2}


def test_ideas_are_told_apart_by_the_districts_that_the_town_names(home):
    collection = IdeaCollectionPageFactory(parent=wall_of(home).get_parent())
    project = collection.project
    type(project).objects.filter(pk=project.pk).update(district="Oberhagen")
    for place in ("Am Bach, Oberhagen", "oberhagen", "Neu-Oberhagen", ""):
        Idea.objects.create(module=collection, title="Bank", text="Bank", state="public", place=place)
    Idea.objects.create(module=collection, title="Bank", text="Bank", state="waiting", place="Oberhagen")
    assert Figures([collection]).districts == [Part(("Oberhagen",), 4)]
    type(project).objects.filter(pk=project.pk).update(district="")
    assert Figures([collection]).districts == []


def test_no_way_to_take_part_hides_the_figures_of_its_project(home):
    wall = wall_of(home)
    wall.slug = "zahlen"
    with pytest.raises(ValidationError):
        wall.full_clean()


@pytest.fixture
def moderator(home):
    make_roles(school_corner=NewsIndexPageFactory(parent=home, slug="schuelerzeitung"))
    return person("anna", MODERATORS)


def test_staff_see_the_figures_of_their_own_projects_only(home, moderator):
    wall, foreign = wall_of(home), wall_of(home)
    written(wall, state="waiting")
    anna = signed_in(moderator)
    assert anna.get(ADMIN).status_code in (302, 403)
    appoint(moderator, wall)
    assert [project.pk for project in anna.get(ADMIN).context["items"]] == [wall.get_parent().pk]
    for number in (wall.pk, wall.get_parent().pk):
        assert dict(anna.get(f"{ADMIN}{number}/").context["states"])
        assert anna.get(f"{ADMIN}{number}/export/everything.xlsx").getvalue()
    for number in (foreign.pk, foreign.get_parent().pk, home.pk):
        for address in ("", "export/everything.xlsx", "export/contributions.csv"):
            assert anna.get(f"{ADMIN}{number}/{address}").status_code in (302, 403, 404)
    assert anna.get(f"{ADMIN}{wall.pk}/export/answers.csv").status_code == 404
    pupil = signed_in(person("mia", PUPILS))
    assert pupil.get(f"{ADMIN}{wall.pk}/").status_code in (302, 403)


def test_exports_calculate_nothing_and_are_written_down(home, moderator):
    wall = wall_of(home)
    appoint(moderator, wall)
    written(wall, '=HYPERLINK("http://evil.example")', state="public", pseudonym="@SUM(A1)")
    written(wall, "Mit\x0b Steuerzeichen", state="public")
    anna = signed_in(moderator)
    table = anna.get(f"{ADMIN}{wall.pk}/export/contributions.csv")
    text = table.getvalue().decode("utf-8-sig")
    assert "'=HYPERLINK" in text
    assert "'@SUM" in text
    book = load_workbook(BytesIO(anna.get(f"{ADMIN}{wall.pk}/export/everything.xlsx").getvalue()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"inlineStr", "s", "n", "d"}
    assert any(str(cell.value).startswith("'=HYPERLINK") for cell in cells)
    subjects = (
        SecurityEvent.objects.filter(kind=SecurityEvent.Kind.EXPORT).order_by("pk").values_list("subject", "actor")
    )
    base = f"{ADMIN}{wall.pk}/export/"
    assert list(subjects) == [(f"{base}contributions.csv", "anna"), (f"{base}everything.xlsx", "anna")]


def test_many_rows_need_no_more_queries_than_few(home, moderator, client, django_assert_max_num_queries):
    wall = wall_of(home)
    appoint(moderator, wall)
    anna = signed_in(moderator)
    addresses = [(client, f"{wall.url}zahlen/", 30), (client, f"{wall.url}daten.json", 26)]
    addresses += [(anna, f"{ADMIN}{wall.pk}/", 30), (anna, f"{ADMIN}{wall.pk}/export/everything.xlsx", 26)]
    for browser, address, _most in addresses:
        browser.get(address).getvalue()
    for number in range(40):
        card = written(wall, state="public", created_at=timezone.now() - timedelta(days=number))
        Comment.objects.create(module=wall, about=card, text="Ja", state="public")
    for browser, address, most in addresses:
        cache.clear()
        with django_assert_max_num_queries(most):
            response = browser.get(address)
            assert len(response.getvalue()) > 4000
