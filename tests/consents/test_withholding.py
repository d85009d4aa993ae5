"""A picture is shown while everybody in it agrees, and at no place a moment longer."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file

from accounts.roles import EDITORS, TEACHERS
from cms import gate
from cms.models import Picture
from consents import telling
from consents.clock import expire
from consents.models import Basis, Consent, WithdrawnFile
from consents.withholding import lacking
from search.models import IndexedDocument
from tests.factories.consents import ConsentFactory, PictureFactory
from tests.factories.directory import PlaceFactory

pytestmark = pytest.mark.django_db
SIZES = ("fill-1200x630|format-jpeg", "width-480|format-webp", "fill-1080x1080|format-jpeg")


def status(client, address):
    """The answer's status, with its file read to the end and so closed."""
    response = client.get(address)
    if response.streaming:
        response.getvalue()
    return response.status_code


def withdraw(picture):
    consent = picture.consents.first()
    consent.withdrawn_on = timezone.localdate()
    consent.save()


def is_withheld(picture):
    return Picture.objects.get(pk=picture.pk).is_withheld


def test_a_picture_of_nobody_needs_nothing():
    assert not is_withheld(PictureFactory(recognisable=0))


def test_a_picture_without_an_answer_is_shown_as_before():
    assert not is_withheld(PictureFactory(recognisable=None))


def test_each_person_needs_a_consent():
    picture = PictureFactory(recognisable=2)
    assert is_withheld(picture)
    ConsentFactory(picture=picture)
    assert is_withheld(picture)
    ConsentFactory(picture=picture, basis=Basis.NOT_NEEDED, reason="Bürgermeisterin im Amt")
    assert not is_withheld(picture)


def test_one_more_person_than_consents_is_enough(picture):
    assert not is_withheld(picture)
    picture.recognisable = 3
    picture.save()
    assert is_withheld(picture)


@pytest.mark.parametrize("values", [{"withdrawn_on": 0}, {"valid_until": -1}, {"agreed_on": None}])
def test_a_good_consent_too_many_does_not_make_up_for_a_bad_one(picture, values):
    days = {name: timezone.localdate() + timedelta(days=n) if n is not None else None for name, n in values.items()}
    ConsentFactory(picture=picture, **days)
    assert is_withheld(picture)


def test_after_a_withdrawal_no_page_list_feed_search_or_api_knows_the_picture(client, item, picture, corner, home):
    PlaceFactory(name="Schule", slug="schule", picture=picture)
    addresses = [picture.get_rendition(size).url for size in SIZES]
    seen_on = [item.url, corner.url, home.url, f"{corner.url}feed/", f"{corner.url}atom/", "/rathaus/orte/schule/"]
    seen_on += ["/suche/?q=Wackelzahn", "/api/v1/news/", f"/api/v1/news/{item.pk}/"]
    file = picture.file.name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    assert file in client.get(item.url).text
    assert "Wackelzahn" in client.get(item.url).text
    assert file in client.get("/rathaus/orte/schule/").text
    assert IndexedDocument.objects.filter(body_tokens__contains="wackelzahn").exists()
    assert [status(client, address) for address in addresses] == [200] * 3
    withdraw(picture)
    for address in seen_on:
        response = client.get(address)
        assert response.status_code == 200, address
        assert f"{file}." not in response.text, address
        assert "Wackelzahn" not in response.text.replace("q=Wackelzahn", "").replace("„Wackelzahn“", "").replace(
            'value="Wackelzahn"', ""
        ), address
    assert not IndexedDocument.objects.filter(body_tokens__contains="wackelzahn").exists()
    assert [status(client, address) for address in addresses] == [404] * 3


def test_the_page_stays_without_the_picture_and_gets_it_back(client, item, picture):
    withdraw(picture)
    assert "Der Pausenhof" in client.get(item.url).text
    picture.consents.update(withdrawn_on=None)
    expire()
    assert "Unterschrift mit Wackelzahn" in client.get(item.url).text
    assert IndexedDocument.objects.filter(body_tokens__contains="wackelzahn").exists()


