"""What nobody uses is forgotten: passes, links, and after two years the account."""

import smtplib
from datetime import timedelta
from unittest import mock

import pytest
from django.core import mail
from django.utils import timezone

from jobs.schedule import JOBS
from residents.clock import delete_unused, forget_passes
from residents.models import MailLink, Pass, Resident
from tests.factories.residents import PassFactory, ResidentFactory, ask_for_link, new_browser


@pytest.fixture
def later():
    """Moves the clock on: later(days=3)."""
    patches = []

    def move(**kwargs):
        for patch in patches:
            patch.stop()
        now = start + timedelta(**kwargs)
        patches[:] = [mock.patch("django.utils.timezone.now", return_value=now)]
        patches[0].start()

    start = timezone.now()
    yield move
    for patch in patches:
        patch.stop()


def test_both_are_done_every_day():
    names = {name for name in JOBS if name.startswith("residents.")}
    assert names == {"residents.forget_passes", "residents.delete_unused"}
    assert all(JOBS[name].every is None for name in names)


def test_old_passes_go_and_good_ones_stay(anna, later):
    old = PassFactory(resident=anna)
    later(days=1)
    good = PassFactory()
    later(days=90, minutes=1)
    forget_passes()
    assert list(Pass.objects.all()) == [good]
    assert not Pass.objects.filter(pk=old.pk).exists()
    assert Resident.objects.exists()


def test_links_go_after_their_hour(home, later):
    ask_for_link(new_browser(), "erika@post.example")
    later(minutes=59)
    forget_passes()
    assert MailLink.objects.count() == 1
    later(minutes=61)
    forget_passes()
    assert not MailLink.objects.exists()


def test_from_where_somebody_came_is_known_for_a_day(later):
    PassFactory(network="203.0.113.0")
    later(hours=23)
    forget_passes()
    assert Pass.objects.get().network == "203.0.113.0"
    later(hours=25)
    forget_passes()
    assert Pass.objects.get().network == ""


def test_two_years_and_thirty_days(anna, later):
    later(days=729)
    delete_unused()
    assert not mail.outbox
    later(days=730)
    delete_unused()
    delete_unused()
    assert [message.to for message in mail.outbox] == [["anna@post.example"]]
    assert "/mein-zugang/" in mail.outbox[0].body
    later(days=759)
    delete_unused()
    assert Resident.objects.exists()
    later(days=760)
    ResidentFactory(email="new@post.example")
    delete_unused()
    assert [resident.email for resident in Resident.objects.all()] == ["new@post.example"]
    assert len(mail.outbox) == 1


def test_who_signs_in_again_stays(anna, later):
    later(days=731)
    delete_unused()
    later(days=740)
    new_browser().post(ask_for_link(new_browser(), anna.email))
    later(days=800)
    delete_unused()
    assert Resident.objects.get().warned_at is None


def test_a_mail_that_does_not_leave_is_tried_again_and_hinders_nobody(anna, later):
    ResidentFactory(email="bert@post.example")
    later(days=731)
    failing = mock.Mock(side_effect=[smtplib.SMTPServerDisconnected, 1, 1])
    with mock.patch("residents.clock.send_mail", failing):
        delete_unused()
        told = Resident.objects.exclude(warned_at=None)
        assert [resident.email for resident in told] == ["bert@post.example"]
        delete_unused()
    assert failing.call_count == 3
    assert not Resident.objects.filter(warned_at=None).exists()
