"""What the history of a page says when somebody has read it as a whole."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from cms.upkeep import REVIEWED


@hooks.register("register_log_actions")
def register_review(actions: Any) -> None:
    @actions.register_action(REVIEWED)
    class Reviewed(LogFormatter):
        label = gettext_lazy("Checked: still true")

        def format_message(self, entry: Any) -> str:
            return _("%(who)s has read the page: all of it is still true") % {"who": entry.data.get("by", "")}
