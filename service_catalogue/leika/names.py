"""What the digits of a key mean: names of groups and acts, as far as they are known.

The codes are those of the FIM-Portal. The names of acts were read off official names of services; official names of groups are
not published, so the labels are ours. Both stand in two small tables in `data/`.
"""

import csv
import re
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from service_catalogue.leika.keys import ACT, DETAIL, FEDERAL_INSTANCE, GROUP, is_key, kind

_DATA = Path(__file__).resolve().parent.parent / "data"
_DEPRECATED = re.compile(r"^\s*(?:vorgesehen\s+zum\s+löschen|außer\s+kraft)\b[\s:–-]*", re.IGNORECASE)


@cache
def _table(name: str) -> dict[str, str]:
    with (_DATA / f"leika-{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file, delimiter=";")}


def groups() -> dict[str, str]:
    """All valid codes of groups; the name is empty where nobody knows it."""
    return _table("groups")


def acts() -> dict[str, str]:
    """All valid codes of acts (Verrichtungen); the name is empty where nobody knows it."""
    return _table("acts")


def group_label(code: str) -> str:
    return groups().get(code) or _("Group %(code)s") % {"code": code}


def act_label(code: str) -> str:
    return acts().get(code) or _("Act %(code)s") % {"code": code}


def group_name(key: str) -> str:
    """The subject of a key: “Gewerbe”; “Group 123” where nobody knows a name."""
    if not is_key(key):
        return ""
    if key[:2] != FEDERAL_INSTANCE:
        return _("Catalogue of its own (%(instance)s)") % {"instance": key[:2]}
    return group_label(key[GROUP])


def act_name(key: str) -> str:
    """What is done: “Anmeldung”; empty for an object, and for keys of catalogues with acts of their own."""
    if not is_key(key) or key[:2] != FEDERAL_INSTANCE or kind(key) == "LO":
        return ""
    return act_label(key[ACT])


def explanation(key: str) -> str:
    """The digits of a key in words: Gewerbe › Anmeldung."""
    detail = _("Detail %(code)s") % {"code": key[DETAIL]} if act_name(key) and kind(key) == "LOVD" else ""
    return " › ".join(part for part in (group_name(key), act_name(key), detail) if part)


def unknown_codes(key: str) -> list[str]:
    """Which parts of a national key the catalogue does not know, in words."""
    if not is_key(key) or key[:2] != FEDERAL_INSTANCE:
        return []
    found = []
    if key[GROUP] not in groups():
        found.append(_("The group %(code)s (digits 3 to 5) is not known.") % {"code": key[GROUP]})
    if kind(key) != "LO" and key[ACT] not in acts():
        found.append(_("The act %(code)s (digits 9 to 11) is not known.") % {"code": key[ACT]})
    return found


def is_deprecated(name: str) -> bool:
    """The catalogue says in a name's first words that the key is on its way out."""
    return bool(_DEPRECATED.match(name))


def without_deprecation(name: str) -> str:
    """A name without “Außer Kraft - ” before it."""
    return _DEPRECATED.sub("", name)
