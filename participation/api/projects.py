"""Projects in the public API."""

from typing import Any

import django_filters
from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers, viewsets
from wagtail.models import Page

from cms.api import StrictParameters
from cms.visibility import for_everybody
from participation.figures.figures import of_page
from participation.figures.open_data import counted
from participation.models import (
    Milestone,
    ProjectDocument,
    ProjectEvent,
    ProjectLink,
    ProjectPage,
    with_ways,
)
from participation.models.projects import is_news


class MilestoneSerializer(serializers.ModelSerializer):
    progress = serializers.IntegerField(source="percent", help_text="In percent; 0 while planned, 100 when done.")

    class Meta:
        model = Milestone
        fields = ["title", "date", "state", "progress", "text"]


class ProjectEventSerializer(serializers.ModelSerializer):
    class Meta:
        model = ProjectEvent
        fields = ["title", "starts", "ends", "place", "link"]


class ProjectDocumentSerializer(serializers.ModelSerializer):
    title = serializers.CharField(source="__str__")
    url = serializers.CharField(source="file.url", help_text="Address on this site.")

    class Meta:
        model = ProjectDocument
        fields = ["title", "url"]


class ProjectSerializer(serializers.ModelSerializer):
    url = serializers.CharField(source="search_url", help_text="Address on this site.")
    department: serializers.Field = serializers.SlugRelatedField("name", read_only=True)
    text = serializers.CharField(source="body_text", help_text="Goals, way, insights and results as plain text.")
    open = serializers.BooleanField(source="is_open", help_text="Whether one can take part now.")
    open_until = serializers.DateField(allow_null=True, help_text="The last day on which one can take part.")
    partners: serializers.Field = serializers.ListField(child=serializers.CharField(), source="partner_list")
    milestones = MilestoneSerializer(many=True, read_only=True)
    events = ProjectEventSerializer(many=True, read_only=True)
    documents = ProjectDocumentSerializer(many=True, read_only=True)
    news = serializers.SerializerMethodField(help_text="Addresses of news items about it.")
    about = serializers.SerializerMethodField(help_text="Addresses of services and other pages that it is about.")

    class Meta:
        model = ProjectPage
        fields = [
            "id",
            "title",
            "url",
            "teaser",
            "status",
            "status_reason",
            "level",
            "starts",
            "ends",
            "open",
            "open_until",
            "result_due",
            "district",
            "location",
            "latitude",
            "longitude",
            "department",
            "partners",
            "costs",
            "funding",
            "funding_url",
            "paper_title",
            "paper_url",
            "decided_on",
            "decision",
            "text",
            "milestones",
            "events",
            "documents",
            "news",
            "about",
            "last_published_at",
        ]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_news(self, project: ProjectPage) -> list[str]:
        return [target.get_url() or "" for target in targets(project) if is_news(target)]

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_about(self, project: ProjectPage) -> list[str]:
        return [target.get_url() or "" for target in targets(project) if not is_news(target)]


class NumbersSerializer(serializers.Serializer):
    """How much of what; counted are the ways to take part that everybody can see."""

    contributions = serializers.IntegerField(help_text="Cards, ideas and questions.")
    comments = serializers.IntegerField()
    supports = serializers.IntegerField()
    ballots = serializers.IntegerField(help_text="Ballots and sheets.")
    people = serializers.DictField(child=serializers.IntegerField(), help_text="By how the town knows them.")
    states = serializers.DictField(child=serializers.IntegerField(), help_text="What became of everything written.")
    channels = serializers.DictField(
        child=serializers.ListField(child=serializers.DictField()),
        help_text="How it came in; small numbers are put together, or nothing is said.",
    )
    districts = serializers.ListField(child=serializers.DictField(), help_text="Public ideas by district.")
    days = serializers.ListField(child=serializers.DictField(), help_text="The same for each day.")


class WholeProjectSerializer(ProjectSerializer):
    figures = serializers.SerializerMethodField(help_text="How many people took part, when and how.")

    class Meta(ProjectSerializer.Meta):
        fields = [*ProjectSerializer.Meta.fields, "figures"]

    @extend_schema_field(NumbersSerializer)
    def get_figures(self, project: ProjectPage) -> Any:
        return counted(of_page(project))


def targets(project: ProjectPage) -> list[Page]:
    return [link.target for link in project.public_links]  # type: ignore[attr-defined]


class ProjectFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(choices=ProjectPage.Status.choices, help_text="State of the project.")
    level = django_filters.ChoiceFilter(choices=ProjectPage.Level.choices, help_text="Level of participation.")
    district = django_filters.CharFilter(help_text="District as it is written there.")


class ProjectViewSet(
    StrictParameters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[ProjectPage]
):
    """Projects in which residents take part. One alone comes with its figures, without persons."""

    queryset = ProjectPage.objects.none()
    serializer_class = ProjectSerializer
    filter_backends = [django_filters.rest_framework.DjangoFilterBackend]
    filterset_class = ProjectFilter

    def get_queryset(self):
        public = ProjectLink.objects.filter(target__in=for_everybody(Page.objects.all())).select_related("target")
        projects = for_everybody(ProjectPage.objects.all()).select_related("department")
        return projects.prefetch_related(
            "milestones", "events", "documents__file", Prefetch("links", public, to_attr="public_links")
        ).order_by("-starts", "title")

    def get_serializer_class(self) -> Any:
        return WholeProjectSerializer if self.action == "retrieve" else ProjectSerializer

    def paginate_queryset(self, queryset: Any) -> Any:
        """Whether one can take part is asked for all projects of a page at once."""
        projects = super().paginate_queryset(queryset)
        return projects if projects is None else with_ways(list(projects))
