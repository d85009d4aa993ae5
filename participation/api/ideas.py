"""Ideas in the public API: read them with what came of them, and tell one with the same rules as on the page."""

from typing import Any

import django_filters
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import mixins, serializers, viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cms.api import StrictParameters
from cms.visibility import for_everybody
from participation.api.writing import KnownFields, key_in_schema, key_of, refuse_foreign_pass
from participation.forms import LONGEST_TEXT
from participation.models import Card, Idea, IdeaCollectionPage, ModulePage, OfficialAnswer, ProjectPage
from participation.taking_part import ChangedWords, take_in_api


class AnswerSerializer(serializers.ModelSerializer):
    class Meta:
        model = OfficialAnswer
        fields = ["status", "reason", "text", "signed", "paper_title", "paper_url", "published_at"]


class IdeaSerializer(serializers.ModelSerializer):
    url = serializers.CharField(source="get_absolute_url", help_text="Address on this site.")
    collection = serializers.IntegerField(source="module_id", help_text="Number of the collection.")
    category = serializers.CharField(source="category.name", default="", help_text="What it is about.")
    supporters = serializers.IntegerField(source="support_count")
    created = serializers.DateTimeField(source="created_at")

    class Meta:
        model = Idea
        fields = [
            "id",
            "title",
            "text",
            "url",
            "collection",
            "category",
            "status",
            "status_reason",
            "supporters",
            "channel",
            "place",
            "latitude",
            "longitude",
            "created",
        ]


class WholeIdeaSerializer(IdeaSerializer):
    """An idea with the answers of the town, the chain from the cards to the milestone, and what it became one with."""

    answers = AnswerSerializer(source="public_answers", many=True)
    cards = serializers.SerializerMethodField(help_text="Addresses of the cards from which it came.")
    project = serializers.SerializerMethodField(help_text="Address of the project that it became.")
    milestone = serializers.SerializerMethodField(help_text="Title of the milestone that it became.")
    part_of = serializers.SerializerMethodField(help_text="Address of the idea that it went into.")
    parts = serializers.SerializerMethodField(help_text="Addresses of the ideas that went into it.")

    class Meta(IdeaSerializer.Meta):
        fields = [*IdeaSerializer.Meta.fields, "answers", "cards", "project", "milestone", "part_of", "parts"]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_cards(self, idea: Idea) -> list[str]:
        modules = for_everybody(ModulePage.objects.all())
        cards = Card.objects.public().filter(became=idea, module__in=modules).select_related("module")
        return [card.get_absolute_url() for card in cards]

    def get_project(self, idea: Idea) -> str:
        project = public_project(idea)
        return (project.get_url() or "") if project else ""

    def get_part_of(self, idea: Idea) -> str:
        return idea.part_of.get_absolute_url() if idea.part_of else ""

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_parts(self, idea: Idea) -> list[str]:
        parts = Idea.objects.public().filter(merged_into=idea).select_related("module").order_by("pk")
        return [part.get_absolute_url() for part in parts]

    def get_milestone(self, idea: Idea) -> str:
        return idea.milestone.title if idea.milestone and public_project(idea) else ""


def public_project(idea: Idea) -> ProjectPage | None:
    """The project that an idea became, once everybody may see it."""
    if idea.project_id is None:
        return None
    found: ProjectPage | None = for_everybody(ProjectPage.objects.filter(pk=idea.project_id)).first()
    return found


class NewIdeaSerializer(KnownFields):
    """What a program sends; fields that are not known are refused."""

    collection = serializers.PrimaryKeyRelatedField(
        queryset=IdeaCollectionPage.objects.none(), help_text="Number of the collection."
    )
    title = serializers.CharField(max_length=120)
    text = serializers.CharField(max_length=LONGEST_TEXT)
    category = serializers.CharField(default="", allow_blank=True, help_text="Name of a category of the collection.")
    pseudonym = serializers.CharField(max_length=60, default="", allow_blank=True, help_text="Name in public.")
    accept_rules = serializers.BooleanField(default=False, help_text="True: I accept the house rules.")

    def get_fields(self) -> Any:
        fields: Any = super().get_fields()
        fields["collection"].queryset = for_everybody(IdeaCollectionPage.objects.all())
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        name = attrs.pop("category")
        attrs["category"] = attrs["collection"].categories.filter(name=name).first() if name else None
        if name and attrs["category"] is None:
            raise ValidationError({"category": [_("The collection has no such category.")]})
        return attrs


class IdeaFilter(django_filters.FilterSet):
    collection = django_filters.NumberFilter(field_name="module", help_text="Number of the collection.")
    status = django_filters.ChoiceFilter(choices=Idea.Status.choices, help_text="What becomes of it.")
    category = django_filters.CharFilter(field_name="category__name", help_text="Name of the category.")


WHAT_HAPPENS = {
    201: IdeaSerializer,
    200: OpenApiResponse(IdeaSerializer, "The same idea was sent before under this key."),
    400: OpenApiResponse(description="A field is missing, too long or unknown, or the rules are not accepted."),
    403: OpenApiResponse(description="The collection is closed, or one takes part on its page only."),
    422: OpenApiResponse(description="The key was used for another text."),
    429: OpenApiResponse(description="One network sends too much."),
}


class IdeaViewSet(StrictParameters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Idea]):
    """Ideas of residents, and what became of them. Nobody is named. One that went into another is listed with that."""

    queryset = Idea.objects.none()
    serializer_class = IdeaSerializer
    authentication_classes: list = []
    filter_backends = [django_filters.rest_framework.DjangoFilterBackend]
    filterset_class = IdeaFilter

    def get_queryset(self) -> Any:
        ideas = Idea.objects.public() if self.action == "retrieve" else Idea.listed()
        public = ideas.filter(module__in=for_everybody(ModulePage.objects.all()))
        published = OfficialAnswer.objects.filter(published_at__isnull=False)
        ideas = public.select_related("module", "category", "milestone", "merged_into").order_by("-created_at", "-pk")
        if self.action != "retrieve":
            return ideas
        return ideas.prefetch_related(Prefetch("answers", published, to_attr="public_answers"))

    def get_serializer_class(self) -> Any:
        return WholeIdeaSerializer if self.action == "retrieve" else IdeaSerializer

    @extend_schema(
        request=NewIdeaSerializer,
        responses=WHAT_HAPPENS,
        parameters=[key_in_schema("The same key again is the same idea.")],
    )
    def create(self, request: Request) -> Response:
        """Tell an idea: 201 for a new one, 200 for a repeat."""
        refuse_foreign_pass(request)
        sent = NewIdeaSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        fields = dict(sent.validated_data)
        collection, accepted = fields.pop("collection"), fields.pop("accept_rules")
        draft = Idea(module=collection, **fields)
        idea, is_new = take_in_api(request._request, collection, draft, key_of(request), accepted, "idea")
        if idea.title != draft.title:
            raise ChangedWords
        return Response(IdeaSerializer(idea).data, status=201 if is_new else 200)
