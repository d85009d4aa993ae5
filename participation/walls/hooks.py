"""The way from a wall in the editors' interface to its cards."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from participation.models import WallPage
from participation.walls import admin as wall_admin


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("participation/walls/<int:number>/", wall_admin.arrange, name="participation_arrange"),
        path("participation/walls/<int:number>/stand/", wall_admin.arrange_live, name="participation_arrange_live"),
        path(
            "participation/walls/<int:number>/idea/", wall_admin.idea_from_cards, name="participation_idea_from_cards"
        ),
        path("participation/walls/<int:number>/<int:card_number>/", wall_admin.sharpen, name="participation_sharpen"),
    ]


@hooks.register("register_page_header_buttons")
def cards_in_header(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    yield from cards_button(page, user)


@hooks.register("register_page_listing_more_buttons")
def cards_in_list(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    yield from cards_button(page, user)


def cards_button(page: Page, user: Any) -> Iterator[Button]:
    """Only on a public wall, for people who may edit it."""
    if page.live and page.specific_class is WallPage and page.permissions_for_user(user).can_edit():
        address = reverse("participation_arrange", args=[page.pk])
        yield Button(_("Arrange the cards"), url=address, icon_name="grip", priority=45)
