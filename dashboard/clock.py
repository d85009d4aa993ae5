"""What the room does again and again."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from dashboard.digest import send_digests
from jobs.schedule import job


@job(name="dashboard.ask_keepers", title=_("Ask by mail whether pages are still true"), at=time(6, 30))
def ask_keepers() -> None:
    """Before people come to work, and after the pages of the night have got their day."""
    send_digests()
