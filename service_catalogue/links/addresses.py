"""Addresses with gaps: `https://service.example/antrag?gebiet={ars}` becomes one address per page.

The five names follow what portals in Germany expect in their addresses: LeiKa key, regional key, municipal key, organisational
unit and language.
"""

import re
from collections.abc import Callable
from urllib.parse import quote, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

# A value of each that any address accepts, to check the rest of the template.
SAMPLES = {"leika": "99050012104000", "ars": "057700044044", "ags": "05770044", "oe": "1", "lang": "de"}

_GAP = re.compile(r"\{([^{}]*)\}")
_is_address = URLValidator(schemes=["http", "https"])


def placeholders(template: str) -> list[str]:
    """The names between braces, each once."""
    return list(dict.fromkeys(_GAP.findall(template)))


def is_template(address: str) -> bool:
    return "{" in address or "}" in address


def problems(template: str) -> list[str]:
    """What an editor must put right before residents can follow the address."""
    unknown = [name for name in placeholders(template) if name not in SAMPLES]
    if unknown:
        text = _("There is no placeholder {%(name)s}. Known are %(known)s.")
        known = ", ".join(f"{{{name}}}" for name in SAMPLES)
        return [text % {"name": name, "known": known} for name in unknown]
    if is_template(_GAP.sub("", template)):
        return [_("A brace stands alone. Placeholders are written like {ars}.")]
    if is_template(template.partition("://")[2].partition("/")[0]):
        return [_("Placeholders may stand only behind the name of the website.")]
    return [] if _is_valid(template) else [_("Write a whole address that begins with https://.")]


def _is_valid(template: str) -> bool:
    try:
        address = fill(template, SAMPLES.__getitem__) or ""
        _is_address(address)
        return urlsplit(address).hostname is not None
    except (ValidationError, ValueError):
        return False


def fill(template: str, value_of: Callable[[str], str]) -> str | None:
    """The address with every value percent-encoded; None where a value is missing or unknown."""
    values = {name: value_of(name) if name in SAMPLES else "" for name in placeholders(template)}
    if not all(values.values()):
        return None
    filled = _GAP.sub(lambda gap: quote(values[gap[1]], safe=""), template)
    return None if is_template(filled) else filled
