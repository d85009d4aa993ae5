"""A deputy has somebody's roles from the first to the last day, and gives back exactly what was lent."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.clock import begin_and_end_deputies
from accounts.deputies import deputy_of, update_deputies
from accounts.models import Deputy, SecurityEvent
from accounts.roles import ALARM, APPROVERS, EDITORS, make_roles
from tests.attacks import person

DAY = datetime.timedelta(days=1)


@pytest.fixture
def today(home):
    make_roles()
    return timezone.localdate()


def roles_of(user):
    return sorted(group.name for group in user.groups.all())


def stands_in(person_away, deputy, first, last):
    return Deputy.objects.create(person=person_away, deputy=deputy, starts_on=first, ends_on=last)


def test_it_begins_at_once_and_ends_after_the_last_day(today):
    boss, anna = person("chefin", APPROVERS, ALARM), person("anna", ALARM)
    stands_in(boss, anna, today, today + DAY)
    assert roles_of(anna) == [APPROVERS, ALARM]
    update_deputies(today + DAY)
    assert roles_of(anna) == [APPROVERS, ALARM]
    update_deputies(today + 2 * DAY)
    assert roles_of(anna) == [ALARM]


def test_it_begins_on_its_first_day(today):
    boss, anna = person("chefin", APPROVERS), person("anna")
    stands_in(boss, anna, today + DAY, today + DAY)
    assert roles_of(anna) == []
    assert deputy_of(boss) is None
    update_deputies(today + DAY)
    update_deputies(today + DAY)
    assert roles_of(anna) == [APPROVERS]
    assert deputy_of(boss, today + DAY) == anna


def test_two_who_are_away_lend_the_same_role(today):
    boss, other, anna = person("chefin", APPROVERS), person("chef", APPROVERS), person("anna")
    stands_in(boss, anna, today, today)
    stands_in(other, anna, today, today + DAY)
    Deputy.objects.get(person=boss).delete()
    assert roles_of(anna) == [APPROVERS]
    Deputy.objects.get(person=other).delete()
    assert roles_of(anna) == []


def test_what_was_lent_is_not_lent_on(today):
    boss, anna, ben = person("chefin", APPROVERS), person("anna", ALARM), person("ben")
    stands_in(boss, anna, today, today)
    stands_in(anna, ben, today, today)
    assert roles_of(ben) == [ALARM]


def test_who_loses_a_role_lends_it_no_longer(today):
    boss, anna = person("chefin", APPROVERS), person("anna")
    stands_in(boss, anna, today, today)
    boss.groups.clear()
    begin_and_end_deputies()
    assert roles_of(anna) == []


def test_another_person_in_the_same_entry_changes_places(today):
    boss, anna, ben = person("chefin", EDITORS), person("anna"), person("ben")
    entry = stands_in(boss, anna, today, today)
    entry.deputy = ben
    entry.save()
    assert (roles_of(anna), roles_of(ben)) == ([], [EDITORS])


def test_the_rights_of_an_administrator_are_not_lent(today):
    boss, anna = person("chefin"), person("anna")
    boss.is_superuser = True
    boss.save()
    stands_in(boss, anna, today, today)
    anna.refresh_from_db()
    assert not anna.is_superuser


def test_the_log_says_for_whom_and_until_when(today):
    stands_in(person("chefin", APPROVERS), person("anna"), today, today)
    event = SecurityEvent.objects.filter(details__contains="as deputy of chefin").get()
    assert (event.subject, today.isoformat() in event.details) == ("anna", True)


@pytest.mark.parametrize(("first", "last"), [(0, -1), (0, 400)])
def test_senseless_days_are_refused(today, first, last):
    entry = Deputy(person=person("a"), deputy=person("b"), starts_on=today + first * DAY, ends_on=today + last * DAY)
    with pytest.raises(ValidationError) as refused:
        entry.full_clean()
    assert "ends_on" in refused.value.error_dict


def test_nobody_is_their_own_deputy_and_closed_accounts_stand_in_for_nobody(today):
    anna, gone = person("anna"), person("weg")
    gone.is_active = False
    gone.save()
    for deputy in (anna, gone):
        with pytest.raises(ValidationError) as refused:
            Deputy(person=anna, deputy=deputy, starts_on=today, ends_on=today).full_clean()
        assert "deputy" in refused.value.error_dict
