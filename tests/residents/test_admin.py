"""In the editors' interface: numbers for some, the list and the block for those with the right, nothing for others."""

import pytest
from django.contrib.auth.models import Group

from accounts.rights import admin_access, permission
from accounts.roles import EDITORS, MODERATORS, TECHNICIANS
from accounts.security_log import SecurityEvent
from residents.models import Resident
from tests.factories.accounts import make_person
from tests.factories.residents import PassFactory, ResidentFactory

LIST = "/admin/residents/resident/"
COUNTS = "/admin/reports/residents/"


@pytest.fixture
def keeper(client, db):
    """Somebody with a role of the town's own, which may see and block residents."""
    group = Group.objects.create(name="Zugänge")
    group.permissions.set(
        [admin_access(), permission("residents", "view_resident"), permission("residents", "change_resident")]
    )
    user = make_person("keeper", role=None)
    user.groups.add(group)
    client.force_login(user)
    return client


@pytest.mark.parametrize("role", [EDITORS, TECHNICIANS])
def test_some_see_numbers_and_nobody_by_name(client, anna, role):
    PassFactory()
    client.force_login(make_person(role=role))
    response = client.get(COUNTS)
    assert [figure.number for figure in response.context["figures"]] == [1, 1, 1, 0, 0, 1]
    assert anna.email not in response.text
    assert client.get(LIST).status_code == 302
    assert client.get(f"/admin/residents/block/{anna.pk}/").status_code == 302


def test_others_see_not_even_numbers(client, anna):
    client.force_login(make_person(role=MODERATORS))
    assert client.get(COUNTS).status_code == 302
    assert client.get(LIST).status_code == 302


def test_the_list_is_searched_by_address(keeper, anna):
    ResidentFactory(email="bert@post.example")
    text = keeper.get(LIST, {"q": "anna@"}).text
    assert "anna@post.example" in text
    assert "bert@post.example" not in text


@pytest.mark.parametrize("path", ["create/", "edit/{}/", "delete/{}/"])
def test_nobody_writes_or_deletes_residents_by_hand(keeper, anna, path):
    assert keeper.post(LIST + path.format(anna.pk), {"email": "x@post.example"}).status_code in {302, 403, 404}
    anna.refresh_from_db()
    assert (anna.email, Resident.objects.count()) == ("anna@post.example", 1)


def test_a_block_has_a_reason_and_is_logged_without_the_address(keeper, anna, signed_in):
    address = f"/admin/residents/block/{anna.pk}/"
    assert address in keeper.get(LIST).text
    assert keeper.get(address).status_code == 200
    assert keeper.post(address, {"reason": " "}).status_code == 422
    anna.refresh_from_db()
    assert not anna.is_blocked
    assert keeper.post(address, {"reason": "Beleidigt andere"}).status_code == 302
    anna.refresh_from_db()
    assert anna.is_blocked
    event = SecurityEvent.objects.get(actor="keeper", kind="account")
    assert "Beleidigt andere" in event.details
    assert anna.email not in event.subject + event.details
    assert str(anna.pk) in event.subject
    assert "resident" not in signed_in.get("/mein-zugang/").context


def test_a_block_can_be_lifted(keeper, anna, signed_in):
    Resident.objects.update(blocked_at=anna.joined_at, block_reason="Irrtum")
    assert "Irrtum" in keeper.get(f"/admin/residents/block/{anna.pk}/").text
    keeper.post(f"/admin/residents/block/{anna.pk}/")
    anna.refresh_from_db()
    assert (anna.blocked_at, anna.block_reason) == (None, "")
    assert signed_in.get("/mein-zugang/").context["resident"] == anna
    assert SecurityEvent.objects.filter(actor="keeper", kind="account").count() == 1


def test_who_only_looks_blocks_nobody(client, anna):
    group = Group.objects.create(name="Auskunft")
    group.permissions.set([admin_access(), permission("residents", "view_resident")])
    user = make_person("reader", role=None)
    user.groups.add(group)
    client.force_login(user)
    assert f"/admin/residents/block/{anna.pk}/" not in client.get(LIST).text
    assert client.post(f"/admin/residents/block/{anna.pk}/", {"reason": "x"}).status_code == 302
    anna.refresh_from_db()
    assert not anna.is_blocked
