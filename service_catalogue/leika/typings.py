"""LeiKa typing: who makes the rules for a service, and who carries it out.

Codes of the list urn:de:fim:leika:typisierung; a service may have several.
"""

import re

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

TYPINGS = {
    "1": _("the federation makes the rules and carries it out"),
    "2": _("the federation makes the rules, Land or municipality carries it out"),
    "2a": _("the federation makes the rules, the Land carries it out"),
    "2b": _("the federation makes the rules, the municipality carries it out"),
    "3": _("the federation makes the rules, the Land may deviate; Land or municipality carries it out"),
    "3a": _("the federation makes the rules, the Land may deviate and carries it out"),
    "3b": _("the federation makes the rules, the Land may deviate; the municipality carries it out"),
    "2/3": _("the federation makes the rules, Land or municipality carries it out"),
    "2/3a": _("the federation makes the rules, the Land carries it out"),
    "2/3b": _("the federation makes the rules, the municipality carries it out"),
    "4": _("the Land makes the rules"),
    "4a": _("the Land makes the rules and carries it out"),
    "4b": _("the Land makes the rules, the municipality carries it out"),
    "5": _("the municipality makes the rules and carries it out"),
    "6": _("general information"),
    "7": _("service and special telephone numbers"),
    "8": _("not described"),
    "9": _("not described"),
    "10": _("inside the administration"),
    "11": _("information on rights and duties in the EU"),
    "12": _("help services of the EU"),
}
MUNICIPAL = frozenset({"2b", "3b", "2/3b", "4b", "5"})  # a municipality carries it out
PERHAPS_MUNICIPAL = frozenset({"2", "3", "2/3", "4"})  # a municipality may carry it out
ELSEWHERE = frozenset({"1", "2a", "3a", "2/3a", "4a"})  # federation or Land carry it out

_SEPARATORS = re.compile(r"[;,|\s]+")


def split_typings(text: str) -> list[str]:
    """The codes in “1;2/3” or “Typ 2b”, each once, in order; what is no code is left out."""
    return [code for code in dict.fromkeys(_SEPARATORS.split(text.strip().lower())) if code in TYPINGS]


def label(code: str) -> str | Promise:
    """A code with its meaning: 2b (the federation makes the rules, the municipality carries it out)."""
    return format_lazy("{} ({})", code, TYPINGS[code]) if code in TYPINGS else code
