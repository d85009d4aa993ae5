"""Mails about decisions: to the author, and to those who reported something and left an address."""

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from participation.models import Appeal, Contribution, Decision, Report
from participation.moderation.queue import TAKEN_AWAY
from participation.own import token_of

# What became public, or stayed it, the author sees without a mail.
TOLD = {
    Decision.Action.BLOCK,
    Decision.Action.CENSOR,
    Decision.Action.RESTORE,
    Decision.Action.UPHOLD,
}


def author(contribution: Contribution, decision: Decision) -> None:
    """By mail where there is an address; everybody reads it at the own link, see `for_author`."""
    address = address_of(contribution)
    if address and decision.action in TOLD:
        context = {"contribution": contribution, **about(contribution, decision)}
        post(address, _("About your contribution"), "participation/moderation/author_mail.txt", context)


def reporter(report: Report, contribution: Contribution, decision: Decision) -> None:
    if report.email:
        context = {"contribution": contribution, "decision": decision, "is_gone": not contribution.is_public}
        post(report.email, _("What became of your report"), "participation/moderation/reporter_mail.txt", context)


def address_of(contribution: Contribution) -> str:
    return contribution.author.address if contribution.author else ""


def for_author(contribution: Contribution) -> dict[str, Any]:
    """What stands at the author's own link about decisions; empty where the last one was not about taking away."""
    decision = contribution.decisions.order_by("-at", "-pk").first()
    return about(contribution, decision) if decision and decision.action in TOLD else {}


def about(contribution: Contribution, decision: Decision) -> dict[str, Any]:
    appeal = Appeal.objects.filter(decision=decision).first()
    address = reverse("moderation:appeal", args=[token_of(contribution)])
    may_appeal = appeal is None and decision.is_open_to_appeal and contribution.state in TAKEN_AWAY
    return {"decision": decision, "appeal": appeal, "appeal_url": settings.SITE_URL + address if may_appeal else ""}


def post(address: str, subject: str, template: str, context: dict[str, Any]) -> None:
    """A mail server that is away must not undo a decision."""
    text = render_to_string(template, context)
    transaction.on_commit(lambda: send_mail(subject, text, None, [address]), robust=True)
