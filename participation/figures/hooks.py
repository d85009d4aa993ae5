"""Where the figures stand in the editors' interface."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from participation.figures import admin
from participation.figures.access import READ_NAMES, may_see, projects_seen_by
from participation.models import ModulePage, ProjectPage
from participation.moderation.access import sees_all


@hooks.register("register_admin_urls")
def figures_addresses() -> list[URLPattern]:
    return [
        path("participation/figures/", admin.projects_view, name="participation_figures_of_projects"),
        path("participation/figures/<int:number>/", admin.figures_view, name="participation_figures"),
        path("participation/figures/<int:number>/export/<str:name>", admin.export_view, name="participation_export"),
    ]


@hooks.register("register_page_header_buttons")
def figures_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if issubclass(page.specific_class or Page, ModulePage | ProjectPage) and may_see(user, page.specific):
        address = reverse("participation_figures", args=[page.pk])
        yield Button(_("Figures and export"), url=address, icon_name="table", priority=50)


class FiguresMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return sees_all(request.user) or projects_seen_by(request.user).exists()


@hooks.register("register_participation_menu_item")
def figures_menu_item() -> MenuItem:
    address = reverse("participation_figures_of_projects")
    return FiguresMenuItem(_("Figures and export"), address, name="figures", icon_name="table", order=25)


@hooks.register("register_permissions")
def right_to_read_names() -> QuerySet[Permission]:
    """No role has it by itself; a group of the town's own may."""
    app, name = READ_NAMES.split(".")
    return Permission.objects.filter(content_type__app_label=app, codename=name)
