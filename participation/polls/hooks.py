"""The way from a poll in the editors' interface to what people wrote, and the history of what was shown of it."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from participation.models import PollPage
from participation.moderation.access import evaluates
from participation.polls import admin as poll_admin
from participation.polls.written import READ_CONFIDENTIAL, SHOWN, TAKEN_OUT


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("participation/words/", poll_admin.polls_view, name="participation_poll_words"),
        path("participation/<int:number>/words/", poll_admin.words_view, name="participation_words"),
    ]


@hooks.register("register_page_header_buttons")
def words_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if page.specific_class is PollPage and (page.live or page.first_published_at) and evaluates(user, page.specific):
        yield Button(poll_admin.TITLE, url=poll_admin.address_of(page), icon_name="comment", priority=40)


class WordsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return poll_admin.evaluates_any(request.user)


@hooks.register("register_participation_menu_item")
def words_item() -> MenuItem:
    return WordsMenuItem(
        poll_admin.TITLE, reverse("participation_poll_words"), name="poll-words", icon_name="comment", order=15
    )


@hooks.register("register_permissions")
def right_to_read() -> QuerySet[Permission]:
    """A group of the town's own may have it, too."""
    app, name = READ_CONFIDENTIAL.split(".")
    return Permission.objects.filter(content_type__app_label=app, codename=name)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(SHOWN)
    class Shown(LogFormatter):
        label = _("Showed answers in own words")

        def format_message(self, entry: Any) -> str:
            number = len(entry.data.get("numbers", []))
            words = ngettext(
                "Showed %(count)d answer in own words with the result",
                "Showed %(count)d answers in own words with the result",
                number,
            )
            return words % {"count": number}

    @actions.register_action(TAKEN_OUT)
    class TakenOut(LogFormatter):
        label = _("Took an answer in own words out of the result")

        def format_message(self, entry: Any) -> str:
            words = gettext("Took an answer in own words out of the result. %(reason)s")
            return words % {"reason": poll_admin.why(entry)}
