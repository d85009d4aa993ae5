"""What the town says to an idea, in public and with a name under it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from participation.models.ideas import Idea
from participation.models.projects import only_web_addresses


class OfficialAnswer(models.Model):
    """An answer of the town: first a draft that only the town sees; published it says what becomes of the idea."""

    wagtail_reference_index_ignore = True

    idea = models.ForeignKey(Idea, verbose_name=_("idea"), on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(_("answer"))
    signed = models.CharField(
        _("who answers"),
        max_length=160,
        help_text=_("As residents read it, for example: Mayor, or Department of Roads."),
    )
    status = models.CharField(_("what becomes of the idea"), max_length=12, choices=Idea.Status)
    reason = models.TextField(
        _("reason"), blank=True, help_text=_("In one or two sentences. Needed where an idea is not feasible.")
    )
    paper_title = models.CharField(
        _("paper of the council"), max_length=160, blank=True, help_text=_("For example: Paper 2026/114")
    )
    paper_url = models.URLField(_("address of the paper"), blank=True, validators=[only_web_addresses], max_length=500)
    prepared_at = models.DateTimeField(_("prepared on"), default=timezone.now)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)

    class Meta:
        ordering = ["published_at", "pk"]
        verbose_name = _("official answer")
        verbose_name_plural = _("official answers")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status=Idea.Status.NOT_FEASIBLE, reason=""), name="answer_no_says_why"
            )
        ]

    def __str__(self) -> str:
        return f"{self.idea}: {self.get_status_display()}"

    def clean(self) -> None:
        """Raises ValidationError for a no without a reason, and for an address without the name of the paper."""
        errors: dict[str, Any] = {}
        if self.status == Idea.Status.NOT_FEASIBLE and not self.reason.strip():
            errors["reason"] = gettext("Say why the idea is not feasible.")
        if self.paper_url and not self.paper_title.strip():
            errors["paper_title"] = gettext("Say what the paper is called; its address alone tells nobody anything.")
        if errors:
            raise ValidationError(errors)
