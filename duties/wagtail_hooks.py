"""What this room adds to the editors' interface: two reports, for those who answer for the municipality."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem

from duties import register_view, retention_view

RIGHT = "cms.change_townsettings"


class DutyMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RIGHT)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    needs_right = permission_required(RIGHT)
    return [
        path(
            "reports/personal-data/", needs_right(register_view.RegisterView.as_view()), name="personal_data_register"
        ),
        path("reports/retention/", needs_right(retention_view.RetentionView.as_view()), name="retention"),
    ]


@hooks.register("register_reports_menu_item")
def register_in_the_menu() -> MenuItem:
    return DutyMenuItem(register_view.TITLE, reverse("personal_data_register"), icon_name="list-ul", order=1200)


@hooks.register("register_reports_menu_item")
def retention_in_the_menu() -> MenuItem:
    return DutyMenuItem(retention_view.TITLE, reverse("retention"), icon_name="history", order=1210)
