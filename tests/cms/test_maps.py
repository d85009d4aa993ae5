"""Maps: points as a sketch and as a list with the same numbers, and which pages let tiles in."""

import re
import time
from decimal import Decimal

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import path

from cms.maps import KnownPlace, Point, known_places
from cms.maps.points import kilometres, position
from cms.maps.sketch import EDGE, HEIGHT, RADIUS, WIDTH, Frame, Sketch
from config.urls import urlpatterns as house

TILES = "https://kacheln.example:8443/{z}/{x}/{y}.png?key=1"
TOWN_HALL = Point(52.3186, 8.5142, "Rathaus", "/rathaus/", "Marktplatz 1", "offen")
POND = Point(52.3241, 8.5267, "Teich")
NOWHERE = Point(None, None, "Überall")


def show(points, request=None) -> str:
    return Template("{% load maps %}{% map points %}").render(Context({"points": points, "request": request}))


def with_map(request: HttpRequest) -> HttpResponse:
    return HttpResponse(show([TOWN_HALL], request))


def without_map(request: HttpRequest) -> HttpResponse:
    return HttpResponse(show([NOWHERE], request))


urlpatterns = [path("mit/", with_map), path("ohne/", without_map), *house]


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch):
    monkeypatch.setattr(known_places, "_places_of", [])


@pytest.fixture
def tiles(settings):
    settings.MAP_TILES_URL = TILES
    settings.MAP_ATTRIBUTION = "Karte <b>der</b> Gemeinde, https://karte.example/"


def test_a_position_needs_both_numbers():
    assert position(Decimal("52.1"), Decimal(8)) == (52.1, 8.0)
    assert position(52.1, None) is None
    assert position(None, 8) is None
    assert position(0, 0) == (0, 0)


def test_the_frame_holds_everything_and_distorts_nothing():
    positions = [point.position for point in (TOWN_HALL, POND)]
    frame = Frame(positions)
    for x, y in map(frame.spot, positions):
        assert EDGE <= x <= WIDTH - EDGE
        assert EDGE <= y <= HEIGHT - EDGE
    (west, south), (east, north) = map(frame.spot, positions)
    assert west < east
    assert north < south
    # 611 m to the north; one degree to the east is 0.611 of one to the north at 52.3°.
    assert (south - north) / frame.units_per_kilometre == pytest.approx(0.611, abs=0.01)
    assert (east - west) / frame.units_per_kilometre == pytest.approx(0.85, abs=0.01)


