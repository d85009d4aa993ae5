"""A confirmed e-mail address: the mail with the link, and what happens when its button is pressed."""

import hashlib
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from participation import limits
from participation.actions.contribute import change_state, first_state
from participation.identity import join, somebody_new
from participation.models import Contribution, Identity, ModulePage, Participant
from participation.moderation.bans import refuse_banned
from residents.mail_links import MailAwayError
from residents.passes import give_pass, pass_of

SIGNER = signing.Signer(salt="participation.confirming", sep=".")
LINK_LASTS = timedelta(days=7)
WITHIN = timedelta(hours=1)
MOST_TO_ONE_ADDRESS = 5


class UsedError(Exception):
    """Somebody has used the link in the meantime."""


def waiting_for_mail(module: ModulePage, email: str, **told: Any) -> Participant:
    """Somebody who is about to get our link. Nobody fills a stranger's mailbox with them; raises TooManyError.

    Counted with the own one in place, so that requests at the same time do not all find room; and over all modules.
    """
    waiting = somebody_new(module, email=email, **told)
    unanswered = Participant.objects.filter(identity=Identity.EMAIL, email=email, confirmed_at=None)
    earlier = unanswered.filter(began_at__gt=timezone.now() - WITHIN, pk__lt=waiting.pk)
    if earlier.count() >= MOST_TO_ONE_ADDRESS:
        waiting.delete()
        raise limits.TooManyError
    return waiting


def send(participant: Participant, back: str = "") -> None:
    """Send the link; raises MailAwayError."""
    path = reverse("participation:confirm", args=[SIGNER.sign(participant.key)])
    address = settings.SITE_URL + path + (f"?{urlencode({'zurueck': back})}" if back else "")
    context = {"module": participant.module, "address": address, "days": LINK_LASTS.days}
    text = render_to_string("participation/confirm.txt", context)
    try:
        send_mail(_("Please confirm: %(title)s") % {"title": participant.module.title}, text, None, [participant.email])
    except OSError as error:  # an SMTPException is one
        raise MailAwayError from error


def find(token: str) -> Participant | None:
    """Whoever waits for this link; None when it is used, too old or not ours."""
    try:
        key = SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    waiting = Participant.objects.filter(key=key, identity=Identity.EMAIL, confirmed_at=None)
    return waiting.filter(began_at__gt=timezone.now() - LINK_LASTS).select_related("module").first()


def written_by(participant: Participant) -> Contribution | None:
    """What waits for the confirmation; None where somebody only wants to vote."""
    return Contribution.objects.filter(author=participant).select_related("module").first()


def seal_of(written: Contribution | None) -> str:
    """What stands for the words that somebody confirms."""
    return hashlib.sha256(f"{written}\n{written.text}".encode()).hexdigest() if written else ""


def mail_away() -> str:
    return _("We cannot send mails at this moment. Please try again in some minutes.")


def confirm(request: HttpRequest, response: HttpResponseBase, waiting: Participant) -> Contribution | None:
    """The address is confirmed: this browser is known, and what was written goes its way.

    Whoever is banned under this address stays it in every browser. Raises UsedError, BannedError and TooManyPassesError.
    """
    with transaction.atomic():
        if not Participant.objects.filter(pk=waiting.pk, confirmed_at=None).update(confirmed_at=timezone.now()):
            raise UsedError
        shown = pass_of(request) or give_pass(request, response)
        told = {name: getattr(waiting, name) for name in ("email", "pseudonym", "real_name", "accepted_rules_at")}
        person = refuse_banned(join(waiting.module, waiting.email, shown, confirmed_at=timezone.now(), **told))
        written = written_by(waiting)
        if written is not None:
            Contribution.objects.filter(pk=written.pk).update(author=person)
            written.author = person
            change_state(written, first_state(written.module, person))
        waiting.delete()
    return written
