"""In a small town forms show little: what is optional and empty is folded, and nothing that has words in it."""

import pytest
from wagtail.models import Site

from cms.folding import FOLDED, fields_of
from cms.models import TownSettings
from news.models import NewsPage
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory, NewsTopicFactory
from tests.factories.service_catalogue import FeeFactory, ServiceIndexPageFactory, ServicePageFactory


@pytest.fixture
def small_town(home):
    TownSettings.objects.update_or_create(site=Site.objects.get(), defaults={"is_small": True})


def open_fields(client, page):
    """The names of the fields that stand open in the first tab."""
    response = client.get(f"/admin/pages/{page.pk}/edit/")
    assert response.status_code == 200
    tab = response.context["edit_handler"].children[0]
    panels = [panel for panel, _name in tab.visible_children_with_identifiers if FOLDED not in panel.classes()]
    found = {getattr(bound, "field_name", "") or bound.panel.relation_name for p in panels for bound in fields_of(p)}
    assert f'class="w-panel {FOLDED}' in response.text or found
    return found


@pytest.fixture
def item(home):
    NewsTopicFactory()
    return NewsPageFactory(parent=NewsIndexPageFactory(parent=home))


OPTIONAL = {"authors", "topics", "related", "department", "contact", "place", "picture"}


def test_elsewhere_nothing_more_is_folded(admin_client, item):
    assert open_fields(admin_client, item) > OPTIONAL


def test_what_is_optional_and_empty_is_folded(admin_client, item, small_town):
    assert open_fields(admin_client, item) == {"title", "teaser", "date", "body"}


def test_what_has_words_in_it_stays_open(admin_client, item, small_town):
    item.related.create(target=item.get_parent(), sort_order=0)
    item.topics.add(NewsTopicFactory())
    item.save_revision()
    assert open_fields(admin_client, item) >= {"related", "topics"}
    assert "authors" not in open_fields(admin_client, item)


def test_a_new_page_is_as_short(admin_client, item, small_town):
    response = admin_client.get(f"/admin/pages/add/news/newspage/{item.get_parent().pk}/")
    tab = response.context["edit_handler"].children[0]
    folded = [panel for panel, _name in tab.visible_children_with_identifiers if FOLDED in panel.classes()]
    assert len(folded) >= 6
    assert response.status_code == 200


def test_a_service_keeps_its_heart_open(admin_client, home, small_town):
    page = ServicePageFactory(parent=ServiceIndexPageFactory(parent=home))
    found = open_fields(admin_client, page)
    assert {"title", "teaser", "description", "online_services", "required_documents", "fees", "department"} <= found
    assert not {"procedure", "processing_times", "topics", "synonyms", "notes"} & found
    page.procedure = "<p>Erst fragen.</p>"
    FeeFactory(page=page)
    page.save_revision()
    assert "procedure" in open_fields(admin_client, page)


def test_the_form_saves_what_is_folded(admin_client, item, small_town):
    form = NewsPage.get_edit_handler().get_form_class()
    assert {"picture", "topics", "place"} <= set(form.base_fields)


def test_records_fold_nothing(admin_client, home, small_town):
    assert admin_client.get("/admin/snippets/directory/place/add/").status_code == 200
