from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalsConfig(AppConfig):
    """Approvals by people without an account, and reminders of what waits."""

    name = "approvals"
    verbose_name = _("Approvals by mail")

    def ready(self) -> None:
        from approvals import personal_data, pictures  # noqa: F401  who has a link sees the pictures of that version
