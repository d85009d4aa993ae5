"""What residents do with their account."""

from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.dispatch import Signal
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.security_log import SecurityEvent, record
from residents import personal_data
from residents.mail_links import use
from residents.models import MailLink, Pass, Resident
from residents.passes import forget_pass, give_pass

# Sent with `resident`, who has the new address, and `old`, in the transaction that changes it.
address_changed = Signal()


class BlockedError(Exception):
    """The town has blocked this account."""


class AddressTakenError(Exception):
    """Another account has this address."""


def sign_in(request: HttpRequest, response: HttpResponseBase, link: MailLink) -> Resident:
    """Use the link; the first time makes the account. Raises UsedError, BlockedError and TooManyPassesError."""
    with transaction.atomic():
        use(link)
        resident, _is_new = Resident.objects.get_or_create(email=link.email)
        if resident.is_blocked:
            raise BlockedError
        Resident.objects.filter(pk=resident.pk).update(last_seen_at=timezone.now(), warned_at=None)
        give_pass(request, response, resident)
    return resident


def change_address(link: MailLink, here: Pass | None) -> None:
    """The resident reads the mails of the new address; the old one hears of it. Raises UsedError and AddressTakenError.

    Only the browser that confirms stays signed in: whoever talked somebody into confirming must not share the account.
    """
    resident = link.resident
    if resident is None or Resident.objects.filter(email=link.email).exists():
        raise AddressTakenError
    try:
        with transaction.atomic():
            use(link)
            Resident.objects.filter(pk=resident.pk).update(email=link.email)
            # What still lies in the old mailbox opens nothing any more.
            MailLink.objects.filter(email=resident.email).delete()
            elsewhere = resident.passes.exclude(pk=here.pk) if here else resident.passes.all()
            elsewhere.delete()
            old, resident.email = resident.email, link.email
            address_changed.send(sender=Resident, resident=resident, old=old)
    except IntegrityError as error:
        raise AddressTakenError from error
    text = render_to_string("residents/address_changed.txt")
    transaction.on_commit(
        lambda: send_mail(_("Your access has another e-mail address now"), text, None, [old]), robust=True
    )


def sign_out_everywhere(request: HttpRequest, response: HttpResponseBase, resident: Resident) -> None:
    forget_pass(request, response)
    resident.passes.all().delete()


def delete_account(request: HttpRequest, response: HttpResponseBase, resident: Resident) -> None:
    """Everything about the person, in all rooms; the last mail says that it happened."""
    address = resident.email
    personal_data.forget(resident)
    forget_pass(request, response)
    text = render_to_string("residents/deleted.txt")
    transaction.on_commit(lambda: send_mail(_("Your access is deleted"), text, None, [address]), robust=True)


def block(resident: Resident, reason: str, request: HttpRequest) -> None:
    """Nobody signs in with this address any more, and no browser is known by it. The security log keeps the reason."""
    Resident.objects.filter(pk=resident.pk).update(blocked_at=timezone.now(), block_reason=reason)
    details = _("blocked: %(reason)s") % {"reason": reason}
    record(SecurityEvent.Kind.ACCOUNT, log_name(resident), details=details, request=request)


def unblock(resident: Resident, request: HttpRequest) -> None:
    Resident.objects.filter(pk=resident.pk).update(blocked_at=None, block_reason="")
    record(SecurityEvent.Kind.ACCOUNT, log_name(resident), details=_("no longer blocked"), request=request)


def log_name(resident: Resident) -> str:
    """By number: the log outlives the account and must not keep the address."""
    return _("resident %(number)s") % {"number": resident.pk}
