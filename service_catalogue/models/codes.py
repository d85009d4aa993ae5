"""Reference tables: LeiKa keys, areas and life situations."""

import re
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from service_catalogue import areas, leika


class LeikaKeyQuerySet(models.QuerySet["LeikaKey"]):
    """Keys by whose business they are, and by who uses them."""

    def municipal(self, *, perhaps: bool = False) -> "LeikaKeyQuerySet":
        """Keys of services that municipalities carry out (`perhaps`: or may), as a list or a delivered service says."""
        codes = "|".join(sorted(leika.MUNICIPAL | (leika.PERHAPS_MUNICIPAL if perhaps else frozenset())))
        references = apps.get_model("service_catalogue", "ReferenceService").objects
        delivered = references.annotate(codes=Cast("typing", models.TextField())).filter(
            leika_keys=OuterRef("pk"), codes__regex=f'"({codes})"', gone_at=None
        )
        return self.filter(Q(typing__regex=f"(^|;)({codes})(;|$)") | Exists(delivered))

    def matching(self, text: str) -> "LeikaKeyQuerySet":
        """Keys by their first digits, in any spelling and with or without 99; by words in their names; or several whole keys."""
        text = text.replace("\0", "")[:200]
        several = leika.split_keys(text)
        if several and all(map(leika.is_key, several)):
            return self.filter(key__in=several)
        digits = leika.normalise(text)
        if digits.isascii() and digits.isdigit():
            national = leika.FEDERAL_INSTANCE + digits
            return self.filter(Q(key__startswith=digits) | Q(key__startswith=national) | _named(text))
        return self.filter(*(_named(word) for word in text.split()[:8]))

    def deprecated(self) -> "LeikaKeyQuerySet":
        """Keys whose names begin as in `leika.is_deprecated`."""
        return self.filter(_deprecated())

    def not_deprecated(self) -> "LeikaKeyQuerySet":
        return self.exclude(_deprecated())

    def with_use(self) -> "LeikaKeyQuerySet":
        """Each key with `is_used`."""
        return self.annotate(is_used=_carried())

    def used(self, **pages: Any) -> "LeikaKeyQuerySet":
        """Keys that a service carries, itself or by its reference where it names none; `pages` narrows the services."""
        return self.filter(_carried(**pages))

    def unused(self, **pages: Any) -> "LeikaKeyQuerySet":
        return self.exclude(_carried(**pages))


def _deprecated() -> Q:
    query = Q()
    for beginning in ("vorgesehen zum lösch", "vorgesehen zum LÖSCH", "außer kraft"):
        query |= Q(name__istartswith=beginning) | Q(citizen_name__istartswith=beginning)
    return query


def _named(word: str) -> Q:
    """A word in any of the names. SQLite takes “ü” and “Ü” for different letters, so both spellings are asked for."""
    query = Q()
    for spelling in {word, word.lower(), word.capitalize()}:
        for name in ("name", "citizen_name", "synonyms"):
            query |= Q(**{f"{name}__icontains": spelling})
    return query


def _carried(**pages: Any) -> Q:
    services = apps.get_model("service_catalogue", "ServicePage").objects.filter(**pages)
    own = services.filter(leika_keys=OuterRef("pk"))
    delivered = services.filter(leika_keys=None, reference__leika_keys=OuterRef("pk"))
    return Exists(own) | Exists(delivered)


class LeikaKey(models.Model):
    """A key of the Leistungskatalog with the names it goes by."""

    key = models.CharField(_("key"), max_length=leika.LENGTH, unique=True)
    name = models.CharField(_("official name"), max_length=500, blank=True)
    citizen_name = models.CharField(_("name for residents"), max_length=500, blank=True)
    synonyms = models.TextField(_("other names"), blank=True, help_text=_("One per line."))
    typing = models.CharField(
        _("typing"),
        max_length=60,
        blank=True,
        help_text=_("Who makes the rules and who carries it out, such as 2b; several with a semicolon between."),
    )
    legal_basis = models.TextField(_("legal basis"), blank=True)
    portal_topics = models.TextField(_("topics in the Portalverbund"), blank=True, help_text=_("One per line."))
    marks = models.TextField(_("special marks"), blank=True, help_text=_("One per line."))
    published_at = models.DateTimeField(_("published in the catalogue"), null=True, blank=True)
    source = models.CharField(_("source of the names"), max_length=200, blank=True)
    list_name = models.CharField(_("list"), max_length=60, blank=True, db_index=True, editable=False)
    added_at = models.DateTimeField(_("added by a list"), null=True, editable=False)
    changed_at = models.DateTimeField(_("changed by a list"), null=True, editable=False)
    gone_at = models.DateTimeField(_("no longer in the list"), null=True, editable=False)

    objects = LeikaKeyQuerySet.as_manager()

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
        codes = leika.split_typings(self.typing)
        if self.typing.strip() and not codes:
            raise ValidationError({"typing": _("The catalogue has no such typing.")})
        self.typing = ";".join(codes)

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
    def group_name(self) -> str:
        return leika.group_name(self.key)

    @property
    def act_name(self) -> str:
        """What is done; empty for an object."""
        return leika.act_name(self.key)

    @property
    def explanation(self) -> str:
        """The digits in words: Gewerbe › Anmeldung."""
        return leika.explanation(self.key)

    @property
    def described(self) -> str:
        """99 050 012 104 000: Gewerbe › Anmeldung – Gewerbe anmelden."""
        return " – ".join(part for part in (f"{self.grouped}: {self.explanation}", self.label) if part)

    @property
    def synonym_list(self) -> list[str]:
        return self.synonyms.splitlines()

    @property
    def all_names(self) -> list[str]:
        """Every name a service under this key may be looked for by."""
        names = (leika.without_deprecation(name) for name in (self.name, self.citizen_name, *self.synonym_list))
        return [name for name in dict.fromkeys(names) if name]

    @property
    def everyday_words(self) -> list[str]:
        """What residents call it, as far as the software knows."""
        return leika.everyday_words(self.key)

    @property
    def typing_codes(self) -> list[str]:
        return leika.split_typings(self.typing)

    @property
    def topic_codes(self) -> list[str]:
        """Life situations of the Portalverbund by their seven digits."""
        return re.findall(r"\b\d{7}\b", self.portal_topics)

    @property
    def deprecated(self) -> bool:
        return leika.is_deprecated(self.name) or leika.is_deprecated(self.citizen_name)

    @property
    def standing(self) -> str:
        """Why this key should no longer be given to a service; empty for a good one."""
        if self.gone_at:
            return gettext("no longer in the catalogue")
        return gettext("on its way out: %(name)s") % {"name": self.label} if self.deprecated else ""

    def parents(self) -> list["LeikaKey"]:
        """The keys above that the table knows, nearest first. Lists often lack them."""
        return list(LeikaKey.objects.filter(key__in=leika.parents(self.key)).order_by("-key"))

    def siblings(self) -> models.QuerySet["LeikaKey"]:
        """The other keys upon the same object."""
        same = LeikaKey.objects.filter(key__startswith=self.key[: leika.OBJECT_DIGITS])
        return same.exclude(key__in=[self.key, *leika.parents(self.key)])

    def services(self) -> models.QuerySet[Any]:
        """The service pages that carry this key, by themselves or by their reference."""
        pages = apps.get_model("service_catalogue", "ServicePage").objects.all()
        delivered = pages.filter(leika_keys=None, reference__leika_keys=self)
        carried = Q(pk__in=pages.filter(leika_keys=self).values("pk")) | Q(pk__in=delivered.values("pk"))
        return pages.filter(carried).order_by("title")


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
