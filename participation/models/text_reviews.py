"""Versions of a draft that is discussed, and what the town says to each of its paragraphs."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.drafts.paragraphs import Paragraph
from participation.models.modules import TextReviewPage


class TextVersion(models.Model):
    """How a draft read when it was published. It is kept by itself and never changed."""

    page = models.ForeignKey(
        TextReviewPage, verbose_name=_("text review"), on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    published_at = models.DateTimeField(_("published on"), default=timezone.now)
    # Of each paragraph its name, heading and plain text, in their order.
    paragraphs = models.JSONField(_("paragraphs"), default=list)
    change_note = models.CharField(_("what has changed"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("version of a draft")
        verbose_name_plural = _("versions of drafts")
        ordering = ["number"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["page", "number"], name="text_version_once_a_number")]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.number}"

    @property
    def wording(self) -> list[Paragraph]:
        return [Paragraph(**stored) for stored in self.paragraphs]


class ParagraphAnswer(models.Model):
    """What the town makes of the comments on a paragraph, and why."""

    class Verdict(models.TextChoices):
        ADOPTED = "adopted", _("adopted")
        PARTLY = "partly", _("adopted in part")
        NOT_ADOPTED = "not_adopted", _("not adopted")

    page = models.ForeignKey(
        TextReviewPage, verbose_name=_("text review"), on_delete=models.CASCADE, related_name="answers"
    )
    paragraph = models.CharField(_("paragraph"), max_length=36)
    verdict = models.CharField(_("what becomes of it"), max_length=12, choices=Verdict)
    reason = models.TextField(_("reason"), max_length=2000)
    answered_at = models.DateTimeField(_("answered on"), default=timezone.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("answer to a paragraph")
        verbose_name_plural = _("answers to paragraphs")
        constraints = [models.UniqueConstraint(fields=["page", "paragraph"], name="one_answer_a_paragraph")]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.reason[:60]}"
