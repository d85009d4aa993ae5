"""A rule, and what a table of rules finds on a page."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from cms.checks.findings import GRAVEST_FIRST, Finding, Problem, Severity

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rule:
    """One demand on a page. `problems` gets the page and what the table of rules read beside it."""

    id: str
    severity: Severity
    demand: str | Promise
    problems: Callable[[Any, Any], Iterator[Problem]]
    before_approval: bool = False

    def __str__(self) -> str:
        return f"{self.id} {self.demand}"

    def check(self, page: Any, around: Any) -> Iterator[Finding]:
        for problem in self.problems(page, around):
            severity = problem.severity or self.severity
            yield Finding(self.id, severity, problem.field, problem.text, problem.block, self.before_approval)


def found_by(rules: Iterable[Rule], page: Any, around: Any) -> list[Finding]:
    """What these rules find, the gravest first."""
    return gravest_first([finding for rule in rules for finding in _apply(rule, page, around)])


def gravest_first(found: list[Finding]) -> list[Finding]:
    """Each finding once."""
    return sorted(dict.fromkeys(found), key=lambda finding: GRAVEST_FIRST.index(finding.severity))


def _apply(rule: Rule, page: Any, around: Any) -> list[Finding]:
    try:
        return list(rule.check(page, around))
    except Exception:
        # A slip in one rule must not keep an editor from her page, nor the other ten thousand from being checked.
        logger.exception("Rule %s failed on the page %s.", rule.id, page.pk)
        return []