def test_the_last_day_is_the_last(client, item, picture):
    address = picture.get_rendition(SIZES[0]).url
    picture.consents.update(valid_until=timezone.localdate())
    expire()
    assert status(client, address) == 200
    picture.consents.update(valid_until=timezone.localdate() - timedelta(days=1))
    expire()
    assert status(client, address) == 404


def test_uploading_a_withdrawn_picture_again_does_not_bring_it_back(item, picture):
    with picture.file.open() as file:
        again = Picture.objects.create(
            title="Neu", file=ContentFile(file.read(), "neu.png"), recognisable=0, file_hash=picture.get_file_hash()
        )
    assert not is_withheld(again)
    withdraw(picture)
    assert is_withheld(again)


def upload_again(content, people):
    picture = Picture(title="Neu", file=ContentFile(content, "neu.png"), recognisable=people)
    picture._set_file_hash()
    picture.save()
    return picture


def deleted_after_withdrawal(picture):
    picture.get_file_hash()
    with picture.file.open() as file:
        content = file.read()
    withdraw(picture)
    picture.delete()
    return content


def test_a_withdrawn_file_is_known_again_after_its_picture_was_deleted(picture):
    content = deleted_after_withdrawal(picture)
    again = upload_again(content, people=0)
    assert is_withheld(again)
    assert lacking([again]) == {again.pk: 2}
    ConsentFactory.create_batch(2, picture=again)
    assert not is_withheld(again)


def test_a_picture_that_everybody_agreed_to_leaves_nothing_behind(picture):
    picture.get_file_hash()
    picture.delete()
    assert not WithdrawnFile.objects.exists()


def test_so_is_the_file_that_another_took_the_place_of(client, teacher, picture):
    picture.get_file_hash()
    withdraw(picture)
    values = {"title": "Hof", "description": "Hof", "collection": picture.collection_id, "recognisable": "2"}
    other = ContentFile(get_test_image_file(size=(7, 9)).file.getvalue(), name="anders.png")
    response = client.post(f"/admin/images/{picture.pk}/", {**values, "file": other})
    assert response.status_code == 302
    noted = WithdrawnFile.objects.get()
    assert (noted.file_hash, noted.people) == (picture.file_hash, 2)


def test_deleting_a_consent_leaves_the_picture_with_one_too_few(picture):
    picture.consents.first().delete()
    assert is_withheld(picture)


def test_everybody_who_keeps_consents_and_the_owner_of_the_page_is_told_once(
    item, picture, sign_in, django_user_model, django_capture_on_commit_callbacks, monkeypatch
):
    for role in (EDITORS, TEACHERS):
        sign_in(role)
    item.owner = django_user_model.objects.create_user("eva", email="eva@town.example")
    item.save()
    told = []
    monkeypatch.setattr(telling, "tell", type("Now", (), {"enqueue": lambda _self, *args: told.append(args)})())
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(picture)
        expire()
    assert told == [(picture.pk, [str(item.pk)])]


def test_the_mail_says_picture_and_pages_and_names_nobody(item, picture, sign_in):
    sign_in(TEACHERS)
    withdraw(picture)
    telling.tell.func(picture.pk, [str(item.pk)])
    (message,) = mail.outbox
    assert message.to == ["betreuung@town.example"]
    assert f"/admin/pages/{item.pk}/edit/" in message.body
    assert "Pausenhof" in message.subject
    assert "Mia" not in message.body


def test_the_mail_goes_out_whatever_the_title_holds(item, picture, sign_in):
    sign_in(TEACHERS)
    Picture.objects.filter(pk=picture.pk).update(title="Pausenhof\nBcc: all@elsewhere.example")
    withdraw(picture)
    telling.tell.func(picture.pk, [str(item.pk)])
    (message,) = mail.outbox
    assert message.subject.endswith("Pausenhof Bcc: all@elsewhere.example")
    assert message.recipients() == ["betreuung@town.example"]


def test_nobody_is_told_of_a_picture_that_nobody_saw(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        PictureFactory(recognisable=1)
    assert callbacks == []


def test_a_consent_goes_with_its_picture(picture):
    picture.delete()
    assert not Consent.objects.exists()


def test_looking_at_all_pictures_takes_as_many_queries_for_many(django_assert_max_num_queries):
    PictureFactory.create_batch(12, recognisable=1)
    with django_assert_max_num_queries(5):
        gate.refresh()
