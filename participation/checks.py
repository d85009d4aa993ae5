"""What the editors' form says about projects: what was promised stands there, and states do not contradict one another."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.checks.checking import finds
from cms.checks.findings import Finding, Problem, Severity
from cms.checks.rules import Rule, found_by
from participation.models import ProjectPage, with_ways

Status = ProjectPage.Status


def says_until_when(page: ProjectPage, _around: None) -> Iterator[Problem]:
    """M1: whoever may take part learns until when."""
    if page.status == Status.RUNNING and not page.window and not any(way.is_open for way in page.ways):
        yield Problem(
            _("The project is running, but nobody learns until when. Give it a last day, or a way to take part."),
            "ends",
        )


def says_what_came_of_it(page: ProjectPage, _around: None) -> Iterator[Problem]:
    """M2: a project that is done has a result."""
    if page.status == Status.DONE and not page.results.strip():
        yield Problem(_("The project is done. Say what has come of it."), "results")


def keeps_its_steps(page: ProjectPage, _around: None) -> Iterator[Problem]:
    """M3: a milestone whose day is over is no longer planned."""
    for step in page.milestones.all():
        if step.date and step.is_late:
            day = date_format(step.date, "j. F Y")
            text = _("The milestone “%(title)s” was planned for %(day)s. Is it done, or is there a new day?")
            yield Problem(text % {"title": step.title, "day": day}, "milestones")


def says_why_it_was_stopped(page: ProjectPage, _around: None) -> Iterator[Problem]:
    """M4: a stopped project says why; forms demand it, imports and scripts may forget it."""
    if page.status == Status.STOPPED and not page.status_reason.strip():
        yield Problem(_("Say why the project was stopped."), "status_reason")


def keeps_its_promise(page: ProjectPage, _around: None) -> Iterator[Problem]:
    """M5: the result is there on the promised day."""
    if page.is_result_overdue and page.status != Status.DONE:
        day = date_format(page.result_due or timezone.localdate(), "j. F Y")
        text = _("A result was promised for %(day)s. Write what has come of it, or promise another day.")
        yield Problem(text % {"day": day}, "results")


RULES = [
    Rule("M1", Severity.WARNING, gettext_lazy("A running project says until when"), says_until_when),
    Rule("M2", Severity.WARNING, gettext_lazy("A project that is done has a result"), says_what_came_of_it),
    Rule("M3", Severity.WARNING, gettext_lazy("Milestones are where they should be"), keeps_its_steps),
    Rule("M4", Severity.ERROR, gettext_lazy("A stopped project says why"), says_why_it_was_stopped),
    Rule("M5", Severity.WARNING, gettext_lazy("A promised result is there in time"), keeps_its_promise),
]


def with_its_steps(pages: Any) -> Any:
    return pages.prefetch_related("milestones")


@finds(ProjectPage, rules=RULES, needs=with_its_steps)
def state_of_projects(pages: list[ProjectPage]) -> Iterator[list[Finding]]:
    """One query for the ways to take part in all of them."""
    with_ways([page for page in pages if page.pk])
    return (found_by(RULES, page, None) for page in pages)
