"""Ballots: what somebody answered in a poll. Who it was is forgotten after a time, the answers stay."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.models.contributions import Channel
from participation.models.modules import PollPage
from participation.models.participants import Participant


class BallotManager(models.Manager["Ballot"]):
    """What counts as a ballot: own words from a sheet have a row to hang on, but the sheet is counted with its batch."""

    def get_queryset(self) -> models.QuerySet["Ballot"]:
        return super().get_queryset().filter(batch=None)


class Ballot(models.Model):
    """One for each participant of a poll, however often and from however many windows it is sent."""

    wagtail_reference_index_ignore = True

    module = models.ForeignKey(PollPage, verbose_name=_("poll"), on_delete=models.CASCADE, related_name="ballots")
    participant = models.ForeignKey(
        Participant, verbose_name=_("participant"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    channel = models.CharField(_("came in"), max_length=8, choices=Channel, default=Channel.ONLINE)
    batch = models.ForeignKey(
        "participation.Batch",
        verbose_name=_("batch of sheets"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    cast_at = models.DateTimeField(_("given on"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed on"), null=True, blank=True)
    # A digest of the last sending of a program, by which its repeat is known.
    submission = models.CharField(max_length=64, unique=True, null=True, editable=False)

    objects = BallotManager()
    with_sheets: models.Manager["Ballot"] = models.Manager()

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        default_permissions = ()
        permissions = [("read_confidential_answers", _("Can read confidential answers of polls"))]
        constraints = [models.UniqueConstraint(fields=["module", "participant"], name="ballot_once_a_participant")]
        indexes = [models.Index(fields=["module", "cast_at"], name="ballot_by_day")]

    def __str__(self) -> str:
        return f"{self.module_id}: {self.pk}"


class Answer(models.Model):
    """A chosen option, a step of a scale, or own words. What was said in confidence carries that with it."""

    wagtail_reference_index_ignore = True

    ballot = models.ForeignKey(Ballot, verbose_name=_("ballot"), on_delete=models.CASCADE, related_name="answers")
    # The names that questions and options keep through all edits.
    question = models.CharField(_("question"), max_length=36, db_index=True)
    option = models.CharField(_("answer"), max_length=36, blank=True)
    text = models.TextField(_("own words"), blank=True)
    is_confidential = models.BooleanField(_("confidential"), default=False)
    is_shown = models.BooleanField(_("shown in public"), default=False)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["ballot", "question", "option"], name="answer_once_a_ballot"),
            models.CheckConstraint(
                condition=~models.Q(is_confidential=True, is_shown=True), name="answer_confidential_never_shown"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.option}"
