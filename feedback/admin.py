"""What people said about pages, in the editors' interface: groups by page and cause, their words, what was changed."""

from typing import Any

import django_filters
from django import forms
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.permission_policies import ModelPermissionPolicy

from cms.reports import DayColumn, Report
from directory.models import Department
from feedback import actions
from feedback.access import READS, groups_of, may_publish
from feedback.models import Cause, FeedbackGroup, Reply, Subject
from feedback.models.causes import PRAISE
from feedback.models.replies import LONGEST_CHANGE

ON_A_PAGE = 20
OPEN, CLOSED = pgettext_lazy("feedback", "open"), pgettext_lazy("feedback", "closed")
STATES = {
    "open": (OPEN, Q(closed_at=None) & ~Q(cause__in=PRAISE)),
    "closed": (CLOSED, Q(closed_at__isnull=False)),
    "praise": (gettext_lazy("what helped"), Q(cause__in=PRAISE)),
    "all": (gettext_lazy("everything"), Q()),
}


def subjects_of(request: HttpRequest) -> QuerySet[Subject]:
    return Subject.objects.filter(pk__in=groups_of(request.user).values("subject"))


def departments_of(request: HttpRequest) -> QuerySet[Department]:
    return Department.objects.filter(pk__in=subjects_of(request).values("department")).order_by("name")


class GroupFilterSet(WagtailFilterSet):
    """What is open, unless somebody asks for more."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("state"),
        choices=[(name, label) for name, (label, _where) in STATES.items()],
        method="of_state",
        empty_label=None,
    )
    cause = django_filters.ChoiceFilter(
        label=gettext_lazy("cause"), choices=[(each.value, each.says) for each in Cause]
    )
    department = django_filters.ModelChoiceFilter(
        label=gettext_lazy("department"), field_name="subject__department", queryset=departments_of
    )
    page = django_filters.ModelChoiceFilter(label=gettext_lazy("page"), field_name="subject", queryset=subjects_of)

    class Meta:
        model = FeedbackGroup
        fields: list[str] = []

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        given = {name: value for name, value in (data or {}).items() if value}
        super().__init__({"state": "open", **given}, *args, **kwargs)

    def of_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(STATES[value][1])


def page_of(group: FeedbackGroup) -> str:
    title = group.subject.title
    return _("%(title)s (deleted)") % {"title": title} if group.subject.is_deleted else title


def state_of(group: FeedbackGroup) -> str:
    if group.closed_at is None:
        return str(OPEN)
    return _("closed, shown on the page") if group.is_published else str(CLOSED)


class FeedbackView(Report):
    """/admin/feedback/: groups of what people said; as a table for spreadsheets with ?export=csv."""

    page_title = gettext_lazy("Feedback about pages")
    header_icon = "comment"
    model = FeedbackGroup
    permission_policy: Any = ModelPermissionPolicy(FeedbackGroup)
    any_permission_required = ["read"]
    filterset_class = GroupFilterSet
    search_fields = ["subject__title", "subject__address"]
    default_ordering = "-people"
    index_url_name = "page_feedback:report"
    index_results_url_name = "page_feedback:report_results"
    export_filename = "feedback"
    columns = [
        TitleColumn(
            "page",
            label=gettext_lazy("Page"),
            accessor=page_of,
            sort_key="subject__title",
            get_url=lambda group: reverse("page_feedback:group", args=[group.pk]),
        ),
        Column("cause", label=gettext_lazy("Cause"), accessor="says", sort_key="cause"),
        Column("people", label=gettext_lazy("People"), sort_key="people"),
        Column("department", label=gettext_lazy("Department"), accessor="subject.department"),
        DayColumn("opened_at", label=gettext_lazy("Since"), sort_key="opened_at"),
        Column("state", label=gettext_lazy("State"), accessor=state_of),
    ]
    list_export = [
        "subject.title", "subject.address", "subject.department", "says", "people", "words", "opened_at", "closed_at",
        "change", "is_published",
    ]  # fmt: skip
    export_headings = {
        "subject.title": gettext_lazy("Page"),
        "subject.address": gettext_lazy("Address"),
        "subject.department": gettext_lazy("Department"),
        "says": gettext_lazy("Cause"),
        "people": gettext_lazy("People"),
        "words": gettext_lazy("Words"),
        "opened_at": gettext_lazy("Since"),
        "closed_at": gettext_lazy("Closed on"),
        "change": gettext_lazy("What was changed"),
        "is_published": gettext_lazy("Shown on the page"),
    }

    def get_base_queryset(self) -> QuerySet[FeedbackGroup]:
        rows = groups_of(self.request.user).said()  # type: ignore[attr-defined]
        return rows.select_related("subject__department").prefetch_related("replies")


class CloseForm(forms.Form):
    """What was changed because of what people said."""

    change = forms.CharField(
        label=gettext_lazy("What was changed?"),
        max_length=LONGEST_CHANGE,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("For example: The page now says what to bring."),
    )
    is_published = forms.BooleanField(
        label=gettext_lazy("Show it on the page, as “Changed because of your feedback”"), required=False
    )

    def __init__(self, may_publish: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish:
            del self.fields["is_published"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_published") and not cleaned.get("change"):
            self.add_error("change", _("Please say what was changed; it is shown on the page."))
        return cleaned


@permission_required(READS)
def group_view(request: HttpRequest, pk: int) -> HttpResponse:
    """/admin/feedback/<pk>/: the words of one group, and closing it."""
    rows = groups_of(request.user).counted().select_related("subject__page", "subject__department")  # type: ignore[attr-defined]
    group = get_object_or_404(rows, pk=pk)
    publishes = may_publish(request.user, group.subject.page)
    said = {"change": group.change, "is_published": group.is_published}
    form = CloseForm(publishes, request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        # Who cannot publish leaves what is public as it is.
        if publishes or not group.is_published:
            actions.close(
                group, request.user, form.cleaned_data["change"], form.cleaned_data.get("is_published", False)
            )
            messages.success(request, _("Closed. What people say from now on opens a new group."))
        return redirect("page_feedback:report")
    return render(
        request, "feedback/admin/group.html", context_of(request, group, form), status=422 if form.is_bound else 200
    )


def context_of(request: HttpRequest, group: FeedbackGroup, form: CloseForm) -> dict[str, Any]:
    replies = group.replies.exclude(words="", part="")
    totals = Reply.objects.filter(subject=group.subject).aggregate(
        clear=Count("pk", filter=Q(is_clear=True)), unclear=Count("pk", filter=Q(is_clear=False))
    )
    return {
        "page_title": page_of(group),
        "page_subtitle": group.says,
        "header_icon": "comment",
        "group": group,
        "totals": totals,
        "replies": Paginator(replies, ON_A_PAGE).get_page(request.GET.get("p")),
        "address": reverse("page_feedback:group", args=[group.pk]),
        "state": state_of(group),
        "form": form,
    }
