"""The pictures and files of a version that waits: visible with the link to it, and with nothing else."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from approvals.actions import withdraw
from approvals.pictures import COOKIES
from cms.models import File
from tests.factories.approvals import ask_head, hand_in
from tests.factories.cms import StandardPageFactory
from tests.factories.consents import PictureFactory


@pytest.fixture
def picture(db):
    return PictureFactory()


@pytest.fixture
def file(db):
    return File.objects.create(title="Satzung", file=ContentFile(b"Text", "satzung.txt"))


@pytest.fixture
def asked(office, clerk, approver, picture, file):
    body = [("downloads", [file])]
    page = StandardPageFactory(parent=office.branch, live=False, picture=picture, body=body)
    return ask_head(hand_in(page, clerk), approver)


@pytest.fixture
def visitor(asked):
    """Somebody who has opened the link."""
    client = Client()
    client.get(asked[1])
    return client


def status(client, address):
    response = client.get(address)
    if response.streaming:
        response.getvalue()
    return response.status_code


def addresses(picture, file):
    return [picture.get_rendition("width-480|format-webp").url, file.url]


def test_who_has_the_link_sees_them_and_nobody_keeps_them(visitor, picture, file):
    for address in addresses(picture, file):
        assert status(Client(), address) == 404
        response = visitor.get(address)
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        response.getvalue()


def test_the_page_shows_the_picture(visitor, asked, picture):
    assert "/media/images/" in visitor.get(f"{asked[1]}seite/").text


def test_only_pictures_and_files_get_the_cookie(asked):
    cookies = Client().get(asked[1]).cookies
    assert {name: cookies[name]["path"] for name in cookies} == COOKIES
    for cookie in cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"


def test_other_pictures_stay_closed(visitor):
    other = PictureFactory()
    assert status(visitor, other.get_rendition("width-480|format-webp").url) == 404


def test_a_picture_without_consent_stays_closed(visitor, picture, file):
    picture.recognisable = 2
    picture.save()
    picture_address, file_address = addresses(picture, file)
    assert status(visitor, picture_address) == 404
    assert status(visitor, file_address) == 200


def test_without_the_link_they_are_closed_again(visitor, asked, picture, file):
    withdraw(asked[0], by=None)
    assert [status(visitor, address) for address in addresses(picture, file)] == [404, 404]


def test_a_cookie_that_we_did_not_make_opens_nothing(asked, picture):
    client = Client()
    client.cookies["approval_pictures"] = "abc.def"
    assert status(client, picture.get_rendition("width-480|format-webp").url) == 404
