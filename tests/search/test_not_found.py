"""Whoever comes to an address that leads nowhere finds its words in the search, and what they remind of."""

import pytest

from search.not_found import words_of
from tests.factories.cms import StandardPageFactory


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/buerger/hund_anmelden.php", "buerger hund anmelden"),
        ("/de/index.html", ""),
        ("/rathaus/%C3%96ffnungszeiten-2019/", "rathaus Öffnungszeiten"),
        ("/wp-content/logo.png", ""),
        ("/%3Cscript%3E/", "script"),
        ("/" + "a" * 200, "a" * 60),
        ("/", ""),
    ],
)
def test_the_words_of_an_address(path, expected):
    assert words_of(path) == expected


def test_the_search_is_filled_in_and_likely_pages_are_offered(client, home):
    page = StandardPageFactory(parent=home, slug="wochenmarkt", title="Wochenmarkt")
    page.save_revision().publish()
    answer = client.get("/freizeit/wochenmarkt.html")
    assert answer.status_code == 404
    assert 'value="freizeit wochenmarkt"' in answer.text
    assert f'<li><a href="{page.url}">Wochenmarkt</a></li>' in answer.text


def test_an_address_is_only_text(client, home):
    answer = client.get("/%22%3E%3Cscript%3Ealert(1)/")
    assert "<script>alert" not in answer.text
    assert 'id="likely"' not in answer.text
