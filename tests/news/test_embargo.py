"""An embargo: not a byte before the hour, whoever publishes and however; and everything from the hour on."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models.signals import post_save
from django.utils import timezone
from wagtail.documents.tests.utils import get_test_document_file
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from cms.media import File, Picture
from jobs.publishing import publish_scheduled
from news.models import FeaturedNews, NewsPage, PressPhoto, RelatedPage
from search.finding import find
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.news.editor_form import create, send

HOUR = timedelta(hours=1)
SECRET = "Wasserschloss"


@pytest.fixture
def newsroom(home):
    return NewsIndexPageFactory(parent=home, title="Presse", slug="presse", kind="press")


@pytest.fixture
def release(newsroom):
    """A release that somebody has published although its embargo lasts another hour."""
    page = NewsPageFactory(parent=newsroom, title=SECRET, slug="wasserschloss", live=False)
    page.embargo = timezone.now() + HOUR
    page.save_revision().publish()
    return NewsPage.objects.get(pk=page.pk)


@pytest.fixture
def clock_says(monkeypatch):
    """Makes it another time."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def test_publishing_plans_it_for_the_hour(release):
    assert not release.live
    assert release.go_live_at == release.embargo
    assert release.scheduled_revision


PUBLIC_PLACES = [
    "/",
    "/presse/",
    "/presse/feed/",
    "/presse/atom/",
    "/presse/wasserschloss/",
    "/api/v1/news/",
    "/api/v1/search/?q=wasserschloss",
    "/suche/?q=schloss",
    "/suche/vorschlaege/?q=wassersch",
    "/sitemap.xml",
]


@pytest.mark.parametrize("address", PUBLIC_PLACES)
def test_before_the_hour_it_is_nowhere(release, newsroom, client, address):
    other = NewsPageFactory(parent=newsroom, title="Anderes")
    other.related = [RelatedPage(target=release)]
    other.save_revision().publish()
    newsroom.featured = [FeaturedNews(item=release)]
    newsroom.save_revision().publish()
    for place in (address, other.url):
        # What was asked for stands in the search box and in links; it says nothing about what there is.
        asked = client.get(place).text.lower()
        for echo in ("?q=wasserschloss", "/presse/wasserschloss/", "presse wasserschloss"):
            asked = asked.replace(echo, "")
        assert SECRET.lower() not in asked


def test_in_the_api_it_has_no_address_of_its_own(release, client):
    assert client.get(f"/api/v1/news/{release.pk}/").status_code == 404
    assert find("wasserschloss").count == 0


def test_its_pictures_and_files_have_no_public_address(newsroom, client, clock_says):
    lead, photo = (
        Picture.objects.create(title=title, file=get_test_image_file(f"{title}.png"), credit="Foto AG", recognisable=0)
        for title in ("lead", "photo")
    )
    file = File.objects.create(title="Zahlen", file=get_test_document_file())
    page = NewsPageFactory(parent=newsroom, live=False, picture=lead, body=[{"type": "downloads", "value": [file.pk]}])
    page.press_photos = [PressPhoto(picture=photo, rights="frei")]
    page.embargo = timezone.now() + HOUR
    page.save_revision().publish()
    addresses = [each.get_rendition("max-40x40|format-jpeg").url for each in (lead, photo)] + [file.url]
    assert [status(client, address) for address in addresses] == [404, 404, 404]
    clock_says(page.embargo + timedelta(minutes=1))
    publish_scheduled()
    assert [status(client, address) for address in addresses] == [200, 200, 200]


def status(client, address):
    answer = client.get(address)
    if answer.streaming:
        answer.getvalue()  # reads the file to its end and so closes it
    return answer.status_code


def test_from_the_hour_on_it_is_everywhere(release, client, clock_says):
    clock_says(release.embargo + timedelta(seconds=30))
    publish_scheduled()
    for address in ("/presse/", "/presse/feed/", "/presse/wasserschloss/", "/api/v1/news/", "/sitemap.xml"):
        assert SECRET.lower() in client.get(address).text.lower()
    assert find("wasserschloss").count == 1


