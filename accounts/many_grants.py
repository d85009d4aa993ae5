"""Rights on hundreds of single pages, such as those of a department on its services, in few conditions.

Wagtail asks the database with two conditions for each page on which somebody has a right. From some 400 pages on SQLite
refuses that (“Expression tree is too large”), and the editors' interface stays shut. Pages without any below them, as
services are, need no conditions of their own: their addresses in the tree are one list.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

WORK = {"add", "change", "publish", "lock", "unlock", "bulk_delete"}


def with_all_below(pages: Iterable[Page]) -> Q:
    """These pages and everything below them."""
    found = list(pages)
    condition = Q(path__in={page.path for page in found if not page.numchild})
    for path in {page.path for page in found if page.numchild}:
        condition |= Q(path__startswith=path)
    return condition


def instances_user_has_any_permission_for(self: PagePermissionPolicy, user: Any, actions: Iterable[str]) -> Any:
    """Wagtail's method of this name: the pages on which somebody may do one of these things."""
    known = self._base_queryset_for_user(user)
    if known is not None:
        return known
    wanted, asked = self._get_permission_codenames(actions), set(actions)
    grants = self.get_cached_permissions_for_user(user)
    condition = with_all_below(grant.page for grant in grants if grant.permission.codename in wanted)
    if "change" in asked and "add" not in asked:
        # Who may add pages may change their own.
        adds = (grant.page for grant in grants if grant.permission.codename == "add_page")
        condition |= with_all_below(adds) & Q(owner=user)
    return self.model._default_manager.filter(condition)


def explorable_instances(self: PagePermissionPolicy, user: Any) -> PageQuerySet:
    """Wagtail's method of this name: those pages, and the way down to them."""
    known = self._base_queryset_for_user(user)
    if known is not None:
        return known
    pages = [grant.page for grant in self.get_cached_permissions_for_user(user)]
    steps = {page.path[:end] for page in pages for end in range(page.steplen, len(page.path), page.steplen)}
    top = Page.objects.first_common_ancestor_of(pages)
    own = self.instances_user_has_any_permission_for(user, WORK)
    return (own | Page.objects.filter(path__in=steps)).filter(path__startswith=top.path)


def install() -> None:
    """Everything in the editors' interface asks the one policy that Wagtail has for pages."""
    for method in (instances_user_has_any_permission_for, explorable_instances):
        setattr(PagePermissionPolicy, method.__name__, method)
