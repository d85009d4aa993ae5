"""Departments (Organisationseinheiten) and the people in them."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.search import index

from cms.searchable import Searchable, SearchTexts
from directory import visibility
from directory.forms import DepartmentForm
from directory.hours import Timetable
from directory.models.places import Place
from directory.models.timetables import OF_DEPARTMENT, hours_panels, rows_beside, timetable
from directory.panels import DeliveryPanel, UsesPanel


class DepartmentQuerySet(models.QuerySet):
    def with_hours(self) -> Self:
        """Departments that bring along their place and the opening hours of both, in the same query."""
        return self.select_related("place").annotate(**rows_beside(OF_DEPARTMENT))

    def public(self) -> Self:
        """Departments that lists and the search show.

        An import brings offices with which residents have nothing to do: one is shown when the town gave it a place
        or people, or when something that residents see names it.
        """
        people = Exists(ContactPerson.objects.filter(department=OuterRef("pk")))
        by_the_town = Q(source_id="") | Q(place__isnull=False) | Q(people)
        return self.filter(by_the_town | visibility.named_in_public())


class Department(Searchable, index.Indexed, ClusterableModel):
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
    head = models.ForeignKey(
        "ContactPerson",
        verbose_name=_("head"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="heads",
        help_text=_("Hears of it when nobody looks after pages of the department."),
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
    hours_text = models.TextField(
        _("opening hours as text"),
        blank=True,
        help_text=_("Only where neither the department nor its place has hours."),
    )
    source_agency = models.CharField(_("source"), max_length=60, blank=True, editable=False)
    source_id = models.CharField(_("identifier at the source"), max_length=200, blank=True, editable=False)
    imported = models.JSONField(default=dict, blank=True, editable=False)

    objects = DepartmentQuerySet.as_manager()
    base_form_class = DepartmentForm
    panels = [
        DeliveryPanel(heading=_("From a delivery")),
        MultiFieldPanel(["name", "short_name", "slug", "description", "parent", "head"], heading=_("Department")),
        MultiFieldPanel(
            ["place", "phone", "email"],
            heading=_("Contact"),
            help_text=_("The department has the opening hours of its place, unless you state others below."),
        ),
        MultiFieldPanel(
            ["street", FieldRowPanel(["postcode", "town"]), "hours_text"],
            heading=_("Address of its own"),
            classname="collapsed",
        ),
        *hours_panels(),
        UsesPanel(heading=_("Where it is used")),
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
    def address(self) -> "Place | Department":
        """Where the address stands: the place, or where there is none the department itself."""
        return self.place or self

    @property
    def town_line(self) -> str:
        return f"{self.postcode} {self.town}".strip()

    @property
    def is_imported(self) -> bool:
        return bool(self.source_id)

    @property
    def changed_by_the_town(self) -> list[models.Field]:
        """The fields that no longer hold what the last delivery said; a delivery leaves them alone."""
        fields = [self._meta.get_field(name) for name in self.imported]
        return [field for field in fields if getattr(self, field.name) != self.imported[field.name]]

    def timetable(self, ars: str = "") -> Timetable:
        return timetable(self, self.place, ars)

    @property
    def is_public(self) -> bool:
        """Whether lists and the search show it."""
        return Department.objects.public().filter(pk=self.pk).exists()

    def search_texts(self) -> SearchTexts:
        people = " ".join(f"{person.name} {person.function}" for person in self.people.all())
        return SearchTexts(self.name, [self.short_name] if self.short_name else [], self.description, people)

    def search_url(self) -> str:
        return self.get_absolute_url()

    def is_searchable(self) -> bool:
        return not self.is_imported or self.is_public

    @classmethod
    def whole(cls, found: DepartmentQuerySet) -> list["Department"]:
        return list(found.prefetch_related("people"))

    @classmethod
    def findable(cls, found: DepartmentQuerySet) -> DepartmentQuerySet:
        return found.public()


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

    panels = [
        "name",
        "function",
        "department",
        FieldRowPanel(["phone", "email"]),
        "room",
        UsesPanel(heading=_("Where it is used")),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")

    def __str__(self) -> str:
        return f"{self.name} ({self.function})" if self.function else self.name
