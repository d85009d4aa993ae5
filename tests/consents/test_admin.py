"""Who may read consents, and what pupils can and cannot do with pictures of people."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file

from accounts.roles import ALARM, EDITORS, PUPILS, TEACHERS, own_collection
from accounts.security_log import SecurityEvent
from cms.models import Picture
from consents.models import Consent
from consents.picture_form import ASK
from news.models import NewsPage
from tests.factories.consents import ConsentFactory, PictureFactory
from tests.news.fields import news_fields

pytestmark = pytest.mark.django_db
LIST = "/admin/snippets/consents/consent/"


def fields(picture, **changes):
    days = {"valid_until": "2030-01-01", "agreed_on": timezone.localdate().isoformat()}
    return {
        "picture": picture.pk,
        "person": "Mia Krause",
        "basis": "consent",
        "purpose": "Schülerzeitung",
        "age": "adult",
        **days,
        **changes,
    }


@pytest.mark.parametrize("role", [TEACHERS, EDITORS])
def test_supervision_and_editors_keep_them(client, sign_in, picture, role):
    sign_in(role)
    assert "Mia Krause" in client.get(LIST).text
    response = client.post(f"{LIST}add/", fields(picture))
    assert response.status_code == 302, response.context["form"].errors
    assert Consent.objects.count() == 3


@pytest.mark.parametrize("role", [PUPILS, ALARM])
@pytest.mark.parametrize(
    "address",
    ["", "add/", "edit/{pk}/", "delete/{pk}/", "history/{pk}/", "usage/{pk}/", "?state_now=given", "results/"],
)
def test_nobody_else_reads_them(client, sign_in, picture, role, address):
    sign_in(role)
    response = client.get(LIST + address.format(pk=picture.consents.first().pk))
    assert response.status_code in {302, 403, 404}
    assert "Krause" not in response.text


@pytest.mark.parametrize(
    "address",
    [
        "/admin/images/{picture}/",
        "/admin/images/usage/{picture}/",
        "/admin/reports/site-history/",
        "/admin/",
        "/admin/snippets/choose/consents/consent/",
        "/admin/bulk/consents/consent/delete/?id={consent}",
        "/admin/images/{picture}/delete/",
    ],
)
def test_no_other_view_names_them_to_pupils(client, pupil, picture, address):
    consent = picture.consents.first()
    text = client.get(address.format(picture=picture.pk, consent=consent.pk)).text
    assert "Krause" not in text
    assert "Baum" not in text


def test_the_list_can_be_narrowed_to_a_state(client, teacher, picture):
    ConsentFactory(picture=picture, person="Elif Aydin", agreed_on=None)
    html = client.get(f"{LIST}?state_now=missing").text
    assert "Elif Aydin" in html
    assert "Mia Krause" not in html


def test_a_change_is_logged_without_names(client, teacher, picture):
    consent = picture.consents.first()
    client.post(f"{LIST}edit/{consent.pk}/", fields(picture, withdrawn_on=timezone.localdate().isoformat()))
    events = SecurityEvent.objects.filter(kind=SecurityEvent.Kind.CONSENT, subject=f"consent {consent.pk}")
    assert "withdrawn" in events.order_by("-pk")[0].details
    assert "Mia" not in " ".join(events.values_list("details", flat=True))


def test_the_form_of_a_picture_asks_how_many_people_are_in_it(client, pupil):
    content = get_test_image_file().file.getvalue()

    def upload(**answer):
        values = {"title": "Hof", "description": "Hof", "collection": own_collection(PUPILS).pk, **answer}
        return client.post("/admin/images/add/", {**values, "file": ContentFile(content, name="hof.png")})

    assert "recognisable" in upload().context["form"].errors
    assert not Picture.objects.exists()
    assert upload(recognisable="0").status_code == 302
    assert Picture.objects.get().recognisable == 0


def test_several_pictures_at_once_wait_for_the_answer(client, pupil):
    file = ContentFile(get_test_image_file().file.getvalue(), name="hof.png")
    values = {"title": "Hof", "collection": own_collection(PUPILS).pk, "files[]": file}
    response = client.post("/admin/images/multiple/add/", values)
    assert response.status_code == 200
    assert not Picture.objects.exists()


@pytest.mark.parametrize(("role", "passes"), [(PUPILS, False), (TEACHERS, True)])
def test_who_may_not_read_consents_cannot_say_that_nobody_is_in_the_picture(client, sign_in, picture, role, passes):
    sign_in(role)
    values = {"title": "Hof", "description": "Hof", "collection": picture.collection_id, "recognisable": "0"}
    client.post(f"/admin/images/{picture.pk}/", values)
    picture.refresh_from_db()
    assert (picture.recognisable == 0) == passes


def submit(client, corner, picture):
    address = f"/admin/pages/add/news/newspage/{corner.pk}/"
    return client.post(address, news_fields(picture=str(picture.pk), **{"action-submit": "1"}))


def test_with_all_consents_a_pupil_hands_in(client, pupil, corner, picture):
    assert submit(client, corner, picture).status_code == 302
    assert NewsPage.objects.get(slug="pausenhof").current_workflow_state is not None


def test_without_one_the_form_says_so_and_keeps_what_was_typed(client, pupil, corner):
    picture = PictureFactory(recognisable=2, title="Zwei Kinder", collection=own_collection(PUPILS))
    response = submit(client, corner, picture)
    assert response.status_code == 200
    assert "Zwei Kinder" in str(response.context["form"].errors["picture"])
    assert "Unser Pausenhof" in response.text
    assert not NewsPage.objects.filter(slug="pausenhof").exists()


def test_it_can_still_be_saved_as_a_draft(client, pupil, corner):
    picture = PictureFactory(recognisable=2, collection=own_collection(PUPILS))
    address = f"/admin/pages/add/news/newspage/{corner.pk}/"
    assert client.post(address, news_fields(picture=str(picture.pk))).status_code == 302
    assert not NewsPage.objects.get(slug="pausenhof").live


def test_a_picture_without_an_answer_is_a_warning_for_editors(client, editor, corner):
    picture = PictureFactory(recognisable=None, collection=own_collection(PUPILS))
    address = f"/admin/pages/add/news/newspage/{corner.pk}/"
    response = client.post(address, news_fields(picture=str(picture.pk), **{"action-publish": "1"}))
    assert response.status_code == 302
    assert NewsPage.objects.get(slug="pausenhof").live


@pytest.mark.parametrize(
    "address",
    ["/admin/images/{pk}/delete/", "/admin/images/multiple/{pk}/delete/", "/admin/bulk/cms/picture/delete/?id={pk}"],
)
@pytest.mark.parametrize(("role", "passes"), [(PUPILS, False), (TEACHERS, True)])
def test_only_who_keeps_consents_deletes_a_picture_that_has_some(client, sign_in, picture, role, passes, address):
    sign_in(role)
    ajax = {"x-requested-with": "XMLHttpRequest"} if "multiple" in address else {}
    client.post(address.format(pk=picture.pk), headers=ajax)
    assert Picture.objects.filter(pk=picture.pk).exists() != passes


def test_the_refusal_leads_back_with_the_reason(client, pupil, picture):
    response = client.get(f"/admin/images/{picture.pk}/delete/", follow=True)
    assert response.redirect_chain == [(f"/admin/images/{picture.pk}/", 302)]
    assert str(ASK) in response.text


def test_a_pupil_deletes_a_picture_without_consents(client, pupil):
    picture = PictureFactory(recognisable=0, collection=own_collection(PUPILS))
    client.post(f"/admin/images/{picture.pk}/delete/")
    assert not Picture.objects.filter(pk=picture.pk).exists()


def test_a_bulk_deletion_with_one_such_picture_deletes_nothing(client, pupil, picture):
    other = PictureFactory(recognisable=0, collection=own_collection(PUPILS))
    client.post(f"/admin/bulk/cms/picture/delete/?id={other.pk}&id={picture.pk}")
    assert Picture.objects.count() == 2


def panel_of(client, picture):
    html = client.get(f"/admin/images/{picture.pk}/").text
    return html.partition('id="picture-people"')[2].partition("</section>")[0]


def test_the_form_of_a_picture_leads_to_its_consents(client, teacher, picture):
    panel = panel_of(client, picture)
    for consent in picture.consents.all():
        assert f"{LIST}edit/{consent.pk}/" in panel
    assert f"{LIST}add/?picture={picture.pk}" in panel
    assert 'class="help-block help-info"' in panel


def test_pupils_see_there_how_many_are_missing_and_no_name(client, pupil, picture):
    picture.consents.first().delete()
    panel = panel_of(client, picture)
    assert 'class="help-block help-warning"' in panel
    assert LIST not in panel
    assert "Krause" not in panel
    assert "Baum" not in panel


def test_a_picture_of_nobody_says_nothing_of_people(client, teacher):
    assert panel_of(client, PictureFactory(recognisable=0, collection=own_collection(PUPILS))) == ""


@pytest.mark.parametrize(("number", "chosen"), [("{pk}", True), ("", False), ("x", False), ("99999", False)])
def test_a_new_consent_knows_the_picture_one_came_from(client, teacher, picture, number, chosen):
    response = client.get(f"{LIST}add/", {"picture": number.format(pk=picture.pk)})
    assert response.status_code == 200
    assert (response.context["form"].instance.picture_id == picture.pk) == chosen


REPORT = "/admin/reports/consents/"


def test_the_report_lists_pictures_that_wait_for_an_answer(client, teacher, picture):
    school = own_collection(PUPILS)
    withheld = PictureFactory(recognisable=2, title="Zwei Kinder", collection=school)
    PictureFactory(recognisable=None, title="Ohne Antwort", collection=school)
    PictureFactory(recognisable=0, title="Nur ein Baum", collection=school)
    titles = [row.title for row in client.get(REPORT).context["object_list"]]
    assert sorted(titles) == ["Ohne Antwort", "Zwei Kinder"]
    filtered = client.get(REPORT, {"reason": "withheld"}).context["object_list"]
    assert [row.pk for row in filtered] == [withheld.pk]
    assert f"/admin/images/{withheld.pk}/" in client.get(REPORT).text


def test_its_table_names_nobody_and_never_calculates(client, teacher, picture):
    picture.title = "=1+1"
    picture.recognisable = 3
    picture.save()
    response = client.get(f"{REPORT}?export=csv")
    table = b"".join(response.streaming_content).decode()
    assert "'=1+1,3,2" in table
    assert "Krause" not in table


def test_the_report_is_not_for_pupils(client, pupil):
    assert client.get(REPORT).status_code == 302


def test_the_report_asks_as_often_for_many_pictures(client, teacher, django_assert_max_num_queries):
    client.get(REPORT)
    PictureFactory.create_batch(12, recognisable=1, collection=own_collection(PUPILS))
    with django_assert_max_num_queries(25):
        assert len(client.get(REPORT).context["object_list"]) == 12
