"""The reference tables in the editors' interface: LeiKa keys, areas and the runs of imports."""

from typing import Any

from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from service_catalogue.leika.table import LeikaKeyAdmin
from service_catalogue.models import Area, ImportRun


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
    list_display = ["file_name", "started_at", "state", "is_dry_run", "counts", "remarks"]
    list_filter = ["state", "kind", "is_dry_run"]
    search_fields = ["file_name"]
    inspect_view_enabled = True
    inspect_view_fields = [
        "kind", "file_name", "state", "is_dry_run", "started_at", "finished_at", "created", "changed", "unchanged",
        "deleted", "skipped", "ignored", "pending", "remarks", "messages_as_text",
    ]  # fmt: skip


REFERENCE_TABLES = (LeikaKeyAdmin, AreaAdmin, ImportRunAdmin)
