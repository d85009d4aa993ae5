"""What happens with an answer about a page, and with a group that an editor closes."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from wagtail.log_actions import log

from accounts.limits import WINDOW, window_of
from accounts.networks import client_address, network_of
from feedback.masking import mask
from feedback.models import Cause, FeedbackGroup, Reply, Subject
from feedback.subjects import Found, store

CLOSED = "feedback.closed"
SIGNER = signing.TimestampSigner(salt="feedback.reply")
TOKEN_LASTS = 24 * 60 * 60


def token_of(reply: Reply) -> str:
    """What opens the second step of this answer and of no other."""
    return SIGNER.sign(str(reply.pk))


def reply_of(token: str) -> Reply | None:
    """The answer that a token opens; None for one that is not ours, too old or about an answer that is gone."""
    try:
        number = SIGNER.unsign(token, max_age=TOKEN_LASTS)
    except signing.BadSignature:
        return None
    return Reply.objects.select_related("subject").filter(pk=number).first()


def once(request: HttpRequest, key: str, windows_ago: int = 0) -> str:
    """The same for a double click, a reload and a second thought within ten minutes; it leads back to nobody."""
    window = window_of(timezone.now() - windows_ago * WINDOW)
    browser = request.headers.get("User-Agent", "")
    said = f"{network_of(client_address(request))}|{browser}|{key}|{window.isoformat()}"
    return salted_hmac("feedback.once", said, settings.SECRET_KEY, algorithm="sha256").hexdigest()


@transaction.atomic
def answer(request: HttpRequest, found: Found, is_clear: bool) -> Reply:
    """Count the first step; who sends it again within ten minutes is counted once, and the last word holds."""
    earlier = Reply.objects.filter(once=once(request, found.key, 1)).first()
    subject = store(found)
    new = {"subject": subject, "is_clear": is_clear}
    reply = earlier or Reply.objects.get_or_create(once=once(request, found.key), defaults=new)[0]
    if not reply.says_why and (reply.is_clear != is_clear or reply.group_id is None):
        reply.is_clear = is_clear
        reply.group = None if is_clear else open_group(subject, Cause.UNSAID)
        reply.save(update_fields=["is_clear", "group"])
    return reply


def open_group(subject: Subject, cause: str) -> FeedbackGroup:
    return FeedbackGroup.objects.get_or_create(subject=subject, cause=cause, closed_at=None)[0]


@transaction.atomic
def say_why(reply: Reply, cause: str, part: str, words: str) -> bool:
    """Add the second step, once; tell whether it was new."""
    unsaid = Reply.objects.filter(pk=reply.pk, says_why=False)
    said = {"says_why": True, "part": part, "words": mask(words)}
    if not unsaid.update(**said):
        return False
    Reply.objects.filter(pk=reply.pk).update(group=open_group(reply.subject, cause))
    return True


@transaction.atomic
def close(group: FeedbackGroup, user: Any, change: str, is_published: bool) -> None:
    """What was changed because of what people said; later it can be said better, or be taken from the page."""
    group.closed_at = group.closed_at or timezone.now()
    group.closed_by = group.closed_by or user.get_full_name() or user.get_username()
    group.change, group.is_published = change, is_published
    group.save(update_fields=["closed_at", "closed_by", "change", "is_published"])
    log(instance=group, action=CLOSED, user=user, title=str(group), data={"is_published": is_published})
