"""The report on links in Wagtail's admin."""

from django.urls import URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from service_catalogue.links import report


@hooks.register("register_admin_urls")
def register_report() -> list[URLResolver]:
    return [path("reports/links/", include(report, namespace="service_links"))]


@hooks.register("register_reports_menu_item")
def register_report_in_the_menu() -> MenuItem:
    return report.menu_item()
