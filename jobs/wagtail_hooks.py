from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import urls
from .views import POLICY


class JobsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return POLICY.user_has_any_permission(request.user, ["view", "change"])


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLResolver]:
    return [path("jobs/", include(urls))]


@hooks.register("register_reports_menu_item")
def register_schedule_menu_item() -> MenuItem:
    return JobsMenuItem(
        _("Scheduled jobs"), reverse("jobs:schedule"), name="schedule", icon_name="calendar-alt", order=1500
    )


@hooks.register("register_reports_menu_item")
def register_queue_menu_item() -> MenuItem:
    return JobsMenuItem(_("Queue"), reverse("jobs:tasks"), name="queue", icon_name="tasks", order=1510)


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="jobs", codename__in=["view_schedule", "change_schedule"])
