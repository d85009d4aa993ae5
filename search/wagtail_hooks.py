"""The search in the editors' interface: what steers it, what it is asked, and trying it out."""

from django.urls import URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem
from wagtail.signals import init_new_page
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.reports import ReportMenuItem, report_urls
from search.explaining import TryView
from search.query_report import RIGHT, IgnoreView, QueriesView, note_title, prefill_title
from search.steering_admin import (
    BlockedSuggestionViewSet,
    GuardedMenuItem,
    PinnedResultViewSet,
    SettingsView,
    SynonymViewSet,
)
from search.synonym_actions import ProposalsView, SwitchOffAction, SwitchOnAction

urlpatterns = [
    path("try/", permission_required(RIGHT)(TryView.as_view()), name="try"),
    path("settings/", SettingsView.as_view(), name="settings"),
    path("proposals/", permission_required("search.add_synonym")(ProposalsView.as_view()), name="proposals"),
]
report_patterns = [
    *report_urls(QueriesView),
    path("ignore/", permission_required(RIGHT)(IgnoreView.as_view()), name="ignore"),
]


class SearchGroup(SnippetViewSetGroup):
    items = (SynonymViewSet, PinnedResultViewSet, BlockedSuggestionViewSet)
    menu_label = _("Search of the site")
    menu_name = "steer-search"
    menu_icon = "search"
    menu_order = 260

    def get_submenu_items(self) -> list[MenuItem]:
        return [
            *super().get_submenu_items(),
            GuardedMenuItem(
                TryView.page_title,
                reverse_lazy("search_admin:try"),
                name="search-try",
                icon_name=TryView.header_icon,
                order=300,
                right=RIGHT,
            ),
            GuardedMenuItem(
                SettingsView.page_title,
                reverse_lazy("search_admin:settings"),
                name="search-settings",
                icon_name=SettingsView.header_icon,
                order=400,
                right="search.change_searchsettings",
            ),
        ]


register_snippet(SearchGroup)
hooks.register("before_create_page", note_title)
init_new_page.connect(prefill_title)
hooks.register("register_bulk_action", SwitchOnAction)
hooks.register("register_bulk_action", SwitchOffAction)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLResolver]:
    return [
        path("search-steering/", include((urlpatterns, "search_admin"))),
        path("reports/search-queries/", include((report_patterns, "search_queries"))),
    ]


@hooks.register("register_reports_menu_item")
def register_report_in_the_menu() -> MenuItem:
    return ReportMenuItem(QueriesView, name="search-queries", order=650)
