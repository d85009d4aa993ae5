"""How much one network may send, and that its counts are gone after a day."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from accounts import limits
from accounts.clock import forget_sendings
from accounts.limits import Sending, TooManyError


def request_from(address):
    return RequestFactory().post("/", REMOTE_ADDR=address)


def test_a_network_may_send_so_much_and_another_is_not_concerned(db):
    for host in (1, 2):
        limits.spend(request_from(f"198.51.100.{host}"), "test", 2)
    with pytest.raises(TooManyError):
        limits.spend(request_from("198.51.100.3"), "test", 2)
    assert limits.is_spent(request_from("198.51.100.4"), "test", 2)
    limits.spend(request_from("203.0.113.1"), "test", 2)
    limits.spend(request_from("198.51.100.3"), "something else", 2)
    assert Sending.objects.get(network="198.51.100.0", what="test").count == 2


def test_counts_are_forgotten_after_a_day(db):
    limits.spend(request_from("198.51.100.1"), "test", 2)
    forget_sendings()
    assert Sending.objects.exists()
    sending = Sending.objects.get()
    sending.begins_at -= limits.KEPT_FOR + timedelta(minutes=11)
    sending.save()
    assert limits.forget_old(really=False) == 1
    forget_sendings()
    assert not Sending.objects.exists()
