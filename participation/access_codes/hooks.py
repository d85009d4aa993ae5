"""The way to the codes on paper in the editors' interface."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from participation.access_codes import admin as code_admin


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("participation/codes/", code_admin.codes_view, name="participation_codes"),
        path("participation/codes/make/", code_admin.make_view, name="participation_make_codes"),
        path("participation/codes/csv/<int:pk>/", code_admin.csv_view, name="participation_codes_csv"),
        path("participation/codes/disable/<int:pk>/", code_admin.disable_view, name="participation_disable_codes"),
    ]


class CodesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(code_admin.SEES)


@hooks.register("register_participation_menu_item")
def codes_item() -> MenuItem:
    return CodesMenuItem(
        _("Codes on paper"), reverse("participation_codes"), name="codes", icon_name="password", order=60
    )


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    for name, text in (
        (code_admin.MADE, _("Made codes on paper")),
        (code_admin.DISABLED, _("Disabled codes on paper")),
    ):
        register(actions, name, text)


def register(actions: Any, name: str, text: Any) -> None:
    @actions.register_action(name)
    class CodesFormatter(LogFormatter):
        label = text

        def format_message(self, entry: Any) -> str:
            words = gettext("Package “%(package)s”: %(count)s codes")
            return words % {"package": entry.data.get("package", ""), "count": entry.data.get("count", "")}
