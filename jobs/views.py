from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django_filters import ChoiceFilter
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max
from wagtail.admin.auth import permission_denied
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column, StatusTagColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from . import queue
from .models import Schedule
from .schedule import JOBS

POLICY = ModelPermissionPolicy(Schedule)


class ActionColumn(BaseColumn):
    """A button that sends a form, for people who may."""

    cell_template_name = "jobs/action_cell.html"

    def __init__(self, name: str, url_name: str, button: str | Promise) -> None:
        super().__init__(name, label=button)
        self.url_name, self.button = url_name, button

    def get_cell_context_data(self, instance: Schedule | DBTaskResult, parent_context: dict) -> dict:
        request = parent_context["request"]
        shown = POLICY.user_has_permission(request.user, "change") and offers_action(instance)
        return super().get_cell_context_data(instance, parent_context) | {
            "action": reverse(self.url_name, args=[instance.pk]) if shown else "",
            "button": self.button,
            "csrf_token": get_token(request),
        }


class TimeColumn(Column):
    """Day and time; Wagtail's own column says only how long ago, which is senseless for a time to come."""

    def get_value(self, instance: Schedule | DBTaskResult) -> str:
        value = super().get_value(instance)
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT") if value else ""


class ErrorColumn(Column):
    """The last line of an error, and the whole of it behind it."""

    cell_template_name = "jobs/error_cell.html"

    def get_cell_context_data(self, instance: object, parent_context: dict) -> dict:
        context = super().get_cell_context_data(instance, parent_context)
        lines = (context["raw_value"] or "").strip().splitlines()
        return context | {"last_line": lines[-1] if lines else "", "whole": "\n".join(lines)}


def offers_action(item: Schedule | DBTaskResult) -> bool:
    if isinstance(item, Schedule):
        return item.name in JOBS and not item.is_running
    return task_state(item)[0] in {"parked", "repeated"}


def job_title(row: Schedule) -> str:
    return str(JOBS[row.name].title) if row.name in JOBS else row.name


def is_in_order(row: Schedule) -> bool:
    """What is not in order gets the hatched tag."""
    return bool(row.last_succeeded_at) and not row.is_late and not row.failures_in_a_row


def job_state(row: Schedule) -> str:
    """What a person wants to know first about a job."""
    if row.name not in JOBS:
        return _("No longer there")
    if row.is_running:
        return _("Running")
    if row.is_late:
        return _("Overdue")
    if row.failures_in_a_row:
        return _("Failed")
    return _("In order") if row.last_succeeded_at else _("Never run")


def task_state(row: DBTaskResult) -> tuple[str, str]:
    """What a person wants to know first about a task: a word for the code and one for reading."""
    if row.status == TaskResultStatus.FAILED:
        return "parked", _("Parked")
    if row.status == TaskResultStatus.RUNNING:
        return "running", _("Running")
    if row.status == TaskResultStatus.SUCCESSFUL:
        return "done", _("Done")
    if tries(row):
        return "repeated", _("Waiting after a failure")
    return "waiting", _("Waiting")


def tries(row: DBTaskResult) -> int:
    return row.attempt.tries if hasattr(row, "attempt") else 0


def next_try(row: DBTaskResult) -> object:
    """When a waiting task is tried next; empty if as soon as possible."""
    deferred = row.status == TaskResultStatus.READY and row.run_after != get_date_max()
    return row.run_after if deferred else None


class ScheduleView(ReportView):
    """/admin/jobs/schedule/: what the house does again and again, when it last did it and when next."""

    page_title = gettext_lazy("Scheduled jobs")
    header_icon = "calendar-alt"
    model = Schedule
    permission_policy = POLICY
    any_permission_required = ["view", "change"]
    default_ordering = "next_at"
    index_url_name = "jobs:schedule"
    index_results_url_name = "jobs:schedule_results"
    columns = [
        Column("title", label=gettext_lazy("Job"), accessor=job_title),
        StatusTagColumn("state", label=gettext_lazy("State"), accessor=job_state, primary=is_in_order),
        TimeColumn("last_succeeded_at", label=gettext_lazy("Last success"), sort_key="last_succeeded_at"),
        TimeColumn("next_at", label=gettext_lazy("Next run"), sort_key="next_at"),
        Column("runs", label=gettext_lazy("Runs"), sort_key="runs"),
        Column("failures", label=gettext_lazy("Failures"), sort_key="failures"),
        TimeColumn("last_failed_at", label=gettext_lazy("Last failure"), sort_key="last_failed_at"),
        ErrorColumn("last_error", label=gettext_lazy("Last error")),
        ActionColumn("run", "jobs:run_now", gettext_lazy("Run now")),
    ]


class TaskFilterSet(WagtailFilterSet):
    status = ChoiceFilter(
        label=gettext_lazy("State"),
        choices=[
            (TaskResultStatus.READY, gettext_lazy("Waiting")),
            (TaskResultStatus.RUNNING, gettext_lazy("Running")),
            (TaskResultStatus.FAILED, gettext_lazy("Parked")),
            (TaskResultStatus.SUCCESSFUL, gettext_lazy("Done")),
        ],
    )

    class Meta:
        model = DBTaskResult
        fields: list[str] = []


class TaskView(ReportView):
    """/admin/jobs/tasks/: what waits, runs, is done, or is parked after too many failures."""

    page_title = gettext_lazy("Queue")
    header_icon = "tasks"
    permission_policy = POLICY
    any_permission_required = ["view", "change"]
    filterset_class = TaskFilterSet
    default_ordering = "-enqueued_at"
    index_url_name = "jobs:tasks"
    index_results_url_name = "jobs:task_results"
    columns = [
        Column("task_name", label=gettext_lazy("Task")),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor=lambda row: task_state(row)[1],
            primary=lambda row: row.status != TaskResultStatus.FAILED,
        ),
        TimeColumn("enqueued_at", label=gettext_lazy("Since"), sort_key="enqueued_at"),
        Column("tries", label=gettext_lazy("Tries"), accessor=tries),
        TimeColumn("next_try", label=gettext_lazy("Next try"), accessor=next_try),
        TimeColumn("finished_at", label=gettext_lazy("End"), sort_key="finished_at"),
        ErrorColumn("traceback", label=gettext_lazy("Last error")),
        ActionColumn("again", "jobs:try_again", gettext_lazy("Try again")),
    ]

    def get_base_queryset(self) -> QuerySet[DBTaskResult]:
        return DBTaskResult.objects.select_related("attempt")


@require_POST
def run_now(request: HttpRequest, pk: int) -> HttpResponse:
    """/admin/jobs/schedule/<id>/run/: the next worker that looks takes this job first."""
    if not POLICY.user_has_permission(request.user, "change"):
        return permission_denied(request)
    row = get_object_or_404(Schedule, pk=pk)
    Schedule.objects.filter(pk=row.pk).update(next_at=timezone.now())
    messages.success(request, _("“%(job)s” runs in a moment.") % {"job": job_title(row)})
    return redirect("jobs:schedule")


@require_POST
def try_again(request: HttpRequest, pk: UUID) -> HttpResponse:
    """/admin/jobs/tasks/<id>/again/: a failed task gets all its tries again."""
    if not POLICY.user_has_permission(request.user, "change"):
        return permission_denied(request)
    if queue.try_again(pk):
        messages.success(request, _("The task is tried again in a moment."))
    else:
        messages.warning(request, _("This task has not failed, or is no longer there."))
    return redirect("jobs:tasks")
