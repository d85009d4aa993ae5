import pytest

from search import facets


@pytest.mark.parametrize(
    ("properties", "text"),
    [
        ({}, ""),
        ({"topic": [], "online": [" "]}, ""),
        ({"online": ["yes"]}, "\nonline:yes\n"),
        ({"topic": ["Umzug", "Geburt"], "audience": ["citizens"]}, "\naudience:citizens\ntopic:Geburt\ntopic:Umzug\n"),
        ({"topic": ["Bauen:\nPlanen  und Wohnen"]}, "\ntopic:Bauen: Planen und Wohnen\n"),
    ],
)
def test_properties_are_written_as_lines(properties, text):
    assert facets.write(properties) == text


def test_what_is_written_is_read_again():
    text = facets.write({"topic": ["Bauen: Planen", "Geburt"], "online": ["yes"]})
    assert facets.read(text) == [("online", "yes"), ("topic", "Bauen: Planen"), ("topic", "Geburt")]
    assert facets.read("") == []


def test_a_line_can_be_looked_for_as_a_whole():
    text = facets.write({"topic": ["Bauen und Wohnen"]})
    assert f"\n{facets.line('topic', 'Bauen und Wohnen')}\n" in text
    assert f"\n{facets.line('topic', 'Bauen')}\n" not in text
