"""The pass: how a browser that takes part is known again. Nobody gets one by looking at a page.

answer = redirect(...)
own = passes.pass_of(request) or passes.give_pass(request, answer)
Vote.objects.create(shown_pass=own, resident=own.resident, …)
return passes.not_kept(answer)
"""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.dispatch import Signal
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control

from accounts.networks import client_address, network_of
from residents.models import PASS_LASTS, Pass, Resident

SECRET_BYTES = 32
# A hall with 400 phones has one address.
MOST_PASSES = 600
MOST_PASSES_WITHIN = timedelta(minutes=5)

# A browser has signed in: what hangs on the pass `old` now belongs to `new`, which has a resident. Afterwards the old
# one is deleted. Sent inside the transaction; receivers take `old` and `new`.
passes_merged = Signal()


class TooManyPassesError(Exception):
    """One network asks for more passes than a full hall needs."""


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def pass_of(request: HttpRequest) -> Pass | None:
    """The pass that this browser shows, found by one question; without the cookie nobody is asked."""
    if not hasattr(request, "_pass"):
        secret = request.COOKIES.get(settings.PASS_COOKIE_NAME, "")
        shown = Pass.objects.good().select_related("resident").filter(digest=digest_of(secret)) if secret else ()
        request._pass = next(iter(shown), None)  # type: ignore[attr-defined]
        if request._pass and request.method == "POST":  # type: ignore[attr-defined]
            note_use(request._pass)  # type: ignore[attr-defined]
    found: Pass | None = request._pass  # type: ignore[attr-defined]
    return found


def note_use(own: Pass) -> None:
    """Once a day: accounts that nobody uses are deleted one day."""
    today = timezone.localdate()
    if own.last_used_on < today:
        Pass.objects.filter(pk=own.pk).update(last_used_on=today)
        if own.resident_id:
            Resident.objects.filter(pk=own.resident_id).update(last_seen_at=timezone.now(), warned_at=None)


def resident_of(request: HttpRequest) -> Resident | None:
    """The resident who is signed in in this browser."""
    own = pass_of(request)
    return own.resident if own else None


def give_pass(request: HttpRequest, response: HttpResponseBase, resident: Resident | None = None) -> Pass:
    """A new pass with a new secret, so that nobody can slip a known one to somebody who signs in.

    What the old pass of the same browser had comes along, if it belonged to nobody else. Raises TooManyPassesError.
    """
    network = network_of(client_address(request))
    refuse_too_many(network)
    old, secret = pass_of(request), secrets.token_urlsafe(SECRET_BYTES)
    with transaction.atomic():
        new = Pass.objects.create(digest=digest_of(secret), resident=resident, network=network)
        if old is not None:
            replace(old, new)
    response.set_cookie(
        settings.PASS_COOKIE_NAME,
        secret,
        max_age=int(PASS_LASTS.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )
    not_kept(response)
    request._pass = new  # type: ignore[attr-defined]
    return new


def refuse_too_many(network: str) -> None:
    recent = Pass.objects.filter(network=network, made_at__gt=timezone.now() - MOST_PASSES_WITHIN)
    if recent.count() >= MOST_PASSES:
        raise TooManyPassesError


def replace(old: Pass, new: Pass) -> None:
    """Whoever took part without an account and then signs in keeps that; what belonged to another resident stays theirs."""
    if old.resident_id is None or old.resident_id == new.resident_id:
        passes_merged.send(sender=Pass, old=old, new=new)
    old.delete()


def forget_pass(request: HttpRequest, response: HttpResponseBase) -> None:
    """Sign out in this browser."""
    old = pass_of(request)
    if old is not None:
        old.delete()
    response.delete_cookie(settings.PASS_COOKIE_NAME, samesite="Lax")
    not_kept(response)
    request._pass = None  # type: ignore[attr-defined]


def not_kept(response: HttpResponseBase) -> HttpResponseBase:
    """What one person sees is kept by no cache."""
    patch_cache_control(response, private=True, no_store=True)
    return response


def too_many(request: HttpRequest) -> HttpResponseBase:
    """The answer to TooManyPassesError."""
    return not_kept(render(request, "429.html", status=429))
