"""Days, amounts and spans of time of the Portalverbund; the latter two in words: "25,00 EUR", "2 bis 4 Wochen"."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from service_catalogue import parts
from service_catalogue.documents import Record
from service_catalogue.xzufi.objects import Code, Fee, Period, Texts

UNITS = {
    "jahr": "JAHR",
    "monat": "MONAT",
    "woche": "WOCHE",
    "tag": "TAG",
    "werktag": "WERKTAG",
    "arbeitstag": "ARBEITSTAG",
    "stunde": "STUNDE",
    "minute": "MINUTE",
    "sekunde": "SEKUNDE",
}
_TO = r"\s*(?:-|–|bis)\s*"
_UNIT = rf"({'|'.join(UNITS)})(?:e|en|n)?"
_NUMBER = r"(\d{1,4})"
_DURATION = re.compile(rf"{_NUMBER}(?:\s*{_UNIT})?(?:{_TO}{_NUMBER})?\s*{_UNIT}", re.IGNORECASE)
_MONEY = r"(\d{1,3}(?:\.\d{3})+(?:,\d\d)?|\d{1,7}(?:[,.]\d\d)?)"
_EURO = r"(?:€|EUR|Euro)"
_FEE = re.compile(rf"{_MONEY}\s*{_EURO}?(?:{_TO}{_MONEY}\s*{_EURO}?)?", re.IGNORECASE)
_HAS_EURO = re.compile(_EURO, re.IGNORECASE)
_FREE = re.compile(r"(gebührenfrei|kostenfrei|kostenlos|keine)\W*", re.IGNORECASE)

OPEN_START, OPEN_END = date(1970, 1, 1), date(2999, 12, 31)  # how the Portalverbund writes "always" and "for ever"


def validity(record: Record, line: int) -> tuple[date | None, date | None]:
    """The days of `validFrom` and `validTo`, without those that mean no limit."""
    from_, until = parts.day(record.get("validFrom"), line), parts.day(record.get("validTo"), line)
    return (
        from_ if from_ and from_ > OPEN_START else None,
        until if until and until < OPEN_END else None,
    )


def split_words(text: str) -> tuple[str, str]:
    """What stands before the last colon, and the value after it: "Widerspruch: 1 Monat"."""
    before, _colon, after = text.rpartition(":")
    return before.strip(), after.strip()


def period(text: str, type_: Code, label: str, language: str) -> Period | None:
    """A duration or a range of durations, when the text ends with one and nothing else follows the last colon."""
    words, value = split_words(text)
    found = _DURATION.fullmatch(value)
    if found is None:
        return None
    amount, unit_first, amount_max, unit = found.groups()
    if unit_first and not amount_max:
        return None
    return Period(
        kind="range" if amount_max else "duration",
        amount=int(amount),
        unit=UNITS[(unit_first or unit).lower()],
        amount_max=int(amount_max) if amount_max else None,
        unit_max=UNITS[unit.lower()] if amount_max else "",
        type=type_,
        description=_texts(words or label, language),
    )


def fee(text: str, type_: Code, label: str, language: str) -> Fee | None:
    """An amount, a range or "free of charge", when the text ends with one and nothing else follows the last colon."""
    words, value = split_words(text)
    common: dict[str, Any] = {"type": type_, "description": _texts(words or label, language)}
    if _FREE.fullmatch(value):
        return Fee("free", **common)
    found = _FEE.fullmatch(value)
    if found is None or not _HAS_EURO.search(value):
        return None
    amount, amount_max = (_decimal(part) for part in found.groups())
    return Fee("range" if amount_max is not None else "fixed", amount, amount_max, **common)


def _decimal(text: str | None) -> Decimal | None:
    if text is None:
        return None
    if "," in text or re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "").replace(",", ".")
    return Decimal(text).quantize(Decimal("0.01"))


def _texts(text: str, language: str) -> Texts:
    return {language: text} if text else {}
