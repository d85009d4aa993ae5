"""With what residents prove who they are, and the languages of online services: our own short tables.

The standard leaves both to free text, so deliveries say the same account in many ways.
"""

import re
from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NONE = "none"
ACCOUNTS: dict[str, str | Promise] = {
    NONE: _("no account"),
    "bundid": "BundID",
    "muk": _("Mein Unternehmenskonto (ELSTER certificate)"),
    "elster": _("ELSTER certificate"),
    "eid": _("online ID card"),
    "land": _("account of the Land (Servicekonto)"),
    "provider": _("account with the provider"),
}

# The first pattern that fits names the account.
_SAID: list[tuple[str, str]] = [
    (r"bund\W?id|nutzerkonto bund", "bundid"),
    (r"unternehmenskonto|\bmuk\b", "muk"),
    (r"elster", "elster"),
    (r"online\W?ausweis|\beid\b|\bnpa\b|personalausweis|ausweisfunktion", "eid"),
    (r"servicekonto|service\W?konto|bayern\W?id|nutzerkonto|bürgerkonto", "land"),
    (r"^(keine?s?|ohne|none)\b|nicht erforderlich", NONE),
]

LANGUAGES: Mapping[str, str | Promise] = {
    "de": _("German"), "en": _("English"), "ar": _("Arabic"), "bg": _("Bulgarian"), "es": _("Spanish"),
    "fa": _("Persian"), "fr": _("French"), "it": _("Italian"), "pl": _("Polish"), "ro": _("Romanian"),
    "ru": _("Russian"), "tr": _("Turkish"), "uk": _("Ukrainian"),
}  # fmt: skip


def names_of(codes: Iterable[str], table: Mapping[str, str | Promise]) -> list[str]:
    """The names of codes; a code that the table does not know stands for itself."""
    return [str(table.get(code, code)) for code in codes]


def recognised(words: Iterable[str]) -> tuple[list[str], str]:
    """The accounts that a delivery means, as codes, and as text what we do not know."""
    codes: dict[str, None] = {}
    unknown = []
    for word in words:
        code = next((code for pattern, code in _SAID if re.search(pattern, word.strip().lower())), "")
        if code or word.strip() in ACCOUNTS:
            codes[code or word.strip()] = None
        elif word.strip():
            unknown.append(word.strip())
    if len(codes) > 1:
        codes.pop(NONE, None)
    return list(codes), ", ".join(unknown)
