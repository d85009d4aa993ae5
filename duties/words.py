"""Titles that stand in the menu and on the page."""

from django.utils.translation import gettext_lazy as _

REGISTER_TITLE = _("What is asked and kept of people")
RETENTION_TITLE = _("What is forgotten when")
