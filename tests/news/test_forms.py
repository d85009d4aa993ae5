"""What the form of a news item does not offer in the newsroom of pupils."""

import pytest
from django.contrib.auth.models import Group

from accounts.roles import EDITORS, PUPILS, make_roles
from news.forms import BLOCKS_FOR_PUPILS
from news.models import NewsPage
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.news.fields import news_fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def corner(home):
    corner = NewsIndexPageFactory(parent=home, slug="schuelerzeitung", kind="school", by_line="Die Haselmaus")
    make_roles(school_corner=corner)
    return corner


def sign_in(client, django_user_model, role):
    user = django_user_model.objects.create_user(role.lower())
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)


def blocks(client, newsroom):
    response = client.get(f"/admin/pages/add/news/newspage/{newsroom.pk}/")
    return set(response.context["form"].fields["body"].block.child_blocks)


def test_the_newsroom_of_pupils_has_fewer_blocks_than_the_towns(admin_client, home, corner):
    town = blocks(admin_client, NewsIndexPageFactory(parent=home))
    assert "video" in town
    assert blocks(admin_client, corner) == town & set(BLOCKS_FOR_PUPILS)


def film(**fields):
    """A body with a film, as a browser would send it."""
    value = {
        "title": "Unser Film",
        "url": "https://www.youtube.com/watch?v=aaaaaaaaaaa",
        "picture": "",
        "transcript": "",
    }
    block = {f"body-0-value-{name}": text for name, text in value.items()}
    return news_fields(
        **{"body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "video"}, **block
    )


def test_a_block_that_is_not_offered_is_not_saved_whatever_is_sent(client, corner, django_user_model):
    sign_in(client, django_user_model, PUPILS)
    client.post(f"/admin/pages/add/news/newspage/{corner.pk}/", film())
    assert len(NewsPage.objects.get(slug="pausenhof").body) == 0


def test_a_block_that_is_there_already_is_not_lost(admin_client, corner):
    url = "https://www.youtube.com/watch?v=aaaaaaaaaaa"
    item = NewsPageFactory(parent=corner, body=[("video", {"title": "Film", "url": url, "transcript": ""})])
    response = admin_client.get(f"/admin/pages/{item.pk}/edit/")
    assert "video" in response.context["form"].fields["body"].block.child_blocks


@pytest.mark.parametrize("name", ["Mia K.", "Jan-Luca Ö.", "Zoë B.", "Die Haselmaus", ""])
def test_short_names_pass(client, corner, django_user_model, name):
    assert publish(client, corner, django_user_model, name).status_code == 302


@pytest.mark.parametrize("name", ["Mia Krause", "Mia", "Mia K. Krause", "Frau Krause", "K."])
def test_names_that_say_more_or_less_are_refused_with_an_example(client, corner, django_user_model, name):
    response = publish(client, corner, django_user_model, name)
    assert response.status_code == 200
    assert response.context["form"].formsets["authors"].errors[0]["name"]
    assert not NewsPage.objects.filter(live=True).exists()


def publish(client, corner, django_user_model, name):
    sign_in(client, django_user_model, EDITORS)
    fields = news_fields(*[name] * bool(name), **{"action-publish": "1"})
    return client.post(f"/admin/pages/add/news/newspage/{corner.pk}/", fields)


def test_a_draft_may_name_anybody(client, corner, django_user_model):
    sign_in(client, django_user_model, EDITORS)
    fields = news_fields("Mia Krause")
    assert client.post(f"/admin/pages/add/news/newspage/{corner.pk}/", fields).status_code == 302


def test_the_town_names_its_people(client, home, corner, django_user_model):
    town = NewsIndexPageFactory(parent=home)
    assert publish(client, town, django_user_model, "Erika Mustermann").status_code == 302
