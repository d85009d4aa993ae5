"""What the form of a news item does not offer in the newsroom of pupils."""

import pytest
from django.contrib.auth.models import Group

from accounts.roles import EDITORS, PUPILS, make_roles
from news.forms import BLOCKS_FOR_PUPILS, NOT_FOR_PUPILS, ONCE_PUBLIC, ROWS_NOT_FOR_PUPILS
from news.models import NewsPage, RelatedPage
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


def sections_of(client, address):
    """What the form offers: its fields and rows."""
    form = client.get(address).context["form"]
    return {*form.fields, *form.formsets}


def test_the_newsroom_of_pupils_leaves_out_what_an_item_of_theirs_never_needs(admin_client, home, corner):
    for_the_town = NewsIndexPageFactory(parent=home, slug="aktuelles")
    of_town, of_pupils = (
        sections_of(admin_client, f"/admin/pages/add/news/newspage/{place.pk}/") for place in (for_the_town, corner)
    )
    left_out = {*NOT_FOR_PUPILS, *ROWS_NOT_FOR_PUPILS, *ONCE_PUBLIC}
    assert left_out <= of_town
    assert not left_out & of_pupils
    assert {"title", "teaser", "picture", "date", "authors", "body", "topics"} <= of_pupils


def test_what_has_changed_can_be_said_once_the_item_is_public(admin_client, corner):
    for live in (True, False):
        page = NewsPageFactory(parent=corner, live=live)
        assert (set(ONCE_PUBLIC) <= sections_of(admin_client, f"/admin/pages/{page.pk}/edit/")) == live


def test_what_is_left_out_stays_in_the_item(admin_client, home, corner):
    page = NewsPageFactory(parent=corner, slug="pausenhof", search_description="Bleibt stehen")
    related = NewsIndexPageFactory(parent=home)
    page.related.add(RelatedPage(target=related))
    page.save()
    values = news_fields(title="Neuer Titel")
    kept = {name: value for name, value in values.items() if not name.startswith(ROWS_NOT_FOR_PUPILS)}
    response = admin_client.post(f"/admin/pages/{page.pk}/edit/", {**kept, "action-publish": "1"})
    assert response.status_code == 302, response.context["form"].errors
    page = NewsPage.objects.get(pk=page.pk)
    assert (page.title, page.search_description) == ("Neuer Titel", "Bleibt stehen")
    assert [entry.target_id for entry in page.related.all()] == [related.pk]
