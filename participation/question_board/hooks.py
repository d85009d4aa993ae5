"""The way from a question board to the view of whoever leads the evening."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from participation.models import QuestionBoardPage
from participation.moderation.access import leads
from participation.question_board.admin import lead_view, live_view


@hooks.register("register_admin_urls")
def question_addresses() -> list[URLPattern]:
    return [
        path("participation/questions/<int:number>/", lead_view, name="participation_questions"),
        path("participation/questions/<int:number>/stand/", live_view, name="participation_questions_live"),
    ]


@hooks.register("register_page_header_buttons")
def lead_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if page.specific_class is QuestionBoardPage and page.live and leads(user, page):
        address = reverse("participation_questions", args=[page.pk])
        yield Button(_("Lead the evening"), url=address, icon_name="help", priority=40)
