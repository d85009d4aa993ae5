"""/admin/users/<id>/access/: how somebody signs in, for those who look after accounts: invitation, lost factors, sessions."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.account_mails import ALL_REMOVED, tell
from accounts.invitations import invite
from accounts.second_factor import needs_second_factor
from accounts.security_log import SecurityEvent, record
from accounts.sessions import end_all_sessions, open_sessions

POLICY = ModelPermissionPolicy(get_user_model())


def may_look_after(person: Any, user: Any) -> bool:
    """Whoever changes accounts; those of superusers only superusers."""
    return POLICY.user_has_permission(person, "change") and (person.is_superuser or not user.is_superuser)


def remove_factors(user: Any, *, request: HttpRequest | None = None) -> int:
    """Lost phone, lost codes: everything goes, all sign-ins end, and the next one asks for a new factor."""
    removed, _by_kind = Authenticator.objects.filter(user_id=user.pk).delete()
    end_all_sessions(user)
    record(SecurityEvent.Kind.SECOND_FACTOR, user, details=_("all removed by somebody else"), request=request)
    tell(user, ALL_REMOVED)
    return removed


def access(request: HttpRequest, user_id: int) -> HttpResponse:
    """One page, three buttons."""
    user = get_object_or_404(get_user_model(), pk=user_id)
    if not may_look_after(request.user, user):
        raise PermissionDenied
    if request.method == "POST":
        act(request, user, request.POST.get("action", ""))
        return redirect("user_access", user.pk)
    factors = Authenticator.objects.filter(user_id=user.pk)
    context = {
        "person": user,
        "page_title": _("Access"),
        "page_subtitle": get_user_display_name(user),
        "header_icon": "key",
        "factors": [factor.get_type_display() for factor in factors],
        "is_needed": settings.MFA_REQUIRED and needs_second_factor(user),
        "sessions": open_sessions(user),
    }
    return render(request, "account/admin/access.html", context)


def act(request: HttpRequest, user: Any, action: str) -> None:
    """What the pressed button says, and a message about it."""
    if action == "invite":
        is_sent = invite(user, by=request.user)
        text = _("The invitation is on its way.") if is_sent else _("There is no address to send it to.")
        (messages.success if is_sent else messages.error)(request, text)
    elif action == "remove_factors":
        remove_factors(user, request=request)
        messages.success(request, _("The second factors are removed. The next sign-in asks for a new one."))
    elif action == "end_sessions":
        ended = end_all_sessions(user)
        record(SecurityEvent.Kind.SIGNED_OUT, user, details=_("%d sign-ins ended") % ended, request=request)
        messages.success(request, _("Signed out everywhere."))
