"""Who may ask whom for an approval."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Page, TaskState

from accounts.approval import APPROVE
from directory.in_charge import department_of, department_of_branch
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
    """Who decides in this step; or who may change the page, where there is but one step and a head to ask.

    So nobody who only writes gives a step away that belongs to somebody else, such as that of the teachers.
    """
    step = running_step(page)
    if step is None or not page.permissions_for_user(user).can_edit():
        return False
    return decides(user, page) or (has_one_step(step) and bool(proposals(user, page)))


def has_one_step(step: TaskState) -> bool:
    return step.workflow_state.workflow.tasks.filter(active=True).count() == 1


def proposals(user: Any, page: Page) -> list[Approver]:
    """Whom the form offers, each address once: the head of the department in charge first.

    Those who decide also find its people and its mailbox. Whoever only writes finds the head alone: a mailbox that a
    whole office reads would bring them their own question. Nobody finds themselves or whoever saved the newest version.
    """
    department = department_for(page)
    if department is None:
        return []
    known = addresses_of(department) if decides(user, page) else head_of(department, user, page)
    found: dict[str, Approver] = {}
    for name, email in known:
        if email and not is_last_editor(page, email):
            found.setdefault(email.casefold(), Approver(name, email))
    return list(found.values())


def department_for(page: Page) -> Department | None:
    """By the branch first, and as the public page names it: a draft may say anything."""
    return department_of_branch(page) or department_of(Page.objects.get(pk=page.pk))


def addresses_of(department: Department) -> list[tuple[str, str]]:
    head = [(department.head.name, department.head.email)] if department.head else []
    return (
        head
        + [(person.name, person.email) for person in department.people.all()]
        + [(department.name, department.email)]
    )


def head_of(department: Department, user: Any, page: Page) -> list[tuple[str, str]]:
    """The head with an own address; nobody where an account without an address could be the head's own."""
    newest, head = page.get_latest_revision(), department.head
    writers = [user, *([newest.user] if newest and newest.user else [])]
    own = {writer.email.casefold() for writer in writers}
    if head is None or "" in own or head.email.casefold() in own | {department.email.casefold()}:
        return []
    return [(head.name, head.email)]


def is_last_editor(page: Page, email: str) -> bool:
    """Four eyes hold for mail addresses as well: nobody approves what they last edited."""
    newest = page.get_latest_revision()
    editor = newest.user if newest else None
    return editor is not None and editor.email.casefold() == email.strip().casefold()
