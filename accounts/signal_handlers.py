"""What is written to the security log, and told to the person by mail, without anybody calling it."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.dispatch import Signal
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from accounts.account_mails import ADDED, NEW_ADDRESS, NEW_CODES, NEW_PASSWORD, REMOVED, tell
from accounts.second_factor import FACTORS, forget_second_factor, has_factor
from accounts.security_log import SecurityEvent, record
from accounts.sessions import end_all_sessions

Kind = SecurityEvent.Kind
WATCHED = ("is_active", "is_superuser", "email")


def log_sign_in(sender: Any, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    record(Kind.SIGNED_IN, user, request=request, actor=user)


def log_sign_out(sender: Any, request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    if user is not None:
        record(Kind.SIGNED_OUT, user, request=request, actor=user)


def log_refusal(sender: Any, credentials: dict, request: HttpRequest | None = None, **kwargs: Any) -> None:
    """Only names that exist are kept: people type their password into the wrong field."""
    name = str(credentials.get("username", ""))
    is_known = get_user_model().objects.filter(username=name).exists()
    record(Kind.REFUSED, name if is_known else _("unknown name"), details=_("wrong password"), request=request)


def log_wrong_code(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    record(Kind.REFUSED, user, details=_("wrong code"), request=request, actor=user)


def welcome_factor(sender: Any, request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """A new factor holds from now on: this session has just used it, the others have not and end."""
    record(Kind.SECOND_FACTOR, user, details=_("added: %s") % authenticator.get_type_display(), request=request)
    if authenticator.type in FACTORS:
        tell(user, ADDED[authenticator.type])
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True)
        end_all_sessions(user, but=request.session.session_key)


def log_new_codes(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    record(Kind.SECOND_FACTOR, user, details=_("new recovery codes"), request=request)
    tell(user, NEW_CODES)


def part_with_factor(sender: Any, request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """Whoever removes the last factor goes through the gate again, which may ask for a new one at once."""
    record(Kind.SECOND_FACTOR, user, details=_("removed: %s") % authenticator.get_type_display(), request=request)
    if authenticator.type in FACTORS:
        tell(user, REMOVED[authenticator.type])
    if not has_factor(user):
        forget_second_factor(request)


def remember_account(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """What the account was before it is saved."""
    known = None if raw or instance.pk is None else sender.objects.filter(pk=instance.pk).values(*WATCHED).first()
    instance._was = known


def log_account(sender: Any, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if raw:
        return
    if created:
        record(Kind.ACCOUNT, instance, details=_("made"))
    if instance._password is not None and not created:
        record(Kind.ACCOUNT, instance, details=_("new password"))
        tell(instance, NEW_PASSWORD)
    was = instance._was or {name: False for name in WATCHED if created and name == "is_superuser"}
    changed = [name for name, value in was.items() if getattr(instance, name) != value]
    if was.get("email") and "email" in changed:
        tell(instance, NEW_ADDRESS, to=was["email"])
    for name in changed:
        # The address itself is nobody's business here.
        now = "" if name == "email" else f" = {getattr(instance, name)}"
        record(Kind.RIGHTS if name == "is_superuser" else Kind.ACCOUNT, instance, details=f"{name}{now}")


def log_end_of_account(sender: Any, instance: Any, **kwargs: Any) -> None:
    record(Kind.ACCOUNT, instance, details=_("deleted"))


def log_many(sender: Any, instance: Any, action: str, model: type[Model], pk_set: set | None, **kwargs: Any) -> None:
    """Groups of a person, rights of a group or a person; from whichever side they are changed."""
    signs = {"post_add": "+", "post_remove": "−", "pre_clear": "−"}
    if action not in signs or (action != "pre_clear" and not pk_set):
        return
    items = model._default_manager.filter(pk__in=pk_set or ()).select_related()  # a right is called after its type
    names = [_("all")] if pk_set is None else sorted(map(str, items))
    record(Kind.RIGHTS, instance, details=f"{signs[action]} {', '.join(names)}")


def log_grant(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        record(Kind.RIGHTS, instance.group, details=f"+ {in_words(instance)}")


def log_withdrawal(sender: Any, instance: Any, **kwargs: Any) -> None:
    record(Kind.RIGHTS, instance.group, details=f"− {in_words(instance)}")


def in_words(grant: GroupPagePermission | GroupCollectionPermission) -> str:
    place = grant.page if isinstance(grant, GroupPagePermission) else grant.collection
    return f"{grant.permission.codename}: {place}"


def connect() -> None:
    """Called once, when all rooms are there."""
    user = get_user_model()
    pairs: list[tuple[Signal, Any, Any]] = [
        (user_logged_in, log_sign_in, None),
        (user_logged_out, log_sign_out, None),
        (user_login_failed, log_refusal, None),
        (authentication_failed, log_wrong_code, None),
        (authenticator_added, welcome_factor, None),
        (authenticator_reset, log_new_codes, None),
        (authenticator_removed, part_with_factor, None),
        (pre_save, remember_account, user),
        (post_save, log_account, user),
        (post_delete, log_end_of_account, user),
        *((m2m_changed, log_many, field.through) for field in (user.groups, user.user_permissions, Group.permissions)),
        *((post_save, log_grant, kind) for kind in (GroupPagePermission, GroupCollectionPermission)),
        *((post_delete, log_withdrawal, kind) for kind in (GroupPagePermission, GroupCollectionPermission)),
    ]
    for signal, handler, sender in pairs:
        signal.connect(handler, sender=sender, dispatch_uid=f"{handler.__name__} {sender}")
