"""Fees, deadlines and processing times that the town writes on a service page, as data and not as prose."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel
from wagtail.models import Orderable

from service_catalogue import wording


class Fee(Orderable):
    """What something costs: one amount, a range, or nothing."""

    class Kind(models.TextChoices):
        FIXED = "fixed", _("fixed amount")
        RANGE = "range", _("from … to …")
        FREE = "free", _("free of charge")

    page = ParentalKey("service_catalogue.ServicePage", on_delete=models.CASCADE, related_name="fees")
    label = models.CharField(
        _("what for"), max_length=200, help_text=_("The usual case first: it stands in the short answer at the top.")
    )
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices, default=Kind.FIXED)
    amount = models.DecimalField(
        _("amount (€)"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    amount_max = models.DecimalField(
        _("up to (€)"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    reason = models.CharField(
        _("remark"),
        max_length=300,
        blank=True,
        help_text=_("What the amount depends on. Needed where it is free of charge: for whom, or why."),
    )
    legal_basis = models.CharField(
        _("legal basis"), max_length=200, blank=True, help_text=_("For example: § 1 PAuswGebV")
    )

    panels = [FieldRowPanel(["label", "legal_basis"]), FieldRowPanel(["kind", "amount", "amount_max"]), "reason"]

    class Meta(Orderable.Meta):
        verbose_name = _("fee")
        verbose_name_plural = _("fees")

    def __str__(self) -> str:
        return f"{self.label}: {self.amount_text}"

    @property
    def amount_text(self) -> str:
        return wording.fee(self.kind, self.amount, self.amount_max)

    def clean(self) -> None:
        has = (self.amount is not None, self.amount_max is not None)
        if self.kind == self.Kind.FIXED and has != (True, False):
            raise ValidationError({"amount": _("A fixed fee has exactly one amount.")})
        if self.kind == self.Kind.FREE and has != (False, False):
            raise ValidationError({"amount": _("What is free of charge has no amount.")})
        if self.kind == self.Kind.FREE and not (self.reason.strip() or self.legal_basis.strip()):
            raise ValidationError({"reason": _("Say for whom or why it is free of charge, or name the legal basis.")})
        if self.kind == self.Kind.RANGE and has == (False, False):
            raise ValidationError({"amount": _("A range needs a lower or an upper amount.")})
        if self.amount is not None and self.amount_max is not None and self.amount > self.amount_max:
            raise ValidationError({"amount_max": _("The upper amount must not be below the lower one.")})


class Period(Orderable):
    """A duration, a range of durations, or days in the calendar."""

    class Kind(models.TextChoices):
        DURATION = "duration", _("duration")
        RANGE = "range", _("from … to …")
        DATE = "date", _("date")

    label = models.CharField(
        _("what"), max_length=200, blank=True, help_text=_("Only where there are several, such as “for children”.")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.DURATION)
    amount = models.PositiveIntegerField(_("how many"), null=True, blank=True, validators=[MinValueValidator(1)])
    amount_max = models.PositiveIntegerField(_("up to"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=10, blank=True, choices=list(wording.UNITS.items()))
    from_date = models.DateField(_("from"), null=True, blank=True)
    until_date = models.DateField(_("until"), null=True, blank=True)
    text = models.CharField(
        _("remark"), max_length=500, blank=True, help_text=_("From when it counts, or what it depends on.")
    )

    panels = [
        FieldRowPanel(["label", "text"]),
        FieldRowPanel(["kind", "amount", "amount_max", "unit"]),
        FieldRowPanel(["from_date", "until_date"]),
    ]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.label} {self.value_text}".strip()

    @property
    def value_text(self) -> str:
        return wording.period(self.kind, self.amount, self.unit, self.amount_max, self.from_date, self.until_date)

    def clean(self) -> None:
        if self.kind == self.Kind.DATE:
            self._check_dates()
        else:
            self._check_duration()

    def _check_dates(self) -> None:
        if not self.from_date and not self.until_date:
            raise ValidationError({"from_date": _("Give at least one of the two days.")})
        if self.from_date and self.until_date and self.from_date > self.until_date:
            raise ValidationError({"until_date": _("The last day must not come before the first.")})

    def _check_duration(self) -> None:
        if self.amount is None or not self.unit:
            raise ValidationError({"amount": _("A duration needs a number and a unit.")})
        if self.kind == self.Kind.RANGE and (self.amount_max is None or self.amount_max < self.amount):
            raise ValidationError({"amount_max": _("The upper number must not be below the lower one.")})


class Deadline(Period):
    """Until when residents must do something, or how long they may take."""

    page = ParentalKey("service_catalogue.ServicePage", on_delete=models.CASCADE, related_name="deadlines")

    class Meta(Period.Meta):
        abstract = False
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")


class ProcessingTime(Period):
    """How long the town hall takes."""

    page = ParentalKey("service_catalogue.ServicePage", on_delete=models.CASCADE, related_name="processing_times")

    class Meta(Period.Meta):
        abstract = False
        verbose_name = _("processing time")
        verbose_name_plural = _("processing times")
