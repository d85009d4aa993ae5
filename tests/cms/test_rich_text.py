"""Links to pages that are not published are words, wherever an editor wrote them."""

import json

import pytest
from wagtail.rich_text import expand_db_html

from tests.factories.cms import StandardPageFactory


@pytest.fixture
def draft(home):
    return StandardPageFactory(parent=home, title="Geheim", slug="geheim", live=False)


def link_to(page):
    return f'<p>Siehe <a linktype="page" id="{page.pk}">die andere Seite</a>.</p>'


def test_a_link_to_a_published_page_leads_there(home):
    page = StandardPageFactory(parent=home, slug="offen")
    assert f'<a href="{page.url}">die andere Seite</a>' in expand_db_html(link_to(page))


def test_a_link_to_a_draft_says_nothing_of_it(draft):
    assert expand_db_html(link_to(draft)) == "<p>Siehe <a>die andere Seite</a>.</p>"


def test_a_link_to_a_page_that_is_gone_is_words(draft):
    text = link_to(draft)
    draft.delete()
    assert "<a>die andere Seite</a>" in expand_db_html(text)


def test_many_links_cost_one_question_for_each_kind_of_page(home, draft, django_assert_max_num_queries):
    pages = [StandardPageFactory(parent=home) for _number in range(5)]
    text = "".join(link_to(page) for page in [*pages, draft])
    expand_db_html(text)
    with django_assert_max_num_queries(4):
        assert expand_db_html(text).count("href") == len(pages)


def test_links_of_blocks_are_left_out_until_their_page_is_published(home, draft, client):
    link = {"text": "Zur anderen Seite", "page": draft.pk, "url": ""}
    links = {"links": [{"type": "item", "value": link, "id": "1"}], "as_buttons": False}
    paragraph = {"type": "paragraph", "value": link_to(draft)}
    page = StandardPageFactory(parent=home, body=json.dumps([{"type": "links", "value": links}, paragraph]))
    seen = client.get(page.url).text
    assert "geheim" not in seen
    assert "site-links" not in seen
    assert "Zur anderen Seite" not in seen
    assert "die andere Seite" in seen
    draft.save_revision().publish()
    seen = client.get(page.url).text
    assert seen.count(f'href="{draft.url}"') >= 2
    assert "Zur anderen Seite" in seen