def test_one_point_stands_in_the_middle():
    sketch = Sketch([TOWN_HALL])
    assert [(dot.number, dot.x, dot.y) for dot in sketch.dots] == [(1, WIDTH // 2, HEIGHT // 2)]
    assert (sketch.scale_text, sketch.scale_units) == ("100 m", 64)


@pytest.mark.parametrize(
    ("far", "text"), [(52.3187, "100 m"), (52.3286, "500 m"), (52.5, "5 km"), (-33.9, "2000 km"), (90, "1000 km")]
)
def test_the_scale_is_a_round_number_that_fits(far, text):
    sketch = Sketch([TOWN_HALL, Point(far, 8.5142, "Fern")])
    assert sketch.scale_text == text
    assert 0 < sketch.scale_units <= 120


def test_the_poles_and_the_date_line_do_no_harm():
    corners = [Point(north, east, "Ecke") for north in (-90, 90) for east in (-180, 180)]
    assert len(Sketch(corners).dots) == 4
    assert len(Sketch([Point(90, 0, "Pol"), Point(90, 179, "Pol")]).dots) >= 1


def test_what_is_too_close_shares_a_dot_and_its_number():
    beside = Point(52.31861, 8.51421, "Brunnen")
    sketch = Sketch([TOWN_HALL, beside, NOWHERE, POND])
    assert [entry.dot and entry.dot.number for entry in sketch.entries] == [1, 1, None, 2]
    assert [dot.number for dot in sketch.dots] == [1, 2]


def test_no_dot_touches_another_and_a_thousand_are_quick():
    points = [Point(52.3 + n % 37 / 1000, 8.5 + n % 41 / 1000, str(n)) for n in range(1000)]
    begun = time.process_time()
    dots = Sketch(points).dots
    assert time.process_time() - begun < 1
    assert 20 < len(dots) < 200
    closest = min(
        abs(one.x - other.x) ** 2 + abs(one.y - other.y) ** 2 for one in dots for other in dots if one != other
    )
    assert closest >= (2 * RADIUS) ** 2


def known(**spots):
    return [KnownPlace(name, "", *spot) for name, spot in spots.items()]


def test_names_of_the_town_cover_neither_dots_nor_each_other():
    places = known(Rathaus=(52.3186, 8.5142), Schule=(52.32, 8.5195), Museum=(52.32001, 8.5188), Hof=(52.4, 8.9))
    marks = Sketch([TOWN_HALL, POND, *([POND] * 3), Point(52.3186, 8.5267, "Wehr")], places).landmarks
    # Two side by side have their names on both sides; the third name would lie on a dot, the fourth is far away.
    assert [(mark.name, mark.is_left) for mark in marks] == [("Schule", False), ("Museum", True)]
    assert marks[0].text_x > marks[0].x > marks[1].x > marks[1].text_x
    assert Sketch([NOWHERE], places).landmarks == []


def test_at_the_edges_names_turn_inwards_or_are_left_out():
    corners = [Point(north, east, "Ecke") for north in (52.31, 52.33) for east in (8.5, 8.6)]
    places = known(Ostwerk=(52.32, 8.6), Westwerk=(52.32, 8.5), **{"Mehrzweckhalle" * 4: (52.325, 8.52)})
    marks = Sketch(corners, places).landmarks
    assert [(mark.name, mark.is_left) for mark in marks] == [("Ostwerk", True), ("Westwerk", False)]


def test_a_lonely_point_is_joined_by_what_is_near():
    places = known(Rathaus=(52.3186, 8.5142), Schule=(52.3204, 8.5087), Hof=(52.4, 8.9))
    alone = Sketch([POND], places)
    assert [mark.name for mark in alone.landmarks] == ["Rathaus", "Schule"]
    assert [dot.number for dot in alone.dots] == [1]
    assert alone.dots[0].x > WIDTH - 3 * EDGE
    many = [Point(52.3241, 8.5267 + step / 1000, "Baum") for step in range(4)]
    assert Sketch(many, places).landmarks == []


def test_so_many_names_and_no_more():
    places = known(**{f"Ort {number}": (52.31 + number / 500, 8.52) for number in range(10)})
    assert len(Sketch([Point(52.31, 8.5, "A"), Point(52.33, 8.55, "B")], places).landmarks) == 6


def test_distances_are_those_of_a_region():
    assert kilometres(TOWN_HALL.position, POND.position) == pytest.approx(1.047, abs=0.01)
    assert kilometres(POND.position, POND.position) == 0


def test_the_list_is_the_twin_of_the_sketch():
    html = show([TOWN_HALL, POND, NOWHERE])
    assert re.findall(r"<text[^>]*>(\d+)</text>", html) == ["1", "2"]
    assert re.findall(r'data-number="(\d+)"', html) == ["1", "2"]
    assert html.count("</li>") == 3
    assert 'data-latitude="52.31860" data-longitude="8.51420"' in html
    assert '<svg viewBox="0 0 480 360" aria-hidden="true"' in html
    for words in ('href="/rathaus/"', "Marktplatz 1", "offen", "Überall"):
        assert words in html


def test_nothing_needs_a_style_or_a_script_of_its_own():
    html = show([TOWN_HALL])
    assert "style=" not in html
    assert "<style" not in html
    assert "<script" not in html


def test_without_points_there_is_nothing_and_without_places_only_the_list():
    assert show([]).strip() == ""
    html = show([NOWHERE])
    assert "<svg" not in html
    assert "Überall" in html


def test_long_lists_are_folded_but_whole():
    html = show([Point(52.3, 8.5 + number / 100, f"Nummer {number}") for number in range(25)])
    standing_open, folded = html.split("<details")
    assert (standing_open.count("</li>"), folded.count("</li>")) == (20, 5)


def test_what_visitors_wrote_is_text(tiles):
    html = show([Point(52.3, 8.5, "<script>1</script>", note='"><img>', state="<i>")])
    assert not any(bad in html for bad in ("<script>1", "<img>", "<i>", "<b>"))


def test_tiles_are_named_with_their_host_and_their_source(tiles):
    html = show([TOWN_HALL])
    assert f'data-tiles="{TILES}" data-host="kacheln.example:8443"' in html
    assert '<a href="https://karte.example/"' in html
    assert "data-tiles" not in show([NOWHERE])


@pytest.mark.urls(__name__)
def test_only_a_page_with_a_map_lets_tiles_in(home, client, tiles):
    policy = client.get("/mit/").headers["Content-Security-Policy"]
    assert re.search(r"img-src 'self' data: https://kacheln\.example:8443(;|$)", policy)
    for address in ("/ohne/", home.url):
        assert "kacheln" not in client.get(address).headers["Content-Security-Policy"]


@pytest.mark.urls(__name__)
def test_without_tiles_no_policy_is_wider(home, client):
    assert (
        client.get("/mit/").headers["Content-Security-Policy"]
        == client.get(home.url).headers["Content-Security-Policy"]
    )


def test_editors_may_load_tiles_in_their_forms(home, admin_client, client, tiles):
    policy = admin_client.get("/admin/snippets/directory/place/add/").headers["Content-Security-Policy"]
    assert re.search(r"img-src 'self' data: blob: https://kacheln\.example:8443(;|$)", policy)
    client.logout()
    assert "kacheln" not in client.get("/konto/anmelden/").headers["Content-Security-Policy"]
