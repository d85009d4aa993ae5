"""For every rule of retention: what is old enough goes with the job that the rule names, and not a day earlier."""

from datetime import timedelta
from io import StringIO
from itertools import count
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Task, TaskState, Workflow, WorkflowState

from accounts.limits import Sending
from accounts.security_log import SecurityEvent, record
from approvals.models import ApprovalLink
from cms.models import VisitorMessage
from feedback.models import BarrierReport, Reply, Subject
from jobs.models import Schedule
from jobs.retention import RULES, rules
from jobs.schedule import JOBS
from participation.models import Decision, Follower, FollowEvent, Following, FollowLink, LastTold, Participant
from residents.models import MailLink, Pass, Resident
from search.models import SearchedQuery
from tests.factories.duties import name_town
from tests.factories.participation import ParticipationIndexPageFactory, ProjectPageFactory, WallPageFactory
from tests.factories.residents import PassFactory, ResidentFactory
from tests.factories.steering import SearchedQueryFactory
from tests.factories.taking_part import ContributionFactory, ParticipantFactory

_numbers = count(1)


def project(home):
    return ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home))


def following(home, **fields):
    follower = Follower.objects.create(email=f"wer-{next(_numbers)}@post.example")
    return Following.objects.create(follower=follower, project=project(home), **fields)


def follow_link(home, then, **fields):
    return FollowLink.objects.create(
        following=following(home, confirmed_at=timezone.now()), digest=f"d{next(_numbers)}", made_at=then, **fields
    )


def message(home, then):
    VisitorMessage.objects.create(text="Danke", handled=True, handled_at=then)


def event(home, then):
    record("signed_in", at=then)


def sending(home, then):
    Sending.objects.create(what="test", network="192.0.2.0/24", begins_at=then, count=1)


def approval(home, then):
    revision = home.save_revision()
    workflow, task = Workflow.objects.create(name="Freigabe"), Task.objects.create(name="Lesen")
    state = WorkflowState.objects.create(
        workflow=workflow,
        content_type=home.get_content_type(),
        base_content_type=home.get_base_content_type(),
        object_id=str(home.pk),
        status=WorkflowState.STATUS_APPROVED,
    )
    step = TaskState.objects.create(workflow_state=state, task=task, revision=revision, status="approved")
    ApprovalLink.objects.create(
        task_state=step,
        revision=revision,
        saved_at=then,
        name="Petra",
        email="petra@town.example",
        digest=f"d{next(_numbers)}",
        asked_at=then,
        expires_at=then,
    )


def reply(home, then):
    subject = Subject.objects.create(key=f"/{next(_numbers)}/", title="Seite", address="/")
    Reply.objects.create(subject=subject, is_clear=True, given_at=then)


def barrier(home, then):
    day = timezone.localdate()
    BarrierReport.objects.create(what="Karte", first_due=day, last_due=day, closed_at=then, submission=uuid4())


def session(home, then):
    Session.objects.create(session_key=f"s{next(_numbers)}", session_data="", expire_date=then + timedelta(days=1))


def task(home, then):
    DBTaskResult.objects.create(
        task_path="jobs.x", status="SUCCESSFUL", args_kwargs={"args": [], "kwargs": {}}, finished_at=then,
        backend_name="default", run_after=then, exception_class_path="", traceback="",
    )  # fmt: skip


def person(home, then):
    wall = WallPageFactory(parent=project(home), closes_at=then, kept_days=30)
    ParticipantFactory(module=wall, email="anna@post.example", confirmed_at=then)


def unconfirmed(home, then):
    wall = WallPageFactory(parent=project(home), identity="email")
    ParticipantFactory(module=wall, email="anna@post.example", began_at=then)


def finished(home, then):
    LastTold.objects.create(page=following(home, confirmed_at=then).project, over_since=then.date())


def news(home, then):
    FollowEvent.objects.create(project=project(home), kind="opens", key=f"k{next(_numbers)}", happened_at=then)


def unused(home, then):
    ResidentFactory(last_seen_at=then, warned_at=then + timedelta(days=365))


def mail_link(home, then):
    lasts = timedelta(hours=1)
    MailLink.objects.create(
        digest=f"d{next(_numbers)}", purpose="sign_in", email="a@post.example", made_at=then, expires_at=then + lasts
    )


