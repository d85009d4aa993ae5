"""The report on links for editors: what leads nowhere on the pages that they may edit, and since when."""

from typing import Any

import django_filters
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permissions import page_permission_policy

from cms.spreadsheets import harmless
from service_catalogue.models import LinkState, LinkUse, ServicePage
from service_catalogue.models.links import KNOWN_BROKEN
from service_catalogue.sections import PLAN_OF

SHOWN = [LinkState.MISSING, LinkState.BROKEN, LinkState.CAUTION]
RIGHTS = ["add", "change", "publish"]


def poor_links_of(user: AbstractUser) -> QuerySet[LinkUse]:
    """The links to look after, on the pages that a person may edit."""
    editable = page_permission_policy.instances_user_has_permission_for(user, "change")
    return LinkUse.objects.filter(link__state__in=SHOWN, page__in=editable.values("pk"))


def owners(request: HttpRequest) -> QuerySet[AbstractUser]:
    return get_user_model().objects.filter(owned_pages__in=ServicePage.objects.values("pk")).distinct()


def place_of(use: LinkUse) -> str:
    """Where on the page the link stands, in the words of the page."""
    if use.online_service:
        return str(use.online_service)
    return str(PLAN_OF[use.section].title) if use.section in PLAN_OF else use.section


class LinkFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("state"), field_name="link__state", choices=[(state.value, state.label) for state in SHOWN]
    )
    mine = django_filters.ChoiceFilter(label=_("mine"), choices=[("1", _("only my services"))], method="of_me")
    owner = django_filters.ModelChoiceFilter(
        label=_("owner"), field_name="page__owner", queryset=owners, null_label=_("nobody")
    )

    class Meta:
        model = LinkUse
        fields: list[str] = []

    def of_me(self, uses: QuerySet[LinkUse], name: str, value: str) -> QuerySet[LinkUse]:
        return uses.filter(page__owner=self.request.user)


class LinksView(ReportView):
    """/admin/reports/links/: links that lead nowhere or need a look; as a table for spreadsheets with ?export=csv."""

    page_title = _("Links that do not work")
    header_icon = "link"
    model = LinkUse
    permission_policy = page_permission_policy
    any_permission_required = RIGHTS
    filterset_class = LinkFilterSet
    is_searchable = True
    search_fields = ["page__title", "link__url"]
    default_ordering = "-link__since"
    index_url_name = "service_links:report"
    index_results_url_name = "service_links:report_results"
    export_filename = "links"
    columns = [
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="link.get_state_display",
            sort_key="link__state",
            primary=lambda use: use.link.state not in KNOWN_BROKEN,
        ),
        TitleColumn(
            "page",
            label=_("Service"),
            accessor="page.title",
            sort_key="page__title",
            get_url=lambda use: reverse("wagtailadmin_pages:edit", args=[use.page_id]),
        ),
        Column("place", label=_("Where"), accessor=place_of),
        TitleColumn("url", label=_("Link"), accessor="link.url", get_url=lambda use: use.link.url),
        Column("reason", label=_("Reason"), accessor="link.reason"),
        Column(
            "since",
            label=_("Since"),
            accessor=lambda use: date_format(timezone.localtime(use.link.since), "SHORT_DATE_FORMAT"),
            sort_key="link__since",
        ),
        Column("owner", label=_("Owner"), accessor=lambda use: use.page.owner or ""),
    ]
    list_export = [
        "link.state", "link.since", "link.url", "link.reason", "page.title", "section", "online_service", "page.owner",
        "page.pk",
    ]  # fmt: skip
    export_headings = {
        "link.state": _("State"),
        "link.since": _("Since"),
        "link.url": _("Link"),
        "link.reason": _("Reason"),
        "page.title": _("Service"),
        "page.owner": _("Owner"),
        "page.pk": _("Number of the page"),
    }

    def get_base_queryset(self) -> QuerySet[LinkUse]:
        return poor_links_of(self.request.user).select_related("link", "page__owner", "online_service")

    def get_page_subtitle(self) -> str:
        """How many of each kind: 2 is gone, 5 does not answer."""
        counted = poor_links_of(self.request.user).order_by().values_list("link__state")
        counts = dict(counted.annotate(Count("link", distinct=True)))
        return ", ".join(f"{counts[state]} × {state.label}" for state in SHOWN if state in counts)

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """What sources and editors wrote must not calculate in a spreadsheet."""
        value = super().preprocess_field_value(field, value if value is not None else "", export_format)
        return harmless(str(value)) if not isinstance(value, int) else value


class LinksMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return page_permission_policy.user_has_any_permission(request.user, RIGHTS)


def menu_item() -> MenuItem:
    return LinksMenuItem(
        _("Links that do not work"), reverse("service_links:report"), name="service-links", icon_name="link", order=610
    )


app_name = "service_links"
urlpatterns: list[URLPattern] = [
    path("", LinksView.as_view(), name="report"),
    path("results/", LinksView.as_view(results_only=True), name="report_results"),
]
