"""The town hall's departments and places in the public API."""

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers, viewsets

from cms.api import StrictParameters
from directory.hours import as_digits, slots
from directory.models import ContactPerson, Department, Place
from directory.models.timetables import HourKind, hour_rows
from directory.structured_data import DAYS

TIME = "HH:MM, 24:00 for midnight; without times it is the whole day."


class ContactPersonSerializer(serializers.ModelSerializer):
    class Meta:
        model = ContactPerson
        fields = ["name", "function", "phone", "email", "room"]


class AddressSerializer(serializers.Serializer):
    street = serializers.CharField()
    postcode = serializers.CharField()
    town = serializers.CharField()


class SlotSerializer(serializers.Serializer):
    """A stretch of time in which one can come, come by appointment or call, or in which it is closed."""

    opens = serializers.CharField(allow_null=True, help_text=TIME)
    closes = serializers.CharField(allow_null=True, help_text=TIME)
    kind = serializers.ChoiceField(choices=HourKind.choices)


class WeeklySlotSerializer(SlotSerializer):
    weekday = serializers.ChoiceField(choices=[day.lower() for day in DAYS])
    valid_from = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)


class SpecialSlotSerializer(SlotSerializer):
    day = serializers.DateField(help_text="On this day it replaces the week.")
    reason = serializers.CharField()


class ClosureSerializer(serializers.Serializer):
    first_day = serializers.DateField()
    last_day = serializers.DateField()
    reason = serializers.CharField()


class HoursSerializer(serializers.Serializer):
    """Opening hours; those of a department hold together with those of its place."""

    weekly = WeeklySlotSerializer(many=True)
    special = SpecialSlotSerializer(many=True)
    closures = ClosureSerializer(many=True)
    open_on_public_holidays = serializers.BooleanField()
    note = serializers.CharField()


class HoursField(serializers.Field):
    """The hours of a place or department as they are stored; what holds now, a client works out for itself."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, record: Place | Department) -> dict[str, Any]:
        place = record.place if isinstance(record, Department) else record
        known = {
            "weekly": [{**_slot(row), "weekday": DAYS[row.weekday].lower()} for row in record.timetable().weekly],
            "special": [_slot(row) for row in hour_rows(record, "special_hours")],
            "closures": hour_rows(record, "closures"),
            "open_on_public_holidays": place.open_on_public_holidays if place else False,
            "note": place.hours_note if place else "",
        }
        return HoursSerializer(known).data


def _slot(row: Any) -> dict[str, Any]:
    (slot,) = slots([row])
    times = (None, None) if slot.is_whole_day else (as_digits(slot.start), as_digits(slot.end))
    return {**vars(row), "opens": times[0], "closes": times[1]}


class RecordSerializer(serializers.ModelSerializer):
    """What departments and places have in common."""

    url = serializers.CharField(source="get_absolute_url", help_text="Address on this site.")
    hours = extend_schema_field(HoursSerializer)(HoursField)()


class PlaceSerializer(RecordSerializer):
    class Meta:
        model = Place
        fields = [
            "id", "name", "slug", "url", "street", "postcode", "town", "phone", "latitude", "longitude",
            "accessibility", "public_transport", "hours",
        ]  # fmt: skip


class DepartmentSerializer(RecordSerializer):
    place: serializers.Field = serializers.SlugRelatedField("name", read_only=True)
    parent: serializers.Field = serializers.SlugRelatedField("slug", read_only=True)  # type: ignore[assignment]
    address: serializers.Field = AddressSerializer(read_only=True)
    people = ContactPersonSerializer(many=True, read_only=True)

    class Meta:
        model = Department
        fields = [
            "id", "name", "short_name", "slug", "url", "description", "parent", "phone", "email", "place", "address",
            "hours", "hours_text", "people", "source_agency", "source_id",
        ]  # fmt: skip


class DepartmentFilter(filters.FilterSet):
    parent = filters.CharFilter(field_name="parent__slug", help_text="Address name (slug) of the department above.")
    place = filters.CharFilter(field_name="place__slug", help_text="Address name (slug) of a place.")
    source_id = filters.CharFilter(help_text="Identifier at the source of an imported department.")


class DepartmentViewSet(
    StrictParameters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Department]
):
    """Departments (Organisationseinheiten) with their opening hours and contact persons."""

    queryset = Department.objects.none()
    serializer_class = DepartmentSerializer
    filter_backends = [filters.DjangoFilterBackend]
    filterset_class = DepartmentFilter

    def get_queryset(self):
        found = Department.objects.public().with_hours().select_related("parent")
        return found.prefetch_related("people").order_by("name", "pk")


class PlaceViewSet(StrictParameters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Place]):
    """Places: buildings that people come to, with address, opening hours and how to get in."""

    queryset = Place.objects.none()
    serializer_class = PlaceSerializer

    def get_queryset(self):
        return Place.objects.with_hours().order_by("name", "pk")