def decision(home, then):
    card = ContributionFactory(module=WallPageFactory(parent=project(home)))
    Decision.objects.create(contribution=card, action=Decision.Action.BLOCK, at=then)


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# For each rule: how something of an age is made, how old it may become, and what is left of the two that are made.
MADE = {
    "accounts.events": (event, 365 * DAY, lambda: SecurityEvent.objects.filter(kind="signed_in")),
    "accounts.networks": (sending, DAY, Sending.objects.all),
    "approvals.links": (approval, 365 * DAY, ApprovalLink.objects.all),
    "cms.messages": (message, 180 * DAY, VisitorMessage.objects.all),
    "feedback.replies": (reply, 365 * DAY, Reply.objects.all),
    "feedback.reports": (barrier, 365 * DAY, BarrierReport.objects.all),
    "jobs.sessions": (session, DAY, Session.objects.all),
    "jobs.tasks": (task, 30 * DAY, DBTaskResult.objects.all),
    "participation.decisions": (decision, 4 * 366 * DAY, Decision.objects.all),
    "participation.follow_finished": (finished, 365 * DAY, Follower.objects.all),
    "participation.follow_links": (lambda home, then: follow_link(home, then), 48 * HOUR, FollowLink.objects.all),
    "participation.follow_networks": (
        lambda home, then: follow_link(home, then, network="192.0.2.0/24"),
        DAY,
        lambda: FollowLink.objects.exclude(network=""),
    ),
    "participation.follow_news": (news, 365 * DAY, FollowEvent.objects.all),
    "participation.follow_unconfirmed": (
        lambda home, then: following(home, asked_at=then),
        7 * DAY,
        Follower.objects.all,
    ),
    "participation.people": (person, 30 * DAY, lambda: Participant.objects.exclude(email="")),
    "participation.unconfirmed": (unconfirmed, 7 * DAY, Participant.objects.all),
    "residents.links": (mail_link, HOUR, MailLink.objects.all),
    "residents.networks": (
        lambda home, then: PassFactory(made_at=then, network="192.0.2.0/24"),
        DAY,
        lambda: Pass.objects.exclude(network=""),
    ),
    "residents.passes": (
        lambda home, then: PassFactory(made_at=then, expires_at=then + 90 * DAY),
        90 * DAY,
        Pass.objects.all,
    ),
    "residents.unused": (unused, 730 * DAY, Resident.objects.all),
    "search.queries": (
        lambda home, then: SearchedQueryFactory(day=timezone.localdate(then)),
        365 * DAY,
        SearchedQuery.objects.all,
    ),
}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_what_is_too_old_goes_and_nothing_else(rule, home):
    make, lifetime, found = MADE[rule.name]
    make(home, timezone.now() - lifetime * 0.9)
    assert rule.due() == 0
    make(home, timezone.now() - lifetime * 1.1)
    assert (rule.due(), found().count()) == (1, 2)
    JOBS[rule.job].function()
    assert (rule.due(), found().count()) == (0, 1)


def test_the_command_counts_first_and_forgets_when_it_is_told_to(home):
    message(home, timezone.now() - timedelta(days=200))
    said = StringIO()
    call_command("retention", "--dry-run", stdout=said)
    assert "cms.messages: 1 would go; job cms.forget_messages, last run never" in said.getvalue()
    assert VisitorMessage.objects.count() == 1
    call_command("retention", stdout=StringIO())
    assert VisitorMessage.objects.count() == 0


def test_the_report_says_what_waits_and_which_law_asks_for_an_offer_to_the_archive(admin_client, home):
    message(home, timezone.now() - timedelta(days=200))
    Schedule.objects.filter(name="cms.forget_messages").update(last_succeeded_at=timezone.now())
    context = admin_client.get(reverse("retention")).context
    assert len(context["states"]) == len(RULES)
    state = next(state for state in context["states"] if state.rule.name == "cms.messages")
    assert (state.due, state.last_run is None) == (1, False)
    assert context["archive_law"] == ""
    name_town()
    assert "ArchivG NRW" in admin_client.get(reverse("retention")).context["archive_law"]
