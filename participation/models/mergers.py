"""Two similar ideas become one: proposed by the town, agreed by the authors, and nobody's support moves by itself."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.models.contributions import Contribution
from participation.models.ideas import Idea
from participation.models.participants import Participant

# So long the town waits for authors before it may decide without them.
AUTHORS_HAVE = timedelta(days=14)


def in_two_weeks() -> datetime:
    return timezone.now() + AUTHORS_HAVE


class MergerQuerySet(models.QuerySet["Merger"]):
    def between_public(self) -> Self:
        public = Contribution.State.PUBLIC
        return self.filter(idea__state=public, into__state=public)

    def open(self) -> Self:
        """About which the authors, or the town in their place, can still decide."""
        return self.filter(state=Merger.State.PROPOSED).between_public()


class Merger(models.Model):
    """The town proposes that an idea becomes part of a similar one; every step stays, and everybody reads it."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("the authors are asked")
        MERGED = "merged", _("one idea now")
        DECLINED = "declined", _("an author would rather not")
        WITHDRAWN = "withdrawn", _("taken back by the town")

    wagtail_reference_index_ignore = True

    idea = models.ForeignKey(Idea, verbose_name=_("idea"), on_delete=models.CASCADE, related_name="mergers")
    into = models.ForeignKey(Idea, verbose_name=_("goes into"), on_delete=models.CASCADE, related_name="takes_in")
    reason = models.TextField(_("reason"), max_length=1000)
    # The words of the authors stay as they are; this stands beside them.
    together = models.TextField(_("what both want, in the words of the town"), max_length=2000, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("proposed by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed on"), default=timezone.now)
    waits_until = models.DateTimeField(_("the authors have time until"), default=in_two_weeks)
    merged_at = models.DateTimeField(_("one idea since"), null=True, blank=True)
    # Declined, or taken back; a merger that was undone has both dates.
    ended_at = models.DateTimeField(_("ended on"), null=True, blank=True)
    town_reason = models.TextField(_("why the town decided without an author"), max_length=1000, blank=True)

    objects = MergerQuerySet.as_manager()

    class Meta:
        verbose_name = _("merging of ideas")
        verbose_name_plural = _("merging of ideas")
        ordering = ["proposed_at", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["idea"], condition=Q(state__in=["proposed", "merged"]), name="idea_merged_once"
            ),
            models.CheckConstraint(condition=~Q(idea=models.F("into")), name="idea_into_another"),
        ]

    def __str__(self) -> str:
        return f"{self.idea_id} → {self.into_id}: {self.get_state_display()}"

    @property
    def is_waiting_for_authors(self) -> bool:
        return timezone.now() < self.waits_until


class AuthorAsked(models.Model):
    """What the author of one of the ideas says to it; empty while nothing was said."""

    wagtail_reference_index_ignore = True

    merger = models.ForeignKey(Merger, on_delete=models.CASCADE, related_name="authors_asked")
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="+")
    agrees = models.BooleanField(_("agrees"), null=True)
    answered_at = models.DateTimeField(_("answered on"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["merger", "idea"], name="author_asked_once")]

    def __str__(self) -> str:
        return f"{self.merger_id}: {self.idea_id}"


class SupporterAsked(models.Model):
    """Whether somebody who stands behind an idea also stands behind the one that it went into."""

    wagtail_reference_index_ignore = True

    merger = models.ForeignKey(Merger, on_delete=models.CASCADE, related_name="supporters_asked")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    written_at = models.DateTimeField(_("mail sent on"), null=True, blank=True)
    moved_at = models.DateTimeField(_("agreed on"), null=True, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["merger", "participant"], name="supporter_asked_once")]

    def __str__(self) -> str:
        return f"{self.merger_id}: {self.participant_id}"
