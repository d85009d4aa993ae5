"""The report on what goes live and offline when."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Revision

from accounts.roles import admin_access, grant_pages
from tests.factories.cms import StandardPageFactory

REPORT = "/admin/reports/planned/"


@pytest.fixture
def planned(home):
    """Makes a page that somebody published for a time to come."""

    def make(title, moment, parent=home):
        page = StandardPageFactory(parent=parent, title=title, live=False, go_live_at=moment)
        page.save_revision().publish()
        return page

    return make


def test_the_next_comes_first_with_the_hour_as_it_is_on_the_town_hall_clock(planned, home, admin_client):
    planned("Sommer", datetime(2099, 7, 1, 8, 0, tzinfo=UTC))
    planned("Winter", datetime(2099, 1, 1, 8, 0, tzinfo=UTC))
    StandardPageFactory(parent=home, title="Endet", expire_at=datetime(2098, 12, 31, 22, 0, tzinfo=UTC))
    StandardPageFactory(parent=home, title="Ohne Plan")
    html = admin_client.get(REPORT).text
    assert html.index("Endet") < html.index("Winter") < html.index("Sommer")
    assert "(CEST)" in html
    assert "9:00 (CET)" in html or "09:00 (CET)" in html
    assert "Ohne Plan" not in html
    assert REPORT in admin_client.get("/admin/").text


def test_what_should_be_public_for_long_is_late(planned, admin_client):
    page = planned("Verspätet", timezone.now() + timedelta(hours=1))
    states = [str(row) for row in rows(admin_client)]
    Revision.page_revisions.filter(object_id=str(page.pk)).update(
        approved_go_live_at=timezone.now() - timedelta(minutes=6)
    )
    assert [str(row) for row in rows(admin_client)] == states
    assert admin_client.get(REPORT).text.count("w-status--primary") == 0


def test_what_is_on_time_is_not_late(planned, admin_client):
    planned("Pünktlich", timezone.now() + timedelta(hours=1))
    assert admin_client.get(REPORT).text.count("w-status--primary") == 1


def rows(client):
    return client.get(REPORT).context["object_list"]


def test_people_see_only_what_they_may_edit(planned, home, client, django_user_model):
    own, foreign = (StandardPageFactory(parent=home) for _number in range(2))
    moment = timezone.now() + timedelta(hours=1)
    planned("Eigenes", moment, own)
    planned("Fremdes", moment, foreign)
    user = django_user_model.objects.create_user("eva")
    group = Group.objects.create(name="Amt")
    group.permissions.add(admin_access())
    grant_pages(group, own, ("add", "change"))
    user.groups.add(group)
    client.force_login(user)
    assert "Eigenes" in client.get(REPORT).text
    assert "Fremdes" not in client.get(REPORT).text
    assert "Fremdes" not in client.get(REPORT, {"export": "csv"}).getvalue().decode()


def test_it_asks_few_questions_however_many_pages(planned, admin_client, django_assert_max_num_queries):
    for number in range(15):
        planned(f"Seite {number}", timezone.now() + timedelta(hours=number + 1))
    admin_client.get(REPORT)
    with django_assert_max_num_queries(25):
        admin_client.get(REPORT)
