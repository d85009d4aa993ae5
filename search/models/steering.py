"""What editors decide about the search: words, fixed results, suggestions and weights."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from search.analysis import normalised


class Synonym(models.Model):
    """Words of residents and the words of the town hall that they stand for."""

    class Direction(models.TextChoices):
        LEADS_TO = ">", _("the left words find the right ones")
        BOTH = "=", _("both sides find each other")

    class Language(models.TextChoices):
        GERMAN = "de", _("German")
        ENGLISH = "en", _("English")
        TURKISH = "tr", _("Turkish")
        UKRAINIAN = "uk", _("Ukrainian")
        ARABIC = "ar", _("Arabic")

    class Source(models.TextChoices):
        SHIPPED = "shipped", _("shipped with the software")
        FIM = "fim", _("FIM, “Begriffe im Kontext”")
        EDITORS = "editors", _("editors")
        LOG = "log", _("protocol of searches")

    said = models.CharField(_("what people say"), max_length=500)
    direction = models.CharField(_("direction"), max_length=1, choices=Direction, default=Direction.LEADS_TO)
    meant = models.CharField(_("what the town hall says"), max_length=500)
    language = models.CharField(
        _("language of the left words"), max_length=12, choices=Language, default=Language.GERMAN
    )
    source = models.CharField(_("source"), max_length=10, choices=Source, default=Source.EDITORS, editable=False)
    is_active = models.BooleanField(_("active"), default=True)
    origin = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    """The shipped line or the object of a delivery that it comes from."""
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        ordering = ["said"]
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return f"{self.said} {self.direction} {self.meant}"


class PinnedResult(models.Model):
    """A page that stands first for a query, whatever the ranking says."""

    query = models.CharField(_("query"), max_length=200)
    normalised = models.CharField(max_length=200, db_index=True, editable=False)
    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(
        _("position"), default=1, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    until = models.DateField(_("until"), null=True, blank=True)
    comment = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["normalised", "position"]
        verbose_name = _("pinned result")
        verbose_name_plural = _("pinned results")

    def __str__(self) -> str:
        return f"{self.query} → {self.page}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.normalised = normalised(self.query)
        super().save(*args, **kwargs)


class BlockedSuggestion(models.Model):
    """Words that are never suggested while somebody types."""

    class Match(models.TextChoices):
        WORD = "word", _("as a word")
        BEGINNING = "beginning", _("at the beginning of a word")
        ANYWHERE = "anywhere", _("anywhere")

    text = models.CharField(_("text"), max_length=100)
    match = models.CharField(_("blocked"), max_length=10, choices=Match, default=Match.WORD)
    comment = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        ordering = ["text"]
        verbose_name = _("blocked suggestion")
        verbose_name_plural = _("blocked suggestions")

    def __str__(self) -> str:
        return self.text


class SearchSettings(models.Model):
    """How much each field counts, and whether anything is suggested at all. There is one row."""

    WEIGHT = [MinValueValidator(0), MaxValueValidator(20)]

    title_weight = models.FloatField(_("weight of the title"), default=8.0, validators=WEIGHT)
    keywords_weight = models.FloatField(_("weight of the search words"), default=6.0, validators=WEIGHT)
    summary_weight = models.FloatField(_("weight of the short text"), default=3.0, validators=WEIGHT)
    body_weight = models.FloatField(_("weight of the full text"), default=1.0, validators=WEIGHT)
    suggests = models.BooleanField(_("suggest while people type"), default=True)

    class Meta:
        verbose_name = _("settings of the search")
        verbose_name_plural = _("settings of the search")

    def __str__(self) -> str:
        return str(self._meta.verbose_name)
