"""One click in a mail: the page is still true."""

from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.models import Upkeep
from cms.upkeep import REVIEWED, Keeper
from dashboard import still_true
from tests.factories.cms import StandardPageFactory
from tests.factories.upkeep import make_due

FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def due(home):
    return make_due(StandardPageFactory(parent=home, title="Hundesteuer"))


@pytest.fixture
def link(due, settings):
    return still_true.link_to(due, Keeper("Frau Lang", "lang@verein.example")).removeprefix(settings.SITE_URL)


def is_due():
    return Upkeep.objects.get().is_due


def test_opening_the_link_changes_nothing(client, link):
    for answer in (client.get(link), client.head(link)):
        assert answer.status_code == 200
    assert is_due()
    assert not PageLogEntry.objects.filter(action=REVIEWED).exists()


def test_one_click_says_it_with_the_name_and_without_an_account(client, link):
    assert "Hundesteuer" in client.get(link).text
    answer = client.post(link, headers=FROM_HERE)
    assert answer.context["is_thanks"]
    upkeep = Upkeep.objects.get()
    assert (upkeep.is_due, upkeep.reviewed_on, upkeep.reviewed_by) == (False, timezone.localdate(), "Frau Lang")
    entry = PageLogEntry.objects.get(action=REVIEWED)
    assert (entry.user, entry.data) == (None, {"by": "Frau Lang"})


def test_a_link_is_good_for_one_answer(client, link):
    client.post(link, headers=FROM_HERE)
    Upkeep.objects.update(reviewed_by="Eva Kern")
    answer = client.post(link, headers=FROM_HERE)
    assert (answer.status_code, answer.context["is_thanks"]) == (200, False)
    assert Upkeep.objects.get().reviewed_by == "Eva Kern"
    assert "<form" not in answer.text.partition("<main")[2].partition("</main>")[0]


def test_a_link_that_is_old_or_false_is_gone(client, due, link, monkeypatch):
    token = link.rstrip("/").rpartition("/")[2]
    false = [
        f"/stimmt-noch/{token[:-1]}x/",
        "/stimmt-noch/1/",
        f"/stimmt-noch/{signing.dumps([due.pk, str(due.due_on), '', 'Eva', None], salt='other')}/",
    ]
    assert [client.post(address, headers=FROM_HERE).status_code for address in false] == [410] * 3
    monkeypatch.setattr(still_true, "GOOD_FOR", timedelta(seconds=-1))
    assert client.post(link, headers=FROM_HERE).status_code == 410
    assert is_due()


def test_the_link_to_a_page_that_is_no_longer_online_is_gone(client, due, link):
    due.page.specific.unpublish()
    assert client.get(link).status_code == 410


def test_another_site_cannot_press_the_button(client, link):
    assert client.post(link, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert is_due()


def test_nobody_keeps_the_page_and_no_search_engine_finds_it(client, link):
    answer = client.get(link)
    assert "no-store" in answer["Cache-Control"]
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"]) == ("noindex", "same-origin")
    assert not answer.cookies


def test_who_is_signed_in_can_answer_too(admin_client, link):
    assert "csrfmiddlewaretoken" in admin_client.get(link).text
    admin_client.post(link)
    assert not is_due()


def test_with_the_account_the_links_of_a_person_end(client, due, settings, django_user_model):
    eva = django_user_model.objects.create_user("eva")
    address = still_true.link_to(due, Keeper("Eva", "eva@town.example", eva)).removeprefix(settings.SITE_URL)
    assert client.get(address).status_code == 200
    eva.is_active = False
    eva.save()
    assert client.post(address, headers=FROM_HERE).status_code == 410
    assert is_due()


def test_once_somebody_else_keeps_the_page_the_links_of_before_are_gone(client, due, link):
    due.keeper_name, due.keeper_email = "Herr Neu", "neu@verein.example"
    due.save()
    assert client.post(link, headers=FROM_HERE).status_code == 410
    assert is_due()
