"""What accounts add to the editors' interface; the hooks stand in the modules of their subjects."""

from accounts import people_admin, sign_in_admin, superusers  # noqa: F401
