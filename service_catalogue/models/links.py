"""Links that residents can follow from service pages: where they stand and whether they answer."""

import hashlib
from typing import Any
from urllib.parse import urldefrag

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class LinkState(models.TextChoices):
    OK = "ok", _("answers")
    CAUTION = "caution", _("have a look")
    BROKEN = "broken", _("does not answer")
    MISSING = "missing", _("is gone")
    PENDING = "pending", _("not checked yet")


# What residents must not be sent to without another way beside it.
KNOWN_BROKEN = frozenset({LinkState.BROKEN, LinkState.MISSING})
# Of several addresses the worst one counts.
WORST_FIRST = (LinkState.MISSING, LinkState.BROKEN, LinkState.CAUTION, LinkState.PENDING, LinkState.OK)


def digest_of(address: str) -> str:
    """What an address is found by; the part behind # never leaves the browser and does not count."""
    return hashlib.sha256(urldefrag(address.strip()).url.encode()).hexdigest()


class CheckedLink(models.Model):
    """One address, what it answered the last time it was asked, and since when that is so."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    url = models.TextField(_("address"))
    state = models.CharField(_("state"), max_length=8, choices=LinkState.choices, default=LinkState.PENDING)
    since = models.DateTimeField(_("since"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    checked_at = models.DateTimeField(_("last checked"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0, help_text="Checks in a row that found nobody.")
    due_at = models.DateTimeField(null=True, blank=True, db_index=True, help_text="When to ask again; empty: at night.")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return self.url

    @staticmethod
    def of(address: str) -> dict[str, Any]:
        """The columns of a link that is new: it is due at once."""
        url = urldefrag(address.strip()).url
        return {"digest": digest_of(address), "url": url, "due_at": timezone.now()}

    @property
    def is_known_broken(self) -> bool:
        return self.state in KNOWN_BROKEN


class LinkUse(models.Model):
    """Where a link stands: in a section of a page, behind an online service, or both."""

    link = models.ForeignKey(CheckedLink, verbose_name=_("link"), on_delete=models.CASCADE, related_name="uses")
    page = models.ForeignKey(Page, verbose_name=_("page"), null=True, on_delete=models.CASCADE, related_name="+")
    online_service = models.ForeignKey(
        "service_catalogue.OnlineService", verbose_name=_("online service"), null=True, on_delete=models.CASCADE,
        related_name="link_uses",
    )  # fmt: skip
    section = models.CharField(_("section"), max_length=40, blank=True)
    told_at = models.DateTimeField(null=True, editable=False, help_text="When the page's owner got a mail about it.")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("link on a page")
        verbose_name_plural = _("links on pages")

    def __str__(self) -> str:
        return f"{self.page or self.online_service}: {self.link}"
