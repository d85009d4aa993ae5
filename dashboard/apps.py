from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardConfig(AppConfig):
    """What staff see first: what waits for them, in every room."""

    name = "dashboard"
    verbose_name = _("Start page of the editors")
