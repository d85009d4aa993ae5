"""Services in the editors' interface: life situations, online services and the reference tables."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import ModelAdminGroup, modeladmin_register

from directory.record_admin import RecordViewSet
from service_catalogue import change_report  # noqa: F401  the report on changed reference texts
from service_catalogue.leika import hooks as leika_hooks  # noqa: F401  the report on keys and suggestions for the form
from service_catalogue.links import hooks as link_hooks  # noqa: F401  the report on links
from service_catalogue.models import OnlineService, Topic
from service_catalogue.online_service_admin import OnlineServiceViewSet
from service_catalogue.quality import hooks as quality_hooks  # noqa: F401  the report on quality and its guards
from service_catalogue.reference_tables import REFERENCE_TABLES


class TopicViewSet(RecordViewSet):
    model = Topic
    icon = "tag"
    menu_item_is_registered = True  # in our own menu below, not under "Snippets"
    list_display = ["name", "code", "order"]
    search_backend_name = None  # a part of a word is enough
    search_fields = ["name", "code"]


register_snippet(TopicViewSet)
register_snippet(OnlineServiceViewSet)


class ServiceCatalogueGroup(ModelAdminGroup):
    menu_label = _("Services")
    menu_icon = "list-ul"
    menu_order = 250
    items = REFERENCE_TABLES

    def get_submenu_items(self) -> list[MenuItem]:
        """Content first (snippets), then the reference tables."""
        viewsets = [Topic.snippet_viewset, OnlineService.snippet_viewset]
        content = [viewset.get_menu_item(order) for order, viewset in enumerate(viewsets)]
        return [*content, *super().get_submenu_items()]


modeladmin_register(ServiceCatalogueGroup)
