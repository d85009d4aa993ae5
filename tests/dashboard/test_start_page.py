"""Everybody sees what waits for them, each kind is one question to the database, and no report is promised to who may not read it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import ALARM, APPROVERS, EDITORS, MODERATORS, PUPILS, TEACHERS, TECHNICIANS, make_roles
from cms.models import Picture, StandardPage
from dashboard.start_page import ON_A_LIST
from dashboard.todo import NAMED
from dashboard.waiting import KINDS, WITH_A_LIST, ending_notices, stalled_jobs, to_approve, todos_of
from jobs.models import Schedule
from tests.attacks import person, signed_in
from tests.factories.cms import StandardPageFactory, VisitorMessageFactory, make_home
from tests.factories.consents import PictureFactory
from tests.factories.dashboard import hand_in, make_everything_wait, send_back
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.factories.notices import NoticeFactory

START = "/admin/"
EVERY_KIND = {kind.name for kind in KINDS}


@pytest.fixture(scope="module")
def made(for_the_file):
    home = make_home()
    make_roles(school_corner=NewsIndexPageFactory(parent=home, title="Die Haselmaus", slug="schuelerzeitung"))
    return home


@pytest.fixture
def home(made, db):
    return type(made).objects.get(pk=made.pk)


@pytest.fixture
def town(home):
    return home


@pytest.fixture
def corner(town):
    return town.get_children().get(slug="schuelerzeitung").specific


def names(user):
    return {todo.name for todo in todos_of(user)}


def counts(user):
    return {todo.name: todo.count for todo in todos_of(user)}


def test_each_kind_is_counted_and_leads_to_where_it_is_dealt_with(town):
    chief = person("chefin", EDITORS, TECHNICIANS)
    make_everything_wait(town, author=chief, approver=person("freigabe", APPROVERS))
    make_everything_wait(town, author=person("ute", EDITORS), approver=chief)
    found = {todo.name: todo for todo in todos_of(chief)}
    assert set(found) == EVERY_KIND
    client = signed_in(chief)
    html = client.get(START).text
    for todo in found.values():
        assert todo.text.replace("?", "") in html.replace("?", "")
        response = client.get(todo.url)
        assert response.status_code == 200, todo.url
    mine = {name: todo.on_my_pages for name, todo in found.items() if todo.url_of_mine}
    assert mine == {"reference-changes": 1, "links": 1}
    assert {name: found[name].count for name in mine} == {"reference-changes": 2, "links": 2}
    assert all(client.get(found[name].url_of_mine).status_code == 200 for name in mine)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (PUPILS, set()),
        (APPROVERS, {"approve"}),
        (MODERATORS, {"messages"}),
        (ALARM, {"notices"}),
        (TECHNICIANS, {"jobs", "tasks"}),
        (EDITORS, EVERY_KIND - {"sent-back", "on-the-way", "review", "jobs", "tasks"}),
    ],
)
def test_only_for_who_may_do_it(town, role, expected):
    make_everything_wait(town, author=person("ute"), approver=person("chefin"))
    user = person("jemand", role)
    assert names(user) == expected
    assert signed_in(user).get(START).status_code == 200


def test_the_number_of_questions_does_not_grow(town, django_assert_max_num_queries):
    chief = person("chefin", EDITORS, TECHNICIANS)
    for _number in range(2):
        make_everything_wait(town, author=chief, approver=chief)
        make_everything_wait(town, author=person(f"ute{_number}"), approver=chief)
    client = signed_in(chief)
    client.get(START)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(START)
    for number in range(6):
        make_everything_wait(town, author=chief, approver=chief)
        make_everything_wait(town, author=person(f"max{number}"), approver=chief)
    with CaptureQueriesContext(connection) as many:
        client.get(START)
    assert len(many) <= len(few)
    with django_assert_max_num_queries(len(KINDS) + 8):
        todos_of(type(chief).objects.get(pk=chief.pk))


def test_nobody_is_asked_to_approve_what_they_last_edited(town):
    author, other = person("ute", EDITORS), person("freigabe", APPROVERS)
    page = hand_in(StandardPageFactory(parent=town, title="Freibad"), author)
    assert "approve" not in names(author)
    assert [state.revision.object_str for state in to_approve(other)] == ["Freibad"]
    page.save_revision(user=other)
    assert "approve" not in names(other)
    assert counts(author)["approve"] == 1


def test_an_administrator_is_asked_for_every_step_and_a_town_may_use_steps_of_wagtail(town):
    author, boss = person("ute", EDITORS), person("boss")
    boss.is_superuser = True
    hand_in(StandardPageFactory(parent=town), author)
    assert counts(boss)["approve"] == 1


def test_the_pupil_reads_why_a_text_came_back_and_where_the_others_are(corner):
    mia, teacher = person("mia", PUPILS), person("lehrerin", TEACHERS)
    back = hand_in(NewsPageFactory(parent=corner, title="Pausenhof", live=False), mia)
    hand_in(NewsPageFactory(parent=corner, title="Theater", live=False), mia)
    assert counts(teacher)["approve"] == 2
    send_back(back, teacher, reason="Bitte den Namen kürzen.")
    html = signed_in(mia).get(START).text
    assert "Pausenhof" in html
    assert "Bitte den Namen kürzen." in html
    assert 'id="todo-on-the-way"' in html
    assert counts(mia) == {"sent-back": 1, "on-the-way": 1}
    assert counts(teacher) == {"approve": 1}


def test_nothing_to_do_is_a_friendly_word(town):
    html = signed_in(person("mia", PUPILS)).get(START).text
    assert "todos__nothing" in html
    assert "todos__entry" not in html


def test_only_the_first_stand_on_the_start_page_and_all_on_the_list(town):
    author, approver = person("ute", EDITORS), person("freigabe", APPROVERS)
    for number in range(NAMED + 2):
        hand_in(StandardPageFactory(parent=town, title=f"Seite-{number}."), author)
    client = signed_in(approver)
    start, listed = client.get(START).text, client.get(reverse("dashboard:list", args=["approve"])).text
    assert [f"Seite-{number}." in start for number in range(NAMED + 2)] == [True] * NAMED + [False] * 2
    assert all(f"Seite-{number}." in listed for number in range(NAMED + 2))


def test_a_long_list_has_pages(town):
    user = person("ute", EDITORS)
    Picture.objects.bulk_create(
        Picture(title=f"Bild {number}.", width=1, height=1, file="x.png") for number in range(ON_A_LIST + 1)
    )
    client, address = signed_in(user), reverse("dashboard:list", args=["consents"])
    assert client.get(address).text.count("/admin/images/") >= ON_A_LIST
    assert "?p=2" in client.get(address).text
    assert "?p=1" in client.get(address, {"p": "2"}).text
    assert client.get(address, {"p": "unsinn"}).status_code == 200


@pytest.mark.parametrize("name", ["unsinn", "messages"])
def test_there_are_lists_only_for_what_no_report_lists(town, name):
    assert signed_in(person("ute", EDITORS)).get(f"/admin/to-do/{name}/").status_code == 404


@pytest.mark.parametrize("name", ["consents", "notices"])
def test_a_list_is_for_who_may_do_it(town, name):
    assert name in WITH_A_LIST
    assert signed_in(person("mia", PUPILS)).get(f"/admin/to-do/{name}/").status_code == 404


def test_a_text_is_shown_as_text(town):
    author = person("ute", EDITORS)
    hand_in(StandardPageFactory(parent=town, title="<b>Freibad</b>"), author)
    html = signed_in(person("freigabe", APPROVERS)).get(START).text
    assert "&lt;b&gt;Freibad" in html
    assert "<b>Freibad" not in html


def test_pictures_wait_for_those_who_may_change_them(corner):
    from accounts.roles import own_collection

    PictureFactory(recognisable=None)
    teacher = person("lehrerin", TEACHERS)
    assert "consents" not in names(teacher)
    PictureFactory(recognisable=1, collection=own_collection(PUPILS))
    assert counts(teacher)["consents"] == 1
    PictureFactory(recognisable=0, collection=own_collection(PUPILS))
    assert counts(teacher)["consents"] == 1


def test_a_notice_is_named_in_its_last_three_days(db):
    now = timezone.now()
    soon = NoticeFactory(ends_at=now + timedelta(days=3, minutes=-1))
    NoticeFactory(ends_at=now + timedelta(days=3, hours=1))
    NoticeFactory(starts_at=now - timedelta(days=2), ends_at=now - timedelta(minutes=1))
    NoticeFactory(starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=2))
    assert list(ending_notices(person("feuerwehr"))) == [soon]


def test_a_job_that_runs_is_not_late(db):
    from jobs.schedule import JOBS

    Schedule.objects.all().delete()
    first, second, third, *_others = JOBS
    now, past = timezone.now(), timezone.now() - timedelta(hours=1)
    late = Schedule.objects.create(name=first, next_at=past)
    Schedule.objects.create(name=second, next_at=past, leased_until=now + timedelta(minutes=1))
    Schedule.objects.create(name=third, next_at=now + timedelta(hours=1))
    Schedule.objects.create(name="no-longer-there", next_at=past)
    assert list(stalled_jobs(None)) == [late]


def test_a_message_that_is_dealt_with_waits_no_longer(town):
    message = VisitorMessageFactory()
    user = person("mod", MODERATORS)
    assert counts(user) == {"messages": 1}
    message.handled = True
    message.save()
    assert names(user) == set()


def test_the_panels_that_say_the_same_are_gone_and_the_others_stay(town):
    author = person("ute", EDITORS)
    hand_in(StandardPageFactory(parent=town), author)
    response = signed_in(person("freigabe", APPROVERS)).get(START)
    shown = [type(panel).__name__ for panel in response.context["panels"]]
    assert shown[:2] == ["FirstStepsPanel", "TodoPanel"]
    assert not {"WorkflowObjectsToModeratePanel", "UserObjectsInWorkflowModerationPanel"} & set(shown)
    assert "RecentEditsPanel" in shown
    assert StandardPage.objects.count() == 1
