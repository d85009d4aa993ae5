"""Notices in the public API."""

from rest_framework import mixins, serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from cms.api import StrictParameters
from notices.models import Notice


class NoticeSerializer(serializers.ModelSerializer):
    page = serializers.SerializerMethodField(help_text="Address of the page on and below which it is shown.")
    department: serializers.Field = serializers.SlugRelatedField("name", read_only=True)
    more = serializers.SerializerMethodField(help_text="Address of a page that says more.")

    class Meta:
        model = Notice
        fields = ["id", "title", "text", "severity", "scope", "page", "department", "more", "starts_at", "ends_at"]

    def get_page(self, notice: Notice) -> str | None:
        return notice.page.get_url() if notice.page else None

    def get_more(self, notice: Notice) -> str | None:
        return notice.more.get_url() if notice.more and notice.more.live else None


class NoticeViewSet(StrictParameters, mixins.ListModelMixin, viewsets.GenericViewSet[Notice]):
    """The notices of this moment, the gravest first; never from a cache."""

    queryset = Notice.objects.none()
    serializer_class = NoticeSerializer

    def get_queryset(self):
        return Notice.objects.current().for_strangers().select_related("page", "department", "more")

    def finalize_response(self, request: Request, response: Response, *args, **kwargs) -> Response:
        found = super().finalize_response(request, response, *args, **kwargs)
        found["Cache-Control"] = "no-store"
        return found
