"""The report on changed reference texts and the count on the editors' home page."""

import csv
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.roles import admin_access, grant_pages
from service_catalogue.models import ReferenceChange
from tests.factories.service_catalogue import ReferenceServiceFactory, ServiceIndexPageFactory, ServicePageFactory

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/reference-changes/"


def make(parent, title, **values):
    page = ServicePageFactory(parent=parent, title=title, reference=ReferenceServiceFactory(), **values)
    change = ReferenceChange.objects.create(page=page, section="description", old_text="Alt.", new_text="=Neu()")
    return page, change


@pytest.fixture
def editor(client, django_user_model):
    """Somebody who may edit below one page only."""

    def _editor(page):
        user = django_user_model.objects.create_user("eva", "eva@town.example", "secret")
        group = Group.objects.create(name="Steueramt")
        group.permissions.add(admin_access())
        grant_pages(group, page, ("add", "change"))
        user.groups.add(group)
        client.force_login(user)
        return user

    return _editor


def test_the_report_lists_what_changed_and_leads_to_it(admin_client, index_page):
    page, _change = make(index_page, "Hund anmelden")
    html = admin_client.get(REPORT).text
    assert "Hund anmelden" in html
    assert f"/admin/pages/{page.pk}/edit/#change-description" in html
    assert REPORT in admin_client.get("/admin/").text


def test_filters_for_mine_and_for_the_answer(admin_client, index_page, django_user_model):
    me = django_user_model.objects.get(username="technik")
    make(index_page, "Meine Seite", owner=me)
    _page, answered = make(index_page, "Andere Seite")
    ReferenceChange.objects.filter(pk=answered.pk).update(decision="keep", decided_at=timezone.now())
    found = {
        query: [title for title in ("Meine Seite", "Andere Seite") if title in admin_client.get(REPORT + query).text]
        for query in ("?mine=1", "?answer=open", "?answer=keep", "?q=Andere", "?answer=unsinn")
    }
    assert found["?mine=1"] == found["?answer=open"] == ["Meine Seite"]
    assert found["?answer=keep"] == found["?q=Andere"] == ["Andere Seite"]
    assert len(found["?answer=unsinn"]) in {0, 2}


def test_people_see_only_pages_that_they_may_edit(editor, home, client):
    own, foreign = (ServiceIndexPageFactory(parent=home) for _number in range(2))
    make(own, "Eigene Leistung")
    make(foreign, "Fremde Leistung")
    editor(own)
    html = client.get(REPORT).text
    assert "Eigene Leistung" in html
    assert "Fremde Leistung" not in html
    table = client.get(REPORT, {"export": "csv"}).getvalue().decode()
    assert "Fremde Leistung" not in table
    start = client.get("/admin/").text
    assert "answer=open" in start
    assert "mine=1" not in start


def test_whoever_edits_no_page_has_no_report(client, django_user_model, index_page):
    make(index_page, "Hund anmelden")
    user = django_user_model.objects.create_user("gast", "gast@town.example", "secret")
    user.user_permissions.add(admin_access())
    client.force_login(user)
    assert client.get(REPORT).status_code in {302, 403}
    assert "answer=open" not in client.get("/admin/").text


def test_the_home_page_counts_open_notices(admin_client, index_page, django_user_model):
    assert "answer=open" not in admin_client.get("/admin/").text
    make(index_page, "Eine", owner=django_user_model.objects.get(username="technik"))
    make(index_page, "Zwei")
    html = admin_client.get("/admin/").text
    assert "answer=open" in html
    assert "mine=1" in html


def test_the_table_has_both_texts_and_no_formula(admin_client, index_page):
    make(index_page, "Hund anmelden")
    table = admin_client.get(REPORT, {"export": "csv"}).getvalue().decode()
    _head, row = csv.reader(StringIO(table))
    assert row[0] == "Hund anmelden"
    assert "Alt." in row
    assert "'=Neu()" in row
