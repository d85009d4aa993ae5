"""What the room adds to the editors' interface; the hooks stand in the modules of their subjects."""

from dashboard import first_steps_admin, start_page, upkeep_report  # noqa: F401
from dashboard.site_check import admin  # noqa: F401
