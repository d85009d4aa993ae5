"""The table of LeiKa keys in the editors' interface: to search, to filter, and to see which services use a key."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.admin import SimpleListFilter, display
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.helpers.search import BaseSearchHandler
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView, InspectView

from cms.spreadsheets import harmless
from service_catalogue import leika
from service_catalogue.leika import typings
from service_catalogue.models import LeikaKey, ServicePage

RECENTLY = timedelta(days=30)
MOST_SIBLINGS = 100
MOST_USES = 200


class LeikaKeyForm(WagtailAdminModelForm):
    key = forms.CharField(
        label=_("key"), max_length=80, help_text=_("14 digits; blanks and dots between them do not matter.")
    )

    def clean_key(self) -> str:
        return leika.normalise(self.cleaned_data["key"])


class KeySearch(BaseSearchHandler):
    """Finds a key by its first digits in any spelling, and by words in its names."""

    def search_queryset(self, queryset: Any, search_term: str, **kwargs: Any) -> QuerySet[LeikaKey]:
        return queryset.matching(search_term) if search_term.strip() else queryset


def of_kind(kind: str) -> Q:
    """Keys of a kind, read from their zeros; all keys for what is no kind."""
    is_object, no_detail = Q(key__endswith="000000"), Q(key__endswith="000")
    return {"LO": is_object, "LOV": no_detail & ~is_object, "LOVD": ~no_detail}.get(kind, Q())


class KindFilter(SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return [("LO", _("object (LO)")), ("LOV", _("act upon it (LOV)")), ("LOVD", _("act in detail (LOVD)"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[LeikaKey]) -> QuerySet[LeikaKey]:
        return queryset.filter(of_kind(self.value() or ""))


class DigitsFilter(SimpleListFilter):
    """A part of the key with its name; offers what is in the table, folded, because there may be hundreds."""

    template = "service_catalogue/long_filter.html"
    first = 0  # of the three digits, counted from 1
    names: Any = None

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        national = LeikaKey.objects.filter(key__startswith=leika.FEDERAL_INSTANCE).order_by()
        counted = national.annotate(code=Substr("key", self.first, 3)).values("code").annotate(count=Count("pk"))
        rows = counted.exclude(code="000").order_by("code")
        return [(row["code"], f"{row['code']} {self.names().get(row['code'], '')} ({row['count']})") for row in rows]

    def queryset(self, request: HttpRequest, queryset: QuerySet[LeikaKey]) -> QuerySet[LeikaKey]:
        code = self.value()
        if not code or code not in {value for value, _label in self.lookup_choices}:
            return queryset
        return queryset.filter(key__startswith=leika.FEDERAL_INSTANCE).filter(
            key__regex=f"^.{{{self.first - 1}}}{code}"
        )


class GroupFilter(DigitsFilter):
    title = _("group")
    parameter_name = "group"
    first = 3
    names = staticmethod(leika.groups)


class ActFilter(DigitsFilter):
    title = _("act")
    parameter_name = "act"
    first = 9
    names = staticmethod(leika.acts)


class TypingFilter(SimpleListFilter):
    title = _("level")
    parameter_name = "level"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return [("municipal", _("municipalities carry it out"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[LeikaKey]:
        return queryset.municipal() if self.value() == "municipal" else queryset


class StandingFilter(SimpleListFilter):
    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return [
            ("new", _("new in the last 30 days")),
            ("changed", _("changed in the last 30 days")),
            ("deprecated", _("on its way out")),
            ("gone", _("no longer in the list")),
            ("nameless", _("without a name")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[LeikaKey]:
        recently = timezone.now() - RECENTLY
        standings = {
            "new": Q(added_at__gte=recently),
            "changed": Q(changed_at__gte=recently),
            "gone": Q(gone_at__isnull=False),
            "nameless": Q(name="", citizen_name=""),
        }
        if self.value() == "deprecated":
            return queryset.deprecated()
        return queryset.filter(standings.get(self.value() or "", Q()))


class UseFilter(SimpleListFilter):
    title = _("services")
    parameter_name = "used"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        return [("yes", _("used by a service")), ("no", _("used by none"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[LeikaKey]:
        chosen = {"yes": queryset.used, "no": queryset.unused}.get(self.value() or "")
        return chosen() if chosen else queryset


class ListFilter(SimpleListFilter):
    title = _("list")
    parameter_name = "list"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        names = LeikaKey.objects.exclude(list_name="").order_by("list_name").values_list("list_name", flat=True)
        return [*((name, name) for name in names.distinct()), ("-", _("no list: typed or delivered with a service"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[LeikaKey]) -> QuerySet[LeikaKey]:
        chosen = self.value()
        if chosen not in {value for value, _label in self.lookup_choices}:
            return queryset
        return queryset.filter(list_name="" if chosen == "-" else chosen)


class LeikaKeyRights(PermissionHelper):
    """A key that a service carries cannot be removed: it would vanish from the page without a word."""

    def user_can_delete_obj(self, user: Any, obj: LeikaKey) -> bool:
        if not super().user_can_delete_obj(user, obj):
            return False
        return not (obj.is_used if hasattr(obj, "is_used") else obj.services().exists())


class LeikaKeyIndexView(IndexView):
    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """What sources wrote must not calculate in a spreadsheet."""
        return harmless(str(super().preprocess_field_value(field, value, export_format)))


class LeikaKeyInspectView(InspectView):
    """What a key means, what stands around it, and which services use it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        key: LeikaKey = self.instance
        around = {"parents": key.parents(), "siblings": key.siblings()[:MOST_SIBLINGS]}
        return super().get_context_data(**around, uses=self._uses(key), typings=self._typings(key), **kwargs)

    def get_fields_dict(self) -> list[dict[str, Any]]:
        """What the lists say; nothing about what they do not say."""
        return [field for field in super().get_fields_dict() if getattr(self.instance, field["name"])]

    def get_dict_for_field(self, field_name: str) -> dict[str, Any]:
        return {**super().get_dict_for_field(field_name), "name": field_name}

    def _uses(self, key: LeikaKey) -> list[dict[str, Any]]:
        """Services with the address where this person can look at them; drafts only for those who may edit them."""
        return [row for row in map(self._use, key.services()[:MOST_USES]) if row["address"]]

    def _use(self, page: ServicePage) -> dict[str, Any]:
        may_edit = page.permissions_for_user(self.request.user).can_edit()
        public = page.url if page.live and not page.get_view_restrictions().exists() else ""
        address = reverse("wagtailadmin_pages:edit", args=[page.pk]) if may_edit else public
        own = any(item.pk == self.instance.pk for item in page.leika_keys.all())
        return {"page": page, "address": address, "may_edit": may_edit, "own": own}

    def _typings(self, key: LeikaKey) -> list[str | Promise]:
        delivered = [code for codes in key.references.values_list("typing", flat=True) for code in codes]
        return [typings.label(code) for code in dict.fromkeys([*key.typing_codes, *delivered])]


