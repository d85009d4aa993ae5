"""Amounts of money and stretches of time as people read them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

UNITS: dict[str, str | Promise] = {
    "MINUTE": gettext_lazy("minutes"),
    "STUNDE": gettext_lazy("hours"),
    "TAG": gettext_lazy("days"),
    "WERKTAG": gettext_lazy("working days (Monday to Saturday)"),
    "ARBEITSTAG": gettext_lazy("working days (Monday to Friday)"),
    "WOCHE": gettext_lazy("weeks"),
    "MONAT": gettext_lazy("months"),
    "JAHR": gettext_lazy("years"),
    "SEKUNDE": gettext_lazy("seconds"),
}

_COUNTED: dict[str, Callable[[int], str]] = {
    "MINUTE": lambda n: ngettext("%(n)d minute", "%(n)d minutes", n),
    "STUNDE": lambda n: ngettext("%(n)d hour", "%(n)d hours", n),
    "TAG": lambda n: ngettext("%(n)d day", "%(n)d days", n),
    "WERKTAG": lambda n: ngettext("%(n)d weekday", "%(n)d weekdays", n),
    "ARBEITSTAG": lambda n: ngettext("%(n)d working day", "%(n)d working days", n),
    "WOCHE": lambda n: ngettext("%(n)d week", "%(n)d weeks", n),
    "MONAT": lambda n: ngettext("%(n)d month", "%(n)d months", n),
    "JAHR": lambda n: ngettext("%(n)d year", "%(n)d years", n),
    "SEKUNDE": lambda n: ngettext("%(n)d second", "%(n)d seconds", n),
}


def money(amount: Decimal, currency: str = "EUR") -> str:
    """31,40 €: the sign stands behind, with a blank that does not break."""
    number = number_format(amount, decimal_pos=2, force_grouping=True)
    return f"{number}\u00a0{'€' if currency == 'EUR' else currency}"


def fee(kind: str, amount: Decimal | None, amount_max: Decimal | None = None, currency: str = "EUR") -> str:
    if kind == "free":
        return _("free of charge")
    if kind == "fixed" and amount is not None:
        return money(amount, currency)
    if amount is not None and amount_max is not None:
        return _("%(from)s to %(to)s") % {"from": money(amount, currency), "to": money(amount_max, currency)}
    if amount is not None:
        return _("from %(amount)s") % {"amount": money(amount, currency)}
    if amount_max is not None:
        return _("up to %(amount)s") % {"amount": money(amount_max, currency)}
    return ""


def duration(amount: int, unit: str) -> str:
    counted = _COUNTED.get(unit)
    return counted(amount) % {"n": amount} if counted else f"{amount} {unit}".strip()


def period(
    kind: str,
    amount: int | None = None,
    unit: str = "",
    amount_max: int | None = None,
    from_date: date | None = None,
    until_date: date | None = None,
    unit_max: str = "",
) -> str:
    """How long something takes, or until when it must be done."""
    if kind == "date":
        return days(from_date, until_date)
    if amount is None:
        return ""
    if kind == "range" and amount_max is not None:
        unit_max = unit_max or unit
        first = str(amount) if unit == unit_max else duration(amount, unit)
        return _("%(from)s to %(to)s") % {"from": first, "to": duration(amount_max, unit_max)}
    return duration(amount, unit)


def days(from_date: date | None, until_date: date | None) -> str:
    if from_date and until_date:
        if from_date == until_date:
            return date_format(from_date)
        return _("%(from)s to %(to)s") % {"from": date_format(from_date), "to": date_format(until_date)}
    if until_date:
        return _("until %(day)s") % {"day": date_format(until_date)}
    return _("from %(day)s on") % {"day": date_format(from_date)} if from_date else ""
