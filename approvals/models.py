"""Links with which people without an account decide about one version of a page, and what was said about waiting."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, Revision, TaskState, WorkflowState

# As long as the security log, which says the same.
KEPT_FOR = timedelta(days=365)


class Closed(models.TextChoices):
    """Why a link is good for nothing any more."""

    DECIDED = "decided", _("used")
    WITHDRAWN = "withdrawn", pgettext_lazy("link", "withdrawn")
    SETTLED = "settled", _("decided by somebody else")
    CHANGED = "changed", _("the page has been changed since")
    EXPIRED = "expired", _("expired")


class Decision(models.TextChoices):
    APPROVED = "approved", _("approved")
    SENT_BACK = "sent_back", _("sent back")


class ApprovalLinkQuerySet(models.QuerySet["ApprovalLink"]):
    def waiting(self) -> Self:
        """Neither used nor withdrawn nor too old, in a step that still runs; the version may be an old one."""
        running = models.Q(
            task_state__status=TaskState.STATUS_IN_PROGRESS,
            task_state__workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        )
        return self.filter(running, decided_at=None, withdrawn_at=None, expires_at__gt=timezone.now())

    def of_page(self, page: Page) -> Self:
        return self.filter(
            task_state__workflow_state__base_content_type=page.get_base_content_type(),
            task_state__workflow_state__object_id=str(page.pk),
        )

    def old(self) -> Self:
        """Older than twelve months: each link names a person."""
        return self.filter(asked_at__lt=timezone.now() - KEPT_FOR)


class ApprovalLink(models.Model):
    """Somebody without an account is asked to decide about one version of a page.

    The link itself is nowhere but in the mail. An editor who types on saves into the same version again and again;
    so a version is known by its number and by the moment in which it was saved.
    """

    wagtail_reference_index_ignore = True

    task_state = models.ForeignKey(
        TaskState, verbose_name=_("step"), on_delete=models.CASCADE, related_name="approval_links"
    )
    revision = models.ForeignKey(Revision, verbose_name=_("version"), on_delete=models.CASCADE, related_name="+")
    saved_at = models.DateTimeField(_("version of"))
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    note = models.TextField(_("what you want to say"), blank=True)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked on"), default=timezone.now)
    expires_at = models.DateTimeField(_("good until"))
    reminded_at = models.DateTimeField(_("reminded on"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, blank=True)
    # As the person wrote it when deciding.
    decided_by = models.CharField(_("decided by"), max_length=120, blank=True)

    objects = ApprovalLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("approval by mail")
        verbose_name_plural = _("approvals by mail")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.name} ({self.pk})"

    @property
    def page(self) -> Any:
        """The page as it stands in the database now, of its own type."""
        return self.task_state.workflow_state.content_object

    @property
    def closed(self) -> Closed | None:
        """Why it is good for nothing; None while it is good."""
        if self.decided_at:
            return Closed.DECIDED
        if self.withdrawn_at:
            return Closed.WITHDRAWN
        if not self.is_at_its_step:
            return Closed.SETTLED
        if not self.is_newest_version:
            return Closed.CHANGED
        return Closed.EXPIRED if self.expires_at <= timezone.now() else None

    @property
    def is_at_its_step(self) -> bool:
        step, way = self.task_state, self.task_state.workflow_state
        is_running = step.status == step.STATUS_IN_PROGRESS and way.status == way.STATUS_IN_PROGRESS
        return is_running and way.current_task_state_id == step.pk

    @property
    def is_newest_version(self) -> bool:
        newest = self.page.latest_revision
        return newest is not None and (newest.pk, newest.created_at) == (self.revision_id, self.saved_at)

    @property
    def state_label(self) -> str:
        """What a list says: waits, what was decided, or why it is closed."""
        if self.decided_at:
            return str(Decision(self.decision).label)
        return str(self.closed.label) if self.closed else str(_("waits"))


class Reminder(models.Model):
    """How far the reminding has gone for one step of an approval."""

    class Stage(models.IntegerChoices):
        APPROVERS = 1, _("those who decide")
        DEPUTIES = 2, _("deputies and heads")

    task_state = models.OneToOneField(
        TaskState, verbose_name=_("step"), on_delete=models.CASCADE, related_name="approval_reminder"
    )
    stage = models.PositiveSmallIntegerField(_("who was told"), choices=Stage)
    told_at = models.DateTimeField(_("told on"), default=timezone.now)

    class Meta:
        verbose_name = _("reminder of an approval")
        verbose_name_plural = _("reminders of approvals")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.task_state_id}: {self.get_stage_display()}"
