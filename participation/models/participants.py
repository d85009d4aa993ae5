"""Who takes part: as much of a person as the module needs, and no longer than it needs it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from participation.models.modules import Identity, ModulePage
from residents.models import Pass, Resident


class Participant(models.Model):
    """Somebody in one module; in another one the same person is another participant, with another name if they like.

    `key` is a digest of what makes the person one: the confirmed address, the access, the code on paper, or in open
    modules the pass of a browser.
    """

    wagtail_reference_index_ignore = True

    module = models.ForeignKey(
        ModulePage, verbose_name=_("way to take part"), on_delete=models.CASCADE, related_name="participants"
    )
    identity = models.CharField(_("known by"), max_length=8, choices=Identity)
    key = models.CharField(max_length=64, editable=False)
    resident = models.ForeignKey(
        Resident, verbose_name=_("resident"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    passes = models.ManyToManyField(Pass, verbose_name=_("browsers"), blank=True, related_name="participants")
    pseudonym = models.CharField(_("name in public"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    real_name = models.CharField(_("real name"), max_length=120, blank=True)
    accepted_rules_at = models.DateTimeField(_("accepted the house rules"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    began_at = models.DateTimeField(_("since"), default=timezone.now)
    # From then on nothing here leads to anybody; the row stays, so that the counts stay.
    forgotten_at = models.DateTimeField(_("forgotten on"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        default_permissions = ()
        permissions = [("read_real_names", _("Can read real names and e-mail addresses of those who take part"))]
        constraints = [models.UniqueConstraint(fields=["module", "key"], name="participant_once_a_module")]

    def __str__(self) -> str:
        return self.pseudonym or f"{self.get_identity_display()} {self.pk}"

    @property
    def address(self) -> str:
        """Where a mail reaches them; empty for somebody of whom no address is known."""
        return self.email or (self.resident.email if self.resident else "")
