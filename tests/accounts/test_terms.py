"""Accounts of the school newspaper end by themselves when the school year is over."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.utils.formats import date_format
from django.utils.translation import gettext

from accounts.models import GroupTerm, SecurityEvent
from accounts.roles import ALARM, PUPILS, make_roles
from accounts.terms import a_year_later, announce_ends, end_of_school_year, end_terms
from tests.attacks import person, signed_in
from tests.factories.news import NewsIndexPageFactory

LAST = datetime.date(2027, 7, 31)


@pytest.fixture
def term(home):
    make_roles(school_corner=NewsIndexPageFactory(parent=home))
    term = GroupTerm.objects.get()
    term.ends_on = LAST
    term.save()
    return term


def member(name, *roles):
    """A pupil with a mail address."""
    user = person(name, PUPILS, *roles)
    user.email = f"{name}@town.example"
    user.save()
    return user


def test_on_the_last_day_nothing_ends_and_the_day_after_everything(term):
    mia = person("mia", PUPILS)
    client = signed_in(mia)
    assert end_terms(LAST) == 0
    assert client.get("/admin/").status_code == 200
    assert end_terms(LAST + datetime.timedelta(days=1)) == 1
    mia.refresh_from_db()
    assert not mia.is_active
    assert not mia.groups.exists()
    assert client.get("/admin/").status_code == 302
    assert SecurityEvent.objects.filter(subject="mia", details__contains="2027-07-31").exists()


def test_who_has_another_role_keeps_it_and_goes_on(term):
    both, boss = person("ben", PUPILS, ALARM), person("chefin", PUPILS)
    boss.is_superuser = True
    boss.save()
    end_terms(datetime.date(2027, 8, 1))
    both.refresh_from_db()
    boss.refresh_from_db()
    assert both.is_active
    assert [group.name for group in both.groups.all()] == [ALARM]
    assert boss.is_active


def test_those_who_come_next_end_a_year_later(term):
    end_terms(datetime.date(2027, 8, 1))
    person("neu", PUPILS)
    assert end_terms(datetime.date(2027, 8, 2)) == 0
    term.refresh_from_db()
    assert term.ends_on == datetime.date(2028, 7, 31)


def test_a_clock_that_stood_still_for_years_goes_on_with_the_coming_summer(term):
    end_terms(datetime.date(2030, 1, 1))
    term.refresh_from_db()
    assert term.ends_on == datetime.date(2030, 7, 31)


def test_two_weeks_before_members_are_told_once(term, mailoutbox):
    member("mia")
    both = member("ben", ALARM)
    person("ohne", PUPILS)
    assert announce_ends(LAST - datetime.timedelta(days=15)) == 0
    assert announce_ends(LAST - datetime.timedelta(days=14)) == 2
    assert announce_ends(LAST - datetime.timedelta(days=13)) == 0
    mails = {mail.to[0]: mail.body for mail in mailoutbox}
    assert set(mails) == {"mia@town.example", both.email}
    assert all(date_format(LAST, "SHORT_DATE_FORMAT") in text and PUPILS in text for text in mails.values())
    assert gettext("Your other roles stay.") in mails[both.email]
    assert gettext("Your other roles stay.") not in mails["mia@town.example"]


def test_a_clock_that_was_late_tells_them_still_and_a_moved_day_is_told_anew(term, mailoutbox):
    member("mia")
    assert announce_ends(LAST) == 1
    assert announce_ends(LAST + datetime.timedelta(days=1)) == 0
    term.refresh_from_db()
    term.ends_on = LAST + datetime.timedelta(days=10)
    term.save()
    assert announce_ends(LAST) == 1


def test_a_closed_account_is_told_nothing(term, mailoutbox):
    mia = member("mia")
    mia.is_active = False
    mia.save()
    assert announce_ends(LAST) == 0
    assert mailoutbox == []


def test_a_day_that_the_town_has_set_stays(term):
    end_of_school_year(Group.objects.get(name=PUPILS))
    term.refresh_from_db()
    assert term.ends_on == LAST


def test_the_day_that_not_every_year_has():
    assert a_year_later(datetime.date(2028, 2, 29)) == datetime.date(2029, 2, 28)
