"""The checks in Wagtail's admin: guards before everything that publishes, and a word afterwards."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLResolver, include, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page

from cms.checks import anchors, guards
from cms.checks.checking import check
from cms.checks.content_checker import use_our_rules
from cms.checks.findings import Severity
from cms.checks.panel import grouped

NAMED = 5

hooks.register("before_bulk_action", guards.refuse_bulk_publishing)
hooks.register("before_copy_page", guards.refuse_published_copies)
hooks.register("construct_wagtail_userbar", use_our_rules)


@require_admin_access
def findings_of_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """/admin/checks/<id>/: the list at the top of the editors' form anew, after Wagtail has saved by itself."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    latest = page.specific.get_latest_revision_as_object()
    return render(request, "cms/findings_list.html", {"groups": grouped(type(latest), check(latest))})


@hooks.register("register_admin_urls")
def register_list_of_findings() -> list[URLResolver]:
    views = [path("<int:page_id>/", findings_of_page, name="of_page")]
    return [path("checks/", include((views, "cms_checks")))]


@hooks.register("after_publish_page")
def name_the_warnings(request: HttpRequest, page: Page) -> None:
    """What did not stop the publishing is said once it is done; each line leads to its place in the form."""
    found = [finding for finding in check(page) if finding.severity == Severity.WARNING]
    if not found:
        return
    lines = ((anchors.address_of(page, item.field, item.block), item.text) for item in found[:NAMED])
    heading = ngettext(
        "The page is published. One thing should be put right soon:",
        "The page is published. %(n)d things should be put right soon:",
        len(found),
    )
    rows = format_html_join("", '<li><a href="{}">{}</a></li>', lines)
    more = format_html('<li><a href="{}">…</a></li>', reverse("wagtailadmin_pages:edit", args=[page.pk]))
    text = heading % {"n": len(found)}
    messages.warning(request, format_html("{}<ul>{}{}</ul>", text, rows, more if len(found) > NAMED else ""))
