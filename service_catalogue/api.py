"""Services in the public API."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers, viewsets
from rest_framework.exceptions import ValidationError

from cms.api import StrictParameters
from directory.models import Department
from service_catalogue import areas, leika, listing
from service_catalogue.models import LinkState, OnlineService, ServiceChange, ServicePage, Topic


class TopicSerializer(serializers.ModelSerializer):
    class Meta:
        model = Topic
        fields = ["name", "slug", "code"]


class OnlineServiceSerializer(serializers.Serializer):
    """A way to do something online, as it stands on the service's page."""

    name = serializers.CharField(source="online.name")
    url = serializers.CharField(source="address", help_text="Its placeholders are filled in for this service.")
    kind = serializers.ChoiceField(source="online.kind", choices=OnlineService.Kind.choices)
    provider = serializers.CharField(source="online.provider")
    confidence_level = serializers.CharField(source="online.confidence_level")
    accounts = serializers.ListField(
        source="online.accounts", child=serializers.CharField(), help_text="One of them is enough."
    )
    other_account = serializers.CharField(source="online.other_account")
    payment_methods = serializers.CharField(source="online.payment_methods")
    languages = serializers.ListField(source="online.languages", child=serializers.CharField())
    state = serializers.ChoiceField(choices=LinkState.choices, help_text="What the last check of the link found.")


class DepartmentLinkSerializer(serializers.ModelSerializer):
    url = serializers.CharField(source="get_absolute_url", help_text="Address on this site.")

    class Meta:
        model = Department
        fields = ["id", "name", "url", "phone", "email"]


class LineSerializer(serializers.Serializer):
    """A fee, a deadline or a processing time in words."""

    label = serializers.CharField()  # type: ignore[assignment]
    value = serializers.CharField()
    note = serializers.CharField()
    legal_basis = serializers.CharField()


class ItemSerializer(serializers.Serializer):
    """One document to bring, one condition, one law …"""

    text = serializers.CharField()
    note = serializers.CharField()
    href = serializers.CharField()


class SectionSerializer(serializers.Serializer):
    name = serializers.CharField()
    heading = serializers.CharField(source="title")
    html = serializers.CharField()
    items = ItemSerializer(many=True)
    lines = LineSerializer(many=True)


class ServiceSerializer(serializers.ModelSerializer):
    """A service as lists need it."""

    official_name = serializers.CharField(source="shown_official_name", help_text="Empty when it equals the title.")
    url = serializers.CharField(source="search_url", help_text="Address on this site.")
    summary = serializers.CharField()
    agency = serializers.CharField(source="identifier.agency", help_text="Who gave the id below.")
    source_id = serializers.CharField(source="identifier.value", help_text="The id in exported messages.")
    areas = serializers.SerializerMethodField(help_text="Regional keys (ARS); empty where it holds everywhere here.")
    typing = serializers.ListField(source="current_typing", child=serializers.CharField())
    leika_keys = serializers.ListField(source="key_list", child=serializers.CharField())
    topics = TopicSerializer(source="current_topics", many=True)
    departments = DepartmentLinkSerializer(source="current_departments", many=True)
    online_services = OnlineServiceSerializer(source="channels.all", many=True)
    online = serializers.BooleanField(source="is_online", help_text="Can be done online.")
    audience = serializers.ListField(child=serializers.ChoiceField(choices=["citizens", "businesses"]))
    synonyms = serializers.ListField(source="synonym_list", child=serializers.CharField())
    fees = serializers.SerializerMethodField()
    changed = serializers.DateTimeField()

    class Meta:
        model = ServicePage
        fields = [
            "id", "agency", "source_id", "title", "official_name", "url", "summary", "status", "status_reason", "audience", "areas", "typing", "leika_keys",
            "topics", "departments", "online", "online_services", "fees", "synonyms", "changed",
        ]  # fmt: skip

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_areas(self, page: ServicePage) -> list[str]:
        return [area.ars for area in page.current_areas]

    @extend_schema_field(LineSerializer(many=True))
    def get_fees(self, page: ServicePage) -> list[dict[str, Any]]:
        fees = next((section.lines for section in page.sections if section.name == "fees"), [])
        return list(LineSerializer(fees, many=True).data)


class ServiceDetailSerializer(ServiceSerializer):
    """A service with all its sections."""

    sections = SectionSerializer(many=True)

    class Meta(ServiceSerializer.Meta):
        fields = [*ServiceSerializer.Meta.fields, "sections"]


