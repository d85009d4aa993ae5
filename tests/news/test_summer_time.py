"""Going live and offline on time in the two nights in which the clocks change, and on all other days."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from jobs.publishing import publish_scheduled
from news.models import NewsPage
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.news.editor_form import send

# What an editor types, and the moment it means. In 2099 the clocks go forward on 29 March and back on 25 October.
NIGHTS = [
    ("29.03.2099 01:59", datetime(2099, 3, 29, 0, 59, tzinfo=UTC)),
    ("29.03.2099 03:00", datetime(2099, 3, 29, 1, 0, tzinfo=UTC)),
    ("29.03.2099 09:00", datetime(2099, 3, 29, 7, 0, tzinfo=UTC)),
    ("25.10.2099 01:59", datetime(2099, 10, 24, 23, 59, tzinfo=UTC)),
    ("25.10.2099 03:00", datetime(2099, 10, 25, 2, 0, tzinfo=UTC)),
    ("24.10.2099 09:00", datetime(2099, 10, 24, 7, 0, tzinfo=UTC)),
    ("25.10.2099 09:00", datetime(2099, 10, 25, 8, 0, tzinfo=UTC)),
]
FIELDS = ["go_live_at", "embargo"]
SECOND = timedelta(seconds=1)


@pytest.fixture
def newsroom(home):
    return NewsIndexPageFactory(parent=home)


@pytest.fixture
def clock_says(monkeypatch):
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize(("typed", "moment"), NIGHTS)
def test_it_goes_live_at_the_moment_that_was_meant(newsroom, admin_client, clock_says, typed, moment, field):
    page = NewsPageFactory(parent=newsroom, live=False)
    assert send(admin_client, page, **{field: typed}).status_code == 302
    clock_says(moment - SECOND)
    publish_scheduled()
    assert not NewsPage.objects.get(pk=page.pk).live
    clock_says(moment + SECOND)
    publish_scheduled()
    assert NewsPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize(("typed", "moment"), NIGHTS)
def test_it_goes_offline_at_the_moment_that_was_meant(newsroom, admin_client, clock_says, typed, moment):
    page = NewsPageFactory(parent=newsroom)
    assert send(admin_client, page, expire_at=typed).status_code == 302
    clock_says(moment - SECOND)
    publish_scheduled()
    assert NewsPage.objects.get(pk=page.pk).live
    clock_says(moment + SECOND)
    publish_scheduled()
    assert not NewsPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize("field", [*FIELDS, "expire_at"])
@pytest.mark.parametrize("typed", ["29.03.2099 02:30", "25.10.2099 02:30"])
def test_an_hour_that_does_not_exist_or_exists_twice_is_refused_with_a_reason(newsroom, admin_client, typed, field):
    page = NewsPageFactory(parent=newsroom, live=False)
    answer = send(admin_client, page, **{field: typed})
    assert answer.status_code == 200
    [error] = answer.context["form"].errors[field]
    assert "Europe/Berlin" in error
    page.refresh_from_db()
    assert page.scheduled_revision is None


@pytest.mark.parametrize(("typed", "_moment"), NIGHTS)
def test_the_editor_sees_the_hour_that_was_typed(newsroom, admin_client, typed, _moment):
    page = NewsPageFactory(parent=newsroom, live=False)
    send(admin_client, page, go_live_at=typed)
    assert f'value="{typed}"' in admin_client.get(f"/admin/pages/{page.pk}/edit/").text
