from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django_tasks_db.models import DBTaskResult

from jobs import queue
from jobs.clock import PUBLISH_JOB
from jobs.lease import MAX_TRIES
from jobs.models import Schedule
from jobs.schedule import write_schedule
from tests.jobs import tasks

pytestmark = pytest.mark.usefixtures("home")

ADDRESSES = ["jobs:schedule", "jobs:schedule_results", "jobs:tasks", "jobs:task_results"]


@pytest.fixture
def sign_in(client):
    """Sign in somebody who may enter the admin and has these rights besides."""

    def sign_in(*rights: str):
        user = get_user_model().objects.create_user(username="person", email="person@town.example")
        user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *rights]))
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def schedule_row(db) -> Schedule:
    write_schedule()
    return Schedule.objects.get(name=PUBLISH_JOB)


@pytest.fixture
def parked(db) -> DBTaskResult:
    result = tasks.fall_over.enqueue()
    for _ in range(MAX_TRIES):
        DBTaskResult.objects.update(run_after=timezone.now())
        queue.work_one("w")
    return DBTaskResult.objects.get(pk=result.id)


@pytest.mark.parametrize("address", ADDRESSES)
def test_lists_open_for_people_who_may_see_them(sign_in, schedule_row, parked, address):
    assert sign_in("view_schedule").get(reverse(address)).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_lists_are_closed_to_others(sign_in, address):
    answer = sign_in().get(reverse(address))
    assert answer.status_code == 302
    assert "jobs" not in answer.url


def test_the_menu_names_them_only_for_people_who_may_see_them(sign_in, client):
    client = sign_in()
    home = reverse("wagtailadmin_home")
    assert reverse("jobs:tasks") not in client.get(home).text
    user = get_user_model().objects.get(username="person")
    user.user_permissions.add(Permission.objects.get(codename="view_schedule"))
    assert reverse("jobs:tasks") in client.get(home).text


def test_an_overdue_job_and_its_error_are_seen(sign_in, schedule_row):
    Schedule.objects.filter(pk=schedule_row.pk).update(
        next_at=timezone.now() - timedelta(hours=1), last_error="Traceback\n<b>RuntimeError</b>: no such page"
    )
    page = sign_in("view_schedule").get(reverse("jobs:schedule"), headers={"accept-language": "en"}).text
    assert gettext("Overdue") in page
    assert "&lt;b&gt;RuntimeError&lt;/b&gt;: no such page" in page
    assert reverse("jobs:run_now", args=[schedule_row.pk]) not in page


def test_run_now_makes_a_job_due(sign_in, schedule_row):
    Schedule.objects.update(next_at=timezone.now() + timedelta(hours=1))
    client = sign_in("change_schedule")
    address = reverse("jobs:run_now", args=[schedule_row.pk])
    assert address in client.get(reverse("jobs:schedule")).text
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302
    schedule_row.refresh_from_db()
    assert schedule_row.next_at <= timezone.now()


def test_try_again_sends_a_parked_task(sign_in, parked):
    client = sign_in("change_schedule")
    address = reverse("jobs:try_again", args=[parked.pk])
    page = client.get(reverse("jobs:tasks")).text
    assert address in page
    assert "The letter has no address." in page
    assert client.post(address).status_code == 302
    parked.refresh_from_db()
    assert parked.status == "READY"
    assert client.post(address, follow=True).status_code == 200


def test_looking_is_not_changing(sign_in, schedule_row, parked):
    client = sign_in("view_schedule")
    Schedule.objects.update(next_at=timezone.now() + timedelta(hours=1))
    client.post(reverse("jobs:run_now", args=[schedule_row.pk]))
    client.post(reverse("jobs:try_again", args=[parked.pk]))
    schedule_row.refresh_from_db()
    parked.refresh_from_db()
    assert schedule_row.next_at > timezone.now()
    assert parked.status == "FAILED"


def test_the_queue_can_be_filtered(sign_in, parked, paper):
    tasks.write_line.enqueue(str(paper), "waiting")
    client = sign_in("view_schedule")
    assert "write_line" in client.get(reverse("jobs:tasks"), {"status": "READY"}).text
    assert "write_line" not in client.get(reverse("jobs:task_results"), {"status": "FAILED"}).text


def test_the_forms_carry_the_admins_token(sign_in, parked):
    assert "csrfmiddlewaretoken" in sign_in("change_schedule").get(reverse("jobs:tasks")).text


def test_long_lists_cost_few_queries(sign_in, django_assert_max_num_queries, paper):
    for number in range(30):
        tasks.write_line.enqueue(str(paper), str(number))
    client = sign_in("view_schedule")
    with django_assert_max_num_queries(25):
        client.get(reverse("jobs:tasks"))
