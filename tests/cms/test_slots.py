"""Rooms fill places on pages that they do not know."""

from collections import defaultdict

import pytest

from cms import slots


@pytest.fixture(autouse=True)
def no_contributions(monkeypatch):
    monkeypatch.setattr(slots, "_contributions", defaultdict(list))


def test_fillings_come_in_order_and_empty_ones_are_absent(rf):
    slots.fills("place", order=20)(lambda request, subject: ("second.html", {"subject": subject}))
    slots.fills("place", order=10)(lambda request, subject: ("first.html", {}))
    slots.fills("place", order=30)(lambda request, subject: None)
    found = slots.fillings("place", rf.get("/"), "town")
    assert found == [("first.html", {}), ("second.html", {"subject": "town"})]


def test_a_place_that_nobody_fills_is_empty(rf):
    assert slots.fillings("nowhere", rf.get("/"), None) == []
