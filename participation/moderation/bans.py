"""Bans: proposed by one moderator, in force after a second one agrees, and never without an end or a reason."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page

from accounts.security_log import SecurityEvent, record
from participation.models import Ban, ModulePage, Participant
from residents import actions as residents


class SameModeratorError(Exception):
    """Nobody agrees to what they proposed themselves."""


class BannedError(Exception):
    """The moderators have banned this person; its text says until when and why."""


def ban_of(participant: Participant | None, module: ModulePage) -> Ban | None:
    """The ban because of which somebody cannot take part here now, as far as they can be known again."""
    if participant is None:
        return None
    same = Q(participant__key=participant.key) | Q(participant__passes__in=participant.passes.all())
    if participant.resident_id:
        same |= Q(participant__resident=participant.resident_id)
    of_project = module.path[: -Page.steplen]
    here = Q(scope=Ban.Scope.MODULE, participant__module=module)
    in_project = Q(scope=Ban.Scope.PROJECT, participant__module__path__startswith=of_project)
    return Ban.objects.in_force().filter(here | in_project, same).first()


def sentence(ban: Ban) -> str:
    """What somebody reads who is banned."""
    words = _("You cannot take part here until %(day)s. The reason: %(reason)s")
    day = date_format(timezone.localtime(ban.ends_at), "j. F Y") if ban.ends_at else ""
    return " ".join([words % {"day": day, "reason": ban.get_reason_display()}, ban.words]).strip()


def refuse_banned(participant: Participant) -> Participant:
    """For whoever becomes known only now; raises BannedError."""
    ban = ban_of(participant, participant.module)
    if ban:
        raise BannedError(sentence(ban))
    return participant


def propose(participant: Participant, by: Any, scope: str, reason: str, words: str, ends_at: datetime | None) -> Ban:
    """Nothing changes for the person before somebody else agrees."""
    found = {"scope": scope, "reason": reason, "words": words, "ends_at": ends_at, "proposed_by": by}
    return Ban.objects.create(participant=participant, **found)


def agree(ban: Ban, by: Any, request: HttpRequest) -> bool:
    """The second pair of eyes; False where it was decided in the meantime. Raises SameModeratorError."""
    if ban.proposed_by_id == by.pk:
        raise SameModeratorError
    with transaction.atomic():
        if not Ban.objects.to_agree().filter(pk=ban.pk).update(agreed_by=by, agreed_at=timezone.now()):
            return False
        resident = ban.participant.resident
        if ban.scope == Ban.Scope.ACCOUNT and resident:
            residents.block(resident, ban.get_reason_display(), request)
        note(ban, _("banned: %(reason)s"), request)
    return True


def lift(ban: Ban, request: HttpRequest) -> bool:
    """End it, or refuse what was proposed; False where somebody has done so already."""
    with transaction.atomic():
        if not Ban.objects.filter(pk=ban.pk, lifted_at=None).update(lifted_at=timezone.now()):
            return False
        resident = ban.participant.resident
        if ban.scope == Ban.Scope.ACCOUNT and ban.agreed_at and resident:
            residents.unblock(resident, request)
        note(ban, _("no longer banned: %(reason)s"), request)
    return True


def note(ban: Ban, words: str, request: HttpRequest) -> None:
    """By number: the security log outlives who took part."""
    subject = _("participant %(number)s") % {"number": ban.participant_id}
    details = words % {"reason": ban.get_reason_display()}
    record(SecurityEvent.Kind.ACCOUNT, subject, details=details, request=request)
