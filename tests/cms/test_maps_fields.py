"""The question “where?”: words are enough, marks lie within the world, the town's own places are known."""

from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.template import Context, Template
from django.test.utils import isolate_apps
from wagtail.models import Page

from cms.maps import KnownPlace, Place, Placed, PlaceField, PlaceInput, known_places, place_panel
from cms.maps.points import rounded

TOWN_HALL = KnownPlace("Rathaus", "Marktplatz 1", 52.31861234, 8.5142)


class WhereForm(forms.Form):
    where = PlaceField(required=False)
    must = PlaceField(required=True, label="Muss")


@pytest.fixture(autouse=True)
def known(monkeypatch):
    """What the rooms know."""
    places = [TOWN_HALL]
    monkeypatch.setattr(known_places, "_places_of", [lambda: places])
    return places


def said(words="", latitude="", longitude=""):
    form = WhereForm({"where": words, "where_latitude": latitude, "where_longitude": longitude, "must": "x"})
    assert form.is_valid(), form.errors
    return form.cleaned_data["where"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("52.431234567", "52.43123"),
        (" 52,4312361 ", "52.43124"),
        ("-8", "-8.00000"),
        ("8.", "8.00000"),
        ("", ""),
        ("1e999999", "1e999999"),
        ("nan", "nan"),
        ("52.4.3", "52.4.3"),
        ("٥٢", "٥٢"),
    ],
)
def test_numbers_are_kept_to_the_metre(typed, kept):
    assert rounded(typed) == kept


def test_words_alone_are_enough():
    place = said("am Teich hinter der Schule")
    assert place == Place("am Teich hinter der Schule")
    assert place
    assert place.position is None


def test_nothing_is_no_place():
    place = said("  ")
    assert place == Place()
    assert not place


def test_a_mark_alone_is_enough():
    place = said("", "52,4312345", "8.5")
    assert place == Place("", Decimal("52.43123"), Decimal("8.50000"))
    assert place
    assert place.position == (52.43123, 8.5)


@pytest.mark.parametrize("words", ["Rathaus", " marktplatz  1", "RATHAUS, Marktplatz 1"])
def test_who_names_a_place_of_the_town_need_not_mark_it(words):
    assert said(words).position == (52.31861, 8.5142)


def test_a_mark_wins_over_what_is_known_of_the_words():
    assert said("Rathaus", "52.4", "8.6").position == (52.4, 8.6)


def test_a_name_that_means_two_places_marks_none(known):
    known.append(KnownPlace("Rathaus", "Am Dorfplatz", 52.4, 8.6))
    assert said("Rathaus").position is None
    assert said("Am Dorfplatz").position == (52.4, 8.6)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("91", "8"), ("52", "181"), ("x", "8"), ("nan", "8"), ("inf", "8"), ("52", ""), ("1e9", "8")],
)
def test_a_mark_off_the_world_is_refused_and_the_words_are_kept(latitude, longitude):
    form = WhereForm({"where": "am Teich", "where_latitude": latitude, "where_longitude": longitude, "must": "x"})
    assert list(form.errors) == ["where"]
    assert len(form.errors["where"]) == 1
    assert 'value="am Teich"' in str(form["where"])


def test_blanks_do_not_answer_what_must_be_answered():
    assert WhereForm({"must": " "}).errors.as_data()["must"][0].code == "required"
    assert WhereForm({}).errors.as_data()["must"][0].code == "required"


def test_too_many_words_are_refused():
    assert "where" in WhereForm({"where": "x" * 161, "must": "x"}).errors


def test_the_field_offers_the_places_of_the_town_and_is_tied_to_its_label(settings):
    settings.MAP_CENTER = (52.5, 8.25)
    form = WhereForm(initial={"where": Place("am Teich", Decimal("52.43"), Decimal("8.5"))})
    html = Template("{% kern_field form.where %}").render(Context({"form": form}))
    assert '<label class="kern-label" for="id_where_0">' in html
    assert 'list="id_where-known"' in html
    assert '<option value="Rathaus, Marktplatz 1" data-latitude="52.31861234" data-longitude="8.5142">' in html
    assert 'name="where_latitude" value="52.43000"' in html
    assert 'data-center="52.5,8.25"' in html
    assert "data-tiles" not in html
    assert "data-ask" not in html
    assert "style=" not in html


def test_the_words_of_the_town_are_text(known):
    known.append(KnownPlace('"><script>', "", 52, 8))
    assert "<script>" not in str(WhereForm()["where"]).partition("<datalist")[2].partition("</datalist>")[0]


def test_at_most_so_many_places_are_offered(known):
    known.extend(KnownPlace(f"Haus {number}", "", 52, 8) for number in range(400))
    assert len(known_places.known_places()) == 300


@pytest.mark.parametrize(
    ("name", "latitude"),
    [("place", "latitude"), ("spots-3-place", "spots-3-latitude"), ("a-__prefix__-place", "a-__prefix__-latitude")],
)
def test_editors_fill_the_numbers_of_the_same_form(name, latitude):
    html = PlaceInput().render(name, "Teich", {"id": f"id_{name}"})
    assert f'data-latitude="{latitude}"' in html
    assert f'<datalist id="id_{name}-known"><option' in html
    assert "<option" not in PlaceInput(offers_known=False).render(name, "")


@isolate_apps("cms")
def test_records_stand_somewhere_with_both_numbers_or_none():
    class Bench(Placed):
        class Meta:
            app_label = "cms"

    bench = Bench()
    bench.where = Place("am Teich", Decimal("52.43"), Decimal("8.5"))
    bench.clean_fields()
    bench.clean()
    assert bench.where == Place("am Teich", Decimal("52.43"), Decimal("8.5"))
    assert bench.point("Bank", "/bank/", "neu", "läuft").position == bench.position == (52.43, 8.5)
    bench.longitude = None
    with pytest.raises(ValidationError) as found:
        bench.clean()
    assert list(found.value.message_dict) == ["longitude"]
    bench.longitude = Decimal(181)
    with pytest.raises(ValidationError):
        bench.clean_fields()
    assert isinstance(Bench._meta.get_field("latitude"), models.DecimalField)


def test_the_panel_of_editors_asks_for_words_and_both_numbers():
    panel = place_panel("slug").bind_to_model(Page)
    assert panel.children[0].field_name == "slug"
    assert [child.field_name for child in panel.children[1].children] == ["latitude", "longitude"]
