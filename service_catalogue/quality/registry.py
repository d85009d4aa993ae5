"""All quality rules in one table: number, how grave, what is demanded, and where that is checked.

The numbers are those of the rule set in docs/how-to/quality-rules.md.
"""

from django.utils.translation import gettext_lazy as _

from cms.checks.findings import Severity
from cms.checks.rules import Rule
from service_catalogue.quality import (
    areas,
    deadlines,
    fees,
    leika,
    online,
    release,
    responsibilities,
    texts,
    validity,
)

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


RULES = [
    Rule("L1", ERROR, _("A LeiKa key has 14 digits and begins with 99"), leika.form),
    Rule("L2", WARNING, _("Group and act of a key are known"), leika.known_parts),
    Rule("L3", ERROR, _("A key has no detail without an act"), leika.detail_needs_act),
    Rule("L4", INFO, _("A service has at least one LeiKa key"), leika.has_key),
    Rule("L5", INFO, _("A key stands on one published service"), leika.shared_key),
    Rule("L6", WARNING, _("Where something is applied for, the key names the act"), leika.key_names_act),
    Rule("L7", WARNING, _("A key is in the catalogue and not on its way out"), leika.in_use),
    Rule("T1", ERROR, _("There are a title, a short text and a description"), texts.says_the_essential),
    Rule("T2", WARNING, _("The expected sections are filled"), texts.says_what_is_expected),
    Rule("T3", ERROR, _("Texts hold only simple markup, links lead somewhere"), texts.harmless),
    Rule("T4", INFO, _("Languages are named by two letters"), texts.languages),
    Rule("T5", ERROR, _("What the municipality carries out has a department"), texts.somebody_in_charge),
    Rule("T6", WARNING, _("What others carry out has no form of ours"), texts.not_ours_to_apply_for),
    Rule("K1", ERROR, _("A fee is one amount, a range or free, and says what for"), fees.makes_sense),
    Rule("F1", ERROR, _("Deadlines and durations go forwards"), deadlines.makes_sense),
    Rule("O1", ERROR, _("The address of an online service is complete and encrypted"), online.address_works),
    Rule("O2", WARNING, _("An address names our area, not another one"), online.address_is_ours),
    Rule("O3", WARNING, _("An online service says how to sign in"), online.sign_in_is_told),
    Rule("O4", WARNING, _("Links answer"), online.link_answers),
    Rule("A1", ERROR, _("Areas exist"), areas.exist),
    Rule("G1", WARNING, _("The validity begins before it ends, and has not ended"), validity.makes_sense),
    Rule("R1", INFO, _("A delivered text was released, here and lately"), release.is_released),
    Rule("Z1", WARNING, _("Whoever is in charge has been delivered"), responsibilities.points_to_something),
]
RULE_OF = {rule.id: rule for rule in RULES}
