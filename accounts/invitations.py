"""A password is made by the person it belongs to, through a link in a mail; nobody else ever knows it."""

from typing import Any

from allauth.core.internal.ratelimit import consume_or_429
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from wagtail.admin.views.account import PasswordResetView

from accounts.security_log import SecurityEvent, record


def limited_password_reset(request: HttpRequest) -> HttpResponseBase:
    """/admin/password_reset/: Wagtail's page for forgotten passwords, which alone sends as many mails as somebody likes."""
    address = request.POST.get("email", "").strip().lower()
    refused = consume_or_429(request, app="allauth.account", action="reset_password", key=address)
    return refused or PasswordResetView.as_view()(request)


def password_link(user: Any) -> str:
    """Where the person makes a password; good for three days, and for one password."""
    number = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("wagtailadmin_password_reset_confirm", args=[number, default_token_generator.make_token(user)])
    return settings.SITE_URL + path


def invite(user: Any, *, by: Any = None) -> bool:
    """Send the invitation; False where there is no address to send it to."""
    if not user.email or not user.is_active:
        return False
    context = {
        "user": user,
        "link": password_link(user),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
        "address": settings.SITE_URL + reverse("wagtailadmin_home"),
        "needs_factor": settings.MFA_REQUIRED,
    }
    send_mail(
        _("Your account for the website"), render_to_string("account/invitation.txt", context), None, [user.email]
    )
    record(SecurityEvent.Kind.ACCOUNT, user, details=_("invited by mail"), actor=by)
    return True


def invite_new(request: HttpRequest, user: Any) -> None:
    """Hook after_create_user. Until the person has made a password, none fits."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    invite(user, by=request.user)
