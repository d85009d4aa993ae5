"""Notices in the editors' interface: write, change, end at once."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.widgets.button import ListingButton
from wagtail.log_actions import log
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from notices.models import Notice


@register_snippet
class NoticeViewSet(SnippetViewSet):
    model = Notice
    icon = "warning"
    menu_label = _("Notices")
    menu_order = 250
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["title", "get_severity_display", "get_scope_display", "state", "starts_at", "ends_at"]
    list_filter = ["severity", "scope"]
    search_fields = ["title", "text"]

    def register_chooser_viewset(self) -> None:
        """Nothing refers to a notice, so nobody needs to choose one."""


@hooks.register("register_snippet_listing_buttons")
def end_button(snippet: Any, user: Any, next_url: str | None = None) -> Any:
    if isinstance(snippet, Notice) and snippet.is_shown and user.has_perm("notices.change_notice"):
        address = reverse("end_notice", args=[snippet.pk])
        yield ListingButton(gettext("End now"), url=address, icon_name="cross", priority=5)


@require_admin_access
@permission_required("notices.change_notice", raise_exception=True)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """/admin/notices/end/<pk>/: asks once, then takes the notice off the site."""
    notice = get_object_or_404(Notice, pk=pk)
    if request.method != "POST":
        return render(request, "notices/end.html", {"notice": notice})
    notice.end_now()
    log(instance=notice, action="wagtail.edit", user=request.user, content_changed=True)
    messages.success(request, gettext("“%(notice)s” is no longer shown.") % {"notice": notice})
    return redirect("wagtailsnippets_notices_notice:list")


@hooks.register("register_admin_urls")
def admin_urls() -> list:
    return [path("notices/end/<int:pk>/", end, name="end_notice")]
