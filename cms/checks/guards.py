"""The other ways to publish: many pages at once, an approval from a list, copies that are published with their original.

The form of a page guards itself (`form.CheckedPageForm`). Here a page with errors stops the action as a whole, with a
message that names page and errors; nothing is half done.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views.pages.workflow import WorkflowAction
from wagtail.models import Page

from cms.checks.checking import check_many, errors
from cms.checks.findings import Finding

NAMED = 5
Refused = list[tuple[Page, list[Finding]]]


def with_errors(pages: Iterable[Page]) -> Refused:
    checked = ((page, errors(page)) for page in pages)
    return [(page, found) for page, found in checked if found]


def tell(request: HttpRequest, refused: Refused) -> None:
    """Which pages are refused, and why."""
    lines = ((page.get_admin_display_title(), " ".join(item.text for item in found)) for page, found in refused[:NAMED])
    more = [(_("and %(n)d more") % {"n": len(refused) - NAMED}, "")] if len(refused) > NAMED else []
    text = format_html(
        "{}<ul>{}</ul>",
        _("Nothing was published, because these pages have errors:"),
        format_html_join("", "<li><strong>{}</strong> {}</li>", [*lines, *more]),
    )
    messages.error(request, text)


def refuse_bulk_publishing(request: HttpRequest, action_type: str, objects: list, action: Any) -> HttpResponse | None:
    """Hook before_bulk_action: all pages or none."""
    if action_type != "publish":
        return None
    below = action.cleaned_form.cleaned_data.get("include_descendants", False)
    refused = with_errors(_latest(_chosen(objects, with_drafts_below=below)))
    if not refused:
        return None
    tell(request, refused)
    return redirect(action.next_url)


def _chosen(pages: Iterable[Any], *, with_drafts_below: bool) -> Iterator[Page]:
    for page in pages:
        if isinstance(page, Page):
            yield page
            yield from page.get_descendants().not_live() if with_drafts_below else ()


def _latest(pages: Iterable[Page]) -> Iterator[Page]:
    """The version of each page that publishing would show."""
    return (page.specific.get_latest_revision_as_object() for page in pages)


def refuse_published_copies(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Hook before_copy_page: a published page with errors, from an import for example, may be copied as a draft only.

    An alias is published as its original is.
    """
    if request.method != "POST" or not any(map(request.POST.get, ("publish_copies", "alias"))):
        return None
    below = bool(request.POST.get("copy_subpages"))
    copied = Page.objects.descendant_of(page, inclusive=True) if below else Page.objects.filter(pk=page.pk)
    refused = [(copy, wrong) for copy, found in check_many(copied.live()) if (wrong := _errors_of(found))]
    if not refused:
        return None
    tell(request, refused)
    return redirect("wagtailadmin_pages:copy", page.pk)


def _errors_of(found: list[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.is_error]


@require_admin_access
def workflow_action(request: HttpRequest, page_id: int, action_name: str, task_state_id: int) -> HttpResponse:
    """/admin/pages/workflow/action/<id>/…: an approval from a list publishes at once, so it asks the rules first."""
    if request.method == "POST" and action_name == "approve":
        refused = with_errors(_latest(Page.objects.filter(pk=page_id)))
        if refused and refused[0][0].permissions_for_user(request.user).can_edit():
            tell(request, refused)
            return _to_the_form(request, page_id)
    view = WorkflowAction.as_view()
    return view(request, page_id=page_id, action_name=action_name, task_state_id=task_state_id)


def _to_the_form(request: HttpRequest, page_id: int) -> HttpResponse:
    address = reverse("wagtailadmin_pages:edit", args=[page_id])
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return render_modal_workflow(request, None, None, {}, json_data={"step": "success", "redirect": address})
    return redirect(address)


# This stands before Wagtail's own view of the same address.
urlpatterns = [
    path("pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/", workflow_action),
]