class ServiceFilter(django_filters.FilterSet):
    leika_key = django_filters.CharFilter(
        method="by_key", help_text="A LeiKa key or its beginning; blanks and dots do not matter."
    )
    topic = django_filters.CharFilter(method="by_topic", help_text="Address name (slug) of a life situation.")
    area = django_filters.CharFilter(
        method="by_area",
        help_text="A regional key (ARS, twelve digits): services for this area, those of the areas above it included.",
    )
    status = django_filters.ChoiceFilter(choices=ServicePage.Status.choices, help_text="Whether it can be had now.")
    department = django_filters.CharFilter(method="by_department", help_text="Address name (slug) of a department.")
    online = django_filters.TypedChoiceFilter(
        choices=[("true", "true"), ("false", "false")],
        coerce=lambda text: text == "true",
        method="by_online",
        help_text="true: only what can be done online; false: only the others.",
    )
    audience = django_filters.ChoiceFilter(
        choices=[("citizens", _("citizens")), ("businesses", _("businesses"))], method="by_audience",
        help_text="For whom the service is.",
    )  # fmt: skip
    changed_since = django_filters.IsoDateTimeFilter(
        method="by_change", help_text="Only services changed since then (ISO 8601)."
    )

    # Each filter asks what residents see: what the page says, and where it says nothing the reference.

    def by_key(self, services: QuerySet, name: str, value: str) -> QuerySet:
        start = leika.normalise(value)
        imported = Q(leika_keys=None, reference__leika_keys__key__startswith=start)
        return services.filter(Q(leika_keys__key__startswith=start) | imported).distinct()

    def by_topic(self, services: QuerySet, name: str, value: str) -> QuerySet:
        return services.filter(Q(topics__slug=value) | Q(topics=None, reference__topics__slug=value)).distinct()

    def by_area(self, services: QuerySet, name: str, value: str) -> QuerySet:
        """A service that names no area holds everywhere here."""
        if not areas.is_ars(value):
            raise ValidationError({"area": [_("A regional key has exactly twelve digits.")]})
        above = [value, *areas.ancestors(value)]
        own = Q(areas__ars__in=above)
        imported = Q(areas=None, reference__areas__ars__in=above)
        anywhere = Q(areas=None, reference__areas=None)
        return services.filter(own | imported | anywhere).distinct()

    def by_department(self, services: QuerySet, name: str, value: str) -> QuerySet:
        imported = Q(department=None, reference__responsibilities__department__slug=value)
        return services.filter(Q(department__slug=value) | imported).distinct()

    def by_online(self, services: QuerySet, name: str, value: bool) -> QuerySet:
        return services.filter(listed__online=value)

    def by_audience(self, services: QuerySet, name: str, value: str) -> QuerySet:
        return services.filter(**{f"for_{value}": True})

    def by_change(self, services: QuerySet, name: str, value: Any) -> QuerySet:
        changed = ServiceChange.objects.filter(at__gte=value, is_removed=False)
        return services.filter(pk__in=changed.values("number"))


class ServiceViewSet(
    StrictParameters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[ServicePage]
):
    """Services (Leistungen) from A to Z; one service with all its sections."""

    queryset = ServicePage.objects.none()
    serializer_class = ServiceSerializer
    filter_backends = [django_filters.rest_framework.DjangoFilterBackend]
    filterset_class = ServiceFilter

    def get_queryset(self):
        rows = [
            "leika_keys",
            "reference__leika_keys",
            "areas",
            "reference__areas",
            "fees",
            "deadlines",
            "processing_times",
        ]
        return listing.live_services().filter(listed__isnull=False).prefetch_related(*rows).order_by("title", "pk")

    def get_serializer_class(self) -> type[serializers.BaseSerializer]:
        return ServiceDetailSerializer if self.action == "retrieve" else ServiceSerializer


class ServiceChangeSerializer(serializers.ModelSerializer):
    id = serializers.IntegerField(source="number", help_text="The service's id in this API; it never changes.")
    change = serializers.SerializerMethodField(help_text="updated or removed")

    class Meta:
        model = ServiceChange
        fields = ["id", "agency", "source_id", "title", "change", "at"]

    @extend_schema_field(serializers.ChoiceField(choices=["updated", "removed"]))
    def get_change(self, change: ServiceChange) -> str:
        return "removed" if change.is_removed else "updated"


class ServiceChangeFilter(django_filters.FilterSet):
    since = django_filters.IsoDateTimeFilter(
        field_name="at", lookup_expr="gte", help_text="Only what changed since then (ISO 8601)."
    )


class ServiceChangeViewSet(StrictParameters, mixins.ListModelMixin, viewsets.GenericViewSet[ServiceChange]):
    """The last change of every service, the oldest first, removals included: for those who keep copies."""

    queryset = ServiceChange.objects.all()
    serializer_class = ServiceChangeSerializer
    filter_backends = [django_filters.rest_framework.DjangoFilterBackend]
    filterset_class = ServiceChangeFilter
