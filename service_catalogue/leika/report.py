"""The report on keys of our level without a service: what a municipality carries out and this catalogue does not describe yet."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.permission_policies import ModelPermissionPolicy

from cms.reports import Report, ReportMenuItem, report_urls
from service_catalogue import leika
from service_catalogue.leika.table import of_kind
from service_catalogue.models import LeikaKey

POLICY = ModelPermissionPolicy(LeikaKey)
MAY_READ = ["view", "change", "add", "delete"]


def groups() -> list[tuple[str, str]]:
    codes = {key[leika.GROUP] for key in LeikaKey.objects.municipal().values_list("key", flat=True)}
    return [(code, f"{code} {leika.groups().get(code, '')}") for code in sorted(codes)]


class KeyFilterSet(WagtailFilterSet):
    group = django_filters.ChoiceFilter(label=_("group"), choices=groups, method="of_group")
    kind = django_filters.ChoiceFilter(
        label=_("kind"), choices=[(kind, kind) for kind in leika.KINDS], method="of_kind"
    )
    level = django_filters.ChoiceFilter(
        label=_("level"),
        choices=[("perhaps", _("also what Land or municipality carries out"))],
        method="of_level",
    )
    going = django_filters.ChoiceFilter(
        label=_("standing"), choices=[("with", _("also what is gone or on its way out"))], method="of_level"
    )

    class Meta:
        model = LeikaKey
        fields: list[str] = []

    def of_group(self, keys: QuerySet[LeikaKey], name: str, code: str) -> QuerySet[LeikaKey]:
        return keys.filter(key__startswith=leika.FEDERAL_INSTANCE + code)

    def of_kind(self, keys: QuerySet[LeikaKey], name: str, kind: str) -> QuerySet[LeikaKey]:
        return keys.filter(of_kind(kind))

    def of_level(self, keys: QuerySet[LeikaKey], name: str, value: str) -> QuerySet[LeikaKey]:
        """Widens and does not narrow: the report itself reads these, see `KeysWithoutServiceView.wanted`."""
        return keys


class KeysWithoutServiceView(Report):
    """/admin/reports/leika-keys/: keys that municipalities carry out and no published service carries."""

    page_title = _("LeiKa keys without a service")
    header_icon = "key"
    model = LeikaKey
    permission_policy = POLICY
    any_permission_required = MAY_READ
    filterset_class = KeyFilterSet
    search_fields = ["key", "name", "citizen_name", "synonyms"]
    default_ordering = "key"
    results_template_name = "service_catalogue/leika_report_results.html"
    index_url_name = "leika_report:report"
    index_results_url_name = "leika_report:report_results"
    export_filename = "leika-keys-without-service"
    columns = [
        TitleColumn(
            "key",
            label=_("Key"),
            accessor="grouped",
            sort_key="key",
            classname="leika-key",
            get_url=lambda key: reverse("service_catalogue_leikakey_modeladmin_inspect", args=[key.pk]),
        ),
        Column("name", label=_("Name"), accessor="label", sort_key="name"),
        Column("explanation", label=_("Meaning"), accessor="explanation"),
        Column("kind", label=_("Kind"), accessor="kind"),
        Column("standing", label=_("Standing"), accessor="standing"),
    ]
    list_export = ["grouped", "kind", "group_name", "act_name", "name", "citizen_name", "typing", "standing"]
    export_headings = {
        "grouped": _("Key"),
        "kind": _("Kind"),
        "group_name": _("Group"),
        "act_name": _("Act"),
        "standing": _("Standing"),
    }

    @property
    def wanted(self) -> Any:
        """The keys of our level, as far as the filters widen them."""
        keys = LeikaKey.objects.municipal(perhaps=self.request.GET.get("level") == "perhaps")
        return keys if self.request.GET.get("going") == "with" else keys.filter(gone_at=None).not_deprecated()

    def get_base_queryset(self) -> QuerySet[LeikaKey]:
        return self.wanted.unused(live=True)

    def search_queryset(self, queryset: Any) -> QuerySet[LeikaKey]:
        return queryset.matching(self.search_query) if self.search_query else queryset

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if self.results_only:
            return context
        total, missing = self.wanted.count(), self.get_base_queryset().count()
        return {**context, "figures": {"total": total, "missing": missing, "covered": total - missing}}


def menu_item() -> MenuItem:
    return ReportMenuItem(KeysWithoutServiceView, name="leika-keys-without-service", order=610)


app_name = "leika_report"
urlpatterns = report_urls(KeysWithoutServiceView)
