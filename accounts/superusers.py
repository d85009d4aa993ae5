"""Only superusers make superusers and change their accounts. Wagtail asks for the right on accounts alone."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail import hooks

from accounts.models import User
from accounts.security_log import SecurityEvent, record


def refuse(request: HttpRequest, people: list[Any]) -> None:
    """Raises PermissionDenied where somebody else changes a superuser, or ticks that somebody becomes one."""
    is_about_superusers = "is_superuser" in request.POST or any(person.is_superuser for person in people)
    if is_about_superusers and not getattr(request.user, "is_superuser", False):
        raise PermissionDenied


@hooks.register("before_create_user")
def refuse_new_superusers(request: HttpRequest) -> None:
    refuse(request, [])


@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def refuse_superusers(request: HttpRequest, user: Any) -> None:
    refuse(request, [user])


@hooks.register("before_bulk_action")
def refuse_superusers_among_others(request: HttpRequest, action_type: str, objects: list, action: Any) -> None:
    """All accounts or none."""
    refuse(request, [item for item in objects if isinstance(item, User)])


@hooks.register("after_bulk_action")
def log_closed_accounts(request: HttpRequest, action_type: str, objects: list, action: Any) -> None:
    """Wagtail closes and opens many accounts past the signals."""
    if action_type == "set_active_state":
        is_active = action.cleaned_form.cleaned_data["mark_as_active"]
        for user in objects:
            record(SecurityEvent.Kind.ACCOUNT, user, details=f"is_active = {is_active}", request=request)
