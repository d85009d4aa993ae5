"""The blocks of a news item: galleries, people, services."""

import pytest
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction

from cms.media import Picture
from news.models import NewsPage
from tests.factories.directory import ContactPersonFactory
from tests.factories.news import NewsPageFactory
from tests.factories.service_catalogue import ServicePageFactory


@pytest.fixture
def item(home):
    """Makes an item of one block."""
    return lambda kind, value: NewsPageFactory(parent__parent=home, body=[{"type": kind, "value": value}])


def picture(title, **values):
    return Picture.objects.create(title=title, description=title, file=get_test_image_file(), recognisable=0, **values)


def test_a_gallery_shows_its_pictures_with_captions_except_withheld_ones(item, client):
    shown, withheld = picture("Turm", credit="Mia K."), picture("Klasse 8b")
    rows = [
        {"image": {"image": each.pk, "alt_text": each.title, "decorative": False}, "caption": f"Zum {each.title}"}
        for each in (shown, withheld)
    ]
    page = item("gallery", rows)
    Picture.objects.filter(pk=withheld.pk).update(is_withheld=True)
    page = NewsPage.objects.get(pk=page.pk)
    html = client.get(page.url).text
    assert "Zum Turm" in html
    assert "Mia K." in html
    assert "Klasse 8b" not in html
    assert "Klasse 8b" not in page.body_text()


def test_a_contact_stands_where_the_text_needs_it(item, client):
    person = ContactPersonFactory(name="Jonas Wittkamp", phone="05799 1234")
    html = client.get(item("contact", person.pk).url).text
    assert "Jonas Wittkamp" in html
    assert "tel:057991234" in html


def test_a_contact_that_is_gone_leaves_no_hole(item, client):
    person = ContactPersonFactory()
    page = item("contact", person.pk)
    person.delete()
    assert client.get(page.url).status_code == 200


def test_a_service_is_shown_with_its_short_text(item, home, client):
    service = ServicePageFactory(parent__parent=home, title="Hund anmelden", teaser="Innerhalb von 14 Tagen.")
    html = client.get(item("related", service.pk).url).text
    assert service.url in html
    assert "Innerhalb von 14 Tagen." in html


@pytest.mark.parametrize("hidden_by", ["draft", "password"])
def test_a_service_that_is_not_public_leaves_no_trace(item, home, client, hidden_by):
    service = ServicePageFactory(parent__parent=home, title="GEHEIM", slug="geheim", live=hidden_by != "draft")
    if hidden_by == "password":
        PageViewRestriction.objects.create(page=service, restriction_type="password", password="x")
    html = client.get(item("related", service.pk).url).text
    assert "geheim" not in html.lower()
