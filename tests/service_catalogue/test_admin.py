"""What editors see of services."""

import pytest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.test.utils.form_data import inline_formset

from service_catalogue.importer import import_xzufi
from service_catalogue.leika.field import LeikaKeysField
from service_catalogue.models import Area, ImportRun, LeikaKey, OnlineService, ServicePage, Topic
from tests.factories.service_catalogue import (
    AreaFactory,
    LeikaKeyFactory,
    OnlineServiceFactory,
    ServicePageFactory,
    TopicFactory,
)
from tests.service_catalogue.form_data import save

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("model", "factory"),
    [(LeikaKey, LeikaKeyFactory), (Area, AreaFactory), (OnlineService, OnlineServiceFactory), (Topic, TopicFactory)],
    ids=lambda value: value.__name__,
)
def test_tables_are_listed_searched_and_edited(model, factory, admin_client):
    item = factory()
    name = model._meta.model_name
    base = (
        f"/admin/snippets/service_catalogue/{name}"
        if model in {OnlineService, Topic}
        else f"/admin/service_catalogue/{name}"
    )
    assert str(getattr(item, "grouped", item.pk)) or item
    assert admin_client.get(f"{base}/").status_code == 200
    assert admin_client.get(f"{base}/?q=99").status_code == 200
    assert admin_client.get(f"{base}/edit/{item.pk}/").status_code == 200
    create = f"{base}/add/" if "snippets" in base else f"{base}/create/"
    assert admin_client.get(create).status_code == 200


def test_import_runs_can_be_read_but_not_written(admin_client, data, index_page):
    run = import_xzufi(data / "message-2.2.xml")
    base = "/admin/service_catalogue/importrun"
    assert "message-2.2.xml" in admin_client.get(f"{base}/").text
    assert f"message-2.2.xml {date_format(localtime(run.started_at), 'SHORT_DATETIME_FORMAT')}" in str(run)
    assert "fünf" in admin_client.get(f"{base}/inspect/{run.pk}/").text
    for forbidden in (f"{base}/create/", f"{base}/edit/{run.pk}/", f"{base}/delete/{run.pk}/"):
        assert admin_client.get(forbidden).status_code in {302, 403, 404}
    assert ImportRun.objects.count() == 1


def test_the_menu_holds_content_and_tables(admin_client):
    html = admin_client.get("/admin/").text
    for address in (
        "snippets/service_catalogue/topic/",
        "snippets/service_catalogue/onlineservice/",
        "service_catalogue/leikakey/",
    ):
        assert address in html


def test_the_editor_shows_the_reference_below_the_fields(admin_client, data, index_page, page_of):
    import_xzufi(data / "message-2.2.xml")
    html = admin_client.get(f"/admin/pages/{page_of('11').pk}/edit/").text
    assert "Impfpass" in html
    assert "TEST01" in html
    own = ServicePageFactory(parent=index_page)
    assert "TEST01" not in admin_client.get(f"/admin/pages/{own.pk}/edit/").text


def test_an_editor_writes_keys_as_she_finds_them(admin_client, index_page):
    page = ServicePageFactory(parent=index_page)
    known = LeikaKeyFactory(key="99050012104000")
    keys = "99 050 012 104 000, 99.102.013.104.000"
    response = save(admin_client, page, leika_keys=keys, publish=True)
    assert response.status_code == 302
    shown = ServicePage.objects.get(pk=page.pk)
    assert [key.key for key in shown.leika_keys.all()] == [known.key, "99102013104000"]
    assert "99 050 012 104 000" in admin_client.get(f"/admin/pages/{page.pk}/edit/").text


@pytest.mark.parametrize(
    "changes",
    [
        {"leika_keys": "123"},
        {"status": "unavailable"},
        {"fees": inline_formset([{"label": "x", "kind": "fixed", "amount": "", "amount_max": ""}])},
        {"valid_from": "2026-02-01", "valid_until": "2026-01-01"},
    ],
)
def test_what_makes_no_sense_is_not_published(admin_client, index_page, changes):
    page = ServicePageFactory(parent=index_page, synonyms="vorher")
    response = save(admin_client, page, synonyms="nachher", publish=True, **changes)
    assert response.status_code == 200
    assert ServicePage.objects.get(pk=page.pk).synonyms == "vorher"


def test_the_field_for_keys_knows_whether_something_changed():
    key = LeikaKeyFactory(key="99050012104000")
    field = LeikaKeysField(required=False)
    assert not field.has_changed([key], "99 050 012 104 000")
    assert field.has_changed([key], "")
    assert field.prepare_value([key]) == "99 050 012 104 000"
    assert field.prepare_value("12") == "12"


def test_nobody_deletes_a_life_situation_without_seeing_the_services_that_lose_it(admin_client, index_page):
    topic = TopicFactory()
    ServicePageFactory(parent=index_page, title="Hund anmelden", topics=[topic])
    assert "Hund anmelden" in admin_client.get(f"/admin/snippets/service_catalogue/topic/delete/{topic.pk}/").text
