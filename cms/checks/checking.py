"""Pages held against everything that any room demands of them: one in the editor, or thousands in one go.

A room adds its own demands in `AppConfig.ready()`, by importing a module with

    @finds(NewsPage, rules=RULES)
    def what_is_wrong(pages):
        yield from …            # one list of findings for each page, in the order of the pages
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from cms.checks.findings import Finding
from cms.checks.rules import Rule, gravest_first

AT_ONCE = 200

Checker = Callable[[list[Any]], Iterable[list[Finding]]]


@dataclass(frozen=True)
class Check:
    """What a room demands of the pages of a type and of those derived from it."""

    model: type
    checker: Checker
    rules: Iterable[Rule]
    needs: Callable[[Any], Any] | None


_checks: list[Check] = []


def finds(
    model: type, *, rules: Iterable[Rule] = (), needs: Callable[[Any], Any] | None = None
) -> Callable[[Checker], Checker]:
    """Registers who checks the pages of a type, and by which rules; `needs` loads for a queryset what the rules look at."""

    def register(checker: Checker) -> Checker:
        _checks.append(Check(model, checker, rules, needs))
        return checker

    return register


def all_rules() -> list[Rule]:
    """The rules of all rooms."""
    return [rule for check in _checks for rule in check.rules]


def check(page: Page) -> list[Finding]:
    """What is wrong with a page as it stands in memory, saved or not; the gravest first."""
    return _check_all([page])[0]


def errors(page: Page) -> list[Finding]:
    """What stops an editor from publishing the page."""
    return [finding for finding in check(page) if finding.is_error]


def check_many(pages: Any) -> Iterator[tuple[Any, list[Finding]]]:
    """Each page of a queryset with its findings, type by type, with a fixed number of queries for every 200 pages."""
    by_type = defaultdict(list)
    for number, kind in pages.order_by("path").values_list("pk", "content_type"):
        by_type[kind].append(number)
    for kind, numbers in by_type.items():
        model = ContentType.objects.get_for_id(kind).model_class() or Page
        for start in range(0, len(numbers), AT_ONCE):
            batch = list(_with_all_it_needs(model, numbers[start : start + AT_ONCE]))
            yield from zip(batch, _check_all(batch), strict=True)


def _with_all_it_needs(model: type, numbers: list[int]) -> Any:
    pages = model._default_manager.filter(pk__in=numbers).select_related("locale").order_by("path")  # type: ignore[attr-defined]
    for check in _checks:
        if check.needs and issubclass(model, check.model):
            pages = check.needs(pages)
    return pages


def _check_all(pages: list[Any]) -> list[list[Finding]]:
    found: list[list[Finding]] = [[] for _page in pages]
    for demanded in _checks:
        if pages and isinstance(pages[0], demanded.model):
            _add(found, demanded.checker(pages))
    return [gravest_first(of_page) for of_page in found]


def _add(found: list[list[Finding]], more: Iterable[list[Finding]]) -> None:
    for known, new in zip(found, more, strict=True):
        known += new
