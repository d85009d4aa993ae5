"""Nobody puts a picture on a page that a chooser would not offer them."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from accounts.roles import EDITORS, PUPILS, make_roles, own_collection
from news.models import NewsPage
from tests.factories.consents import PictureFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(home):
    corner = NewsIndexPageFactory(parent=home, title="Die Haselmaus", slug="schuelerzeitung", kind="school")
    make_roles(school_corner=corner)
    item = NewsPageFactory(parent=corner, live=False)
    item.save_revision()
    return item


@pytest.fixture
def sign_in(client, django_user_model):
    def sign_in(role):
        user = django_user_model.objects.create_user(role.lower())
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        return client

    return sign_in


def save(client, item, picture, blocks=()):
    fields = {
        "title": "Pausenhof",
        "slug": item.slug,
        "teaser": "Neue Bänke.",
        "date": "2026-11-20",
        "picture": picture.pk if picture else "",
        "body": streamfield(list(blocks)),
        "authors": inline_formset([]),
        "related": inline_formset([]),
        "press_photos": inline_formset([]),
        "comments": inline_formset([]),
    }
    return client.post(f"/admin/pages/{item.pk}/edit/", nested_form_data(fields))


def newest(item):
    return Page.objects.get(pk=item.pk).get_latest_revision_as_object()


def test_a_pupil_uses_pictures_of_the_own_collection(item, sign_in):
    own = PictureFactory(collection=own_collection(PUPILS))
    assert save(sign_in(PUPILS), item, own).status_code == 302
    assert newest(item).picture == own


@pytest.mark.parametrize("place", ["field", "block"])
def test_the_number_of_a_foreign_picture_is_refused(item, sign_in, place):
    foreign = PictureFactory(title="Geheimer Plan")
    in_block = {"image": {"image": foreign.pk, "alt_text": "Ein Plan", "decorative": ""}, "caption": ""}
    response = (
        save(sign_in(PUPILS), item, foreign)
        if place == "field"
        else save(sign_in(PUPILS), item, None, [("picture", in_block)])
    )
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert "Geheimer Plan" not in str(response.context["form"].errors)
    assert (newest(item).picture, len(newest(item).body)) == (None, len(item.body))


def test_what_an_editor_has_put_there_stays(item, sign_in):
    foreign = PictureFactory()
    item.picture = foreign
    item.save_revision()
    assert save(sign_in(PUPILS), item, foreign).status_code == 302
    assert newest(item).title == "Pausenhof"


def test_editors_use_all_pictures(item, sign_in):
    picture = PictureFactory()
    assert save(sign_in(EDITORS), item, picture).status_code == 302
    assert NewsPage.objects.get(pk=item.pk).get_latest_revision_as_object().picture == picture
