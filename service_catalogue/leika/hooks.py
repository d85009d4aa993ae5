"""LeiKa keys in Wagtail's admin: the report on keys without a service, and suggestions while typing."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from service_catalogue.leika import report
from service_catalogue.leika.suggestions import suggest


@hooks.register("register_admin_urls")
def register_addresses() -> list[URLPattern | URLResolver]:
    return [
        path("reports/leika-keys/", include(report, namespace="leika_report")),
        path("leika-keys/", suggest, name="leika_suggestions"),
    ]


@hooks.register("register_reports_menu_item")
def register_report_in_the_menu() -> MenuItem:
    return report.menu_item()
