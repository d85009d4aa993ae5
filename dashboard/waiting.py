"""Everything that can wait for somebody in this house, in the order of the start page."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django_tasks_db.models import DBTaskResult
from wagtail.images.permissions import permission_policy as picture_rights
from wagtail.models import GroupApprovalTask, Page, Revision, Task, TaskState, WorkflowState
from wagtail.permissions import page_permission_policy

from accounts.approval import ApprovalTask
from cms.models import Picture, VisitorMessage
from cms.reports import EDITORS_RIGHTS, belonging_to, pages_to_edit
from cms.upkeep import Upkeep
from dashboard.todo import Item, Kind, Todo
from feedback.access import ANSWERS_BARRIERS
from feedback.access import reads as reads_feedback
from feedback.access import waiting_for as feedback_for
from feedback.models import BarrierReport, FeedbackGroup
from jobs.models import LATE_AFTER, Schedule
from jobs.schedule import JOBS
from notices.models import Notice
from participation.ideas.merging_admin import to_decide
from participation.models import Merger, ProjectPage
from participation.moderation.access import MODERATES
from participation.moderation.queue import appealed_to, bans_to_agree, reported_to, waiting_for
from participation.module_admin import ENTER
from participation.offline.waiting import waiting_for as sheets_for
from participation.overdue import overdue
from search.query_report import RIGHT as READS_SEARCHES
from search.query_report import of_this_week
from service_catalogue.links.report import poor_links_of
from service_catalogue.models import ReferenceChange

ENDS_SOON = timedelta(days=3)


def to_approve(user: AbstractUser) -> QuerySet[TaskState]:
    """Texts at a step that this person decides, the longest wait first; without those that they edited last."""
    newest = Revision.objects.filter(
        base_content_type=OuterRef("workflow_state__base_content_type"),
        object_id=OuterRef("workflow_state__object_id"),
    ).order_by("-created_at", "-pk")
    waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__in=steps_of(user))
    waiting = waiting.annotate(last_editor=Subquery(newest.values("user")[:1]))
    found = waiting.filter(Q(last_editor=None) | ~Q(last_editor=user.pk))
    return found.select_related("revision__base_content_type", "revision__user").order_by("started_at", "pk")


def steps_of(user: AbstractUser) -> QuerySet[Task]:
    """The steps of workflows that a person decides; an administrator all."""
    kinds = (ApprovalTask, GroupApprovalTask)
    if user.is_superuser:
        found = [Exists(kind.objects.filter(pk=OuterRef("pk"))) for kind in kinds]
    else:
        found = [Exists(kind.objects.filter(pk=OuterRef("pk"), groups__user=user)) for kind in kinds]
    return Task.objects.filter(Q(found[0]) | Q(found[1]), active=True).values("pk")


def handed_in(user: AbstractUser, status: str) -> QuerySet[WorkflowState]:
    """What this person has handed in and how it stands."""
    states = WorkflowState.objects.filter(requested_by=user, status=status, current_task_state__isnull=False)
    states = states.select_related("current_task_state__revision__base_content_type", "current_task_state__task")
    return states.order_by("-current_task_state__started_at", "-pk")


def open_changes(user: AbstractUser) -> QuerySet[ReferenceChange]:
    return belonging_to(user, ReferenceChange).filter(decided_at=None)


def pictures_without_consent(user: AbstractUser) -> QuerySet[Picture]:
    """Pictures that are not shown, and those of which nobody has said who is in them."""
    own = picture_rights.instances_user_has_any_permission_for(user, ["change"])
    return own.filter(Q(is_withheld=True) | Q(recognisable=None)).order_by("-created_at", "-pk")


def due_pages(user: AbstractUser) -> QuerySet[Upkeep]:
    """Pages that this person keeps and that must be read again, the longest overdue first."""
    return Upkeep.objects.due().kept_by(user).select_related("page").order_by("due_on", "pk")


def ending_notices(user: AbstractUser) -> QuerySet[Notice]:
    now = timezone.now()
    return Notice.objects.filter(starts_at__lte=now, ends_at__gt=now, ends_at__lte=now + ENDS_SOON).order_by("ends_at")


def overdue_results(user: AbstractUser) -> QuerySet[ProjectPage]:
    """Projects of which a result was promised for a day that is over; the longest overdue first."""
    return overdue().filter(pk__in=pages_to_edit(user))


def stalled_jobs(user: AbstractUser) -> QuerySet[Schedule]:
    """Jobs that should have run long since, or that fail."""
    now = timezone.now()
    is_running = Q(leased_until__isnull=False, leased_until__gt=now)
    is_late = Q(next_at__lt=now - LATE_AFTER) & ~is_running
    return Schedule.objects.filter(is_late | Q(failures_in_a_row__gt=0), name__in=list(JOBS))


def page_item(revision: Revision, note: str = "") -> Item:
    """A text by its title; pages are dealt with in their form, as are records with a workflow of their own."""
    kind = revision.base_content_type
    if kind.model_class() is Page:
        return Item(revision.object_str, reverse("wagtailadmin_pages:edit", args=[revision.object_id]), note)
    address = f"wagtailsnippets_{kind.app_label}_{kind.model}:edit"
    return Item(revision.object_str, reverse(address, args=[revision.object_id]), note)


def approval_item(state: TaskState) -> Item:
    who = state.revision.user.get_full_name() or state.revision.user.get_username() if state.revision.user else ""
    since = date_format(timezone.localtime(state.started_at), "SHORT_DATE_FORMAT")
    return page_item(state.revision, _("%(who)s, since %(day)s") % {"who": who, "day": since} if who else since)


def handed_in_item(state: WorkflowState) -> Item:
    return page_item(state.current_task_state.revision, state.current_task_state.task.name)


def sent_back_item(state: WorkflowState) -> Item:
    return page_item(state.current_task_state.revision, state.current_task_state.comment)


def picture_item(picture: Picture) -> Item:
    note = _("not shown: a consent is missing") if picture.is_withheld else _("nobody has said who is in it")
    return Item(picture.title, reverse("wagtailimages:edit", args=[picture.pk]), note)


def due_item(upkeep: Upkeep) -> Item:
    since = date_format(upkeep.due_on, "SHORT_DATE_FORMAT") if upkeep.due_on else ""
    address = reverse("wagtailadmin_pages:edit", args=[upkeep.page_id])
    return Item(upkeep.page.title, address, _("since %(day)s") % {"day": since})


def notice_item(notice: Notice) -> Item:
    until = date_format(timezone.localtime(notice.ends_at), "SHORT_DATETIME_FORMAT")
    address = reverse("wagtailsnippets_notices_notice:edit", args=[notice.pk])
    return Item(notice.title, address, _("until %(moment)s") % {"moment": until})


def overdue_item(project: ProjectPage) -> Item:
    due = date_format(project.result_due, "SHORT_DATE_FORMAT") if project.result_due else ""
    address = reverse("wagtailadmin_pages:edit", args=[project.pk])
    return Item(project.title, address, _("promised for %(day)s") % {"day": due})


def feedback_item(group: FeedbackGroup) -> Item:
    since = date_format(timezone.localtime(group.opened_at), "SHORT_DATE_FORMAT")
    return Item(group.sentence, reverse("page_feedback:group", args=[group.pk]), _("since %(day)s") % {"day": since})


def merger_item(merger: Merger) -> Item:
    since = date_format(timezone.localtime(merger.waits_until), "SHORT_DATE_FORMAT")
    return Item(
        merger.idea.title, reverse("participation_idea", args=[merger.idea_id]), _("since %(day)s") % {"day": since}
    )


def barrier_item(report: BarrierReport) -> Item:
    due = _("answer by %(day)s") % {"day": date_format(report.due_on, "SHORT_DATE_FORMAT")}
    note = f"{report.state}, {due}" if report.is_overdue else due
    return Item(report.number, reverse("feedback_barrier", args=[report.pk]), note)


def edits_pages(user: AbstractUser) -> bool:
    return page_permission_policy.user_has_any_permission(user, EDITORS_RIGHTS)


def has(right: str) -> Any:
    return lambda user: user.has_perm(right)


KINDS = (
    Kind(
        "sent-back",
        icon="resubmit",
        title=gettext_lazy("Sent back to me"),
        sentence=ngettext_lazy("%(count)d text came back to you", "%(count)d texts came back to you", "count"),
        rows=partial(handed_in, status=WorkflowState.STATUS_NEEDS_CHANGES),
        item=sent_back_item,
    ),
    Kind(
        "approve",
        icon="check",
        title=gettext_lazy("To approve"),
        sentence=ngettext_lazy(
            "%(count)d text waits for your approval", "%(count)d texts wait for your approval", "count"
        ),
        rows=to_approve,
        item=approval_item,
    ),
    Kind(
        "review",
        icon="calendar-check",
        title=gettext_lazy("To read again"),
        sentence=ngettext_lazy(
            "%(count)d page of yours must be read again: is it still true?",
            "%(count)d pages of yours must be read again: are they still true?",
            "count",
        ),
        rows=due_pages,
        item=due_item,
    ),
    Kind(
        "messages",
        icon="mail",
        title=gettext_lazy("Messages"),
        sentence=ngettext_lazy(
            "%(count)d message of a visitor is not dealt with",
            "%(count)d messages of visitors are not dealt with",
            "count",
        ),
        rows=lambda user: VisitorMessage.objects.filter(handled=False),
        may=has("cms.change_visitormessage"),
        report="wagtailsnippets_cms_visitormessage:list",
        query=(("handled", "false"),),
    ),
    Kind(
        "barriers",
        icon="warning",
        title=gettext_lazy("Reports of barriers"),
        sentence=ngettext_lazy(
            "%(count)d report of a barrier is not closed", "%(count)d reports of barriers are not closed", "count"
        ),
        rows=lambda user: BarrierReport.objects.open().by_due_day(),
        item=barrier_item,
        may=has(ANSWERS_BARRIERS),
    ),
    Kind(
        "feedback",
        icon="comment",
        title=gettext_lazy("Not clear to visitors"),
        sentence=ngettext_lazy(
            "%(count)d thing about your pages was not clear to several people",
            "%(count)d things about your pages were not clear to several people",
            "count",
        ),
        rows=feedback_for,
        item=feedback_item,
        may=reads_feedback,
    ),
    Kind(
        "moderation",
        icon="comment",
        title=gettext_lazy("Contributions of residents"),
        sentence=ngettext_lazy(
            "%(count)d contribution waits for the moderators",
            "%(count)d contributions wait for the moderators",
            "count",
        ),
        rows=waiting_for,
        may=has(MODERATES),
        report="participation_queue",
        query=(("why", "waiting"),),
    ),
    Kind(
        "reported",
        icon="warning",
        title=gettext_lazy("Reported contributions"),
        sentence=ngettext_lazy("%(count)d contribution was reported", "%(count)d contributions were reported", "count"),
        rows=reported_to,
        may=has(MODERATES),
        report="participation_queue",
        query=(("why", "reported"),),
    ),
    Kind(
        "appeals",
        icon="resubmit",
        title=gettext_lazy("Appeals"),
        sentence=ngettext_lazy(
            "%(count)d author has appealed against a decision",
            "%(count)d authors have appealed against a decision",
            "count",
        ),
        rows=appealed_to,
        may=has(MODERATES),
        report="participation_queue",
        query=(("why", "appealed"),),
    ),
    Kind(
        "bans",
        icon="lock",
        title=gettext_lazy("Bans to agree to"),
        sentence=ngettext_lazy("%(count)d ban needs a second opinion", "%(count)d bans need a second opinion", "count"),
        rows=bans_to_agree,
        may=has(MODERATES),
        report="participation_bans",
    ),
    Kind(
        "mergers",
        icon="pick",
        title=gettext_lazy("Ideas to merge"),
        sentence=ngettext_lazy(
            "%(count)d proposal to merge ideas waits for you: an author has not answered",
            "%(count)d proposals to merge ideas wait for you: authors have not answered",
            "count",
        ),
        rows=to_decide,
        item=merger_item,
        may=has(MODERATES),
    ),
    Kind(
        "paper",
        icon="edit",
        title=gettext_lazy("Sheets of paper"),
        sentence=ngettext_lazy(
            "%(count)d batch of sheets waits to be entered, checked or settled",
            "%(count)d batches of sheets wait to be entered, checked or settled",
            "count",
        ),
        rows=sheets_for,
        may=has(ENTER),
        report="participation_all_batches",
        query=(("state", "mine"),),
    ),
    Kind(
        "overdue-results",
        icon="calendar-check",
        title=gettext_lazy("Promised results"),
        sentence=ngettext_lazy(
            "%(count)d promised result of a project is overdue",
            "%(count)d promised results of projects are overdue",
            "count",
        ),
        rows=overdue_results,
        item=overdue_item,
        may=edits_pages,
    ),
    Kind(
        "notices",
        icon="warning",
        title=gettext_lazy("Notices that end soon"),
        sentence=ngettext_lazy(
            "%(count)d notice ends within three days", "%(count)d notices end within three days", "count"
        ),
        rows=ending_notices,
        item=notice_item,
        may=has("notices.change_notice"),
    ),
    Kind(
        "consents",
        icon="group",
        title=gettext_lazy("Pictures without a consent"),
        sentence=ngettext_lazy(
            "%(count)d picture lacks a consent or an answer", "%(count)d pictures lack a consent or an answer", "count"
        ),
        rows=pictures_without_consent,
        item=picture_item,
        may=has("consents.view_consent"),
    ),
    Kind(
        "reference-changes",
        icon="form",
        title=gettext_lazy("Changed reference texts"),
        sentence=ngettext_lazy(
            "%(count)d changed reference text waits for an answer",
            "%(count)d changed reference texts wait for an answer",
            "count",
        ),
        rows=open_changes,
        may=edits_pages,
        report="reference_changes:report",
        query=(("answer", "open"),),
        owner="page__owner",
    ),
    Kind(
        "links",
        icon="link",
        title=gettext_lazy("Links that do not work"),
        sentence=ngettext_lazy("%(count)d link needs a look", "%(count)d links need a look", "count"),
        rows=poor_links_of,
        may=edits_pages,
        report="service_links:report",
        owner="page__owner",
    ),
    Kind(
        "searches",
        icon="search",
        title=gettext_lazy("Searched in vain"),
        sentence=ngettext_lazy(
            "%(count)d query of the last seven days finds nothing",
            "%(count)d queries of the last seven days find nothing",
            "count",
        ),
        rows=lambda user: of_this_week("nothing"),
        may=has(READS_SEARCHES),
        report="search_queries:report",
        query=(
            ("period", "7"),
            ("problem", "nothing"),
        ),
    ),
    Kind(
        "opinions",
        icon="comment",
        title=gettext_lazy("Called unhelpful"),
        sentence=ngettext_lazy(
            "%(count)d query of the last seven days was answered badly, say visitors",
            "%(count)d queries of the last seven days were answered badly, say visitors",
            "count",
        ),
        rows=lambda user: of_this_week("unhelpful"),
        may=has(READS_SEARCHES),
        report="search_queries:report",
        query=(
            ("period", "7"),
            ("problem", "unhelpful"),
        ),
    ),
    Kind(
        "jobs",
        icon="calendar-alt",
        title=gettext_lazy("Scheduled jobs"),
        sentence=ngettext_lazy(
            "%(count)d scheduled job is late or fails", "%(count)d scheduled jobs are late or fail", "count"
        ),
        rows=stalled_jobs,
        may=has("jobs.view_schedule"),
        report="jobs:schedule",
    ),
    Kind(
        "tasks",
        icon="tasks",
        title=gettext_lazy("Queue"),
        sentence=ngettext_lazy(
            "%(count)d task of the queue has failed for good",
            "%(count)d tasks of the queue have failed for good",
            "count",
        ),
        rows=lambda user: DBTaskResult.objects.failed(),
        may=has("jobs.view_schedule"),
        report="jobs:tasks",
        query=(("status", "FAILED"),),
    ),
    Kind(
        "on-the-way",
        icon="time",
        title=gettext_lazy("My texts with others"),
        sentence=ngettext_lazy(
            "%(count)d text of yours waits for somebody else",
            "%(count)d texts of yours wait for somebody else",
            "count",
        ),
        rows=partial(handed_in, status=WorkflowState.STATUS_IN_PROGRESS),
        item=handed_in_item,
        is_mine=False,
    ),
)
WITH_A_LIST = {kind.name: kind for kind in KINDS if kind.item is not None}


def todos_of(user: AbstractUser) -> list[Todo]:
    """What waits for this person now."""
    found = (kind.todo(user) for kind in KINDS)
    return [todo for todo in found if todo is not None]
