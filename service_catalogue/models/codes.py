"""Reference tables: LeiKa keys, areas and life situations."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from service_catalogue import areas, leika


class LeikaKey(index.Indexed, models.Model):
    """A key of the Leistungskatalog with the names it goes by."""

    key = models.CharField(_("key"), max_length=leika.LENGTH, unique=True)
    name = models.CharField(_("official name"), max_length=500, blank=True)
    citizen_name = models.CharField(_("name for residents"), max_length=500, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    panels = ["key", "name", "citizen_name", "source"]
    search_fields = [index.SearchField("key"), index.SearchField("name"), index.SearchField("citizen_name")]

    class Meta:
        ordering = ["key"]
        verbose_name = _("LeiKa key")
        verbose_name_plural = _("LeiKa keys")

    def __str__(self) -> str:
        return f"{self.grouped} {self.label}".strip()

    def clean(self) -> None:
        self.key = leika.normalise(self.key)
        for error in leika.errors(self.key):
            raise ValidationError({"key": error})

    @property
    def grouped(self) -> str:
        return leika.grouped(self.key)

    @property
    def label(self) -> str:
        return self.name or self.citizen_name

    @property
    def kind(self) -> str:
        return leika.kind(self.key)

    @property
    def deprecated(self) -> bool:
        return leika.is_deprecated(self.name) or leika.is_deprecated(self.citizen_name)


class Area(models.Model):
    """A municipality, district or Land by its regional key (ARS, twelve digits)."""

    ars = models.CharField(_("regional key (ARS)"), max_length=12, unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)

    panels = ["ars", "name"]

    class Meta:
        ordering = ["ars"]
        verbose_name = _("area")
        verbose_name_plural = _("areas")

    def __str__(self) -> str:
        return f"{self.ars} {self.name}".strip()

    def clean(self) -> None:
        if not areas.is_ars(self.ars):
            text = _("A regional key has exactly twelve digits; the first two name the Land (01 to 16).")
            raise ValidationError({"ars": text})

    @property
    def ags(self) -> str:
        """The municipal key (eight digits)."""
        return areas.ags_of(self.ars)


class Topic(index.Indexed, models.Model):
    """A life situation under which residents look for services: birth, moving house, business …"""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("name in addresses"), max_length=120, unique=True)
    code = models.CharField(
        _("code in the Portalverbund"),
        max_length=7,
        null=True,
        blank=True,
        unique=True,
        help_text=_("Seven digits. Imported services find their life situation by it."),
    )
    order = models.PositiveSmallIntegerField(_("position"), default=100, help_text=_("Lower numbers come first."))
    icon_name = models.CharField(_("icon"), max_length=60, blank=True)

    panels = ["name", "slug", "code", "order", "icon_name"]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("life situation")
        verbose_name_plural = _("life situations")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.code = self.code or None  # two situations without a code must not collide
        if self.code and not (self.code.isascii() and self.code.isdigit() and len(self.code) == 7):
            raise ValidationError({"code": _("The code has exactly seven digits.")})
