"""News in the public API."""

import django_filters
from rest_framework import mixins, serializers, viewsets

from cms.api import StrictParameters
from cms.visibility import for_everybody
from news.models import NEWEST_FIRST, NewsPage


class NewsSerializer(serializers.ModelSerializer):
    url = serializers.CharField(source="search_url", help_text="Address on this site.")
    department: serializers.Field = serializers.SlugRelatedField("name", read_only=True)
    author = serializers.CharField(help_text="Names of the authors, separated by commas.")
    topics: serializers.Field = serializers.SlugRelatedField("name", read_only=True, many=True)
    text = serializers.CharField(source="body_text", help_text="The body as plain text.")

    class Meta:
        model = NewsPage
        fields = [
            "id",
            "title",
            "url",
            "teaser",
            "date",
            "author",
            "topics",
            "department",
            "text",
            "correction",
            "corrected_on",
            "last_published_at",
        ]


class NewsFilter(django_filters.FilterSet):
    since = django_filters.DateFilter("date", lookup_expr="gte", help_text="From this day on (YYYY-MM-DD).")
    until = django_filters.DateFilter("date", lookup_expr="lte", help_text="Up to this day (YYYY-MM-DD).")
    topic = django_filters.CharFilter("topics__slug", help_text="Address name of a topic.")
    department = django_filters.CharFilter("department__slug", help_text="Address name of a department.")


class NewsViewSet(
    StrictParameters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[NewsPage]
):
    """News items, the newest first."""

    queryset = NewsPage.objects.none()
    serializer_class = NewsSerializer
    filter_backends = [django_filters.rest_framework.DjangoFilterBackend]
    filterset_class = NewsFilter

    def get_queryset(self):
        return (
            for_everybody(NewsPage.objects.all())
            .select_related("department")
            .prefetch_related("authors", "topics")
            .order_by(*NEWEST_FIRST)
        )
