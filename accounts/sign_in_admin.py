"""What signing in adds to the editors' interface: one's own account, the access of others, the security log."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from accounts.access import access, may_look_after
from accounts.invitations import invite_new
from accounts.security_report import SecurityLogView

hooks.register("after_create_user", invite_new)


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    return [
        path("users/<int:user_id>/access/", access, name="user_access"),
        path("reports/security/", SecurityLogView.as_view(), name="security_log"),
        path("reports/security/results/", SecurityLogView.as_view(results_only=True), name="security_log_results"),
    ]


class SecurityLogMenuItem(MenuItem):
    """Shown to those who may read the log."""

    def is_shown(self, request: HttpRequest) -> bool:
        return SecurityLogView.permission_policy.user_has_permission(request.user, "view")


@hooks.register("register_reports_menu_item")
def register_security_log() -> MenuItem:
    title = gettext_lazy("Security log")
    return SecurityLogMenuItem(title, reverse("security_log"), name="security-log", icon_name="key", order=1520)


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="accounts", codename="view_securityevent")


@hooks.register("register_account_menu_item")
def second_factor_item(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Second factor"),
        "help_text": _("An app, passkeys and recovery codes that protect your account."),
    }


@hooks.register("register_account_menu_item")
def sessions_item(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("own_sessions"),
        "label": _("Where I am signed in"),
        "help_text": _("See each place, and sign out from here."),
    }


@hooks.register("register_user_listing_buttons")
def access_button(user: Any, request_user: Any) -> Iterator[Button]:
    if may_look_after(request_user, user):
        yield Button(_("Access"), reverse("user_access", args=[user.pk]), icon_name="key", priority=30)
