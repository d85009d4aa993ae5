"""The people of the demo town who can sign in: one for each role."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.crypto import get_random_string

from accounts.models import Deputy, User
from accounts.roles import ALARM, APPROVERS, DEPARTMENT, EDITORS, MODERATORS, PUPILS, TEACHERS
from demo.upkeep import name_owners
from directory.models import DepartmentRole

# The department that writes for itself, and the page below which it does.
OFFICE, BRANCH = "steueramt", "satzungen"
# Login → role; the administrator has no role but all rights. The name of the department's role ends with its name.
LOGINS = {
    "redaktion": EDITORS,
    "freigabe": APPROVERS,
    "fachamt": DEPARTMENT,
    "schuelerzeitung": PUPILS,
    "betreuung": TEACHERS,
    "moderation": MODERATORS,
    "notfall": ALARM,
    "technik": None,
}
# Who is away for two weeks, and who stands in.
AWAY = ("notfall", "moderation")
PASSWORD_LENGTH = 16


@dataclass(frozen=True)
class Logins:
    """Who can sign in; the password only where it was set just now."""

    names: list[str]
    password: str


def make_logins() -> Logins:
    """The demo people. Their password is DEMO_PASSWORD, else random; it is never stored in the open.

    A town that was loaded before there was a role goes without its login.
    """
    names = [name for name, role in LOGINS.items() if role is None or groups_of(name)]
    missing = [name for name in names if not User.objects.filter(username=name).exists()]
    password = settings.DEMO_PASSWORD or get_random_string(PASSWORD_LENGTH)
    for name in names if settings.DEMO_PASSWORD else missing:
        make_login(name, password)
    if missing:
        name_owners()
    if set(AWAY) & set(missing):
        make_deputy()
    return Logins(names=names, password=password if missing or settings.DEMO_PASSWORD else "")


def groups_of(name: str) -> list[Group]:
    """The role behind a login, if the town has it."""
    if LOGINS[name] == DEPARTMENT:
        return [role.group for role in DepartmentRole.objects.filter(department__slug=OFFICE).select_related("group")]
    return list(Group.objects.filter(name=LOGINS[name]))


def make_login(name: str, password: str) -> None:
    is_administrator = LOGINS[name] is None
    user = User.objects.filter(username=name).first() or User(
        username=name, is_superuser=is_administrator, email=f"{name}@haselbrueck.example"
    )
    if user.pk is None or not user.check_password(password):
        user.set_password(password)
        user.save()
    if not is_administrator:
        user.groups.add(*groups_of(name))


def make_deputy() -> None:
    """One is away, so that there is something to see."""
    person, deputy = (User.objects.filter(username=name).first() for name in AWAY)
    if person and deputy:
        ends_on = timezone.localdate() + timedelta(days=14)
        Deputy.objects.get_or_create(person=person, deputy=deputy, defaults={"ends_on": ends_on})
