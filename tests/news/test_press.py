"""The press: whom to ask, photographs with their rights, a few sentences about the municipality."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.images.tests.utils import get_test_image_file

from cms.media import Picture
from news.models import PressPhoto
from tests.factories.directory import ContactPersonFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory


@pytest.fixture
def newsroom(home):
    contact = ContactPersonFactory(name="Jonas Wittkamp")
    return NewsIndexPageFactory(parent=home, kind="press", press_contact=contact, boilerplate="<p>Vier Dörfer.</p>")


def photograph(title="Rathaus", **values):
    values = {"credit": "Foto AG", "recognisable": 0, **values}
    return Picture.objects.create(title=title, description=title, file=get_test_image_file(), **values)


def test_every_item_names_the_contact_and_says_who_the_municipality_is(newsroom, client):
    html = client.get(NewsPageFactory(parent=newsroom).url).text
    assert "Jonas Wittkamp" in html
    assert "Vier Dörfer." in html
    assert "Jonas Wittkamp" in client.get(newsroom.url).text


def test_a_photograph_comes_with_credit_rights_and_a_download_in_full_size(newsroom, client):
    row = PressPhoto(picture=photograph(licence="CC BY 4.0"), caption="Von vorn", rights="Frei für Berichte.")
    html = client.get(NewsPageFactory(parent=newsroom, press_photos=[row]).url).text
    for words in ("Foto AG, CC BY 4.0", "Von vorn", "Frei für Berichte.", "download"):
        assert words in html
    large = row.picture.get_rendition("max-4000x4000|format-jpeg")
    assert large.url in html
    answer = client.get(large.url)
    assert answer.status_code == 200
    answer.getvalue()  # reads the file to its end and so closes it


def test_a_withheld_photograph_is_not_offered(newsroom, client):
    row = PressPhoto(picture=photograph("Klasse 8b"), caption="Die 8b", rights="Frei.")
    page = NewsPageFactory(parent=newsroom, press_photos=[row])
    assert "8b" in client.get(page.url).text
    Picture.objects.update(is_withheld=True)
    assert "8b" not in client.get(page.url).text


def test_a_photograph_without_a_credit_is_refused(db):
    with pytest.raises(ValidationError) as caught:
        PressPhoto(picture=photograph(credit=" "), rights="Frei.").clean()
    assert "picture" in caught.value.message_dict


def test_a_newsroom_of_the_town_needs_none_of_it(home, client):
    html = client.get(NewsPageFactory(parent__parent=home).url).text
    assert "news__press" not in html
