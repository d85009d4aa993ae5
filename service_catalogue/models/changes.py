"""Notices: a source has changed a text beside which the town has words of its own."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.admin import display
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from service_catalogue.sections import LAYERED, PLAN_OF

if TYPE_CHECKING:
    from service_catalogue.sections import Plan


class ReferenceChange(models.Model):
    """One section of one page whose reference text changed since the town last agreed to it.

    A page has at most one open notice per section: `old_text` stays what was last agreed to, `new_text` follows each
    delivery. Both are plain text, one line per paragraph or entry.
    """

    class Decision(models.TextChoices):
        ADOPT = "adopt", _("reference text adopted")
        KEEP = "keep", _("own text kept")
        AUTO = "auto", _("adopted because nobody answered")

    page = models.ForeignKey(
        "service_catalogue.ServicePage", verbose_name=_("page"), on_delete=models.CASCADE, related_name="changes"
    )
    section = models.CharField(_("section"), max_length=40)
    old_text = models.TextField(_("text so far"), blank=True)
    new_text = models.TextField(_("new text"), blank=True)
    noticed_at = models.DateTimeField(_("noticed"), default=timezone.now)
    announced_at = models.DateTimeField(_("announced by mail"), null=True, blank=True)
    decision = models.CharField(_("answer"), max_length=5, choices=Decision.choices, blank=True)
    decided_at = models.DateTimeField(_("answered"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("answered by"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip

    class Meta:
        ordering = ["-noticed_at", "pk"]
        verbose_name = _("changed reference text")
        verbose_name_plural = _("changed reference texts")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "section"], condition=models.Q(decided_at=None), name="one_open_change_per_section"
            )
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.section_title}"

    @property
    def plan(self) -> "Plan | None":
        return PLAN_OF.get(self.section)

    @property
    @display(description=_("section"))
    def section_title(self) -> str:
        return str(self.plan.title) if self.plan else self.section

    @property
    def position(self) -> int:
        """Notices stand in the order of the page."""
        return LAYERED.index(self.plan) if self.plan else len(LAYERED)

    @property
    def version(self) -> str:
        """Which delivery an answer was given to: an answer to an earlier text does not count for a later one."""
        return self.noticed_at.isoformat()
