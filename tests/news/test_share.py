"""The share kit in the editors' interface: after approval only, for people who may edit the item."""

from io import BytesIO

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from PIL import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import GroupPagePermission, Site

from accounts.models import User
from cms.media import Picture
from news.models import Channel, ShareSettings
from news.share import CROPS
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory


@pytest.fixture
def newsroom(home):
    return NewsIndexPageFactory(parent=home, slug="aktuelles")


@pytest.fixture
def channels(home):
    settings = ShareSettings.for_site(Site.objects.get(is_default_site=True))
    settings.channels = [Channel(network="mastodon", name="@dorf"), Channel(network="instagram", name="dorf")]
    settings.save()
    return settings.channels


@pytest.fixture
def picture(db):
    file = get_test_image_file("zug.png", size=(1400, 1500))
    return Picture.objects.create(
        title="Zug", description="Kinder mit Laternen", credit="Mia K.", file=file, recognisable=0
    )


@pytest.fixture
def item(newsroom, picture):
    return NewsPageFactory(parent=newsroom, title="Martinszug", slug="martinszug", picture=picture)


def kit(page):
    return reverse("news_share", args=[page.pk])


def crop(page, size="1080x1080"):
    return reverse("news_share_crop", args=[page.pk, size])


def test_each_channel_has_its_text_and_its_crops(admin_client, item, channels):
    answer = admin_client.get(kit(item))
    mastodon, instagram = answer.context_data["offers"]
    assert "http://testserver/aktuelles/martinszug/" in mastodon.text
    assert "http" not in instagram.text
    assert [piece.crop.key for piece in instagram.pieces] == ["1080x1350", "1080x1080", "1080x1920"]
    assert [piece.is_too_small for piece in instagram.pieces] == [False, False, True]
    assert "Kinder mit Laternen" in answer.text
    for piece in mastodon.pieces + instagram.pieces:
        assert crop(item, piece.crop.key) in answer.text


@pytest.mark.parametrize("size", ["1080x1080", "1080x1350", "1200x675"])
def test_a_crop_has_the_size_that_it_names(admin_client, item, size):
    answer = admin_client.get(crop(item, size))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="martinszug-{size}.jpg"'
    image = Image.open(BytesIO(answer.content))
    assert image.format == "JPEG"
    assert f"{image.width}x{image.height}" == size


@pytest.mark.parametrize("size", ["1x1", "99999x99999", "1080x1080|original", "x"])
def test_other_sizes_are_not_made(admin_client, item, size):
    assert size not in CROPS
    assert admin_client.get(crop(item, size)).status_code == 404


def test_before_it_is_public_there_is_no_kit(admin_client, newsroom, picture, channels):
    draft = NewsPageFactory(parent=newsroom, live=False, picture=picture)
    answer = admin_client.get(kit(draft))
    assert answer.context_data["offers"] == []
    assert admin_client.get(crop(draft)).status_code == 404


def test_a_draft_of_a_public_item_stays_out_of_the_kit(admin_client, item, channels):
    item.title = "ENTWURF"
    item.save_revision()
    offers = admin_client.get(kit(item)).context_data["offers"]
    assert all("ENTWURF" not in offer.text for offer in offers)


def test_a_withheld_picture_is_in_no_kit(admin_client, item, picture, channels):
    Picture.objects.filter(pk=picture.pk).update(is_withheld=True)
    answer = admin_client.get(kit(item))
    assert all(offer.pieces == [] for offer in answer.context_data["offers"])
    assert "Kinder mit Laternen" not in answer.text
    assert admin_client.get(crop(item)).status_code == 404


def test_people_without_a_right_on_the_item_get_nothing(client, item, newsroom, channels, django_user_model):
    pupil = writer(NewsIndexPageFactory(parent=newsroom.get_parent()))
    client.force_login(pupil)
    for address in (kit(item), crop(item)):
        answer = client.get(address)
        assert answer.status_code in {302, 403}
        assert "Martinszug" not in answer.text


def test_who_may_edit_but_not_publish_may_use_it(client, item, newsroom, channels):
    client.force_login(writer(newsroom))
    assert len(client.get(kit(item)).context_data["offers"]) == 2
    assert client.get(crop(item)).status_code == 200


def test_nobody_else_gets_in(client, item):
    for address in (kit(item), crop(item), kit(NewsPageFactory(parent=item.get_parent(), live=False))):
        assert client.get(address).status_code == 302


def test_an_item_that_does_not_exist(admin_client, db):
    assert admin_client.get(reverse("news_share", args=[99999])).status_code == 404


def test_without_channels_it_says_where_to_list_them(admin_client, item):
    assert reverse("wagtailsettings:edit", args=["news", "sharesettings"]) in admin_client.get(kit(item)).text


def test_the_button_stands_only_where_there_is_something_to_share(admin_client, item, newsroom):
    draft = NewsPageFactory(parent=newsroom, live=False)
    editing = "/admin/pages/{}/edit/".format
    assert kit(item) in admin_client.get(editing(item.pk)).text
    assert kit(draft) not in admin_client.get(editing(draft.pk)).text
    assert f"/share/{newsroom.pk}/" not in admin_client.get(editing(newsroom.pk)).text
    assert kit(item) in admin_client.get(f"/admin/pages/{newsroom.pk}/").text


def test_the_list_of_channels_can_be_edited(admin_client, home, channels):
    site = Site.objects.get(is_default_site=True)
    answer = admin_client.get(reverse("wagtailsettings:edit", args=["news", "sharesettings", site.pk]))
    assert answer.status_code == 200
    assert "@dorf" in answer.text


def writer(page) -> User:
    """Somebody who may write below a page and publish nothing."""
    user = User.objects.create_user(f"writer-{page.pk}")
    group = user.groups.create(name=f"writers-{page.pk}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for name in ("add_page", "change_page"):
        GroupPagePermission.objects.create(group=group, page=page, permission=Permission.objects.get(codename=name))
    return user
