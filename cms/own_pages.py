"""In the editors' interface people meet the pages they work on, and no titles of other people's drafts.

Wagtail's page chooser and its bulk actions name every page, also to people who may not open it.
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.bulk_action import index as bulk_action
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet


def pages_of(user: object) -> PageQuerySet:
    """The pages a person may walk through: those with rights, and the way down to them."""
    return PagePermissionPolicy().explorable_instances(user)


def choosable_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """The page chooser offers the pages of the person alone."""
    return pages & pages_of(request.user)


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
