"""Residents who take part, what their browsers show, and the links they get by mail.

No resident is an `accounts.User`: an account here opens nothing but one's own contributions (docs/decisions/0016).
"""

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

PASS_LASTS = timedelta(days=90)
LINK_LASTS = timedelta(hours=1)
# Long enough to count attempts, too short to follow anybody.
NETWORK_KEPT_FOR = timedelta(days=1)


def end_of_pass() -> Any:
    return timezone.now() + PASS_LASTS


class Resident(models.Model):
    """Somebody who signs in with a link by mail to take part. In public only the name of their own choice is shown."""

    wagtail_reference_index_ignore = True

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("public name"), max_length=60, blank=True)
    joined_at = models.DateTimeField(_("joined on"), default=timezone.now)
    last_seen_at = models.DateTimeField(_("last seen on"), default=timezone.now, db_index=True)
    warned_at = models.DateTimeField(_("told of the deletion on"), null=True, blank=True)
    blocked_at = models.DateTimeField(_("blocked on"), null=True, blank=True)
    block_reason = models.TextField(_("reason for the block"), blank=True)

    class Meta:
        verbose_name = _("resident")
        verbose_name_plural = _("residents")
        ordering = ["email"]
        # Who may change a resident may block them, nothing else.
        default_permissions = ("view", "change")
        permissions = [("count_residents", _("Can see how many residents have an account"))]

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower()
        super().save(*args, **kwargs)

    @property
    def public_name(self) -> str:
        """What everybody may read; never the address."""
        return self.name or str(_("Participant"))

    @property
    def is_blocked(self) -> bool:
        return self.blocked_at is not None


class PassQuerySet(models.QuerySet["Pass"]):
    def good(self) -> Self:
        """Neither too old nor of somebody who is blocked."""
        return self.filter(expires_at__gt=timezone.now(), resident__blocked_at=None)

    def expired(self) -> Self:
        return self.filter(expires_at__lte=timezone.now())


class Pass(models.Model):
    """What one browser shows to be known again: of a resident, or of nobody in particular.

    The secret itself is nowhere but in the browser's cookie.
    """

    wagtail_reference_index_ignore = True

    digest = models.CharField(max_length=64, unique=True, editable=False)
    resident = models.ForeignKey(
        Resident, verbose_name=_("resident"), null=True, blank=True, on_delete=models.CASCADE, related_name="passes"
    )
    made_at = models.DateTimeField(_("made on"), default=timezone.now)
    last_used_on = models.DateField(_("last used on"), default=timezone.localdate)
    expires_at = models.DateTimeField(_("good until"), default=end_of_pass, db_index=True)
    # Without its last part, and empty after a day: only to count.
    network = models.CharField(max_length=50, blank=True, editable=False)

    objects = PassQuerySet.as_manager()

    class Meta:
        verbose_name = _("pass of a browser")
        verbose_name_plural = _("passes of browsers")
        default_permissions = ()
        indexes = [models.Index(fields=["network", "made_at"], name="pass_by_network")]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class MailLinkQuerySet(models.QuerySet["MailLink"]):
    def good(self) -> Self:
        """Neither used nor too old."""
        return self.filter(used_at=None, expires_at__gt=timezone.now())

    def expired(self) -> Self:
        return self.filter(expires_at__lte=timezone.now())


class MailLink(models.Model):
    """A link that proves once that somebody reads the mails of an address. The link itself is nowhere but in the mail."""

    class Purpose(models.TextChoices):
        SIGN_IN = "sign_in", _("sign in")
        NEW_ADDRESS = "new_address", _("change the address")

    wagtail_reference_index_ignore = True

    digest = models.CharField(max_length=64, unique=True, editable=False)
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    email = models.EmailField(_("e-mail address"))
    # Only where an address changes.
    resident = models.ForeignKey(
        Resident, verbose_name=_("resident"), null=True, blank=True, on_delete=models.CASCADE, related_name="mail_links"
    )
    next_path = models.CharField(_("leads back to"), max_length=500, blank=True)
    made_at = models.DateTimeField(_("made on"), default=timezone.now)
    expires_at = models.DateTimeField(_("good until"), db_index=True)
    used_at = models.DateTimeField(_("used on"), null=True, blank=True)
    network = models.CharField(max_length=50, blank=True, editable=False)

    objects = MailLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link by mail")
        verbose_name_plural = _("links by mail")
        default_permissions = ()
        indexes = [
            models.Index(fields=["email", "made_at"], name="link_by_email"),
            models.Index(fields=["network", "made_at"], name="link_by_network"),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.pk}"
