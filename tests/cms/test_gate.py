"""Strangers get a picture or file while a page that they may see uses it, and at no other time."""

import pytest
from django.core.files.base import ContentFile
from django.db.models import Q
from wagtail.models import PageViewRestriction

from accounts.roles import APPROVERS, EDITORS, PUPILS, make_roles, own_collection
from cms import gate
from cms.models import File, Picture, StandardPage
from tests.factories.cms import StandardPageFactory
from tests.factories.consents import PictureFactory
from tests.factories.directory import PlaceFactory
from tests.factories.news import NewsIndexPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture():
    return PictureFactory()


@pytest.fixture
def address(picture):
    return picture.get_rendition("fill-20x20").url


@pytest.fixture
def file():
    return File.objects.create(title="Plan", file=ContentFile(b"der Plan", "plan.txt"))


@pytest.fixture
def withhold(monkeypatch):
    """Withholds pictures of these titles, as a room would."""
    titles = []
    monkeypatch.setattr(gate, "_conditions", [lambda: Q(title__in=titles)])

    def withhold(*names):
        titles[:] = names
        gate.refresh()

    return withhold


def sign_in(client, django_user_model, home, role):
    from django.contrib.auth.models import Group

    make_roles(school_corner=NewsIndexPageFactory(parent=home, slug="schuelerzeitung"))
    user = django_user_model.objects.create_user(role.lower())
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)


def get(client, address):
    """The answer, with its file read to the end and so closed."""
    response = client.get(address)
    if response.streaming:
        response.getvalue()
    return response


def status(client, address):
    return get(client, address).status_code


def test_a_picture_is_public_as_long_as_a_public_page_uses_it(client, home, picture, address):
    assert status(client, address) == 404
    page = StandardPageFactory(parent=home, picture=picture, live=False)
    assert status(client, address) == 404
    page.save_revision().publish()
    assert status(client, address) == 200
    StandardPage.objects.get(pk=page.pk).unpublish()
    assert status(client, address) == 404


def test_a_picture_in_the_draft_of_a_public_page_is_not_public(client, home, picture, address):
    page = StandardPageFactory(parent=home)
    page.picture = picture
    page.save_revision()
    assert status(client, address) == 404


def test_a_picture_inside_a_body_is_public(client, home, picture, address):
    body = [("picture", {"image": picture, "caption": ""})]
    StandardPageFactory(parent=home, body=body)
    assert status(client, address) == 200


def test_a_picture_of_a_record_that_residents_find_is_public(client, home, picture, address):
    PlaceFactory(picture=picture)
    assert status(client, address) == 200


def test_no_cache_between_keeps_a_picture(client, home, picture, address):
    StandardPageFactory(parent=home, picture=picture)
    assert get(client, address).headers["Cache-Control"] == "private, max-age=60"
    assert "Cookie" not in get(client, address).headers.get("Vary", "")


def test_the_pictures_of_a_page_with_a_password_are_for_those_who_know_it(client, home, picture, address):
    page = StandardPageFactory(parent=home, picture=picture)
    lock = PageViewRestriction.objects.create(page=page, restriction_type="password", password="sesam")
    assert status(client, address) == 404
    client.post(f"/_util/authenticate_with_password/{lock.pk}/{page.pk}/", {"password": "sesam", "return_url": "/"})
    response = get(client, address)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


def test_what_is_withheld_is_gone_from_all_its_addresses_and_comes_back(client, home, picture, withhold):
    StandardPageFactory(parent=home, picture=picture)
    addresses = [picture.get_rendition(size).url for size in ("width-30", "fill-20x20|format-jpeg", "original")]
    withhold(picture.title)
    assert [status(client, address) for address in addresses] == [404] * 3
    withhold()
    assert [status(client, address) for address in addresses] == [200] * 3


def test_a_size_made_after_the_withholding_is_not_public_either(client, home, picture, withhold):
    StandardPageFactory(parent=home, picture=picture)
    withhold(picture.title)
    picture.refresh_from_db()
    assert status(client, picture.get_rendition("width-33").url) == 404


def test_originals_have_no_address(admin_client, home, picture):
    StandardPageFactory(parent=home, picture=picture)
    assert status(admin_client, picture.file.url) == 404


@pytest.mark.parametrize("name", ["nichts.png", "..%2Foriginal_images%2Fx.png", "%00.png", "a" * 300])
def test_addresses_of_nothing_are_not_found(client, home, name):
    assert status(client, f"/media/images/{name}") == 404


def test_editors_see_what_strangers_do_not(client, home, django_user_model, picture, address):
    sign_in(client, django_user_model, home, EDITORS)
    response = get(client, address)
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


def test_pupils_see_their_own_drafts_and_no_others(client, home, django_user_model, picture, address):
    sign_in(client, django_user_model, home, PUPILS)
    assert status(client, address) == 404
    own = PictureFactory(collection=own_collection(PUPILS))
    assert status(client, own.get_rendition("width-30").url) == 200


@pytest.mark.parametrize(("role", "answer"), [(EDITORS, 200), (APPROVERS, 302)])
def test_what_is_withheld_is_not_named_among_several(client, home, django_user_model, picture, withhold, role, answer):
    sign_in(client, django_user_model, home, role)
    address = f"/admin/images/chooser/chosen-multiple/?id={picture.pk}"
    assert client.get(address).json()["result"][0]["title"] == picture.title
    withhold(picture.title)
    assert client.get(address).status_code == answer


def test_a_file_is_public_as_long_as_a_public_page_links_it(client, home, file):
    assert status(client, file.url) == 404
    text = f'<p><a linktype="document" id="{file.pk}">Der Plan</a></p>'
    page = StandardPageFactory(parent=home, body=[("paragraph", text)])
    response = client.get(file.url)
    assert response.status_code == 200
    assert response.getvalue() == b"der Plan"
    assert response.headers["Cache-Control"] == "private, max-age=60"
    page.unpublish()
    assert status(client, file.url) == 404


def test_nginx_is_told_to_send_what_is_public_and_nothing_else(client, home, picture, address, settings):
    settings.FILES_BY_NGINX = "/inside/"
    assert "X-Accel-Redirect" not in get(client, address).headers
    StandardPageFactory(parent=home, picture=picture)
    response = get(client, address)
    assert response.headers["X-Accel-Redirect"] == address.replace("/media/", "/inside/")
    assert response.content == b""


def test_a_request_costs_few_queries(client, home, picture, address, django_assert_max_num_queries):
    for _number in range(5):
        StandardPageFactory(parent=home, picture=picture)
    status(client, address)
    with django_assert_max_num_queries(3):
        assert status(client, address) == 200


def test_refresh_changes_only_what_has_to_change(withhold):
    one, two = PictureFactory(title="eins"), PictureFactory(title="zwei")
    withhold("eins")
    gate.refresh(Picture.objects.filter(pk=two.pk))
    assert set(Picture.objects.filter(is_withheld=True)) == {one}


@pytest.mark.parametrize(("role", "answer"), [(EDITORS, 200), (APPROVERS, 404)])
def test_a_withheld_picture_is_shown_to_those_alone_who_can_put_it_right(
    client, django_user_model, home, picture, address, withhold, role, answer
):
    sign_in(client, django_user_model, home, role)
    chooser = "/admin/images/chooser/results/"
    assert status(client, address) == 200
    assert picture.title in client.get(chooser).text
    withhold(picture.title)
    assert status(client, address) == answer
    assert (picture.title in client.get(chooser).text) == (answer == 200)
    select = client.get(f"/admin/images/chooser/{picture.pk}/select_format/")
    assert (select.status_code == 200) == (answer == 200)
