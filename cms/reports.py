"""What reports in the editors' interface share: who may read them, whose pages they show, tables that never calculate."""

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.spreadsheets import harmless

EDITORS_RIGHTS = ["add", "change", "publish"]


def pages_to_edit(user: AbstractUser | AnonymousUser) -> QuerySet[Page]:
    """The pages that a person may edit, as a subquery."""
    return page_permission_policy.instances_user_has_permission_for(user, "change").values("pk")


def owners(request: HttpRequest) -> QuerySet[AbstractUser]:
    """The people who look after the pages that the reader may edit."""
    return get_user_model().objects.filter(owned_pages__in=pages_to_edit(request.user)).distinct()


class DayColumn(Column):
    """A moment as a day."""

    def get_value(self, instance: Any) -> str:
        moment = super().get_value(instance)
        return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT") if moment else ""


class OfPagesFilterSet(WagtailFilterSet):
    """Filters for rows that belong to a `page`: mine, or those of somebody."""

    mine = django_filters.ChoiceFilter(label=_("mine"), choices=[("1", _("only my pages"))], method="of_me")
    owner = django_filters.ModelChoiceFilter(
        label=_("owner"), field_name="page__owner", queryset=owners, null_label=_("nobody")
    )

    def of_me(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(page__owner=self.request.user)


class HarmlessExport:
    """A list that can be downloaded as a table."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """What sources and editors wrote must not calculate in a spreadsheet."""
        value = super().preprocess_field_value(  # type: ignore[misc]
            field, "" if value is None else value, export_format
        )
        return value if isinstance(value, bool | int) else harmless(str(value))


class Report(HarmlessExport, ReportView):
    """A report with filters, search and export. `index_url_name` is `<name>:report`, see `report_urls`."""

    permission_policy: Any = page_permission_policy
    any_permission_required = EDITORS_RIGHTS
    is_searchable = True


class ReportMenuItem(MenuItem):
    """Shown to those who may read the report."""

    def __init__(self, view: type[Report], **kwargs: Any) -> None:
        super().__init__(view.page_title, reverse(view.index_url_name), icon_name=view.header_icon, **kwargs)
        self.view = view

    def is_shown(self, request: HttpRequest) -> bool:
        return self.view.permission_policy.user_has_any_permission(request.user, self.view.any_permission_required)


def report_urls(view: type[Report]) -> list[URLPattern]:
    return [
        path("", view.as_view(), name="report"),
        path("results/", view.as_view(results_only=True), name="report_results"),
    ]


def belonging_to(user: AbstractUser, model: type[Model]) -> QuerySet:
    """The rows of a model that belong to pages which a person may edit."""
    return model._default_manager.filter(page__in=pages_to_edit(user))
