"""In the editors' interface people meet the pages they work on, and no titles of other people's drafts.

Wagtail's page chooser, its question before a move and its bulk actions name everything, also to people who may not
open it. The same holds for pictures and files: `own_media.py`.
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.bulk_action import index as bulk_action
from wagtail.admin.views.chooser import BrowseView, ChosenMultipleView
from wagtail.admin.views.pages.history import PageHistoryView
from wagtail.admin.views.pages.workflow import ConfirmWorkflowCancellation
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet
from wagtail.snippets.models import get_snippet_models

from cms.own_media import choose_format_of_own_picture, choose_own_pictures, refuse_foreign_media


def pages_of(user: object) -> PageQuerySet:
    """The pages a person may walk through: those with rights, and the way down to them."""
    return PagePermissionPolicy().explorable_instances(user)


def choosable_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """The page chooser offers the pages of the person alone."""
    return pages & pages_of(request.user)


@require_admin_access
def choose_from_own_pages(request: HttpRequest, parent_page_id: int) -> HttpResponse:
    """/admin/choose-page/<id>/: begins at the top where the page is somebody else's."""
    is_own = pages_of(request.user).filter(pk=parent_page_id).exists()
    return BrowseView.as_view()(request, parent_page_id if is_own else None)


@require_admin_access
def choose_own_pages(request: HttpRequest) -> HttpResponse:
    """/admin/choose-page/chosen-multiple/: refused as a whole when it names a page of somebody else."""
    if asked_pages(request).exclude(pk__in=pages_of(request.user)).exists():
        raise PermissionDenied
    return ChosenMultipleView.as_view()(request)


def refuse_foreign_move(request: HttpRequest, page: Page, destination: Page) -> None:
    """Wagtail asks for the right only when the move is confirmed, and names both pages before."""
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied


@require_admin_access
def bulk_action_on_own_records(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponse:
    """/admin/bulk/<app>/<model>/<action>/: Wagtail lists also records that a person has no right to."""
    snippets = {model._meta.label_lower: model for model in get_snippet_models()}
    refuse_foreign_media(request, f"{app_label}.{model_name}".lower())
    model = snippets.get(f"{app_label}.{model_name}".lower())
    if model and not model.snippet_viewset.permission_policy.user_has_any_permission(
        request.user, ["change", "delete"]
    ):
        raise PermissionDenied
    return bulk_action(request, app_label, model_name, action)


@require_admin_access
def bulk_action_on_own_pages(request: HttpRequest, action: str) -> HttpResponse:
    """/admin/bulk/wagtailcore/page/<action>/: refused as a whole when it names a page of somebody else."""
    asked = asked_pages(request)
    if asked.exclude(pk__in=pages_of(request.user)).exists():
        raise PermissionDenied
    return bulk_action(request, "wagtailcore", "page", action)


def asked_pages(request: HttpRequest) -> PageQuerySet:
    """The pages that a bulk action could name; “all” means those below a page, or below the root."""
    names = request.GET.getlist("id")
    if "all" not in names:
        return Page.objects.filter(pk__in=[name for name in names if name.isdecimal()])
    parent = request.GET.get("childOf") or str(Page.get_first_root_node().pk)
    if not parent.isdecimal():
        raise PermissionDenied
    return get_object_or_404(Page, pk=parent).get_descendants()


@require_admin_access
def report_for_all_pages(request: HttpRequest, results_only: bool = False) -> HttpResponse:
    """/admin/reports/page-types-usage/: names the page last edited of each type, so it is for those who see all."""
    if Page.objects.exclude(pk__in=pages_of(request.user)).exists():
        raise PermissionDenied
    return PageTypesUsageReportView.as_view(results_only=results_only)(request)


@require_admin_access
def cancel_own_approval(request: HttpRequest, page_id: int) -> HttpResponse:
    """/admin/pages/workflow/confirm_cancellation/<id>/: says to everybody whether a page waits, and for what."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return ConfirmWorkflowCancellation.as_view()(request, page_id=page_id)


class HistoryView(PageHistoryView):
    """/admin/pages/<id>/history/: also for people who approve and change nothing else; which pages, Wagtail asks after that."""

    any_permission_required = [*PageHistoryView.any_permission_required, "lock"]


# These stand before Wagtail's own views of the same addresses.
urlpatterns = [
    path("bulk/wagtailcore/page/<str:action>/", bulk_action_on_own_pages),
    path("bulk/<str:app_label>/<str:model_name>/<str:action>/", bulk_action_on_own_records),
    path("images/chooser/chosen-multiple/", choose_own_pictures),
    path("images/chooser/<int:image_id>/select_format/", choose_format_of_own_picture),
    path("pages/workflow/confirm_cancellation/<int:page_id>/", cancel_own_approval),
    path("pages/<int:page_id>/history/", require_admin_access(HistoryView.as_view())),
    path("pages/<int:page_id>/history/results/", require_admin_access(HistoryView.as_view(results_only=True))),
    path("choose-page/<int:parent_page_id>/", choose_from_own_pages),
    path("choose-page/chosen-multiple/", choose_own_pages),
    path("reports/page-types-usage/", report_for_all_pages),
    path("reports/page-types-usage/results/", report_for_all_pages, {"results_only": True}),
]
