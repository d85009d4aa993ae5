"""What the quality rules found, kept so that reports and counts cost nothing."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.checks.findings import Severity


class Finding(models.Model):
    """One thing that is wrong with a service page as residents see it (or with a draft that nobody has seen yet)."""

    page = models.ForeignKey(
        "service_catalogue.ServicePage", verbose_name=_("service"), on_delete=models.CASCADE, related_name="findings"
    )
    rule = models.CharField(_("rule"), max_length=4)
    severity = models.CharField(_("severity"), max_length=7, choices=Severity.choices)
    field = models.CharField(_("field"), max_length=40)
    text = models.TextField(_("what to do"))
    found_at = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        ordering = ["page__title", "pk"]
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        indexes = [models.Index(fields=["rule", "severity"], name="findings_by_rule")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.text}"
