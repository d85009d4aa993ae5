"""What must always hold: a service stands first under its own title, and is seen under each of its search words."""

import re

import pytest
from django.utils.html import strip_tags

from demo.content import read_services
from search.finding import find
from search.steering import Steering
from tests.factories.search import make_texts, store

pytestmark = pytest.mark.django_db

SEEN = 5


@pytest.fixture
def demo_services():
    """The services of the demo town with the texts that the search weighs most, in the index."""
    entries = read_services()
    store(*[texts_of(entry) for entry in entries])
    return entries


def texts_of(entry):
    body = strip_tags(f"{entry.get('description', '')} {entry.get('procedure', '')}")
    keywords = [*entry.get("synonyms", []), entry.get("official_name", "")]
    return make_texts(entry["title"], filter(None, keywords), entry["summary"], re.sub(r"\s+", " ", body))


def shown(text):
    return [hit.title for hit in find(text, steering=Steering.plain()).hits[:SEEN]]


def test_every_service_stands_first_under_its_title(demo_services):
    others = {entry["title"]: shown(entry["title"])[:1] for entry in demo_services}
    assert {title: found for title, found in others.items() if found != [title]} == {}


def test_every_service_is_seen_under_each_of_its_search_words(demo_services):
    pairs = [(word, entry["title"]) for entry in demo_services for word in entry.get("synonyms", [])]
    missed = [(word, title) for word, title in pairs if title not in shown(word)]
    # A word like “anmelden”, which stands in more titles than are seen, cannot show each of them.
    unfair = [word for word, _ in missed if sum(word in entry["title"].lower() for entry in demo_services) > SEEN]
    assert [pair for pair in missed if pair[0] not in unfair] == []
    assert len(unfair) <= 1
    assert len(pairs) > 700


def test_every_service_is_seen_under_its_official_name(demo_services):
    names = {entry["official_name"]: entry["title"] for entry in demo_services if entry.get("official_name")}
    assert {name: title for name, title in names.items() if title not in shown(name)} == {}
