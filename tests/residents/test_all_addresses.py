"""No address is forgotten: every field that holds one is handed out and deleted, or stands here with the reason why not."""

import json
from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.utils import timezone
from wagtail.models import Task, Workflow, WorkflowTask

from approvals.models import ApprovalLink
from cms.models import VisitorMessage
from cms.upkeep import Upkeep
from feedback.models import BarrierReport
from participation.models import Appeal, Ban, Card, Follower, Following, Participant, Report
from residents.models import MailLink, Resident
from residents.personal_data import HOLDERS, OWN_ADDRESSES
from tests.factories.accounts import make_person
from tests.factories.moderation import appealed, somebody, wall_of, written

ANNA = "anna@post.example"
# Addresses of offices, which are public and named by the town itself.
OFFICES = {
    "cms.TownSettings.email",
    "directory.ContactPerson.email",
    "directory.Department.email",
    "duties.PrivacyNoticePage.officer_email",
    "duties.AccessibilityStatementPage.contact_email",
    "duties.AccessibilityStatementPage.enforcement_email",
}
# What is kept though the person asks; the command says why.
KEPT = {"accounts.User.email", "account.EmailAddress.email"}


def name_of(field):
    return f"{field.model._meta.label}.{field.name}"


FIELDS = {
    name_of(field): field
    for model in apps.get_models()
    for field in model._meta.local_fields
    if isinstance(field, models.EmailField)
}


@pytest.fixture
def wall(home):
    return wall_of(home)


def with_account(wall):
    Resident.objects.create(email=ANNA)


def with_a_link(wall):
    MailLink.objects.create(digest="x", purpose="sign_in", email=ANNA, expires_at=timezone.now() + timedelta(hours=1))


def taking_part(wall):
    Participant.objects.create(module=wall, identity="email", key="a", email=ANNA, confirmed_at=timezone.now())


def following(wall):
    Following.objects.create(follower=Follower.objects.create(email=ANNA), module=wall, confirmed_at=timezone.now())


def reporting(wall):
    Report.objects.create(contribution=written(wall), reason="insult", email="Anna@Post.Example", submission="x")


def writing(wall):
    VisitorMessage.objects.create(page=wall, text="Guten Tag", email="Anna@Post.Example")


def keeping(wall):
    Upkeep.objects.update_or_create(page=wall, defaults={"keeper_name": "Anna", "keeper_email": ANNA})


def meeting_a_barrier(wall):
    today = timezone.localdate()
    BarrierReport.objects.create(what="x", email=ANNA, first_due=today, last_due=today, submission=uuid4())


def working_here(wall):
    user = make_person("anna", role=None)
    user.email = ANNA
    user.save()
    EmailAddress.objects.update_or_create(user=user, defaults={"email": ANNA})


def approving(wall):
    step = Task.objects.create(name="Prüfen")
    workflow = Workflow.objects.create(name="Prüfen")
    WorkflowTask.objects.create(workflow=workflow, task=step)
    revision = wall.save_revision()
    state = workflow.start(wall, None).current_task_state
    moments = {"saved_at": timezone.now(), "expires_at": timezone.now() + timedelta(days=1)}
    ApprovalLink.objects.create(task_state=state, revision=revision, name="Anna", email=ANNA, digest="x", **moments)


# What leaves the address in each field.
DEEDS = {
    "account.EmailAddress.email": working_here,
    "accounts.User.email": working_here,
    "approvals.ApprovalLink.email": approving,
    "cms.Upkeep.keeper_email": keeping,
    "cms.VisitorMessage.email": writing,
    "feedback.BarrierReport.email": meeting_a_barrier,
    "participation.Follower.email": following,
    "participation.Participant.email": taking_part,
    "participation.Report.email": reporting,
    "residents.MailLink.email": with_a_link,
    "residents.Resident.email": with_account,
}


def fields_with(address):
    return {name for name, field in FIELDS.items() if field.model.objects.filter(**{f"{field.name}__iexact": address})}


def run(*arguments):
    out, err = StringIO(), StringIO()
    call_command("personal_data", ANNA, *arguments, stdout=out, stderr=err)
    return json.loads(out.getvalue()), err.getvalue()


def test_every_field_with_an_address_is_somebodys_to_hand_out():
    named = {*OWN_ADDRESSES, *(address for part in HOLDERS.values() for address in part.addresses)}
    assert set(FIELDS) == named | OFFICES
    assert set(DEEDS) == named


@pytest.mark.parametrize("name", sorted(DEEDS))
def test_an_address_is_handed_out_and_deleted(wall, name):
    DEEDS[name](wall)
    assert name in fields_with(ANNA)
    data, said = run("--delete")
    assert data
    assert fields_with(ANNA) == (KEPT if name in KEPT else set())
    assert len(said.splitlines()) == (2 if name in KEPT or name.startswith("approvals.") else 1)


def test_what_was_said_to_moderators_is_handed_out_and_deleted(wall):
    anna = somebody(wall, email=ANNA, confirmed_at=timezone.now())
    card = appealed(wall)
    Card.objects.filter(pk=card.pk).update(author=anna)
    Ban.objects.create(participant=anna, reason="insult", words="Das reicht.")
    data, _said = run("--delete")
    moderation = data["participation"]["moderation"]
    assert moderation["bans"][0]["words"] == "Das reicht."
    assert moderation["decisions"][0]["words"] == "Bitte."
    assert moderation["appeals"][0]["words"] == "Das stimmt nicht."
    assert (Appeal.objects.get().words, Appeal.objects.open().count()) == ("", 0)
