"""The demo town as a whole: it loads, loads twice, and every address of it answers in few queries."""

import re
from typing import NamedTuple

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from accounts.models import User
from accounts.roles import ALARM, DEPARTMENT, MODERATORS, ROLES, TEACHERS, TECHNICIANS
from cms.models import HomePage
from demo import town
from demo.logins import LOGINS, OFFICE
from service_catalogue.models import Finding, ServicePage
from tests.factories.cms import make_home

# A project with ways, milestones, events, documents and figures: each kind of thing is asked for once.
MAX_QUERIES = 31


@pytest.fixture(scope="module")
def loaded(for_the_file):
    return town.load()


def addresses(client):
    return re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", client.get("/sitemap.xml").text)


def test_there_is_a_whole_town(loaded, db, client):
    assert len(addresses(client)) >= 100
    assert ServicePage.objects.live().count() >= 60


def test_the_demo_has_no_findings_that_stop_publishing(loaded, db):
    assert [str(finding) for finding in Finding.objects.filter(severity="error")] == []


class Answer(NamedTuple):
    """What an address says, and how many questions to the database it takes when it says it again."""

    status: int
    html: str
    queries: int


def ask(client, address):
    first = client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return Answer(first.status_code, first.text, len(queries))


@pytest.fixture(scope="module")
def answers(loaded):
    """All addresses of the sitemap, asked once for this file."""
    client = Client()
    return {address: ask(client, address) for address in addresses(client)}


def test_every_address_of_the_sitemap_answers_and_counts_its_queries(answers):
    assert {address: answer.status for address, answer in answers.items() if answer.status != 200} == {}
    assert {address: answer.queries for address, answer in answers.items() if answer.queries > MAX_QUERIES} == {}


def status_of(client, address):
    """Read to the end, as tables for spreadsheets come from a file that is closed then."""
    response = client.get(address)
    list(response)
    return response.status_code


def test_no_page_links_to_an_address_of_ours_that_is_not_there(answers, db, client):
    links = {link for answer in answers.values() for link in re.findall(r'href="(/[^"#?]*)', answer.html)}
    inside = {link for link in links if not link.startswith(("/static/", "/media/", "/admin/", "/dateien/"))}
    missing = {link for link in inside - set(answers) if status_of(client, link) != 200}
    assert not missing


def test_people_can_sign_in_with_the_password_that_was_printed(loaded, db):
    assert loaded.password
    assert all(User.objects.get(username=name).check_password(loaded.password) for name in loaded.names)


def test_a_second_time_changes_nothing_and_prints_no_password(loaded, db):
    gone = Page.objects.get(slug="hund-anmelden")
    gone.delete()
    before = Page.objects.count()
    again = town.load()
    assert Page.objects.count() == before
    assert not again.password


def test_a_given_password_is_set_also_later(loaded, db, settings):
    settings.DEMO_PASSWORD = "a-better-password"
    town.load()
    assert User.objects.get(username="redaktion").check_password("a-better-password")


def test_the_command_says_who_can_sign_in(loaded, db, capsys):
    call_command("load_demo")
    out = capsys.readouterr().out
    assert ", ".join(LOGINS) in out
    assert loaded.password not in out


def test_a_town_of_its_own_is_left_alone(db):
    make_home()
    before = HomePage.objects.count()
    with pytest.raises(CommandError, match="already shows"):
        call_command("load_demo")
    assert HomePage.objects.count() == before


def test_somebody_looks_after_every_service(loaded, db):
    assert not ServicePage.objects.filter(owner=None).exists()


def test_there_is_somebody_of_every_role(loaded, db):
    roles = {group.name for user in User.objects.all() for group in user.groups.all()}
    assert (set(ROLES) - {TECHNICIANS}) < roles
    assert len([name for name in roles if name.startswith(DEPARTMENT)]) == 1


def test_the_department_writes_below_its_page_and_on_its_services(loaded, db):
    clerk = User.objects.get(username="fachamt")
    services = ServicePage.objects.filter(department__slug=OFFICE)
    assert services.count() > 5
    assert all(page.permissions_for_user(clerk).can_edit() for page in services)
    assert Page.objects.get(slug="hundesteuer").permissions_for_user(clerk).can_edit()
    assert not ServicePage.objects.exclude(department__slug=OFFICE).first().permissions_for_user(clerk).can_edit()


def test_somebody_stands_in_for_somebody(loaded, db):
    assert {group.name for group in User.objects.get(username="moderation").groups.all()} == {MODERATORS, ALARM}


def test_a_town_from_before_the_roles_goes_without_them(loaded, db):
    Group.objects.filter(name=TEACHERS).delete()
    assert "betreuung" not in town.load().names
