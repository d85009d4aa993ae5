"""What this room adds to the editors' interface: two reports, for those who answer for the municipality."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem

from duties.register_view import RegisterView
from duties.retention_view import RetentionView
from duties.words import REGISTER_TITLE, RETENTION_TITLE

RIGHT = "cms.change_townsettings"


class DutyMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RIGHT)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    needs_right = permission_required(RIGHT)
    return [
        path("reports/personal-data/", needs_right(RegisterView.as_view()), name="personal_data_register"),
        path("reports/retention/", needs_right(RetentionView.as_view()), name="retention"),
    ]


@hooks.register("register_reports_menu_item")
def register_in_the_menu() -> MenuItem:
    return DutyMenuItem(REGISTER_TITLE, reverse("personal_data_register"), icon_name="list-ul", order=1200)


@hooks.register("register_reports_menu_item")
def retention_in_the_menu() -> MenuItem:
    return DutyMenuItem(RETENTION_TITLE, reverse("retention"), icon_name="history", order=1210)
