"""A town in which one thing of every kind waits for somebody."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from accounts.models import User
from cms.models import HomePage
from cms.upkeep import Upkeep
from jobs.models import Schedule
from jobs.schedule import JOBS
from service_catalogue.models import CheckedLink, LinkState, LinkUse, ReferenceChange, ServiceIndexPage
from tests.factories.cms import StandardPageFactory, VisitorMessageFactory
from tests.factories.consents import PictureFactory
from tests.factories.feedback import make_visitors_wait
from tests.factories.moderation import make_residents_wait
from tests.factories.notices import NoticeFactory
from tests.factories.service_catalogue import ServiceIndexPageFactory, ServicePageFactory
from tests.factories.steering import SearchedQueryFactory


def hand_in(page: Page, author: User) -> Page:
    """A draft of somebody that waits for an approval."""
    page.save_revision(user=author)
    page.get_workflow().start(page, author)
    return type(page).objects.get(pk=page.pk)


def send_back(page: Page, teacher: User, reason: str = "Bitte kürzer.") -> None:
    state = page.current_workflow_task_state
    state.reject(user=teacher, comment=reason)


def make_everything_wait(home: HomePage, author: User, approver: User) -> None:
    """One thing more of every kind: for `author`, who looks after the page, and for whoever may do it."""
    services = ServiceIndexPage.objects.first() or ServiceIndexPageFactory(parent=home)
    page = ServicePageFactory(parent=services, owner=author)
    hand_in(StandardPageFactory(parent=home), author)
    send_back(hand_in(StandardPageFactory(parent=home), author), approver)
    long_ago = timezone.localdate() - timedelta(days=900)
    Upkeep.objects.update_or_create(page=page, defaults={"reviewed_on": long_ago})
    VisitorMessageFactory()
    NoticeFactory()
    PictureFactory(recognisable=None)
    make_residents_wait(home, author)
    make_visitors_wait()
    ReferenceChange.objects.create(page_id=page.pk, section="description", old_text="Alt", new_text="Neu")
    link = CheckedLink.objects.create(**CheckedLink.of(f"https://weg.example/{page.pk}"), state=LinkState.MISSING)
    LinkUse.objects.create(link=link, page=page)
    SearchedQueryFactory(results=0)
    SearchedQueryFactory(results=3, unhelpful=1)
    name = next(name for name in JOBS if not Schedule.objects.filter(name=name, failures_in_a_row__gt=0).exists())
    Schedule.objects.update_or_create(
        name=name, defaults={"next_at": timezone.now() + timedelta(hours=1), "failures_in_a_row": 1}
    )
    DBTaskResult.objects.create(status=TaskResultStatus.FAILED, task_path="x.y", args_kwargs={"args": [], "kwargs": {}})
