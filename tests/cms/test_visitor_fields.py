"""Programs that fill in forms are told apart from people by a hidden field and by their speed."""

import re
from datetime import timedelta

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import timezone

from cms.models import VisitorMessage
from cms.visitor_fields import VisitorFields, is_good, is_too_fast, new_stamp
from tests.factories.cms import StandardPageFactory
from tests.visitors import stamp_of, typed

HERE = {"Sec-Fetch-Site": "same-origin"}


class CardForm(VisitorFields):
    text = forms.CharField()


@pytest.fixture(autouse=True)
def people_need_two_seconds(settings):
    settings.VISITOR_FORM_SECONDS = 2


def shown_stamp(form):
    return re.search(
        r'name="rendered" value="([^"]+)"', render_to_string("includes/visitor_fields.html", {"form": form})
    )[1]


def test_what_a_person_typed_is_taken():
    form = CardForm(typed(text="Mehr Bänke"))
    assert form.is_valid(), form.errors
    assert not form.is_from_a_robot()


def test_a_filled_trap_is_thanked_without_an_error_even_at_once():
    form = CardForm({"text": "Billig!", "website": "https://spam.example", "rendered": new_stamp()})
    assert form.is_valid()
    assert form.is_from_a_robot()


def test_who_is_too_fast_presses_once_more_and_waits_no_second_time():
    stamp = stamp_of(timezone.now() - timedelta(seconds=1))
    form = CardForm({"text": "Mehr Bänke", "rendered": stamp})
    assert not form.is_valid()
    assert form.non_field_errors().as_data()[0].code == "too_fast"
    assert shown_stamp(form) == stamp


@pytest.mark.parametrize("stamp", ["", "drawn", "drawn:1tABCD:forged", "x" * 3000])
def test_a_form_without_our_stamp_is_not_taken_and_gets_one(stamp):
    form = CardForm({"text": "Mehr Bänke", "rendered": stamp})
    assert not form.is_valid()
    assert is_good(shown_stamp(form))


def test_a_stamp_is_good_for_a_week():
    week = stamp_of(timezone.now() - timedelta(days=6, hours=23))
    older = stamp_of(timezone.now() - timedelta(days=7, minutes=1))
    assert is_good(week)
    assert not is_good(older)
    assert CardForm({"text": "a", "rendered": week}).is_valid()
    assert not CardForm({"text": "a", "rendered": older}).is_valid()


def test_an_operator_can_switch_the_waiting_off(settings):
    stamp = new_stamp()
    assert is_too_fast(stamp)
    settings.VISITOR_FORM_SECONDS = 0
    assert not is_too_fast(stamp)


def test_another_error_is_told_alone():
    form = CardForm({"text": "", "rendered": new_stamp()})
    assert not form.is_valid()
    assert list(form.errors) == ["text"]


def test_the_form_of_the_town_hall_is_quick_to_forgive(client, home):
    page = StandardPageFactory(parent=home, has_message_form=True)
    stamp = re.search(r'name="rendered" value="([^"]+)"', client.get(page.url).text)[1]
    fields = {"text": "Die Rampe fehlt.", "website": "", "rendered": stamp}
    response = client.post(page.url, fields, headers=HERE)
    assert response.status_code == 422
    assert "Die Rampe fehlt." in response.text
    assert stamp in response.text
    assert response.context["message_form"].non_field_errors()[0] in response.text
    assert not VisitorMessage.objects.exists()
    fields["rendered"] = stamp_of(timezone.now() - timedelta(seconds=5))
    assert client.post(page.url, fields, headers=HERE).status_code == 302
    assert VisitorMessage.objects.get().text == "Die Rampe fehlt."
