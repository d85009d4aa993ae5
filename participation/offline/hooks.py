"""The ways to what came on paper in the editors' interface, and what the history says about it."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from participation.actions import offline
from participation.module_admin import ENTER
from participation.offline import admin as paper
from participation.offline import overview


class PaperMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        may: bool = request.user.has_perm(ENTER)
        return may


@hooks.register("register_participation_menu_item")
def paper_item() -> MenuItem:
    address = reverse("participation_all_batches")
    return PaperMenuItem(overview.TITLE, address, name="paper", icon_name="edit", order=25)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("participation/batches/", overview.all_batches, name="participation_all_batches"),
        path("participation/<int:number>/offline/", paper.batches, name="participation_batches"),
        path("participation/<int:number>/help/", paper.help_view, name="participation_help"),
        path("participation/batch/<int:number>/", paper.batch_view, name="participation_batch"),
        path("participation/batch/<int:number>/delete/", paper.delete_view, name="participation_batch_delete"),
    ]


@hooks.register("register_page_header_buttons")
def button_in_the_header(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if paper.may_enter_here(user, page.specific):
        address = reverse("participation_batches", args=[page.pk])
        yield Button(overview.TITLE, url=address, icon_name="edit", priority=47)


class BatchFormatter(LogFormatter):
    """An entry of the history that names the batch."""

    text: Any = ""

    def format_message(self, entry: Any) -> str:
        return _(self.text) % {"batch": entry.data.get("batch", "")}


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(offline.ENTERED)
    class Entered(BatchFormatter):
        label, text = gettext_lazy("Sheets entered"), gettext_noop("Entered the sheets “%(batch)s”")

    @actions.register_action(offline.DIFFERED)
    class Differed(BatchFormatter):
        label, text = gettext_lazy("Sheets differ"), gettext_noop("Came to another result with “%(batch)s”")

    @actions.register_action(offline.AGREED)
    class Agreed(BatchFormatter):
        label, text = gettext_lazy("Sheets agreed"), gettext_noop("Checked the sheets “%(batch)s”; they count now")

    @actions.register_action(offline.DELETED)
    class Deleted(BatchFormatter):
        label, text = gettext_lazy("Sheets deleted"), gettext_noop("Deleted the sheets “%(batch)s”")

    @actions.register_action(offline.HELPED)
    class HelpedSomebody(BatchFormatter):
        label, text = gettext_lazy("Helped somebody"), gettext_noop("Took part for somebody who asked for it")
