"""The buildings of the town hall are known wherever somebody says where something is."""

from cms.maps.known_places import known_places, place_meant_by
from tests.factories.directory import PlaceFactory


def test_buildings_with_a_spot_are_known(db, django_assert_num_queries):
    PlaceFactory(name="Bauhof", street="Am Kanal 3", latitude=52.3, longitude=8.5)
    PlaceFactory(name="Museum", latitude=52.3)
    with django_assert_num_queries(1):
        names = [place.words for place in known_places()]
    assert names == ["Bauhof, Am Kanal 3"]
    assert place_meant_by("am kanal 3").position == (52.3, 8.5)


def test_editors_mark_a_building_on_the_map(admin_client):
    place = PlaceFactory(latitude=52.3186, longitude=8.5142)
    html = admin_client.get(f"/admin/snippets/directory/place/edit/{place.pk}/").text
    assert '<site-place class="site-place" data-latitude="latitude" data-longitude="longitude"' in html
    assert 'name="latitude" value="52.31860"' in html
    assert "js/place.js" in html
