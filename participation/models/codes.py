"""Codes on paper, with which people take part whom the town has written to."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.models.modules import ModulePage
from participation.models.participants import Participant


class AccessCode(models.Model):
    """One code of a printed package. The code itself is nowhere but on the paper."""

    wagtail_reference_index_ignore = True

    module = models.ForeignKey(
        ModulePage, verbose_name=_("way to take part"), on_delete=models.CASCADE, related_name="access_codes"
    )
    package = models.CharField(_("package"), max_length=60)
    digest = models.CharField(max_length=64, editable=False)
    votes_allowed = models.PositiveSmallIntegerField(_("votes of a code"), default=1)
    votes_used = models.PositiveSmallIntegerField(_("votes used"), default=0)
    participant = models.OneToOneField(
        Participant,
        verbose_name=_("participant"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="access_code",
    )
    made_at = models.DateTimeField(_("made on"), default=timezone.now)
    disabled_at = models.DateTimeField(_("disabled on"), null=True, blank=True)

    class Meta:
        verbose_name = _("access code")
        verbose_name_plural = _("access codes")
        # Who may add codes makes and prints a package; who may change them disables one.
        default_permissions = ("add", "change", "view")
        constraints = [models.UniqueConstraint(fields=["module", "digest"], name="code_once_a_module")]
        indexes = [models.Index(fields=["module", "package"], name="code_by_package")]

    def __str__(self) -> str:
        return f"{self.package} {self.pk}"
