"""What the tests of the town hall share."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone


@pytest.fixture
def monday_at_nine(monkeypatch):
    """It is Monday, 23 November 2026, nine o'clock in the morning."""
    moment = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment
