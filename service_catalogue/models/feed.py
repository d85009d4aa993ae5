"""What last happened to each service: for those who keep copies of the catalogue."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ServiceChange(models.Model):
    """The last change of a service that was public at some time; the row stays when the service is gone.

    `number` is the service's id in the API, `agency` and `source_id` name it in exported messages.
    """

    number = models.PositiveBigIntegerField(unique=True)
    agency = models.CharField(max_length=60)
    source_id = models.CharField(max_length=200)
    title = models.CharField(max_length=255)
    is_removed = models.BooleanField(default=False)
    at = models.DateTimeField()
    is_removal_sent = models.BooleanField(default=False, help_text="An exported message has told the removal.")

    class Meta:
        ordering = ["at", "number"]
        verbose_name = _("change of a service")
        verbose_name_plural = _("changes of services")
        indexes = [models.Index(fields=["at", "number"], name="changes_in_order")]

    def __str__(self) -> str:
        return f"{self.title} ({self.at:%Y-%m-%d})"
