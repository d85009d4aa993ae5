"""The security log: who signed in, who got which right, who took data out. It is only ever written to.

Nobody changes an entry, neither through Django nor, thanks to two triggers, with the database rights of the site. After
twelve months a job deletes it, as the privacy notice says. Addresses are kept without their last part: enough to see
where an attack comes from, too little to name a household.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.log_actions import get_active_log_context

from accounts.networks import client_address, network_of
from accounts.unchangeable import OnlyAdded, only_added

KEPT_FOR = timedelta(days=365)


@only_added("the security log", moment="at", kept_for=KEPT_FOR)
class SecurityEvent(OnlyAdded):
    """One thing that happened, in words that outlive the people and records it names."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", _("signed in")
        SIGNED_OUT = "signed_out", _("signed out")
        REFUSED = "refused", _("sign-in refused")
        SECOND_FACTOR = "second_factor", _("second factor")
        ACCOUNT = "account", _("account")
        RIGHTS = "rights", _("rights")
        EXPORT = "export", _("export")
        CONSENT = "consent", _("consent")
        APPROVAL = "approval", _("approval")
        CONFIDENTIAL = "confidential", _("read what was said in confidence")

    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    kind = models.CharField(_("what"), max_length=20, choices=Kind.choices, db_index=True)
    # Names and no foreign keys: an entry stays as it is when an account is deleted.
    actor = models.CharField(_("by whom"), max_length=150, blank=True, db_index=True)
    subject = models.CharField(_("about"), max_length=255, blank=True)
    details = models.TextField(_("details"), blank=True)
    network = models.CharField(pgettext_lazy("network", "from"), max_length=50, blank=True)

    class Meta:
        verbose_name = _("entry of the security log")
        verbose_name_plural = _("security log")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_kind_display()} {self.actor}".strip()


def record(
    kind: str,
    subject: object = "",
    *,
    details: str = "",
    request: HttpRequest | None = None,
    actor: AbstractBaseUser | AnonymousUser | str | None = None,
    at: datetime | None = None,
) -> SecurityEvent:
    """Write one entry. Without an actor it is whoever works in the editors' interface just now, or nobody (a job)."""
    actor = actor or getattr(request, "user", None) or get_active_log_context().user
    name = actor if isinstance(actor, str) else actor.get_username() if actor and actor.is_authenticated else ""
    return SecurityEvent.objects.create(
        at=at or timezone.now(),
        kind=kind,
        actor=name[:150],
        subject=str(subject)[:255],
        details=details,
        network=network_of(client_address(request)) if request else "",
    )


class ExportMiddleware:
    """Every table and file that the editors' interface hands out is written down, also those of rooms to come."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_file = response.get("Content-Disposition", "").startswith("attachment")
        if is_file and request.path_info.startswith("/admin/") and response.status_code == 200:
            record(SecurityEvent.Kind.EXPORT, request.path, details=export_kind(request), request=request)
        return response


def export_kind(request: HttpRequest) -> str:
    """What the reader chose; filters may hold names and are left out."""
    return request.GET.get("export", "")[:20]
