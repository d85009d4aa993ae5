"""/admin/reports/security/: the security log, for those who keep the site running."""

from typing import Any

import django_filters
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.security_log import SecurityEvent


class EventFilterSet(WagtailFilterSet):
    """By kind, by person, by time."""

    kind = django_filters.ChoiceFilter(label=_("what"), choices=SecurityEvent.Kind.choices)
    actor = django_filters.CharFilter(label=_("by whom"), lookup_expr="iexact")
    at = django_filters.DateFromToRangeFilter(label=_("time"), widget=DateRangePickerWidget)

    class Meta:
        model = SecurityEvent
        fields: list[str] = []


class MomentColumn(Column):
    """Day and time to the second."""

    def get_value(self, instance: Any) -> str:
        return date_format(timezone.localtime(instance.at), "d.m.Y H:i:s")


class SecurityLogView(ReportView):
    """Entries are read and exported; nothing here changes one."""

    page_title = _("Security log")
    header_icon = "key"
    model = SecurityEvent
    permission_policy: Any = ModelPermissionPolicy(SecurityEvent)
    any_permission_required = ["view"]
    filterset_class = EventFilterSet
    index_url_name = "security_log"
    index_results_url_name = "security_log_results"
    default_ordering = "-at"
    paginate_by = 50
    columns = [
        MomentColumn("at", label=_("time"), sort_key="at"),
        Column("kind", label=_("what"), accessor="get_kind_display"),
        Column("actor", label=_("by whom"), sort_key="actor"),
        Column("subject", label=_("about")),
        Column("details", label=_("details")),
        Column("network", label=pgettext_lazy("network", "from")),
    ]
