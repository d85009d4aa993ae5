from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LATE_AFTER = timedelta(minutes=5)


class Schedule(models.Model):
    """When a job of the house runs next, and how its last run ended."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    next_at = models.DateTimeField(_("next run"))
    last_started_at = models.DateTimeField(_("last start"), null=True, blank=True)
    last_finished_at = models.DateTimeField(_("last end"), null=True, blank=True)
    last_succeeded_at = models.DateTimeField(_("last success"), null=True, blank=True)
    last_failed_at = models.DateTimeField(_("last failure"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)
    runs = models.PositiveIntegerField(_("runs"), default=0)
    failures = models.PositiveIntegerField(_("failures"), default=0)
    failures_in_a_row = models.PositiveIntegerField(_("failures in a row"), default=0)
    worker = models.CharField(_("worker"), max_length=100, blank=True)
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("scheduled job")
        verbose_name_plural = _("scheduled jobs")

    def __str__(self) -> str:
        return self.name

    @property
    def is_running(self) -> bool:
        return self.leased_until is not None and self.leased_until > timezone.now()

    @property
    def is_late(self) -> bool:
        return not self.is_running and self.next_at < timezone.now() - LATE_AFTER


class Attempt(models.Model):
    """How often a task of the queue was tried, and which worker has it in hand until when."""

    task = models.OneToOneField(
        "django_tasks_database.DBTaskResult",
        on_delete=models.CASCADE,
        primary_key=True,
        verbose_name=_("task"),
    )
    tries = models.PositiveIntegerField(_("tries"), default=0)
    worker = models.CharField(_("worker"), max_length=100, blank=True)
    leased_until = models.DateTimeField(_("leased until"), null=True, blank=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        indexes = [
            models.Index(fields=["leased_until"], condition=Q(leased_until__isnull=False), name="jobs_attempt_leased")
        ]

    def __str__(self) -> str:
        return str(self.task_id)
