"""Departments, people and places in the editors' interface."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from directory.models import ContactPerson, Department, DepartmentRole, Place
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
class DepartmentRoleViewSet(SnippetViewSet):
    model = DepartmentRole
    icon = "group"
    menu_label = _("Roles of departments")
    menu_order = 605
    add_to_settings_menu = True
    copy_view_enabled = False
    list_display = ["department", "branch"]

    def register_chooser_viewset(self) -> None:
        """Nothing refers to it, so nobody needs to choose one."""


@register_snippet
class TownHallGroup(SnippetViewSetGroup):
    items = [DepartmentViewSet, ContactPersonViewSet, PlaceViewSet]
    menu_label = _("Town hall")
    menu_icon = "group"
    menu_order = 300
