"""Asking somebody without an account for an approval, and what follows from the answer."""

import datetime
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, TaskState

from accounts.security_log import SecurityEvent, record
from approvals import links
from approvals.models import ApprovalLink, Closed, Decision
from approvals.people import Approver, is_last_editor, running_step
from cms.checks.checking import errors

ASKED, WITHDRAWN = "approvals.asked", "approvals.withdrawn"
APPROVED, SENT_BACK = "approvals.approved", "approvals.sent_back"
LOGGED_AS = {Decision.APPROVED: APPROVED, Decision.SENT_BACK: SENT_BACK}


class CannotAskError(Exception):
    """Nobody can be asked for this; the text says why, in words for editors."""


class ClosedError(Exception):
    """The link is good for nothing any more, for this reason."""

    def __init__(self, why: Closed) -> None:
        super().__init__(why.label)
        self.why = why


class UnfitError(Exception):
    """This version is not approved, or not by this person; the reasons are sentences for whoever decides."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = reasons


@transaction.atomic
def ask(page: Page, approver: Approver, *, by: Any, note: str = "") -> ApprovalLink:
    """Send the link to the newest version. One that the person got before for the same step is good no more.

    Raises CannotAskError, and what the mail server raises; then nobody was asked.
    """
    step, newest = running_step(page), page.get_latest_revision()
    if step is None or newest is None:
        raise CannotAskError(_("This page does not wait for an approval."))
    if is_last_editor(page, approver.email):
        raise CannotAskError(_("Whoever changed the text last cannot approve it. Ask somebody else."))
    if errors(newest.as_object()):
        raise CannotAskError(_("The page has errors. Please put them right first; the form of the page shows them."))
    for earlier in ApprovalLink.objects.waiting().filter(task_state=step, email__iexact=approver.email):
        withdraw(earlier, by=by)
    token = links.new_token()
    link = ApprovalLink.objects.create(
        task_state=step,
        revision=newest,
        saved_at=newest.created_at,
        name=approver.name,
        email=approver.email,
        note=note,
        digest=links.digest_of(token),
        asked_by=by,
        expires_at=end_of_day(timezone.localdate() + timedelta(days=settings.APPROVAL_LINK_DAYS)),
    )
    log(instance=page, action=ASKED, user=by, revision=newest, data={"name": approver.name})
    note_event(link, f"asked: {approver}", actor=by)
    send(link, token)
    return link


def end_of_day(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(23, 59, 59)))


def send(link: ApprovalLink, token: str) -> None:
    """The mail with the link; opening it changes nothing."""
    with translation.override(settings.LANGUAGE_CODE):
        context = {"link": link, "title": link.revision.object_str, "address": links.address_of(token)}
        subject = _("Please decide: %(title)s") % {"title": link.revision.object_str}
        text = render_to_string("approvals/ask_mail.txt", context)
    send_mail(one_line(subject), text, None, [link.email])


def one_line(subject: str) -> str:
    """A title may hold a line break, and the head of a mail may not."""
    return " ".join(subject.split())


def renew(link: ApprovalLink) -> str:
    """A new secret for the same question, because nobody knows the old one; the old one opens nothing any more."""
    token = links.new_token()
    link.digest = links.digest_of(token)
    link.reminded_at = timezone.now()
    link.save(update_fields=["digest", "reminded_at"])
    return token


@transaction.atomic
def withdraw(link: ApprovalLink, *, by: Any) -> None:
    """From now on the link opens nothing. A second time changes nothing."""
    open_links = ApprovalLink.objects.filter(pk=link.pk, decided_at=None, withdrawn_at=None)
    if open_links.update(withdrawn_at=timezone.now()):
        log(instance=link.page, action=WITHDRAWN, user=by, revision=link.revision, data={"name": link.name})
        note_event(link, f"withdrawn: {link.name} <{link.email}>", actor=by)


@transaction.atomic
def decide(
    asked: ApprovalLink, decision: Decision, *, name: str, reason: str = "", request: HttpRequest | None = None
) -> None:
    """Write down who decided what, and let the approval go on as Wagtail has it; the last one publishes.

    Raises ClosedError when the link is good no more, and UnfitError when it cannot be approved.
    """
    # Nobody saves another version of the page while we look.
    page = Page.objects.select_for_update().get(pk=asked.page.pk).specific
    # And nobody decides in the editors' interface meanwhile.
    TaskState.objects.select_for_update().get(pk=asked.task_state_id)
    link = ApprovalLink.objects.select_for_update().get(pk=asked.pk)
    if link.closed:
        raise ClosedError(link.closed)
    if decision == Decision.APPROVED:
        refuse_unfit(page, link)
    link.decision, link.decided_by, link.decided_at = decision, name, timezone.now()
    link.save(update_fields=["decision", "decided_by", "decided_at"])
    log(instance=page, action=LOGGED_AS[decision], revision=link.revision, data={"name": name})
    note_event(link, decision.value, actor=f"{name} <{link.email}>", request=request)
    go_on(link, decision, reason)


def refuse_unfit(page: Page, link: ApprovalLink) -> None:
    """As with every other way to publish. Raises UnfitError."""
    if is_last_editor(page, link.email):
        raise UnfitError(_("Whoever changed the text last cannot approve it."))
    found = errors(link.revision.as_object())
    if found:
        text = _("The page has errors and cannot be published like this. Please send it back.")
        raise UnfitError(text, *(finding.text for finding in found))


def go_on(link: ApprovalLink, decision: Decision, reason: str) -> None:
    """The step ends like any other; nobody's account stands behind it, so the comment says who it was."""
    step = link.task_state.specific
    with translation.override(settings.LANGUAGE_CODE):
        if decision == Decision.APPROVED:
            step.approve(user=None, comment=_("%(name)s, by mail") % {"name": link.decided_by})
        else:
            step.reject(user=None, comment=f"{reason} ({link.decided_by})")


def note_event(link: ApprovalLink, what: str, *, actor: Any, request: HttpRequest | None = None) -> None:
    """An entry of the security log: page and version, who asked, who decided."""
    details = f"{what}; version {link.revision_id} of {link.saved_at:%Y-%m-%d %H:%M:%S} UTC, link {link.pk}"
    subject = f"page {link.task_state.workflow_state.object_id}"
    record(SecurityEvent.Kind.APPROVAL, subject, details=details, actor=actor, request=request)
