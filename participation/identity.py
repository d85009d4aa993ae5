"""Who takes part, as far as this browser shows it."""

import hashlib
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from participation.models import Identity, ModulePage, Participant
from residents.models import Pass
from residents.passes import pass_of


def participant_of(request: HttpRequest, module: ModulePage) -> Participant | None:
    """The participant that this browser is known to be in a module; None for somebody new."""
    shown = pass_of(request)
    if shown is None:
        return None
    if module.identity == Identity.ACCOUNT:
        return participant_of_resident(module, shown)
    return module.participants.filter(passes=shown).first()


def participant_of_resident(module: ModulePage, shown: Pass) -> Participant | None:
    """Who is signed in takes part as the same person with every browser."""
    if shown.resident is None:
        return None
    found = {"resident": shown.resident, "pseudonym": shown.resident.name, "confirmed_at": timezone.now()}
    return known(module, Identity.ACCOUNT, str(shown.resident.pk), **found)


def known(module: ModulePage, identity: str, what: str, **found: Any) -> Participant:
    """The one participant that a confirmed address, an access, a code or a browser stands for."""
    fields = {"identity": identity, **found}
    return Participant.objects.get_or_create(module=module, key=key_of(identity, what), defaults=fields)[0]


def key_of(identity: str, what: str) -> str:
    return hashlib.sha256(f"{identity}\n{what}".encode()).hexdigest()
