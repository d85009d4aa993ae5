"""The town hall's departments in the public API."""

from rest_framework import mixins, serializers, viewsets

from cms.api import StrictParameters
from directory.models import ContactPerson, Department


class ContactPersonSerializer(serializers.ModelSerializer):
    class Meta:
        model = ContactPerson
        fields = ["name", "function", "phone", "email", "room"]


class DepartmentSerializer(serializers.ModelSerializer):
    url = serializers.CharField(source="get_absolute_url", help_text="Address on this site.")
    place: serializers.Field = serializers.SlugRelatedField("name", read_only=True)
    people = ContactPersonSerializer(many=True, read_only=True)

    class Meta:
        model = Department
        fields = ["id", "name", "short_name", "slug", "url", "description", "phone", "email", "place", "people"]


class DepartmentViewSet(
    StrictParameters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Department]
):
    """Departments (Organisationseinheiten) with their contact persons."""

    queryset = Department.objects.select_related("place").prefetch_related("people")
    serializer_class = DepartmentSerializer
