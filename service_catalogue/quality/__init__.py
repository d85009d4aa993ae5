"""Whether services are good enough to publish: one small module per family of rules, one table of all of them.

    quality.check(page)          what is wrong with a page as it stands in memory
    quality.check_many(pages)    the same for a queryset, thousands at a time
    quality.errors(page)         only what stops an editor from publishing
    quality.figures()            how the catalogue is doing as a whole

`registry` holds the table, `surroundings` what rules know beyond the page. docs/how-to/quality-rules.md shows how to add a rule.
"""

from cms.checks.findings import Finding, Problem, Severity
from cms.checks.rules import Rule
from service_catalogue.quality.checking import check, check_many, errors
from service_catalogue.quality.counting import figures
from service_catalogue.quality.registry import RULE_OF, RULES

__all__ = ["RULES", "RULE_OF", "Finding", "Problem", "Rule", "Severity", "check", "check_many", "errors", "figures"]
