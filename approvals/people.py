"""Who may ask whom for an approval."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Page, TaskState

from accounts.approval import APPROVE
from directory.in_charge import department_of
from directory.models import Department


@dataclass(frozen=True)
class Approver:
    """Somebody who is asked by mail."""

    name: str
    email: str

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"


def running_step(page: Page) -> TaskState | None:
    """The step of an approval in which the page waits, if it waits."""
    step = page.current_workflow_task_state
    return step if step is not None and step.status == step.STATUS_IN_PROGRESS else None


def decides(user: Any, page: Page) -> bool:
    """Whether the person could approve the page now; then they may also hand that to whom they like."""
    task = page.current_workflow_task
    return task is not None and any(name == APPROVE for name, _label, _modal in task.get_actions(page, user))


def may_ask(user: Any, page: Page) -> bool:
    """Who decides in this step; or who may change the page, where there is but one step and the house knows whom to ask.

    So nobody who only writes gives a step away that belongs to somebody else, such as that of the teachers.
    """
    step = running_step(page)
    if step is None or not page.permissions_for_user(user).can_edit():
        return False
    return decides(user, page) or (has_one_step(step) and bool(in_charge(page)))


def has_one_step(step: TaskState) -> bool:
    return step.workflow_state.workflow.tasks.filter(active=True).count() == 1


def in_charge(page: Page) -> list[Approver]:
    """The people of the department in charge, its head first, then its own address; each address once.

    Never whoever saved the newest version.
    """
    department = department_of(page.get_latest_revision_as_object())
    found: dict[str, Approver] = {}
    for name, email in addresses_of(department) if department else ():
        if email and not is_last_editor(page, email):
            found.setdefault(email.casefold(), Approver(name, email))
    return list(found.values())


def addresses_of(department: Department) -> list[tuple[str, str]]:
    head = [(department.head.name, department.head.email)] if department.head else []
    return (
        head
        + [(person.name, person.email) for person in department.people.all()]
        + [(department.name, department.email)]
    )


def is_last_editor(page: Page, email: str) -> bool:
    """Four eyes hold for mail addresses as well: nobody approves what they last edited."""
    newest = page.get_latest_revision()
    editor = newest.user if newest else None
    return editor is not None and editor.email.casefold() == email.strip().casefold()
