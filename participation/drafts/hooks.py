"""The way from a draft in the editors' interface to what people say about it."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from participation.drafts.admin import answer_view, comments_view, table_view
from participation.models import TextReviewPage
from participation.moderation.access import evaluates


@hooks.register("register_admin_urls")
def draft_addresses() -> list[URLPattern]:
    return [
        path("participation/drafts/<int:number>/", comments_view, name="participation_drafts"),
        path("participation/drafts/<int:number>/comments.csv", table_view, name="participation_drafts_table"),
        path("participation/drafts/<int:number>/<str:name>/", answer_view, name="participation_drafts_answer"),
    ]


@hooks.register("register_page_header_buttons")
def comments_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if page.specific_class is TextReviewPage and page.live and evaluates(user, page.specific):
        address = reverse("participation_drafts", args=[page.pk])
        yield Button(_("Comments on the draft"), url=address, icon_name="comment", priority=40)
