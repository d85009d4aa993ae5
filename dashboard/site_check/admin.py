"""The check of the whole site in the editors' interface: as the night left it, and anew by a press of a button."""

from itertools import groupby

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem

from dashboard.first_steps import RIGHT
from dashboard.site_check.checking import check_site
from dashboard.site_check.demands import GROUP_TITLES, Result

TITLE = gettext_lazy("Check of the site")
KEY = "dashboard.site_check"
# A night that fails leaves the list of the night before.
KEPT_SECONDS = 3 * 24 * 60 * 60


def check_and_keep() -> None:
    """All processes show what one of them has found."""
    rows = [result.as_json() for result in check_site()]
    caches["shared"].set(KEY, {"at": timezone.now(), "rows": rows}, KEPT_SECONDS)


@require_http_methods(["GET", "HEAD", "POST"])
def site_check(request: HttpRequest) -> HttpResponse:
    """/admin/site-check/: every demand, what is not as demanded, and where it is put right."""
    if request.method == "POST":
        check_and_keep()
        return redirect("site_check")
    kept = caches["shared"].get(KEY)
    results = [Result.from_json(row) for row in kept["rows"]] if kept else []
    by_group = groupby(results, key=lambda result: result.group)
    context = {
        "page_title": TITLE,
        "header_icon": "clipboard-list",
        "checked_at": kept and kept["at"],
        "groups": [(GROUP_TITLES[group], list(of_group)) for group, of_group in by_group],
        "met": sum(result.is_met for result in results),
        "all": len(results),
        "failing": sum(result.fails for result in results),
    }
    return render(request, "dashboard/site_check.html", context)


class SiteCheckMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RIGHT)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [path("site-check/", permission_required(RIGHT)(site_check), name="site_check")]


@hooks.register("register_reports_menu_item")
def in_the_menu() -> MenuItem:
    return SiteCheckMenuItem(TITLE, reverse("site_check"), name="site-check", icon_name="clipboard-list", order=50)
