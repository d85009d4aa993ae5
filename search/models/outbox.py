"""What the cluster still has to be told. A site that searches in its own database never writes here."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PendingChange(models.Model):
    """A document that was written or removed; its number is the version under which the cluster keeps it."""

    key = models.CharField(_("key"), max_length=120, db_index=True)
    queued_at = models.DateTimeField(_("queued at"), default=timezone.now)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    """How often the cluster has refused the document as it is."""
    problem = models.CharField(_("problem"), max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("pending change of the search index")
        verbose_name_plural = _("pending changes of the search index")

    def __str__(self) -> str:
        return self.key


class IndexBuild(models.Model):
    """An index of the cluster that is being filled: every change goes there as well until it takes over."""

    index = models.CharField(_("index"), max_length=200, unique=True)
    started_at = models.DateTimeField(_("started at"), default=timezone.now)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("index in the making")
        verbose_name_plural = _("indexes in the making")

    def __str__(self) -> str:
        return self.index
