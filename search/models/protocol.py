"""What people search for, without people: normalised words, numbers and days."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchedQuery(models.Model):
    """How often something was searched on a day, what was found and what was chosen. No person, no address."""

    query = models.CharField(_("query"), max_length=200)
    spelling = models.CharField(_("query"), max_length=200, blank=True)
    """For editors to read: as it was typed."""
    day = models.DateField(_("day"), db_index=True)
    language = models.CharField(_("language"), max_length=12, default="de")
    searches = models.PositiveIntegerField(_("searches"), default=0)
    results = models.PositiveIntegerField(_("results"), default=0)
    """Found by the last of these searches."""
    clicks = models.PositiveIntegerField(_("clicks"), default=0)
    ranks = models.PositiveIntegerField(default=0)
    """The ranks of all clicked results, added up."""
    helpful = models.PositiveIntegerField(_("helpful"), default=0)
    unhelpful = models.PositiveIntegerField(_("not helpful"), default=0)

    class Meta:
        ordering = ["-day", "query"]
        verbose_name = _("searched query")
        verbose_name_plural = _("searched queries")
        constraints = [models.UniqueConstraint(fields=["query", "language", "day"], name="query_per_day")]

    def __str__(self) -> str:
        return self.query


class RareQuery(models.Model):
    """A query that was not searched often enough to be kept: only a keyed digest, so that its return is noticed."""

    digest = models.CharField(max_length=64, unique=True)
    day = models.DateField(db_index=True)
    searches = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("rare query")
        verbose_name_plural = _("rare queries")

    def __str__(self) -> str:
        return self.digest[:8]


class ClickedDocument(models.Model):
    """How often a result was chosen on a day: what many need counts a little more."""

    key = models.CharField(_("key"), max_length=120)
    day = models.DateField(_("day"), db_index=True)
    clicks = models.PositiveIntegerField(_("clicks"), default=0)

    class Meta:
        verbose_name = _("chosen result")
        verbose_name_plural = _("chosen results")
        constraints = [models.UniqueConstraint(fields=["key", "day"], name="clicks_per_day")]

    def __str__(self) -> str:
        return self.key


class IgnoredQuery(models.Model):
    """A query about which nothing needs to be done: reports leave it out."""

    query = models.CharField(_("query"), max_length=200)
    language = models.CharField(_("language"), max_length=12, default="de")
    ignored_at = models.DateTimeField(_("ignored at"), auto_now_add=True)

    class Meta:
        verbose_name = _("ignored query")
        verbose_name_plural = _("ignored queries")
        constraints = [models.UniqueConstraint(fields=["query", "language"], name="ignored_once")]

    def __str__(self) -> str:
        return self.query
