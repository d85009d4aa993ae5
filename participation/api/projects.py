"""Projects in the public API."""

import django_filters
from rest_framework import mixins, serializers, viewsets

from cms.api import StrictParameters
from cms.visibility import for_everybody
from participation.models import Milestone, ProjectPage


class MilestoneSerializer(serializers.ModelSerializer):
    class Meta:
        model = Milestone
        fields = ["title", "date", "state", "text"]


class ProjectSerializer(serializers.ModelSerializer):
    url = serializers.CharField(source="search_url", help_text="Address on this site.")
    department: serializers.Field = serializers.SlugRelatedField("name", read_only=True)
    text = serializers.CharField(source="body_text", help_text="Goals, way, insights and results as plain text.")
    milestones = MilestoneSerializer(many=True, read_only=True)

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
            "location",
            "department",
            "text",
            "milestones",
            "last_published_at",
        ]


class ProjectFilter(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(choices=ProjectPage.Status.choices, help_text="State of the project.")
    level = django_filters.ChoiceFilter(choices=ProjectPage.Level.choices, help_text="Level of participation.")


class ProjectViewSet(
    StrictParameters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[ProjectPage]
):
    """Projects in which residents take part."""

    queryset = ProjectPage.objects.none()
    serializer_class = ProjectSerializer
    filter_backends = [django_filters.rest_framework.DjangoFilterBackend]
    filterset_class = ProjectFilter

    def get_queryset(self):
        projects = for_everybody(ProjectPage.objects.all()).select_related("department")
        return projects.prefetch_related("milestones").order_by("-starts", "title")
