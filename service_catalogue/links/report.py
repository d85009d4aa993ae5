"""The report on links for editors: what leads nowhere on the pages that they may edit, and since when."""

import django_filters
from django.contrib.auth.models import AbstractUser
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn

from cms.reports import DayColumn, OfPagesFilterSet, Report, ReportMenuItem, belonging_to, report_urls
from service_catalogue.models import LinkState, LinkUse
from service_catalogue.models.links import KNOWN_BROKEN
from service_catalogue.sections import PLAN_OF

SHOWN = [LinkState.MISSING, LinkState.BROKEN, LinkState.CAUTION]


def poor_links_of(user: AbstractUser) -> QuerySet[LinkUse]:
    """The links to look after, on the pages that a person may edit."""
    return belonging_to(user, LinkUse).filter(link__state__in=SHOWN)


def place_of(use: LinkUse) -> str:
    """Where on the page the link stands, in the words of the page."""
    if use.online_service:
        return str(use.online_service)
    return str(PLAN_OF[use.section].title) if use.section in PLAN_OF else use.section


class LinkFilterSet(OfPagesFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("state"), field_name="link__state", choices=[(state.value, state.label) for state in SHOWN]
    )

    class Meta:
        model = LinkUse
        fields: list[str] = []


class LinksView(Report):
    """/admin/reports/links/: links that lead nowhere or need a look; as a table for spreadsheets with ?export=csv."""

    page_title = _("Links that do not work")
    header_icon = "link"
    model = LinkUse
    filterset_class = LinkFilterSet
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
        DayColumn("since", label=_("Since"), accessor="link.since", sort_key="link__since"),
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


def menu_item() -> MenuItem:
    return ReportMenuItem(LinksView, name="service-links", order=610)


app_name = "service_links"
urlpatterns = report_urls(LinksView)