def test_a_minute_before_the_hour_the_clock_leaves_it_alone(release, clock_says):
    clock_says(release.embargo - timedelta(minutes=1))
    publish_scheduled()
    release.refresh_from_db()
    assert not release.live


def test_an_earlier_plan_waits_and_a_later_one_stays(newsroom):
    page = NewsPageFactory(parent=newsroom, live=False)
    page.embargo = timezone.now() + 2 * HOUR
    page.go_live_at = timezone.now() + HOUR
    page.save_revision()
    assert page.go_live_at == page.embargo
    page.go_live_at = later = page.embargo + HOUR
    page.save_revision()
    assert page.go_live_at == later


def test_a_version_from_elsewhere_waits_as_well(newsroom):
    page = NewsPageFactory(parent=newsroom, live=False)
    revision = page.save_revision()
    embargo = timezone.now() + HOUR
    revision.content["embargo"] = embargo.isoformat()
    revision.save()
    revision.publish()
    page.refresh_from_db()
    assert not page.live
    revision.refresh_from_db()
    assert revision.approved_go_live_at == embargo


def test_lifting_the_embargo_takes_its_plan_along(release):
    draft = release.get_latest_revision_as_object()
    draft.embargo = None
    draft.save_revision().publish()
    release.refresh_from_db()
    assert release.live


def test_moving_the_embargo_forward_moves_its_plan(release):
    draft = release.get_latest_revision_as_object()
    draft.embargo = sooner = release.embargo - HOUR / 2
    draft.save_revision().publish()
    assert NewsPage.objects.get(pk=release.pk).go_live_at == sooner


def test_what_is_public_cannot_be_put_under_embargo(newsroom):
    page = NewsPageFactory(parent=newsroom)
    page.embargo = timezone.now() + HOUR
    with pytest.raises(ValidationError) as caught:
        page.full_clean()
    assert "embargo" in caught.value.message_dict


def test_an_item_does_not_end_before_it_begins(newsroom):
    page = NewsPageFactory(parent=newsroom, live=False)
    page.embargo, page.expire_at = timezone.now() + 2 * HOUR, timezone.now() + HOUR
    with pytest.raises(ValidationError) as caught:
        page.full_clean()
    assert "embargo" in caught.value.message_dict


def test_a_copy_of_it_is_not_public_either(release, admin_client, newsroom, client):
    form = {
        "new_title": "Abschrift", "new_slug": "abschrift", "new_parent_page": newsroom.pk,
        "copy_subpages": "on", "publish_copies": "on", "alias": "",
    }  # fmt: skip
    admin_client.post(f"/admin/pages/{release.pk}/copy/", form)
    assert not Page.objects.filter(slug="abschrift", live=True).exists()


def test_pressing_publish_in_the_editor_plans_it(newsroom, admin_client):
    page = NewsPageFactory(parent=newsroom, title=SECRET, live=False)
    assert send(admin_client, page, embargo="31.12.2099 10:00").status_code == 302
    page.refresh_from_db()
    assert not page.live
    assert timezone.localtime(page.scheduled_revision.approved_go_live_at).year == 2099


def test_a_new_item_is_planned_at_once_and_never_public_in_between(newsroom, admin_client):
    seen = []

    def look(instance, **kwargs):
        seen.append(instance.live)

    post_save.connect(look, sender=NewsPage)
    try:
        answer = create(admin_client, newsroom, title=SECRET, slug="neu", teaser="Bald.", embargo="31.12.2099 10:00")
    finally:
        post_save.disconnect(look, sender=NewsPage)
    assert answer.status_code == 302
    assert seen
    assert not any(seen)
    assert NewsPage.objects.get(slug="neu").scheduled_revision
