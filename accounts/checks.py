"""What `manage.py check --deploy` says about signing in."""

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def second_factor_is_required(**kwargs: Any) -> list[Error]:
    """A town that says no to the second factor does so knowingly, and not on a public server."""
    if settings.MFA_REQUIRED:
        return []
    text = "MFA_REQUIRED is off: a password alone is enough to change what the public reads."
    return [Error(text, hint="Leave MFA_REQUIRED out or write MFA_REQUIRED=1.", id="accounts.E001")]
