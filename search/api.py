"""The search in the public API."""

from typing import Any

from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param
from rest_framework.views import APIView

from cms.api import Pages, StrictParameters
from search.facets import PROPERTIES
from search.finding import KINDS, Results, find
from search.suggestions import KEPT_FOR, suggest


class HitSerializer(serializers.Serializer):
    """A result with plain texts, without any markup."""

    type = serializers.ChoiceField(choices=list(KINDS), source="kind")
    title = serializers.CharField()
    url = serializers.CharField(help_text="Address on this site.")
    summary = serializers.CharField()
    language = serializers.CharField(help_text="Of title and summary.")
    date = serializers.DateField(allow_null=True, help_text="Only of things that age, such as news.")
    until = serializers.DateField(allow_null=True, help_text="The last day on which one can take part.")
    state = serializers.CharField(help_text="What has become of a project or an idea, in words; else empty.")
    missing = serializers.ListField(
        child=serializers.CharField(), help_text="Words of the query that it does not have."
    )


class ChoiceSerializer(serializers.Serializer):
    """A value that results can be narrowed down to."""

    value = serializers.CharField(help_text="For the parameter that is named like the facet.")
    label = serializers.CharField()  # type: ignore[assignment]
    count = serializers.IntegerField(help_text="Results with this value and all other filters.")


class FacetSerializer(serializers.Serializer):
    """What results can be narrowed down by."""

    name = serializers.ChoiceField(choices=[entry.name for entry in PROPERTIES])
    label = serializers.CharField()  # type: ignore[assignment]
    choices = ChoiceSerializer(many=True)


class SuggestionSerializer(serializers.Serializer):
    """What may be meant by the letters typed so far."""

    text = serializers.CharField()
    url = serializers.CharField(help_text="Address on this site.")
    type = serializers.ChoiceField(choices=list(KINDS), source="kind")
    keyword = serializers.CharField(help_text="The search word that was typed, if it is not in the text.")


PAGE_OF_HITS = inline_serializer(
    "SearchResults",
    {
        "count": serializers.IntegerField(help_text="Results that can be paged through, at most 200."),
        "next": serializers.URLField(allow_null=True),
        "previous": serializers.URLField(allow_null=True),
        "did_you_mean": serializers.CharField(help_text="The query as it was probably meant; usually empty."),
        "is_guess": serializers.BooleanField(help_text="Nothing has what was asked for; the results only lie near."),
        "facets": FacetSerializer(many=True),
        "results": HitSerializer(many=True),
    },
)
SUGGESTIONS = inline_serializer("SearchSuggestions", {"suggestions": SuggestionSerializer(many=True)})
FILTERS = {
    "kind": "Only results of this kind.",
    "topic": "Only results of this life situation, as the facet calls it.",
    "audience": "Only what these people need.",
    "online": "Only what can be done online.",
    "state": "Only projects and ideas in this state.",
    "open": "Only what one can take part in now.",
}


class Asking(StrictParameters, APIView):
    """What the search and its suggestions have in common."""

    def text(self, name: str) -> str:
        if name not in self.request.query_params:
            raise ValidationError({name: [_("This parameter is needed.")]})
        return self.request.query_params[name]

    def number(self, name: str, default: int) -> int:
        value = self.request.query_params.get(name, str(default))
        if not (value.isascii() and value.isdecimal() and 0 < len(value) < 10 and int(value) > 0):
            raise ValidationError({name: [_("Write a whole number from 1 on.")]})
        return int(value)


class SearchView(Asking):
    """One search over services, departments, news, projects and pages, best results first."""

    extra_parameters = ("q", *FILTERS)

    @extend_schema(
        parameters=[
            OpenApiParameter("q", str, required=True, description="What people type; German words in any form."),
            *[
                OpenApiParameter(entry.name, str, enum=list(entry.labels) or None, description=FILTERS[entry.name])
                for entry in PROPERTIES
            ],
            OpenApiParameter("page", int),
            OpenApiParameter("page_size", int, description=f"Up to {Pages.max_page_size}."),
        ],
        responses=PAGE_OF_HITS,
    )
    def get(self, request: Request) -> Response:
        page = self.number("page", 1)
        found = find(
            self.text("q"),
            chosen=self.chosen(),
            page=page,
            per_page=min(self.number("page_size", Pages.page_size), Pages.max_page_size),
        )
        if page > found.pages:
            raise NotFound(_("There is no such page of results."))
        return Response(
            {
                "count": found.count,
                **self.links(found),
                "did_you_mean": found.did_you_mean,
                "is_guess": found.is_guess,
                "facets": FacetSerializer(found.facets, many=True).data,
                "results": HitSerializer(found.hits, many=True).data,
            }
        )

    def chosen(self) -> dict[str, str]:
        """The values that results are narrowed down to."""
        found = {}
        for entry in PROPERTIES:
            value = self.request.query_params.get(entry.name)
            if value is None:
                continue
            if entry.labels and value not in entry.labels:
                known = ", ".join(entry.labels)
                raise ValidationError({entry.name: [_("Known values are: %(known)s.") % {"known": known}]})
            found[entry.name] = entry.clean(value)
        return found

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


class SuggestionsView(Asking):
    """What people may mean by the letters they have typed so far, services first."""

    extra_parameters = ("q",)

    @extend_schema(
        parameters=[OpenApiParameter("q", str, required=True, description="At least two letters.")],
        responses=SUGGESTIONS,
    )
    def get(self, request: Request) -> Response:
        found = suggest(self.text("q"))
        response = Response({"suggestions": SuggestionSerializer(found, many=True).data})
        patch_cache_control(response, public=True, max_age=KEPT_FOR)
        return response
