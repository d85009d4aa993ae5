"""What participation adds to the editors' interface; the views stand in the modules of their subjects."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from participation.access_codes import hooks as code_hooks  # noqa: F401  each registers what it adds
from participation.aims import hooks as aim_hooks  # noqa: F401
from participation.drafts import hooks as draft_hooks  # noqa: F401
from participation.figures import hooks as figures_hooks  # noqa: F401
from participation.ideas import hooks as idea_hooks  # noqa: F401
from participation.models import Decision, ProjectModerator
from participation.moderation import admin_views, ban_views, deletion, figures  # noqa: F401  deletion has hooks of its own
from participation.moderation.access import moderates
from participation.moderation.decisions import DECIDED
from participation.offline import hooks as offline_hooks  # noqa: F401
from participation.polls import hooks as poll_hooks  # noqa: F401
from participation.question_board import hooks as question_hooks  # noqa: F401
from participation.walls import hooks as wall_hooks  # noqa: F401

# Rooms of this house put their entries below “Participation” with a hook of this name.
MENU = "register_participation_menu_item"


@hooks.register("register_admin_menu_item")
def participation_menu() -> MenuItem:
    return SubmenuMenuItem(
        _("Participation"), Menu(register_hook_name=MENU), name="participation", icon_name="comment", order=250
    )


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("participation/queue/", admin_views.queue_view, name="participation_queue"),
        path("participation/new/", admin_views.new_view, name="participation_new"),
        path("participation/not-public/", admin_views.taken_away_view, name="participation_taken_away"),
        path("participation/allow/", admin_views.allow_many_view, name="participation_allow_many"),
        path("participation/<int:pk>/allow/", admin_views.allow_view, name="participation_allow"),
        path("participation/<int:pk>/refuse/", admin_views.refuse_view, name="participation_refuse"),
        path("participation/<int:pk>/ban/", ban_views.propose_view, name="participation_propose_ban"),
        path("participation/bans/", ban_views.bans_view, name="participation_bans"),
        path("participation/bans/<int:pk>/agree/", ban_views.agree_view, name="participation_agree"),
        path("participation/bans/<int:pk>/lift/", ban_views.lift_view, name="participation_lift"),
        path("participation/figures-of-moderation/", figures.figures_view, name="participation_moderation_figures"),
    ]


class ModeratorsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return moderates(request.user)


@hooks.register(MENU)
def queue_item() -> MenuItem:
    return ModeratorsMenuItem(
        _("Moderation"), reverse("participation_queue"), name="moderation", icon_name="check", order=10
    )


@hooks.register(MENU)
def bans_item() -> MenuItem:
    return ModeratorsMenuItem(_("Bans"), reverse("participation_bans"), name="bans", icon_name="lock", order=20)


@hooks.register(MENU)
def figures_item() -> MenuItem:
    address = reverse("participation_moderation_figures")
    return ModeratorsMenuItem(
        _("Moderation in figures"), address, name="moderation-figures", icon_name="list-ul", order=30
    )


@register_snippet
class ProjectModeratorViewSet(SnippetViewSet):
    """/admin/snippets/participation/projectmoderator/: who moderates which project."""

    model = ProjectModerator
    icon = "group"
    menu_label = _("Moderators of projects")
    menu_hook = MENU
    menu_order = 40
    list_display = ["project", "user"]
    copy_view_enabled = False

    def register_chooser_viewset(self) -> None:
        """Nothing refers to an appointment, so nobody needs to choose one."""


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    @actions.register_action(DECIDED)
    class DecidedFormatter(LogFormatter):
        label = _("Decided about a contribution")

        def format_message(self, entry: Any) -> str:
            decision = dict(Decision.Action.choices).get(entry.data.get("decision", ""), "")
            words = gettext("Contribution %(number)s: %(decision)s")
            return words % {"number": entry.data.get("number", ""), "decision": decision}
