"""Texts that wait: after two working days those who decide hear of it, after five deputies and heads; one mail each."""

from datetime import date, datetime, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from wagtail.models import TaskState
from wagtail.users.models import UserProfile

from accounts.models import Deputy
from accounts.roles import APPROVERS, EDITORS
from approvals.clock import forget_old_links
from approvals.models import ApprovalLink, Reminder
from approvals.reminders import remind, waited
from tests.factories.approvals import HEAD, address_in, ask_head, hand_in, person
from tests.factories.cms import StandardPageFactory

NRW = "05"
# Monday to Friday, and no public holiday anywhere in Germany.
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, 9) + timedelta(days=n) for n in range(5))
NEXT_MONDAY = MONDAY + timedelta(days=7)


def at_noon(day):
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))


@pytest.fixture
def since_monday(waiting, approver):
    TaskState.objects.update(started_at=at_noon(MONDAY))
    return waiting


def told():
    """Who got a mail, and the box is empty again."""
    found = sorted(address for message in mail.outbox for address in message.to)
    mail.outbox.clear()
    return found


@pytest.mark.parametrize(
    ("since", "today", "days"),
    [
        (MONDAY, MONDAY, 0),
        (MONDAY, TUESDAY, 1),
        (FRIDAY, NEXT_MONDAY, 1),
        (MONDAY, NEXT_MONDAY, 5),
        (date(2026, 12, 23), date(2026, 12, 29), 3),  # the 25th is a holiday, then comes a weekend
        (date(2026, 6, 3), date(2026, 6, 5), 1),  # Corpus Christi in North Rhine-Westphalia
        (TUESDAY, MONDAY, 0),
    ],
)
def test_working_days(since, today, days):
    assert waited(at_noon(since), today, NRW) == days


def test_those_who_decide_hear_of_it_once_after_two_working_days(since_monday, approver):
    assert [remind(day) for day in (MONDAY, TUESDAY)] == [0, 0]
    remind(WEDNESDAY)
    assert f"/admin/pages/{since_monday.pk}/edit/" in mail.outbox[0].body
    assert told() == [approver.email]
    assert [remind(day) for day in (WEDNESDAY, THURSDAY, FRIDAY)] == [0, 0, 0]


def test_nobody_is_told_at_the_weekend(since_monday):
    assert remind(FRIDAY + timedelta(days=1)) == 0
    assert remind(NEXT_MONDAY) > 0


def test_deputies_and_heads_hear_of_it_after_five(since_monday, approver):
    deputy = person("vertretung")
    Deputy.objects.create(person=approver, deputy=deputy, ends_on=timezone.localdate() + timedelta(days=9))
    deputy.groups.clear()  # told as a deputy, not as one of the role
    remind(WEDNESDAY)
    told()
    remind(NEXT_MONDAY)
    of_head = next(message for message in mail.outbox if message.to == [HEAD.email])
    assert "/admin/" not in of_head.body
    assert told() == sorted([approver.email, deputy.email, HEAD.email])
    assert remind(NEXT_MONDAY + timedelta(days=1)) == 0


def test_one_mail_for_all_that_waits_for_somebody(since_monday, home, approver, clerk):
    other = hand_in(StandardPageFactory(parent=home, title="Freibad", live=False), clerk)
    _link, _address = ask_head(other, approver)
    ApprovalLink.objects.update(asked_at=at_noon(MONDAY))
    TaskState.objects.update(started_at=at_noon(MONDAY))
    mail.outbox.clear()
    remind(NEXT_MONDAY)
    assert told() == sorted([approver.email, HEAD.email])


def test_whoever_changed_the_text_last_is_not_reminded(since_monday, office):
    editor = person("redaktion", EDITORS)
    type(since_monday).objects.get(pk=since_monday.pk).save_revision(user=editor)
    remind(WEDNESDAY)
    assert editor.email not in told()


def test_closed_accounts_and_those_who_want_no_mails_are_left_in_peace(since_monday, approver):
    closed, quiet = person("weg", APPROVERS), person("still", APPROVERS)
    closed.is_active = False
    closed.save()
    UserProfile.objects.update_or_create(user=quiet, defaults={"submitted_notifications": False})
    remind(WEDNESDAY)
    assert told() == [approver.email]


def test_what_is_settled_waits_no_more(since_monday, approver):
    since_monday.current_workflow_task_state.approve(user=approver)
    mail.outbox.clear()
    assert remind(NEXT_MONDAY) == 0


def test_whoever_has_a_link_gets_a_new_one_and_the_first_opens_nothing(waiting, approver):
    _link, first = ask_head(waiting, approver)
    ApprovalLink.objects.update(asked_at=at_noon(MONDAY))
    mail.outbox.clear()
    assert remind(WEDNESDAY) == 1
    second = address_in(mail.outbox[0])
    client = Client()
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert remind(FRIDAY) == 0


def test_a_link_that_is_good_no_more_is_not_sent_again(waiting, approver, clerk):
    ask_head(waiting, approver)
    ApprovalLink.objects.update(asked_at=at_noon(MONDAY))
    waiting.save_revision(user=clerk)
    mail.outbox.clear()
    remind(WEDNESDAY)
    assert HEAD.email not in told()


def test_a_mail_that_fails_is_sent_on_the_next_day_and_the_link_stays_good(waiting, approver, monkeypatch):
    _link, address = ask_head(waiting, approver)
    ApprovalLink.objects.update(asked_at=at_noon(MONDAY))
    TaskState.objects.update(started_at=at_noon(MONDAY))

    def fail(*args, **kwargs):
        raise SMTPRecipientsRefused({})

    with monkeypatch.context() as patched:
        patched.setattr("approvals.reminders.send_mail", fail)
        assert remind(WEDNESDAY) == 0
    assert Client().get(address).status_code == 200
    assert not Reminder.objects.exists()
    assert remind(THURSDAY) == 2


def test_days_are_settings(since_monday, settings):
    settings.APPROVAL_REMINDER_DAYS = 1
    assert remind(TUESDAY) == 1


def test_links_are_forgotten_after_twelve_months(asked):
    forget_old_links()
    assert ApprovalLink.objects.count() == 1
    ApprovalLink.objects.update(asked_at=timezone.now() - timedelta(days=366))
    forget_old_links()
    assert not ApprovalLink.objects.exists()
