"""Services in the editors' interface: life situations, online services and the reference tables."""

from typing import Any

from django.contrib.admin import display
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register

from service_catalogue.models import Area, ImportRun, LeikaKey, OnlineService, Topic


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    menu_item_is_registered = True  # in our own menu below, not under "Snippets"
    list_display = ["name", "code", "order"]
    search_backend_name = None  # a part of a word is enough
    search_fields = ["name", "code"]


class OnlineServiceViewSet(SnippetViewSet):
    model = OnlineService
    icon = "globe"
    menu_item_is_registered = True
    list_display = ["name", "kind", "provider", Column("host", label=_("website"))]
    list_filter = ["kind", "confidence_level"]
    search_backend_name = None
    search_fields = ["name", "url", "provider"]


register_snippet(TopicViewSet)
register_snippet(OnlineServiceViewSet)


class LeikaKeyAdmin(ModelAdmin):
    model = LeikaKey
    history_view_enabled = False  # that view asks for no right
    menu_label = _("LeiKa keys")  # title-casing would make it "Leika"
    menu_icon = "key"
    list_display = ["grouped", "name", "citizen_name", "source"]
    search_fields = ["key", "name", "citizen_name"]
    list_per_page = 50

    @display(description=_("key"), ordering="key")
    def grouped(self, key: LeikaKey) -> str:
        return key.grouped


class AreaAdmin(ModelAdmin):
    model = Area
    history_view_enabled = False  # that view asks for no right
    menu_icon = "site"
    list_display = ["ars", "name"]
    search_fields = ["ars", "name"]


class OnlyReading(PermissionHelper):
    """Runs are written by the imports alone; people read them."""

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return False


class ImportRunAdmin(ModelAdmin):
    model = ImportRun
    history_view_enabled = False  # that view asks for no right
    menu_icon = "download"
    permission_helper_class = OnlyReading
    list_display = ["file_name", "started_at", "state", "counts"]
    list_filter = ["state"]
    search_fields = ["file_name"]
    inspect_view_enabled = True
    inspect_view_fields = [
        "kind", "file_name", "state", "started_at", "finished_at", "created", "changed", "unchanged", "deleted",
        "skipped", "pending", "messages_as_text",
    ]  # fmt: skip


class ServiceCatalogueGroup(ModelAdminGroup):
    menu_label = _("Services")
    menu_icon = "list-ul"
    menu_order = 250
    items = (LeikaKeyAdmin, AreaAdmin, ImportRunAdmin)

    def get_submenu_items(self) -> list[MenuItem]:
        """Content first (snippets), then the reference tables."""
        viewsets = [Topic.snippet_viewset, OnlineService.snippet_viewset]
        content = [viewset.get_menu_item(order) for order, viewset in enumerate(viewsets)]
        return [*content, *super().get_submenu_items()]


modeladmin_register(ServiceCatalogueGroup)
