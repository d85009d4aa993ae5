"""The search in the public API."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param
from rest_framework.views import APIView

from cms.api import Pages, StrictParameters
from search.finding import KINDS, Results, find


class HitSerializer(serializers.Serializer):
    """A result with plain texts, without any markup."""

    type = serializers.ChoiceField(choices=list(KINDS), source="kind")
    title = serializers.CharField()
    url = serializers.CharField(help_text="Address on this site.")
    summary = serializers.CharField()
    date = serializers.DateField(allow_null=True, help_text="Only of things that age, such as news.")


PAGE_OF_HITS = inline_serializer(
    "SearchResults",
    {
        "count": serializers.IntegerField(help_text="Results that can be paged through, at most 200."),
        "next": serializers.URLField(allow_null=True),
        "previous": serializers.URLField(allow_null=True),
        "results": HitSerializer(many=True),
    },
)


class SearchView(StrictParameters, APIView):
    """One search over services, departments, news, projects and pages, best results first."""

    extra_parameters = ("q", "kind")

    @extend_schema(
        parameters=[
            OpenApiParameter("q", str, required=True, description="What people type; German words in any form."),
            OpenApiParameter("kind", str, enum=list(KINDS), description="Only results of this kind."),
            OpenApiParameter("page", int),
            OpenApiParameter("page_size", int, description=f"Up to {Pages.max_page_size}."),
        ],
        responses=PAGE_OF_HITS,
    )
    def get(self, request: Request) -> Response:
        page = self.number("page", 1)
        found = find(
            self.text("q"),
            kind=self.kind(),
            page=page,
            per_page=min(self.number("page_size", Pages.page_size), Pages.max_page_size),
        )
        if page > found.pages:
            raise NotFound(_("There is no such page of results."))
        return Response(
            {"count": found.count, **self.links(found), "results": HitSerializer(found.hits, many=True).data}
        )

    def text(self, name: str) -> str:
        if name not in self.request.query_params:
            raise ValidationError({name: [_("This parameter is needed.")]})
        return self.request.query_params[name]

    def kind(self) -> str | None:
        kind = self.request.query_params.get("kind")
        if kind is not None and kind not in KINDS:
            raise ValidationError({"kind": [_("Known kinds are: %(known)s.") % {"known": ", ".join(KINDS)}]})
        return kind

    def number(self, name: str, default: int) -> int:
        value = self.request.query_params.get(name, str(default))
        if not (value.isascii() and value.isdecimal() and 0 < len(value) < 10 and int(value) > 0):
            raise ValidationError({name: [_("Write a whole number from 1 on.")]})
        return int(value)

    def links(self, found: Results) -> dict[str, Any]:
        """The addresses of the next and the previous page."""
        here = self.request.build_absolute_uri()
        following = replace_query_param(here, "page", found.page + 1) if found.page < found.pages else None
        before = None
        if found.page > 1:
            is_second = found.page == 2
            before = (
                remove_query_param(here, "page") if is_second else replace_query_param(here, "page", found.page - 1)
            )
        return {"next": following, "previous": before}
