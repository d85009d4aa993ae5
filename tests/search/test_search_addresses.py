"""Links on the results page say what is searched and how it is narrowed down, whatever else its own address says."""

from django.template import Context
from django.test import RequestFactory

from search.facets import facets
from search.templatetags.search_addresses import with_choice, without, without_all

MANY = "&".join(f"utm{number}={number}" for number in range(2_000))


def test_only_what_the_search_knows_is_handed_on():
    kinds = facets({"kind": {"news": 2}}, {"kind": "news"})[0]
    context = Context({"request": RequestFactory().get(f"/suche/?q=katze&q=hund&thema=Tiere&seite=3&danke=1&{MANY}")})
    assert with_choice(context, kinds, kinds.choices[0]) == "?q=hund&thema=Tiere&art=news"
    assert without(context, kinds) == "?q=hund&thema=Tiere"
    assert without_all(context) == "?q=hund"
    assert without_all(context, q="katzen") == "?q=katzen"
