"""What the room does again and again."""

from datetime import time

from django.utils.translation import gettext_lazy as _

from dashboard.digest import send_digests
from dashboard.site_check.admin import check_and_keep
from jobs.schedule import job


@job(name="dashboard.ask_keepers", title=_("Ask by mail whether pages are still true"), at=time(6, 30))
def ask_keepers() -> None:
    """Before people come to work, and after the pages of the night have got their day."""
    send_digests()


@job(name="dashboard.check_site", title=_("Hold the whole site against every demand"), at=time(4, 30))
def check_the_site() -> None:
    """After the links of the night were asked, and before anybody reads the list."""
    check_and_keep()
