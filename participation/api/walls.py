"""Topic walls in the public API: read them, and hang up a card with the same rules as on the page."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cms.api import StrictParameters
from cms.visibility import for_everybody
from participation.api.writing import KnownFields, key_in_schema, key_of, refuse_foreign_pass
from participation.models import Card, ProjectPage, WallPage
from participation.taking_part import take_in_api


class WallSerializer(serializers.ModelSerializer):
    open = serializers.BooleanField(source="is_open", help_text="Whether one can write a card now.")
    url = serializers.CharField(source="get_url", help_text="Address on this site.")
    project = serializers.CharField(source="project.title", help_text="Title of the project that it belongs to.")
    question = serializers.CharField(source="teaser", help_text="What the wall asks.")

    class Meta:
        model = WallPage
        fields = ["id", "title", "question", "open", "opens_at", "closes_at", "longest_card", "url", "project"]


class CardSerializer(serializers.ModelSerializer):
    group = serializers.CharField(source="group.title", default="", help_text="Heading under which it hangs.")
    created = serializers.DateTimeField(source="created_at")

    class Meta:
        model = Card
        fields = ["id", "text", "sharpened", "group", "pseudonym", "created"]


class NewCardSerializer(KnownFields):
    """What a program sends; fields that are not known are refused."""

    text = serializers.CharField(help_text="At most `longest_card` characters.")
    accept_rules = serializers.BooleanField(default=False, help_text="True: I accept the house rules.")
    pseudonym = serializers.CharField(max_length=60, default="", allow_blank=True, help_text="Name in public.")

    def validate_text(self, text: str) -> str:
        longest = self.context["wall"].longest_card
        if len(text) > longest:
            raise ValidationError(_("At most %(number)d characters.") % {"number": longest})
        return text


WHAT_HAPPENS = {
    201: CardSerializer,
    200: OpenApiResponse(CardSerializer, "The same card was sent before under this key."),
    400: OpenApiResponse(description="A field is missing, too long or unknown, or the rules are not accepted."),
    403: OpenApiResponse(description="The wall is closed, or one takes part on its page only."),
    422: OpenApiResponse(description="The key was used for another text."),
    429: OpenApiResponse(description="One network sends more than a full hall would."),
}


class WallViewSet(
    StrictParameters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[WallPage]
):
    """Topic walls with short cards."""

    queryset = WallPage.objects.none()
    serializer_class = WallSerializer
    authentication_classes: list = []

    def get_queryset(self) -> Any:
        return for_everybody(WallPage.objects.all()).order_by("path")

    def paginate_queryset(self, queryset: Any) -> Any:
        """The projects of all walls of a page are found at once."""
        found = super().paginate_queryset(queryset)
        return found if queryset.model is not WallPage else with_projects(list(found or ()))

    @extend_schema(methods=["GET"], responses=CardSerializer(many=True))
    @extend_schema(
        methods=["POST"],
        request=NewCardSerializer,
        responses=WHAT_HAPPENS,
        parameters=[key_in_schema("The same key again is the same card.")],
    )
    @action(detail=True, methods=["get", "post"], filter_backends=[])
    def cards(self, request: Request, pk: str = "") -> Response:
        """The public cards, the newest first; a post hangs up another one."""
        wall = self.get_object()
        if request.method == "POST":
            return hang_up(request, wall)
        cards = Card.objects.public().filter(module=wall).select_related("group").order_by("-created_at", "-pk")
        return self.get_paginated_response(CardSerializer(self.paginate_queryset(cards), many=True).data)


def with_projects(walls: list[WallPage]) -> list[WallPage]:
    """Each wall with its project, in one query."""
    above = {wall.path[: -wall.steplen] for wall in walls}
    projects = {project.path: project for project in ProjectPage.objects.filter(path__in=above)}
    for wall in walls:
        wall._project = projects[wall.path[: -wall.steplen]]
    return walls


def hang_up(request: Request, wall: WallPage) -> Response:
    """Store a card once: 201 for a new one, 200 for a repeat."""
    refuse_foreign_pass(request)
    sent = NewCardSerializer(data=request.data, context={"wall": wall})
    sent.is_valid(raise_exception=True)
    fields = dict(sent.validated_data)
    accepted = fields.pop("accept_rules")
    card, is_new = take_in_api(request._request, wall, Card(module=wall, **fields), key_of(request), accepted)
    return Response(CardSerializer(card).data, status=201 if is_new else 200)
