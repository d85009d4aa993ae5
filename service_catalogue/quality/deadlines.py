"""F: deadlines and processing times."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cms.checks.findings import Problem
from service_catalogue.quality import delivered, shown

if TYPE_CHECKING:
    from service_catalogue.models import ServicePage
    from service_catalogue.quality.surroundings import Surroundings

NAMES = ("label", "kind", "amount", "amount_max", "unit", "unit_max", "from_date", "until_date", "type_name")


def makes_sense(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """F1: the first day comes before the last; a duration is above zero, and “up to” is not below it in the same unit."""
    for field in ("deadlines", "processing_times"):
        for position, period in enumerate(shown.shown_rows(page, field), 1):
            values = period if isinstance(period, dict) else _values(period)
            label = delivered.text(values.get("label")) or delivered.text(values.get("type_name"))
            name = label or _("entry number %(n)d") % {"n": position}
            for reason in _reasons(values):
                yield Problem(_("%(period)s: %(reason)s") % {"period": name[:100], "reason": reason}, field)


def _values(period: Any) -> dict[str, Any]:
    return {name: getattr(period, name, None) for name in NAMES}


def _reasons(period: dict[str, Any]) -> Iterator[str]:
    first, last = (delivered.day(period.get(name)) for name in ("from_date", "until_date"))
    if first and last and first > last:
        yield _("The last day comes before the first. Exchange them.")
    amount, most = (delivered.number(period.get(name)) for name in ("amount", "amount_max"))
    if any(number is not None and number <= 0 for number in (amount, most)):
        yield _("A duration is above zero. Correct the number.")
    unit = period.get("unit") or ""
    if amount is not None and most is not None and most < amount and (period.get("unit_max") or unit) == unit:
        yield _("“Up to” is less than “from”. Exchange the numbers.")
