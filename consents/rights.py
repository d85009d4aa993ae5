"""Who keeps consents."""

from typing import Any


def keeps_consents(user: Any) -> bool:
    """Supervision and editors, by the right that their roles have."""
    return user is not None and user.has_perm("consents.change_consent")
