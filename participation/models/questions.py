"""Questions for an event: those that most people have are answered first."""

from typing import Self

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from participation.models.contributions import Contribution, ContributionQuerySet

LONGEST_QUESTION = 300
LONGEST_ANSWER = 1000


class BoardQuestionQuerySet(ContributionQuerySet):
    def by_votes(self) -> Self:
        """What most people want to know first; of two with as many votes the older one."""
        return self.order_by("-support_count", "created_at", "pk")

    def unanswered(self) -> Self:
        return self.filter(answered_at=None)

    def answered(self) -> Self:
        """The last answer first."""
        return self.exclude(answered_at=None).order_by("-answered_at", "-pk")

    def called(self) -> Self:
        """What has been called up and not answered yet, the last first: the first of them is on the big screen."""
        return self.unanswered().exclude(called_at=None).order_by(F("called_at").desc(), "-pk")


class BoardQuestion(Contribution):
    """A question to those on the stage, and what they said."""

    shortlisted = models.BooleanField(_("on the shortlist"), default=False)
    called_at = models.DateTimeField(_("called up at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answer = models.TextField(_("answer in short"), blank=True, max_length=LONGEST_ANSWER)

    objects = BoardQuestionQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("question for an event")
        verbose_name_plural = _("questions for an event")

    def get_absolute_url(self) -> str:
        return f"{self.module.get_url()}#frage-{self.pk}"
