"""Opening hours in the database: the week, single days, days of closure. Each row belongs to a place or a department."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from cms.json_rows import objects, rows
from directory import hours
from directory.hours import Layer, Timetable
from directory.public_holidays import holiday

if TYPE_CHECKING:
    from directory.models import Place

WEEKDAY_CHOICES = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


class HourKind(models.TextChoices):
    OPEN = hours.OPEN, _("open")
    APPOINTMENT = hours.APPOINTMENT, _("by appointment only")
    PHONE = hours.PHONE, _("by telephone only")
    CLOSED = hours.CLOSED, _("closed")


def owner(model: str, name: str) -> ParentalKey:
    """The place or the department of a row; the other of the two stays empty."""
    return ParentalKey(model, null=True, blank=True, on_delete=models.CASCADE, related_name=name)


def has_one_owner(name: str) -> models.CheckConstraint:
    one = Q(place=None, department__isnull=False) | Q(place__isnull=False, department=None)
    return models.CheckConstraint(condition=one, name=name)


def check_times(row: Any) -> None:
    """A stretch of time ends after it begins, at midnight at the latest; only what is closed needs no times.

    Raises ValidationError at the field that is wrong.
    """
    if row.kind == HourKind.CLOSED and row.opens is None and row.closes is None:
        return
    missing = [name for name in ("opens", "closes") if getattr(row, name) is None]
    if missing:
        raise ValidationError({name: _("Needed, unless it is closed for the whole day.") for name in missing})
    slot = hours.Slot(row.opens, row.closes, row.kind)
    if slot.end <= slot.start:
        text = _("The end must come after the beginning. What lasts beyond midnight needs two lines.")
        raise ValidationError({"closes": text})


class OpeningHours(Orderable):
    """One stretch of time on one weekday."""

    Kind = HourKind

    place = owner("directory.Place", "hours")
    department = owner("directory.Department", "hours")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=WEEKDAY_CHOICES)
    opens = models.TimeField(_("from"), null=True, blank=True)
    closes = models.TimeField(_("until"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=HourKind.choices, default=HourKind.OPEN)
    valid_from = models.DateField(_("valid from"), null=True, blank=True, help_text=_("Empty: always."))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    panels = [FieldRowPanel(["weekday", "opens", "closes", "kind"]), FieldRowPanel(["valid_from", "valid_until"])]

    class Meta(Orderable.Meta):
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        constraints = [has_one_owner("hours_have_one_owner")]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {hours.Slot(self.opens, self.closes, self.kind)}"

    def clean(self) -> None:
        check_times(self)
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            raise ValidationError({"valid_until": _("The last day must not come before the first.")})


class SpecialHours(Orderable):
    """What holds on a single day instead of the week's hours; several rows for a day with a break."""

    place = owner("directory.Place", "special_hours")
    department = owner("directory.Department", "special_hours")
    day = models.DateField(_("day"))
    opens = models.TimeField(_("from"), null=True, blank=True)
    closes = models.TimeField(_("until"), null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=HourKind.choices, default=HourKind.OPEN)
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    panels = [FieldRowPanel(["day", "opens", "closes", "kind"]), "reason"]

    class Meta:
        ordering = ["day", "opens"]
        verbose_name = _("hours of a single day")
        verbose_name_plural = _("hours of single days")
        constraints = [has_one_owner("special_hours_have_one_owner")]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y} {hours.Slot(self.opens, self.closes, self.kind)}"

    def clean(self) -> None:
        check_times(self)


class Closure(Orderable):
    """Days on which a place or department is closed although it is usually open."""

    place = owner("directory.Place", "closures")
    department = owner("directory.Department", "closures")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    panels = [FieldRowPanel(["first_day", "last_day", "reason"])]

    class Meta:
        ordering = ["first_day"]
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        constraints = [has_one_owner("closures_have_one_owner")]

    def __str__(self) -> str:
        return f"{self.first_day:%d.%m.%Y}–{self.last_day:%d.%m.%Y}"

    def clean(self) -> None:
        if self.first_day and self.last_day and self.first_day > self.last_day:
            raise ValidationError({"last_day": _("The last day must not come before the first.")})


TABLES: dict[str, type[models.Model]] = {"hours": OpeningHours, "special_hours": SpecialHours, "closures": Closure}


def rows_beside(condition: Q) -> dict[str, Any]:
    """Annotations with which places or departments bring their hours along, in the same query."""
    return {f"{name}_rows": rows(model._default_manager.filter(condition)) for name, model in TABLES.items()}


OF_PLACE = Q(place=OuterRef("pk"))
OF_DEPARTMENT = Q(department=OuterRef("pk")) | Q(place=OuterRef("place"))


def hour_rows(record: Any, name: str) -> list[Any]:
    """The rows of one table that came along with a place or department, or else are asked for now."""
    if hasattr(record, f"{name}_rows"):
        return objects(TABLES[name], getattr(record, f"{name}_rows"))
    inherited = getattr(record, "place", None)
    return [*getattr(record, name).all(), *(getattr(inherited, name).all() if inherited else [])]


def timetable(record: Any, place: "Place | None", ars: str) -> Timetable:
    """What is known of the hours of a place, or of a department in its place, in the Land of this regional key."""
    found = {name: hour_rows(record, name) for name in TABLES}
    layers = [_layer(found, of_department=of_department) for of_department in (True, False)]
    own_week = [row for row in found["hours"] if row.department_id is not None]
    ignores_holidays = place is not None and place.open_on_public_holidays
    return Timetable(
        weekly=own_week or found["hours"],
        layers=layers,
        holiday=(lambda day: "") if ignores_holidays else (lambda day: holiday(day, ars)),
    )


def _layer(found: dict[str, list[Any]], *, of_department: bool) -> Layer:
    special, closures = (
        [row for row in found[name] if (row.department_id is not None) == of_department]
        for name in ("special_hours", "closures")
    )
    return Layer(special, closures)


def hours_panels() -> list:
    """How editors keep opening hours, of a place and of a department alike."""
    return [
        InlinePanel("hours", heading=_("Opening hours"), label=_("stretch of time")),
        InlinePanel(
            "special_hours",
            heading=_("Other hours on single days"),
            label=_("stretch of time"),
            help_text=_("They replace the hours of the week, closures and public holidays on that day."),
        ),
        InlinePanel("closures", heading=_("Closed on"), label=_("closure")),
    ]
