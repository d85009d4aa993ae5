"""Who takes part, as far as this browser shows it."""

import hashlib
import secrets
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from participation.models import Identity, ModulePage, Participant
from residents.models import Pass
from residents.passes import pass_of


def participant_of(request: HttpRequest, module: ModulePage) -> Participant | None:
    """The participant that this browser is known to be in a module; None for somebody new. Stores nothing."""
    shown = pass_of(request)
    if shown is None:
        return None
    what = proof(module, shown)
    found = module.participants.filter(key=key_of(module.identity, what)).first() if what else None
    joined = module.participants.filter(passes=shown, identity=module.identity)
    # A package that was lost and disabled opens nothing any more, also where one of its codes was typed before.
    return found or joined.exclude(access_code__disabled_at__isnull=False).first()


def recognise(request: HttpRequest, module: ModulePage) -> Participant | None:
    """As `participant_of`, and whoever proves enough becomes a participant; for posts."""
    shown = pass_of(request)
    found = participant_of(request, module)
    if found is not None or shown is None:
        return found
    what = proof(module, shown)
    return join(module, what, shown, **facts(module, shown)) if what else None


def proof(module: ModulePage, shown: Pass) -> str:
    """What a pass by itself proves in this module: a browser, or somebody who is signed in with an address."""
    if module.identity == Identity.OPEN:
        return str(shown.pk)
    if shown.resident and module.identity == Identity.ACCOUNT:
        return str(shown.resident.pk)
    if shown.resident and module.identity == Identity.EMAIL:
        return shown.resident.email
    return ""


def facts(module: ModulePage, shown: Pass) -> dict[str, Any]:
    """What is known from the beginning; the access stays unknown where the module does not ask for one."""
    found: dict[str, Any] = {"confirmed_at": timezone.now()}
    if module.identity == Identity.ACCOUNT and shown.resident:
        found |= {"resident": shown.resident, "pseudonym": shown.resident.name}
    if module.identity == Identity.EMAIL and shown.resident:
        found |= {"email": shown.resident.email, "pseudonym": shown.resident.name}
    return found


def is_known(request: HttpRequest, module: ModulePage) -> bool:
    """Whether this browser may take part without another word about who it is."""
    shown = pass_of(request)
    return shown is not None and bool(proof(module, shown) or participant_of(request, module))


def join(module: ModulePage, what: str, shown: Pass | None, **found: Any) -> Participant:
    """The participant of this proof, whom the browser is from now on."""
    participant = known(module, module.identity, what, **found)
    if shown is not None:
        participant.passes.add(shown)
    return participant


def known(module: ModulePage, identity: str, what: str, **found: Any) -> Participant:
    """The one participant that a confirmed address, an access, a code or a browser stands for."""
    fields = {"identity": identity, **found}
    return Participant.objects.get_or_create(module=module, key=key_of(identity, what), defaults=fields)[0]


def somebody_new(module: ModulePage, **found: Any) -> Participant:
    """Somebody of whom nothing is proven, and who is the same as nobody else."""
    return Participant.objects.create(module=module, identity=module.identity, key=random_key(), **found)


def key_of(identity: str, what: str) -> str:
    return hashlib.sha256(f"{identity}\n{what}".encode()).hexdigest()


def random_key() -> str:
    """A key that leads to nobody."""
    return secrets.token_hex(32)
