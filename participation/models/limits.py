"""How much comes from one network in a short time; forgotten after a day."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from participation.models.modules import ModulePage


class Sending(models.Model):
    """How often something was sent to a module from one network within one window of time."""

    module = models.ForeignKey(
        ModulePage, verbose_name=_("way to take part"), on_delete=models.CASCADE, related_name="+"
    )
    what = models.CharField(_("what"), max_length=12)
    # Shortened: /24, or /48 of IPv6.
    network = models.CharField(_("network"), max_length=50)
    begins_at = models.DateTimeField(_("from"), db_index=True)
    count = models.PositiveIntegerField(_("count"), default=0)

    class Meta:
        verbose_name = _("sendings of a network")
        verbose_name_plural = _("sendings of networks")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["module", "what", "network", "begins_at"], name="sendings_of_a_window")
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.count}"
