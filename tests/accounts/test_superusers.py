"""Who gives roles neither makes a superuser nor gets hold of the account of one."""

import pytest
from django.contrib.auth.models import Group

from accounts.models import SecurityEvent, User
from accounts.roles import TECHNICIANS, make_roles
from tests.factories.accounts import make_person

FIELDS = {"first_name": "Ada", "last_name": "Neu", "email": "new@elsewhere.example", "is_active": "on"}


@pytest.fixture
def technician(home, client):
    make_roles()
    user = make_person("techniker")
    user.groups.set(Group.objects.filter(name=TECHNICIANS))
    client.force_login(user)
    return user


@pytest.fixture
def boss(db):
    return User.objects.create_superuser("chefin", "boss@town.example")


def test_the_address_of_a_superuser_stays(technician, boss, client):
    address = f"/admin/users/edit/{boss.pk}/"
    assert client.get(address).url == "/admin/"
    assert client.post(address, {**FIELDS, "username": "chefin", "is_superuser": "on"}).url == "/admin/"
    boss.refresh_from_db()
    assert (boss.email, boss.is_superuser) == ("boss@town.example", True)


def test_nobody_becomes_a_superuser_by_a_tick(technician, client):
    colleague = make_person("anna")
    more = {**FIELDS, "username": "anna", "is_superuser": "on"}
    client.post(f"/admin/users/edit/{colleague.pk}/", more)
    client.post("/admin/users/new/", {**more, "username": "neu"})
    assert not User.objects.filter(is_superuser=True).exists()
    assert not User.objects.filter(username="neu").exists()


def test_people_are_looked_after_as_before(technician, client):
    colleague = make_person("anna")
    client.post(f"/admin/users/edit/{colleague.pk}/", {**FIELDS, "username": "anna"})
    client.post("/admin/users/new/", {**FIELDS, "username": "neu"})
    assert list(User.objects.filter(email=FIELDS["email"]).values_list("username", flat=True)) == ["anna", "neu"]


def test_many_accounts_are_closed_without_superusers_and_not_in_silence(technician, boss, client):
    colleague = make_person("anna")
    address = "/admin/bulk/accounts/user/set_active_state/"
    client.post(f"{address}?id={colleague.pk}&id={boss.pk}", {"mark_as_active": "False"})
    assert User.objects.filter(is_active=True).count() == 3
    client.post(f"{address}?id={colleague.pk}", {"mark_as_active": "False"})
    assert User.objects.get(is_active=False) == colleague
    newest = SecurityEvent.objects.first()
    assert newest is not None
    assert (newest.actor, newest.subject, newest.details) == ("techniker", "anna", "is_active = False")
