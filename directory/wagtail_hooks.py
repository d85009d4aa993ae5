"""Departments, people and places in the editors' interface."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from directory.models import ContactPerson, Department, Place
from directory.record_admin import RecordViewSet


class DepartmentViewSet(RecordViewSet):
    model = Department
    icon = "group"
    list_display = ["name", "phone", "email", "place"]
    list_filter = ["place"]


class ContactPersonViewSet(RecordViewSet):
    model = ContactPerson
    icon = "user"
    list_display = ["name", "function", "department", "phone"]
    list_filter = ["department"]


class PlaceViewSet(RecordViewSet):
    model = Place
    icon = "home"
    list_display = ["name", "street", "town"]


@register_snippet
class TownHallGroup(SnippetViewSetGroup):
    items = [DepartmentViewSet, ContactPersonViewSet, PlaceViewSet]
    menu_label = _("Town hall")
    menu_icon = "group"
    menu_order = 300
