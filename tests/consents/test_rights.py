"""The supervision of the school newspaper keeps the consents of the school's pictures, and learns of no others."""

import pytest
from django.core import mail
from django.utils import timezone

from accounts.roles import EDITORS, TEACHERS
from cms.models import Picture
from consents import telling
from consents.models import Consent
from consents.rights import ConsentRights, kept_consents, kept_pictures
from tests.consents.test_admin import LIST, REPORT, fields, panel_of
from tests.factories.consents import ConsentFactory, PictureFactory

pytestmark = pytest.mark.django_db
BULK = "/admin/bulk/consents/consent/delete/"


@pytest.fixture
def foreign(corner):
    """A consent for a picture of the town."""
    picture = PictureFactory(title="Rathausfest", description="Alt-Text vom Rathausfest", recognisable=1)
    return ConsentFactory(picture=picture, person="Ayla Demir", guardians="Cem Demir")


def names_nobody(text):
    return not any(word in text for word in ("Ayla", "Demir", "Rathausfest"))


def test_one_rule_for_all_views(picture, foreign, sign_in):
    teacher, editor = sign_in(TEACHERS), sign_in(EDITORS)
    assert list(kept_pictures(teacher)) == [picture]
    assert set(kept_consents(teacher)) == set(picture.consents.all())
    assert set(kept_consents(editor)) == set(Consent.objects.all())
    rights, own = ConsentRights(Consent), picture.consents.first()
    assert rights.user_has_any_permission_for_instance(teacher, ["change"], own)
    assert not rights.user_has_any_permission_for_instance(teacher, ["change", "delete", "view"], foreign)
    assert set(rights.instances_user_has_permission_for(teacher, "change")) == set(picture.consents.all())


@pytest.mark.parametrize("address", ["edit/{pk}/", "delete/{pk}/", "history/{pk}/", "usage/{pk}/"])
def test_a_consent_for_a_picture_of_others_is_not_there(client, sign_in, foreign, address):
    sign_in(TEACHERS)
    response = client.get(LIST + address.format(pk=foreign.pk))
    assert response.status_code == 404
    assert names_nobody(response.text)
    sign_in(EDITORS)
    assert client.get(LIST + address.format(pk=foreign.pk)).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        LIST,
        f"{LIST}results/",
        f"{LIST}?q=em",
        f"{LIST}?picture={{picture}}",
        f"{LIST}?export=csv",
        f"{LIST}add/?picture={{picture}}",
        f"{LIST}copy/{{pk}}/",
        f"{LIST}inspect/{{pk}}/",
        "/admin/snippets/choose/consents/consent/",
        f"{BULK}?id={{pk}}",
        f"{BULK}?id=all",
        REPORT,
        f"{REPORT}?export=csv",
        "/admin/images/{picture}/",
        "/admin/",
    ],
)
def test_no_view_names_them_to_the_supervision(client, teacher, picture, foreign, address):
    foreign.withdrawn_on = timezone.localdate()
    foreign.save()
    response = client.get(address.format(pk=foreign.pk, picture=foreign.picture_id))
    assert names_nobody(b"".join(response).decode())


def test_nothing_that_is_sent_changes_them(client, teacher, picture, foreign):
    today = timezone.localdate().isoformat()
    client.post(f"{LIST}edit/{foreign.pk}/", fields(foreign.picture, withdrawn_on=today))
    client.post(f"{LIST}edit/{foreign.pk}/", fields(picture))
    client.post(f"{LIST}delete/{foreign.pk}/")
    client.post(f"{BULK}?id={foreign.pk}")
    client.post(f"/admin/images/{foreign.picture_id}/delete/")
    kept = Consent.objects.get(pk=foreign.pk)
    assert (kept.picture, kept.person, kept.withdrawn_on) == (foreign.picture, "Ayla Demir", None)
    assert not Picture.objects.get(pk=foreign.picture_id).is_withheld


@pytest.mark.parametrize("numbers", ["id={own}&id={foreign}", "id=all"])
def test_deleted_at_once_are_ones_own_alone(client, teacher, picture, foreign, numbers):
    client.post(f"{BULK}?{numbers.format(own=picture.consents.first().pk, foreign=foreign.pk)}")
    assert Consent.objects.filter(pk=foreign.pk).exists()
    assert picture.consents.count() == (0 if "all" in numbers else 1)


def test_no_consent_is_put_on_a_picture_of_others(client, teacher, picture, foreign):
    own = picture.consents.first()
    withdrawn = fields(foreign.picture, withdrawn_on=timezone.localdate().isoformat())
    for address in ("add/", f"edit/{own.pk}/"):
        response = client.post(f"{LIST}{address}", withdrawn)
        assert list(response.context["form"].errors) == ["picture"]
        assert names_nobody(response.text)
    assert set(foreign.picture.consents.all()) == {foreign}
    assert not Picture.objects.get(pk=foreign.picture_id).is_withheld


@pytest.mark.parametrize("number", ["x", "", "99999999"])
def test_what_is_no_picture_is_no_picture(client, teacher, picture, number):
    response = client.post(f"{LIST}add/", {**fields(picture), "picture": number})
    assert list(response.context["form"].errors) == ["picture"]


def test_editors_keep_them_all(client, editor, picture, foreign):
    html = client.get(LIST).text
    assert "Ayla Demir" in html
    assert "Mia Krause" in html
    assert "Ayla Demir" in panel_of(client, foreign.picture)
    today = timezone.localdate().isoformat()
    assert client.post(f"{LIST}edit/{foreign.pk}/", fields(foreign.picture, withdrawn_on=today)).status_code == 302
    assert Picture.objects.get(pk=foreign.picture_id).is_withheld
    client.post(f"{BULK}?id={foreign.pk}")
    assert not Consent.objects.filter(pk=foreign.pk).exists()


def test_the_mail_about_a_picture_of_the_town_is_not_for_the_school(sign_in, foreign):
    for role in (TEACHERS, EDITORS):
        sign_in(role)
    Picture.objects.filter(pk=foreign.picture_id).update(is_withheld=True)
    telling.tell.func(foreign.picture_id, [])
    assert [message.to for message in mail.outbox] == [["redaktion@town.example"]]


def test_the_report_offers_the_collections_of_the_person(client, teacher, picture):
    choices = client.get(REPORT).context["filters"].form.fields["collection"].queryset
    assert list(choices) == [picture.collection]
