"""LeiKa keys: the 14 digits by which German authorities name a service.

Instance (2), group (3), object (3), act (3), detail of the act (3): 99 050 012 104 000 is "Gewerbe anmelden".
`keys` knows their form, `names` what the digits mean, `typings` whose business a service is, and `lists` reads delivered lists.
"""

from service_catalogue.leika.everyday_words import everyday_words
from service_catalogue.leika.keys import (
    ACT,
    ACT_DIGITS,
    FEDERAL_INSTANCE,
    GROUP,
    KINDS,
    LENGTH,
    OBJECT_DIGITS,
    URN,
    errors,
    grouped,
    is_key,
    kind,
    normalise,
    parents,
    split_keys,
    warnings,
)
from service_catalogue.leika.names import (
    act_label,
    act_name,
    acts,
    explanation,
    group_label,
    group_name,
    groups,
    is_deprecated,
    unknown_codes,
    without_deprecation,
)
from service_catalogue.leika.typings import MUNICIPAL, PERHAPS_MUNICIPAL, TYPINGS, split_typings

__all__ = [
    "ACT",
    "ACT_DIGITS",
    "FEDERAL_INSTANCE",
    "GROUP",
    "KINDS",
    "LENGTH",
    "MUNICIPAL",
    "OBJECT_DIGITS",
    "PERHAPS_MUNICIPAL",
    "TYPINGS",
    "URN",
    "act_label",
    "act_name",
    "acts",
    "errors",
    "everyday_words",
    "explanation",
    "group_label",
    "group_name",
    "grouped",
    "groups",
    "is_deprecated",
    "is_key",
    "kind",
    "normalise",
    "parents",
    "split_keys",
    "split_typings",
    "unknown_codes",
    "warnings",
    "without_deprecation",
]
