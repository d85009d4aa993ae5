"""Records that stand somewhere."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from cms.maps.fields import WORDS_LENGTH, CoordinateInput, PlaceInput
from cms.maps.points import MOST_LATITUDE, MOST_LONGITUDE, Place, Point, Position, position


def coordinate(label: Any, most: int) -> models.DecimalField:
    return models.DecimalField(
        label,
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-most), MaxValueValidator(most)],
    )


class Located(models.Model):
    """A record that may have a spot on the map, in degrees; both numbers or none."""

    latitude = coordinate(_("latitude"), MOST_LATITUDE)
    longitude = coordinate(_("longitude"), MOST_LONGITUDE)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            missing = "longitude" if self.longitude is None else "latitude"
            raise ValidationError({missing: gettext("A spot on the map needs both numbers, or none.")})

    @property
    def position(self) -> Position | None:
        return position(self.latitude, self.longitude)

    def point(self, title: str, url: str = "", note: str = "", state: str = "") -> Point:
        """The record as an entry of a map."""
        return Point(self.latitude, self.longitude, title, url, note, state)


class Placed(Located):
    """A record whose place is said in words and may be marked; `where` reads and writes what `PlaceField` gives."""

    place = models.CharField(_("place"), max_length=WORDS_LENGTH, blank=True)

    class Meta:
        abstract = True

    @property
    def where(self) -> Place:
        return Place(self.place, self.latitude, self.longitude)

    @where.setter
    def where(self, said: Place) -> None:
        self.place, self.latitude, self.longitude = said.words, said.latitude, said.longitude


def place_panel(words: str = "place") -> MultiFieldPanel:
    """The question “where?” in the editors' interface: words with the map below, and the two numbers."""
    return MultiFieldPanel([FieldPanel(words, widget=PlaceInput), coordinates_row()], heading=_("Place"))


def coordinates_row() -> FieldRowPanel:
    """Latitude and longitude, which the map of a `PlaceInput` in the same form fills."""
    exact = _("In degrees; five decimals are about one metre.")
    return FieldRowPanel(
        [
            FieldPanel("latitude", widget=CoordinateInput, help_text=exact),
            FieldPanel("longitude", widget=CoordinateInput, help_text=exact),
        ]
    )
