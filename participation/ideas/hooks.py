"""Where the ideas stand in the editors' interface."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from participation.ideas import admin as idea_admin
from participation.ideas import picture_admin
from participation.moderation.access import moderates


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("participation/ideas/", idea_admin.list_ideas, name="participation_ideas"),
        path("participation/ideas/<int:number>/", idea_admin.edit_idea, name="participation_idea"),
        path("participation/pictures/<int:number>/", picture_admin.refuse, name="participation_refuse_picture"),
    ]


class IdeasMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return moderates(request.user)


@hooks.register("register_participation_menu_item")
def ideas_item() -> MenuItem:
    return IdeasMenuItem(
        _("Ideas and answers"), reverse("participation_ideas"), name="ideas", icon_name="pick", order=5
    )
