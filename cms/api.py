"""What all parts of the public API share."""

from typing import Any

from django.db import DataError
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response


class Pages(PageNumberPagination):
    """Twenty per page; `page_size` up to 100."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list | None:
        for name in ("page", "page_size"):
            value = request.query_params.get(name)
            if value is not None and not (value.isdecimal() and len(value) < 10 and int(value) > 0):
                raise ValidationError({name: [_("Write a whole number from 1 on.")]})
        try:
            return super().paginate_queryset(queryset, request, view)
        except NotFound as error:
            raise NotFound(_("There is no such page of results.")) from error


class StrictParameters:
    """A view that refuses query parameters it does not know, instead of answering something else than asked.

    The known ones are those of its pagination and filters and what `extra_parameters` names. Numbers and dates
    beyond what the database can hold are refused too.
    """

    extra_parameters: tuple[str, ...] = ()

    def known_parameters(self) -> set[str]:
        known = {"page", "page_size", *self.extra_parameters}
        filterset = getattr(self, "filterset_class", None)
        return known | set(filterset.base_filters if filterset else ())

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, OverflowError | DataError):  # as SQLite and as PostgreSQL say it
            is_detail = "pk" in self.kwargs  # type: ignore[attr-defined]
            exc = NotFound() if is_detail else ValidationError([_("A number or a date is out of range.")])
        return super().handle_exception(exc)  # type: ignore[misc]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        known = self.known_parameters()
        unknown = {
            name: [_("Unknown parameter. Known are: %(known)s.") % {"known": ", ".join(sorted(known))}]
            for name in request.query_params
            if name not in known
        }
        if unknown:
            raise ValidationError(unknown)
