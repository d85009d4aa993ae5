"""Who has agreed, until when, and what the form does not let pass."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from consents.models import Age, Basis, Consent, State
from tests.factories.consents import ConsentFactory

pytestmark = pytest.mark.django_db


def day(offset):
    return timezone.localdate() + timedelta(days=offset)


STATES = [
    ({}, State.GIVEN),
    ({"valid_until": 0}, State.GIVEN),
    ({"valid_until": -1}, State.EXPIRED),
    ({"withdrawn_on": 0}, State.WITHDRAWN),
    ({"withdrawn_on": 0, "valid_until": -1}, State.WITHDRAWN),
    ({"agreed_on": None}, State.MISSING),
    ({"valid_until": None}, State.MISSING),
    ({"age": Age.CHILD}, State.MISSING),
    ({"age": Age.CHILD, "agreed_on": None, "guardians_agreed_on": -3}, State.GIVEN),
    ({"age": Age.YOUTH}, State.MISSING),
    ({"age": Age.YOUTH, "agreed_on": None, "guardians_agreed_on": -3}, State.MISSING),
    ({"age": Age.YOUTH, "guardians_agreed_on": -3}, State.GIVEN),
    ({"age": ""}, State.MISSING),
    ({"basis": Basis.NOT_NEEDED, "agreed_on": None, "valid_until": None, "age": ""}, State.NOT_NEEDED),
    ({"basis": Basis.NOT_NEEDED, "withdrawn_on": 0}, State.WITHDRAWN),
]


@pytest.mark.parametrize(("values", "state"), STATES)
def test_the_state_follows_from_what_is_written_down(values, state):
    days = {name: day(value) if isinstance(value, int) else value for name, value in values.items()}
    consent = ConsentFactory(**days)
    assert consent.state == state
    assert Consent.objects.good().filter(pk=consent.pk).exists() == (state in {State.GIVEN, State.NOT_NEEDED})
    assert Consent.objects.bad().filter(pk=consent.pk).exists() == (state not in {State.GIVEN, State.NOT_NEEDED})


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"purpose": ""}, "purpose"),
        ({"age": ""}, "age"),
        ({"valid_until": None}, "valid_until"),
        ({"basis": Basis.NOT_NEEDED, "reason": " "}, "reason"),
        ({"agreed_on": day(1)}, "agreed_on"),
        ({"withdrawn_on": day(1)}, "withdrawn_on"),
        ({"guardians_agreed_on": day(0)}, "guardians"),
    ],
)
def test_what_is_missing_or_impossible_is_said_at_its_field(values, field):
    consent = ConsentFactory.build(picture=None, **values)
    with pytest.raises(ValidationError) as error:
        consent.clean()
    assert list(error.value.message_dict) == [field]


def test_a_name_is_not_in_lists_of_other_rooms_or_logs():
    consent = ConsentFactory(person="Mia Krause")
    assert "Mia" not in str(consent)
