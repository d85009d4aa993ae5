"""What the room adds to the editors' interface."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from cms.reports import ReportMenuItem, report_urls
from feedback import actions
from feedback.access import ANSWERS_BARRIERS
from feedback.admin import FeedbackView, group_view
from feedback.barriers import actions as barrier_actions
from feedback.barriers import admin as barriers

feedback_urls = [*report_urls(FeedbackView), path("<int:pk>/", group_view, name="group")]


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern | URLResolver]:
    return [
        path("feedback/", include((feedback_urls, "page_feedback"))),
        path("barriers/", barriers.list_view, name="feedback_barriers"),
        path("barriers/<int:pk>/", barriers.report_view, name="feedback_barrier"),
    ]


@hooks.register("register_reports_menu_item")
def feedback_item() -> MenuItem:
    return ReportMenuItem(FeedbackView, name="page-feedback", order=600)


class BarriersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(ANSWERS_BARRIERS)


@hooks.register("register_admin_menu_item")
def barriers_item() -> MenuItem:
    return BarriersMenuItem(
        _("Reports of barriers"), reverse("feedback_barriers"), name="barriers", icon_name="warning", order=260
    )


@hooks.register("register_log_actions")
def register_log_actions(log_actions: Any) -> None:
    labels = {
        actions.CLOSED: _("Closed a group of feedback"),
        barrier_actions.ANSWERED: _("Answered the report of a barrier"),
        barrier_actions.CLOSED: _("Closed the report of a barrier"),
    }
    for name, label in labels.items():
        log_actions.register_action(name)(type("Formatter", (LogFormatter,), {"label": label, "message": label}))
