"""Who may write notices, and how they end."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.roles import ALARM, EDITORS, PUPILS, make_roles
from notices.models import Notice
from tests.factories.news import NewsIndexPageFactory
from tests.factories.notices import NoticeFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/snippets/notices/notice/"


@pytest.fixture
def sign_in(client, home, django_user_model):
    make_roles(school_corner=NewsIndexPageFactory(parent=home, slug="schuelerzeitung"))

    def sign_in(role):
        user = django_user_model.objects.create_user(role.lower())
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)

    return sign_in


def fields(**changes):
    now = timezone.localtime()
    times = {
        "starts_at": f"{now:%Y-%m-%d %H:%M}",
        "ends_at": f"{now + timedelta(days=1):%Y-%m-%d %H:%M}",
    }
    return {"title": "Wasser abkochen", "text": "", "severity": "danger", "scope": "site", **times, **changes}


@pytest.mark.parametrize("role", [ALARM, EDITORS])
def test_it_is_public_as_soon_as_it_is_saved(sign_in, client, role):
    sign_in(role)
    assert client.get(f"{LIST}add/").status_code == 200
    answer = client.post(f"{LIST}add/", fields())
    assert answer.status_code == 302, answer.context["form"].errors
    client.logout()
    assert "Wasser abkochen" in client.get("/").text


def test_without_an_end_nothing_is_saved_and_nothing_typed_is_lost(sign_in, client):
    sign_in(ALARM)
    answer = client.post(f"{LIST}add/", fields(ends_at=""))
    assert "ends_at" in answer.context["form"].errors
    assert "Wasser abkochen" in answer.text
    assert not Notice.objects.exists()


def test_it_ends_at_once_after_one_question(sign_in, client):
    sign_in(ALARM)
    notice = NoticeFactory(title="Wasser abkochen")
    address = f"/admin/notices/end/{notice.pk}/"
    assert address in client.get(LIST).text
    client.get(address)
    assert Notice.objects.current().exists()
    client.post(address)
    assert not Notice.objects.current().exists()
    assert address not in client.get(LIST).text


def test_pupils_neither_see_nor_end_them(sign_in, client):
    sign_in(PUPILS)
    notice = NoticeFactory()
    for address in (LIST, f"{LIST}add/", f"{LIST}edit/{notice.pk}/", f"/admin/notices/end/{notice.pk}/"):
        assert client.post(address).status_code in (302, 403)
    assert notice.title not in client.get(LIST, follow=True).text
    assert Notice.objects.current().exists()
    assert LIST not in client.get("/admin/").text


def test_strangers_are_asked_to_sign_in(home, client):
    notice = NoticeFactory()
    answer = client.post(f"/admin/notices/end/{notice.pk}/")
    assert answer.headers["Location"].startswith("/konto/anmelden/")
    assert Notice.objects.current().exists()
