"""The ways to the question “What would you like to achieve?” in the editors' interface."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from participation.aims.admin import can_prepare, choose
from participation.aims.drafts import PREPARED
from participation.models import ProjectPage


@hooks.register("register_admin_urls")
def aims_address() -> list[URLPattern]:
    return [path("participation/aims/<int:number>/", choose, name="participation_aims")]


@hooks.register("register_page_header_buttons")
def aims_in_header(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    yield from aims_button(page, user)


@hooks.register("register_page_listing_more_buttons")
def aims_in_list(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    yield from aims_button(page, user)


def aims_button(page: Page, user: Any) -> Iterator[Button]:
    if page.specific_class is ProjectPage and can_prepare(user, page):
        address = reverse("participation_aims", args=[page.pk])
        yield Button(_("What would you like to achieve?"), url=address, icon_name="help", priority=14)


@hooks.register("after_create_page")
def ask_after_creating(request: HttpRequest, page: Page) -> None:
    """A new project has no way to take part yet; that is the next thing to think of."""
    if isinstance(page, ProjectPage) and can_prepare(request.user, page):
        address = reverse("participation_aims", args=[page.pk])
        words = _("Shall residents take part? Say what you would like to achieve, and the right page is prepared.")
        messages.info(request, words, buttons=[messages.button(address, _("What would you like to achieve?"))])


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(PREPARED)
    class PreparedFormatter(LogFormatter):
        label = gettext_lazy("Prepared for an aim")

        def format_message(self, entry: Any) -> str:
            return _("Prepared as an answer to “What would you like to achieve?”")