class LeikaKeyAdmin(ModelAdmin):
    model = LeikaKey
    history_view_enabled = False  # that view asks for no right
    menu_label = _("LeiKa keys")  # title-casing would make it "Leika"
    menu_icon = "key"
    permission_helper_class = LeikaKeyRights
    search_handler_class = KeySearch
    search_fields = ["key", "name", "citizen_name", "synonyms"]
    index_view_class = LeikaKeyIndexView
    list_display = ["grouped", "label", "explanation", "standing", "is_used"]
    list_filter = [KindFilter, UseFilter, StandingFilter, TypingFilter, ListFilter, GroupFilter, ActFilter]
    list_per_page = 50
    list_export = ["grouped", "kind", "group_name", "act_name", "name", "citizen_name", "typing", "standing", "is_used"]
    export_filename = "leika-keys"
    edit_handler = ObjectList(
        [
            "key", "name", "citizen_name", "synonyms", "typing", "legal_basis", "portal_topics", "marks", "published_at",
            "source",
        ],
        base_form_class=LeikaKeyForm,
    )  # fmt: skip
    inspect_view_enabled = True
    inspect_view_class = LeikaKeyInspectView
    inspect_template_name = "service_catalogue/leika_key_inspect.html"
    inspect_view_fields = [
        "name", "citizen_name", "synonyms", "legal_basis", "portal_topics", "marks", "published_at", "list_name", "source",
        "added_at", "changed_at", "gone_at",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[LeikaKey]:
        return super().get_queryset(request).with_use()

    def get_extra_class_names_for_field_col(self, obj: LeikaKey, field_name: str) -> list[str]:
        return ["leika-key"] if field_name == "grouped" else []

    @display(description=_("key"), ordering="key")
    def grouped(self, key: LeikaKey) -> str:
        return key.grouped

    @display(description=_("name"), ordering="name")
    def label(self, key: LeikaKey) -> str:
        return key.label

    @display(description=_("meaning"))
    def explanation(self, key: LeikaKey) -> str:
        return key.explanation

    @display(description=_("standing"))
    def standing(self, key: LeikaKey) -> str:
        return key.standing

    @display(description=_("used"))
    def is_used(self, key: Any) -> str:
        return gettext("yes") if key.is_used else ""
