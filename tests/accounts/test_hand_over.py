"""When somebody leaves, all that waits for them goes to somebody else and the account is closed."""

import pytest
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, PageSubscription, WorkflowState

from accounts.hand_over import HANDED_OVER, hand_over
from accounts.models import Deputy, SecurityEvent, User
from accounts.roles import ALARM, EDITORS, TECHNICIANS, make_roles
from tests.attacks import person, signed_in
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory

ADDRESS = "/admin/hand-over/"


@pytest.fixture
def people(home):
    make_roles()
    return person("geht", EDITORS), person("bleibt", ALARM)


@pytest.fixture
def pages(home, people):
    leaver, successor = people
    newsroom = NewsIndexPageFactory(parent=home)
    owned, locked, waiting = (NewsPageFactory(parent=newsroom) for _ in range(3))
    Page.objects.filter(pk=owned.pk).update(owner=leaver)
    Page.objects.filter(pk=locked.pk).update(locked=True, locked_by=leaver)
    waiting.save_revision(user=leaver)
    waiting.get_workflow().start(waiting, leaver)
    for page in (owned, locked):
        PageSubscription.objects.create(page=page, user=leaver, comment_notifications=True)
    PageSubscription.objects.create(page=locked, user=successor, comment_notifications=True)
    return owned, locked, waiting


def test_pages_locks_and_texts_in_approval_go_to_the_successor(people, pages):
    leaver, successor = people
    given = hand_over(leaver, successor, roles=False, close=True)
    assert [count for _title, count in given][:3] == [1, 1, 1]
    owned, locked, waiting = (Page.objects.get(pk=page.pk) for page in pages)
    assert (owned.owner, locked.locked_by) == (successor, successor)
    assert WorkflowState.objects.for_instance(waiting.specific).get().requested_by == successor
    assert PageSubscription.objects.filter(user=successor).count() == 2
    assert not PageSubscription.objects.filter(user=leaver).exists()
    assert PageLogEntry.objects.filter(page=owned.pk, action=HANDED_OVER).exists()


def test_the_account_is_closed_and_the_texts_keep_its_name(people, pages):
    leaver, successor = people
    client = signed_in(leaver)
    hand_over(leaver, successor, roles=False, close=True)
    assert client.get("/admin/").status_code == 302
    leaver.refresh_from_db()
    assert not leaver.is_active
    assert not leaver.groups.exists()
    assert [group.name for group in successor.groups.all()] == [ALARM]
    assert pages[2].get_latest_revision().user == leaver
    assert SecurityEvent.objects.filter(subject="geht", details__contains="handed over to bleibt").exists()


def test_roles_go_along_when_asked_for_but_not_those_that_were_lent(people):
    leaver, successor = people
    today = timezone.localdate()
    Deputy.objects.create(person=person("chefin", TECHNICIANS), deputy=leaver, starts_on=today, ends_on=today)
    hand_over(leaver, successor, roles=True, close=False)
    assert sorted(group.name for group in successor.groups.all()) == [ALARM, EDITORS]
    leaver.refresh_from_db()
    assert leaver.is_active


def test_nobody_takes_over_who_is_gone_too(people):
    leaver, successor = people
    successor.is_active = False
    successor.save()
    for other in (successor, leaver):
        with pytest.raises(ValueError, match="cannot take over"):
            hand_over(leaver, other, roles=False, close=True)


def test_technik_does_it_in_two_steps(people, pages):
    leaver, successor = people
    client = signed_in(person("technik", TECHNICIANS))
    assert client.get(ADDRESS).context["leaver"] is None
    shown = client.get(ADDRESS, {"leaver": leaver.pk})
    assert [count for _title, count in shown.context["left_behind"]][:3] == [1, 1, 1]
    answer = client.post(ADDRESS, {"leaver": leaver.pk, "successor": successor.pk, "close": "on"}, follow=True)
    assert answer.status_code == 200
    assert Page.objects.get(pk=pages[0].pk).owner == successor


def test_without_a_successor_nothing_happens(people, pages):
    leaver, _successor = people
    client = signed_in(person("technik", TECHNICIANS))
    for successor in ("", leaver.pk, "99999"):
        answer = client.post(ADDRESS, {"leaver": leaver.pk, "successor": successor, "close": "on"})
        assert answer.context["form"].errors
    assert Page.objects.get(pk=pages[0].pk).owner == leaver


def test_technik_cannot_close_the_account_of_an_administrator_nor_its_own(people):
    boss = User.objects.create_superuser("chefin")
    technician = person("technik", TECHNICIANS)
    client = signed_in(technician)
    for leaver in (boss, technician):
        client.post(ADDRESS, {"leaver": leaver.pk, "successor": people[1].pk, "close": "on"})
        leaver.refresh_from_db()
        assert leaver.is_active


def test_editors_hand_over_nobody(people):
    assert signed_in(people[0]).get(ADDRESS).status_code == 302
