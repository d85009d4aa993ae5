"""What approvals by mail add to the editors' interface: the way to ask somebody, and what the history says."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from approvals.actions import APPROVED, ASKED, SENT_BACK, WITHDRAWN
from approvals.ask_admin import ask_view
from approvals.people import may_ask

ASK = _("Ask for approval by mail")


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [path("approvals/<int:page_id>/", ask_view, name="approvals_ask")]


class AskMenuItem(ActionMenuItem):
    """Beside “Approve”, also for those who have handed in and may change nothing just now."""

    name, label, icon_name = "approvals-ask", ASK, "mail"

    def is_shown(self, context: dict[str, Any]) -> bool:
        return context["view"] == "edit" and may_ask(context["request"].user, context["page"])

    def get_url(self, context: dict[str, Any]) -> str:
        return reverse("approvals_ask", args=[context["page"].pk])


@hooks.register("register_page_action_menu_item")
def ask_in_the_foot() -> ActionMenuItem:
    return AskMenuItem(order=90)


@hooks.register("register_page_header_buttons")
def ask_in_the_header(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if view_name == "edit" and may_ask(user, page):
        yield Button(ASK, url=reverse("approvals_ask", args=[page.pk]), icon_name="mail", priority=46)


class NamedFormatter(LogFormatter):
    """An entry of the history that says who was asked or who decided."""

    text: Any = ""

    def format_message(self, entry: Any) -> str:
        return gettext(self.text) % {"name": entry.data.get("name", "")}


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(ASKED)
    class AskedFormatter(NamedFormatter):
        label, text = (
            _("Asked for approval by mail"),
            gettext_noop("%(name)s was asked by mail to decide about this version"),
        )

    @actions.register_action(WITHDRAWN)
    class WithdrawnFormatter(NamedFormatter):
        label, text = _("Question by mail taken back"), gettext_noop("%(name)s is no longer asked by mail")

    @actions.register_action(APPROVED)
    class ApprovedFormatter(NamedFormatter):
        label, text = _("Approved by mail"), gettext_noop("%(name)s has approved this version by mail")

    @actions.register_action(SENT_BACK)
    class SentBackFormatter(NamedFormatter):
        label, text = _("Sent back by mail"), gettext_noop("%(name)s has sent this version back by mail")
