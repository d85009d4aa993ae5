"""K: what it costs."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cms.checks.findings import Problem
from service_catalogue.quality import delivered, shown

if TYPE_CHECKING:
    from service_catalogue.models import ServicePage
    from service_catalogue.quality.surroundings import Surroundings

FIELD = "fees"
EURO = "EUR"


def makes_sense(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """K1: a fee is one amount, a range or free; a range goes upwards; in euros; and it says what it is for."""
    for position, fee in enumerate(shown.shown_rows(page, "fees"), 1):
        values = fee if isinstance(fee, dict) else _values(fee)
        label = delivered.text(values.get("label")) or delivered.text(values.get("type_name"))
        name = label or _("fee number %(n)d") % {"n": position}
        for reason in _reasons(values, bool(label)):
            yield Problem(_("%(fee)s: %(reason)s") % {"fee": name, "reason": reason}, FIELD)


def _values(fee: Any) -> dict[str, Any]:
    return {name: getattr(fee, name) for name in ("label", "kind", "amount", "amount_max")}


def _reasons(fee: dict[str, Any], has_label: bool) -> Iterator[str]:
    lower, upper = (delivered.number(fee.get(name)) for name in ("amount", "amount_max"))
    has_amount = lower is not None or upper is not None
    kind = delivered.text(fee.get("kind"))
    if kind == "fixed" and (lower is None or upper is not None):
        yield _("A fixed fee has exactly one amount. Give it, or choose another kind.")
    elif kind == "range" and not has_amount:
        yield _("A range needs a lower or an upper amount. Give one, or choose another kind.")
    elif kind == "free" and has_amount:
        yield _("What is free of charge has no amount. Remove it, or choose another kind.")
    elif kind not in {"fixed", "range", "free"}:
        yield _("It says neither how much nor that it is free. Choose a kind.")
    if lower is not None and upper is not None and lower > upper:
        yield _("The upper amount is below the lower one. Exchange them.")
    if any(amount is not None and amount < 0 for amount in (lower, upper)):
        yield _("An amount is below zero. Correct it.")
    if (fee.get("currency") or EURO) != EURO:
        text = _("The amount is given in %(currency)s. Write it in euros.")
        yield text % {"currency": str(fee["currency"])[:10]}
    if has_amount and not has_label:
        yield _("An amount without a name says nothing. Write what it is for.")
