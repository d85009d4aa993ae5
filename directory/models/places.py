"""Places: buildings that people come to."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.maps import PlaceInput, coordinates_row
from cms.media import Picture
from cms.searchable import Searchable, SearchTexts
from directory.forms import TimetableForm
from directory.hours import Timetable
from directory.models.timetables import OF_PLACE, hours_panels, rows_beside, timetable
from directory.panels import UsesPanel


class PlaceQuerySet(models.QuerySet):
    def with_hours(self) -> Self:
        """Places that bring their opening hours along, in the same query."""
        return self.annotate(**rows_beside(OF_PLACE))


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
    open_on_public_holidays = models.BooleanField(
        _("open on public holidays too"),
        default=False,
        help_text=_("Otherwise it is closed on the public holidays of the Land, without a word from you."),
    )

    objects = PlaceQuerySet.as_manager()
    base_form_class = TimetableForm
    panels = [
        MultiFieldPanel(["name", "slug", "description", "picture"], heading=_("Place")),
        MultiFieldPanel(
            [
                FieldPanel("street", widget=PlaceInput(offers_known=False)),
                FieldRowPanel(["postcode", "town"]),
                coordinates_row(),
                "phone",
            ],
            heading=_("Address"),
        ),
        MultiFieldPanel(["accessibility", "public_transport"], heading=_("Getting there")),
        *hours_panels(),
        FieldPanel("open_on_public_holidays"),
        FieldPanel("hours_note"),
        UsesPanel(heading=_("Where it is used")),
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

    def timetable(self, ars: str = "") -> Timetable:
        return timetable(self, self, ars)

    def search_texts(self) -> SearchTexts:
        keywords = [str(_("opening hours")), str(_("address"))]
        return SearchTexts(self.name, keywords, self.street, strip_tags(self.description))

    def search_url(self) -> str:
        return self.get_absolute_url()
