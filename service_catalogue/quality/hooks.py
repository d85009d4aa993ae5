"""The quality rules in Wagtail's admin: a report."""

from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from service_catalogue.quality import report
from service_catalogue.quality.signal_handlers import on_online_service_edited

hooks.register("after_edit_snippet", on_online_service_edited)


@hooks.register("register_admin_urls")
def register_report() -> list[URLResolver]:
    return [path("reports/services/", include(report, namespace="service_quality"))]


@hooks.register("register_reports_menu_item")
def register_report_in_the_menu() -> MenuItem:
    return report.menu_item()
