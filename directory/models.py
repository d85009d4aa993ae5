"""Departments, people and places of the town hall: kept once, shown wherever a page points to them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index

from cms.media import Picture
from cms.searchable import Searchable, SearchTexts
from directory.hours import Day, Slot, hours_on, week

WEEKDAY_CHOICES = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


class Place(Searchable, index.Indexed, ClusterableModel):
    """/rathaus/orte/<slug>/: a building that people come to, with address and opening hours."""

    search_kind = "department"

    name = models.CharField(_("name"), max_length=160)
    slug = models.SlugField(_("address on the site"), max_length=160, unique=True)
    description = RichTextField(_("description"), blank=True, features=["bold", "italic", "link", "ul"])
    picture = models.ForeignKey(
        Picture, verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    street = models.CharField(_("street and number"), max_length=160, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    accessibility = models.TextField(_("accessibility"), blank=True, help_text=_("Steps, lift, toilet, parking space."))
    public_transport = models.CharField(_("bus and train"), max_length=250, blank=True)
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    hours_note = models.CharField(_("remark on the opening hours"), max_length=250, blank=True)

    panels = [
        MultiFieldPanel(["name", "slug", "description", "picture"], heading=_("Place")),
        MultiFieldPanel(
            ["street", FieldRowPanel(["postcode", "town"]), "phone", FieldRowPanel(["latitude", "longitude"])],
            heading=_("Address"),
        ),
        MultiFieldPanel(["accessibility", "public_transport"], heading=_("Getting there")),
        InlinePanel("hours", heading=_("Opening hours"), label=_("stretch of time")),
        InlinePanel("closures", heading=_("Closed on"), label=_("closure")),
        FieldPanel("hours_note"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:place", args=[self.slug])

    @property
    def town_line(self) -> str:
        return f"{self.postcode} {self.town}".strip()

    @property
    def week(self) -> list[Day]:
        return week(self.hours.all())

    def hours_on(self, day: date) -> tuple[Slot, ...]:
        return hours_on(day, self.hours.all(), self.closures.all())

    @property
    def hours_today(self) -> tuple[Slot, ...]:
        return self.hours_on(timezone.localdate())

    @property
    def coming_closures(self) -> list["Closure"]:
        return [closure for closure in self.closures.all() if closure.last_day >= timezone.localdate()]

    def search_texts(self) -> SearchTexts:
        keywords = [str(_("opening hours")), str(_("address"))]
        return SearchTexts(self.name, keywords, self.street, strip_tags(self.description))

    def search_url(self) -> str:
        return self.get_absolute_url()


class OpeningHours(Orderable):
    """One stretch of time on one weekday."""

    class Kind(models.TextChoices):
        OPEN = "open", _("open")
        APPOINTMENT = "appointment", _("by appointment only")
        PHONE = "phone", _("by telephone only")

    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=WEEKDAY_CHOICES)
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("until"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.OPEN)

    panels = [FieldRowPanel(["weekday", "opens", "closes", "kind"])]

    class Meta(Orderable.Meta):
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")

    def clean(self) -> None:
        if self.opens and self.closes and self.opens >= self.closes:
            raise ValidationError({"closes": _("The end must come after the beginning.")})


class Closure(Orderable):
    """Days on which a place is closed although it is usually open."""

    place = ParentalKey(Place, on_delete=models.CASCADE, related_name="closures")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    panels = [FieldRowPanel(["first_day", "last_day", "reason"])]

    class Meta:
        ordering = ["first_day"]
        verbose_name = _("closure")
        verbose_name_plural = _("closures")

    def clean(self) -> None:
        if self.first_day and self.last_day and self.first_day > self.last_day:
            raise ValidationError({"last_day": _("The last day must not come before the first.")})


class Department(Searchable, index.Indexed, models.Model):
    """/rathaus/<slug>/: a part of the town hall (Organisationseinheit) with its tasks and people.

    `imported` holds what the last delivery said, so that a field which the town has changed since is kept.
    """

    search_kind = "department"

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address on the site"), max_length=200, unique=True)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    description = models.TextField(_("tasks"), blank=True)
    parent = models.ForeignKey(
        "self", verbose_name=_("belongs to"), null=True, blank=True, on_delete=models.SET_NULL, related_name="parts"
    )
    place = models.ForeignKey(
        Place, verbose_name=_("place"), null=True, blank=True, on_delete=models.SET_NULL, related_name="departments"
    )
    street = models.CharField(
        _("street and number"), max_length=160, blank=True, help_text=_("Only where there is no place.")
    )
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    hours_text = models.TextField(_("opening hours as text"), blank=True, help_text=_("Only where there is no place."))
    source_agency = models.CharField(_("source"), max_length=60, blank=True, editable=False)
    source_id = models.CharField(_("identifier at the source"), max_length=200, blank=True, editable=False)
    imported = models.JSONField(default=dict, blank=True, editable=False)

    panels = [
        MultiFieldPanel(["name", "short_name", "slug", "description", "parent"], heading=_("Department")),
        MultiFieldPanel(["place", "phone", "email"], heading=_("Contact")),
        MultiFieldPanel(
            ["street", FieldRowPanel(["postcode", "town"]), "hours_text"],
            heading=_("Address of its own"),
            classname="collapsed",
        ),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        constraints = [
            models.UniqueConstraint(
                fields=["source_agency", "source_id"],
                condition=~models.Q(source_id=""),
                name="one_department_per_source",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:department", args=[self.slug])

    @property
    def town_line(self) -> str:
        return f"{self.postcode} {self.town}".strip()

    def search_texts(self) -> SearchTexts:
        people = " ".join(f"{person.name} {person.function}" for person in self.people.all())
        return SearchTexts(self.name, [self.short_name] if self.short_name else [], self.description, people)

    def search_url(self) -> str:
        return self.get_absolute_url()


class ContactPerson(index.Indexed, models.Model):
    """Somebody whom residents may ask."""

    name = models.CharField(_("name"), max_length=120)
    function = models.CharField(_("function"), max_length=160, blank=True)
    department = models.ForeignKey(
        Department,
        verbose_name=_("department"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    room = models.CharField(_("room"), max_length=40, blank=True)

    panels = ["name", "function", "department", FieldRowPanel(["phone", "email"]), "room"]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")

    def __str__(self) -> str:
        return f"{self.name} ({self.function})" if self.function else self.name
