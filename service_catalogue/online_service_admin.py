"""Online services in the editors' interface: a form with help at each field, and what the check of the links found."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import Column, StatusTagColumn

from cms.models import TownSettings
from directory.panels import UsesPanel
from directory.record_admin import RecordViewSet
from service_catalogue.areas_field import AreasField
from service_catalogue.links.addresses import is_template, problems
from service_catalogue.links.rules import Defect, defects
from service_catalogue.models import OnlineService
from service_catalogue.models.code_lists import CodeListField
from service_catalogue.models.links import KNOWN_BROKEN

MOST_PAGES = 20


class OnlineServiceForm(WagtailAdminModelForm):
    areas = AreasField(label=_("areas"), required=False, help_text=OnlineService._meta.get_field("areas").help_text)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self._meta.model._meta.fields:
            if isinstance(field, CodeListField) and field.name in self.fields:
                self._offer_what_was_delivered(field)

    def _offer_what_was_delivered(self, field: CodeListField) -> None:
        """A code that our table does not know would be lost with the next saving."""
        unknown = [code for code in getattr(self.instance, field.name) if code not in field.table]
        self.fields[field.name].choices += [(code, code) for code in unknown]


class LinkPanel(Panel):
    """Says whether the address answers, since when, why not, and what is wrong with it by the look of it."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "service_catalogue/admin/link_panel.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def defects(self) -> list[Defect]:
            town = TownSettings.for_request(self.request)
            # Placeholders that do not exist are the form's own errors.
            found = defects(self.instance.url, ars=town.ars, is_template=True)
            return [defect for defect in found if not problems(self.instance.url) or defect.code != "placeholder"]

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            uses = self.instance.link_uses.exclude(page=None).filter(link__state__in=KNOWN_BROKEN)
            bad = uses.select_related("link", "page").order_by("page__title") if is_template(self.instance.url) else []
            return {**context, "online": self.instance, "defects": self.defects(), "bad_uses": bad[:MOST_PAGES]}


def short_day(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT") if moment else ""


class OnlineServiceViewSet(RecordViewSet):
    model = OnlineService
    icon = "globe"
    menu_item_is_registered = True
    list_display = [
        "name",
        "kind",
        Column("host", label=_("Website")),
        StatusTagColumn(
            "state",
            label=_("Link"),
            accessor="get_link_state_display",
            sort_key="link_state",
            primary=lambda online: online.link_state not in KNOWN_BROKEN,
        ),
        Column("since", label=_("Since"), accessor=lambda online: short_day(online.link_since), sort_key="link_since"),
        Column("link_reason", label=_("Reason")),
    ]
    list_filter = ["link_state", "kind", "confidence_level"]
    search_backend_name = None  # a part of a word is enough
    search_fields = ["name", "url", "provider"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(["name", "url", "kind", LinkPanel()], heading=_("Online service")),
            MultiFieldPanel(
                [
                    "provider", "confidence_level", "accounts", "other_account", "payment_methods", "languages", "note",
                ],
                heading=_("Good to know"),
            ),
            MultiFieldPanel([FieldRowPanel(["valid_from", "valid_until"]), FieldPanel("areas")], heading=_("When and where")),
            UsesPanel(heading=_("Services that use it")),
        ],
        base_form_class=OnlineServiceForm,
    )  # fmt: skip
