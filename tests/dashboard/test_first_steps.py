"""A new town is led from an empty site to one that may go public, and nothing is called done that is not."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from wagtail.models import Page, Site

from accounts.models import User
from accounts.roles import EDITORS, PUPILS, TECHNICIANS, make_roles
from cms.models import HomePage, TownSettings
from dashboard import foundation
from dashboard.first_steps import BY_NAME, STEPS, Town, progress_of
from duties.models import AccessibilityStatementPage, ImprintPage, PrivacyNoticePage
from news.models import NewsIndexPage
from service_catalogue.models import ServiceIndexPage
from tests.attacks import person, signed_in
from tests.factories.cms import StandardPageFactory
from tests.factories.consents import PictureFactory
from tests.factories.directory import DepartmentFactory
from tests.factories.service_catalogue import ServiceIndexPageFactory, ServicePageFactory

START = "/admin/"
ADDRESS = "/admin/first-steps/"


@pytest.fixture
def boss(db):
    return User.objects.create_superuser("chefin", "chefin@town.example", "secret")


def town_of(user):
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    return Town(site, TownSettings.for_site(site), user)


def missing(user):
    return {progress.step.name for progress in progress_of(town_of(user)) if not progress.is_done}


def settings_of_town(**values):
    town = TownSettings.for_site(Site.objects.get(is_default_site=True))
    for name, value in values.items():
        setattr(town, name, value)
    town.save()
    return town


def finish(home, user):
    """Everything a town needs, but for the second factor of the reader."""
    pages = {name: StandardPageFactory(parent=home) for name in ("imprint", "privacy", "accessibility")}
    settings_of_town(
        name="Gemeinde Musterdorf", street="Markt 1", postcode="32312", town="Musterdorf", email="rathaus@town.example",
        ars="057700044044", logo=PictureFactory(), colour="#8b0000", **pages,
    )  # fmt: skip
    DepartmentFactory()
    ServicePageFactory(parent=ServiceIndexPageFactory(parent=home))
    make_roles()
    person("ute", EDITORS)


@pytest.mark.django_db
def test_on_an_empty_site_everything_is_missing(boss):
    assert missing(boss) == set(BY_NAME)
    response = signed_in(boss).get(ADDRESS)
    assert response.status_code == 200
    assert all(progress.missing and progress.ways for progress in response.context["steps"])
    assert all(f'id="step-{step.name}"' in response.text for step in STEPS)


@pytest.mark.parametrize(("role", "many"), [("", 7), (EDITORS, 6), (TECHNICIANS, 4)])
def test_every_way_is_open_to_who_is_sent_there(boss, home, role, many):
    settings_of_town(imprint=StandardPageFactory(parent=home, live=False))
    ServiceIndexPageFactory(parent=home)
    if role:
        make_roles()
    user = person("jemand", role) if role else boss
    client = signed_in(user)
    ways = {way.url for progress in progress_of(town_of(user)) for way in progress.ways}
    assert len(ways) >= many, ways
    for url in ways:
        assert client.get(url).status_code == 200, url


@override_settings(MFA_REQUIRED=True)
def test_when_all_is_done_nothing_is_missing_and_nobody_is_reminded(boss, home, monkeypatch):
    finish(home, boss)
    assert missing(boss) == {"people"}
    monkeypatch.setattr("dashboard.first_steps.has_factor", lambda user: True)
    assert missing(boss) == set()


def test_the_start_page_reminds_until_it_is_done_or_put_off(boss, home):
    client = signed_in(boss)
    assert "first-steps__reminder" in client.get(START).text
    settings_of_town(put_off=[step.name for step in STEPS])
    assert "first-steps__reminder" not in client.get(START).text


@pytest.mark.parametrize(("role", "sees"), [(EDITORS, True), (TECHNICIANS, True), (PUPILS, False)])
def test_only_who_may_change_the_settings_is_led(home, role, sees):
    from tests.factories.news import NewsIndexPageFactory

    make_roles(school_corner=NewsIndexPageFactory(parent=home, slug="schuelerzeitung"))
    client = signed_in(person("jemand", role))
    assert ("first-steps__reminder" in client.get(START).text) is sees
    assert (client.get(ADDRESS).status_code == 200) is sees
    assert (ADDRESS in client.get(START).text) is sees
    client.post(ADDRESS, {"small": "on"})
    assert TownSettings.for_site(Site.objects.get()).is_small is sees


def test_a_step_is_put_off_and_taken_up_again(boss, home):
    client = signed_in(boss)
    response = client.post(ADDRESS, {"step": "face", "later": "1"})
    assert response.url.endswith("#step-face")
    client.post(ADDRESS, {"step": "face", "later": "1"})
    assert TownSettings.for_site(Site.objects.get()).put_off == ["face"]
    waiting = [progress.step.name for progress in progress_of(town_of(boss)) if progress.waits]
    assert "face" not in waiting
    client.post(ADDRESS, {"step": "face", "now": "1"})
    assert TownSettings.for_site(Site.objects.get()).put_off == []


@pytest.mark.parametrize("fields", [{}, {"step": "unsinn"}, {"step": "unsinn", "do": "1"}])
def test_there_are_no_other_steps(boss, home, fields):
    assert signed_in(boss).post(ADDRESS, fields).status_code == 404


def test_reading_the_page_changes_nothing_and_a_foreign_form_neither(boss, home):
    client = Client(enforce_csrf_checks=True)
    client.force_login(boss)
    client.get(ADDRESS, {"small": "on", "step": "people", "do": "1"})
    assert client.post(ADDRESS, {"small": "on"}).status_code == 403
    assert not TownSettings.for_site(Site.objects.get()).is_small
    assert "people" in missing(boss)


@pytest.mark.django_db
def test_the_first_pages_are_made_with_one_button_and_once(boss, client):
    settings_of_town(name="Gemeinde Musterdorf")
    editor = signed_in(boss)
    for _time in range(2):
        editor.post(ADDRESS, {"step": "home", "do": "1"})
        if "home" not in missing(boss):
            foundation.make_first_pages(Site.objects.get(), TownSettings.for_site(Site.objects.get()), boss)
    home = HomePage.objects.get()
    assert Site.objects.get().root_page_id == home.pk
    assert home.title == "Gemeinde Musterdorf"
    assert ServiceIndexPage.objects.child_of(home).live().count() == 1
    assert NewsIndexPage.objects.child_of(home).live().count() == 1
    town = TownSettings.for_site(Site.objects.get())
    drafts = {town.imprint_id, town.privacy_id, town.accessibility_id}
    found = Page.objects.filter(pk__in=drafts, live=False).specific()
    assert {type(page) for page in found} == {ImprintPage, PrivacyNoticePage, AccessibilityStatementPage}
    assert not Page.objects.filter(slug="home", depth=2).exclude(pk=home.pk).exists()
    assert client.get("/").status_code == 200
    assert "home" not in missing(boss)
    assert "legal" in missing(boss)
    for page in found:
        page.save_revision().publish()
    assert "legal" not in missing(boss)


def test_pages_that_are_there_are_kept(boss, home):
    imprint = StandardPageFactory(parent=home)
    index = ServiceIndexPageFactory(parent=home)
    town = settings_of_town(imprint=imprint)
    foundation.make_first_pages(Site.objects.get(), town, boss)
    assert HomePage.objects.get() == home
    assert ServiceIndexPage.objects.get() == index
    assert TownSettings.for_site(Site.objects.get()).imprint_id == imprint.pk


@pytest.mark.django_db
def test_a_button_is_for_who_may_do_it(boss):
    make_roles()
    technician = person("technik", TECHNICIANS)
    response = signed_in(technician).post(ADDRESS, {"step": "home", "do": "1"})
    assert response.status_code in {302, 403}
    assert not HomePage.objects.exists()
    assert not [progress for progress in progress_of(town_of(technician), foundation.can_do) if progress.can_do_it_here]


@pytest.mark.parametrize("name", ["name", "services", "people"])
def test_what_has_no_button_cannot_be_pushed(boss, home, name):
    make_roles()
    assert signed_in(boss).post(ADDRESS, {"step": name, "do": "1"}).status_code in {302, 403}
    with pytest.raises(PermissionError):
        foundation.do(BY_NAME[name], town_of(boss))


def test_the_roles_are_made_with_one_button(boss, home):
    signed_in(boss).post(ADDRESS, {"step": "people", "do": "1"})
    assert town_of(boss).has_roles


def test_small_town_mode_is_one_switch(boss, home):
    client = signed_in(boss)
    client.post(ADDRESS, {"small": "on"})
    assert TownSettings.for_site(Site.objects.get()).is_small
    assert client.get(ADDRESS).context["is_small"]
    client.post(ADDRESS, {"small": "off"})
    assert not TownSettings.for_site(Site.objects.get()).is_small


@pytest.mark.parametrize(
    ("values", "step"),
    [
        ({"name": "Offenes Rathaus"}, "name"),
        ({"name": " "}, "name"),
        ({"email": ""}, "name"),
        ({"ars": "05770004404"}, "key"),
        ({"ars": "990000000000"}, "key"),
        ({"colour": ""}, "face"),
        ({"logo": None}, "face"),
        ({"privacy": None}, "legal"),
    ],
)
def test_half_a_step_is_not_done(boss, home, values, step):
    finish(home, boss)
    assert step not in missing(boss)
    settings_of_town(**values)
    assert step in missing(boss)


def test_the_page_asks_few_questions(boss, home, django_assert_max_num_queries):
    finish(home, boss)
    town = town_of(User.objects.get(pk=boss.pk))
    with django_assert_max_num_queries(9):
        progress_of(town)


def test_the_addresses_of_the_room(db):
    assert reverse("first_steps") == ADDRESS
