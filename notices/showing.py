"""Which notices belong on a page."""

from typing import Any

from wagtail.models import Page

from cms.models import BasePage
from directory.models import Department
from notices.models import Notice


def notices_on(subject: Any, *, for_strangers: bool = False) -> list[Notice]:
    """The current notices for a page, a department or, with anything else, for the site as a whole. One query."""
    page = subject if isinstance(subject, Page) else None
    current = Notice.objects.current().select_related("page", "department", "more")
    found = list(current.for_strangers() if for_strangers else current)
    departments = departments_of(subject) if any(notice.department_id for notice in found) else set()
    return [notice for notice in found if notice.concerns(page, departments)]


def departments_of(subject: Any) -> set[int]:
    if isinstance(subject, Department):
        return {subject.pk}
    page = subject.specific if isinstance(subject, Page) else None
    return {department.pk for department in page.departments_in_charge()} if isinstance(page, BasePage) else set()


def question_about(subject: Any) -> str:
    """How a page that is open in a browser asks whether its notices are still the same."""
    if isinstance(subject, Page) and subject.pk:
        return f"seite={subject.pk}"
    return f"amt={subject.pk}" if isinstance(subject, Department) else ""
