"""Who of the town enters what comes on paper: those who may edit the page and have the right to do so."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from participation.models import ModulePage

ENTER = "participation.enter_offline"

View = Callable[..., HttpResponseBase]


def may_enter(user: Any, page: ModulePage) -> bool:
    """To enter paper is to vote for others, so it takes a right of its own."""
    may: bool = user.has_perm(ENTER) and page.permissions_for_user(user).can_edit()
    return may


def of_module(may: Callable[[Any, Any], bool]) -> Callable[[View], View]:
    """The view gets the page of this number, unless the user may not; every answer is kept by no cache."""

    def guard(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, number: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
            page = get_object_or_404(ModulePage, pk=number).specific
            if not may(request.user, page):
                raise PermissionDenied
            return view(request, page, *args, **kwargs)

        return answer

    return guard
