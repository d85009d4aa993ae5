"""What the house forgets by itself: what it is, after which time, and which job does it.

A room writes its rules into `clock.py`, beside the job that carries them out; the function says what would go now:

    @forgets("cms.messages", _("Messages of visitors"), _("180 days after …"), by="cms.forget_messages")
    def old_messages():
        return VisitorMessage.objects.filter(…)      # or how many they are
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db.models import QuerySet
from django.utils.functional import Promise

from jobs.models import Schedule
from jobs.schedule import JOBS

Due = TypeVar("Due", bound=Callable[[], QuerySet | int])

RULES: dict[str, "Rule"] = {}


@dataclass(frozen=True)
class Rule:
    """One kind of data that is deleted, or cut from the person it belongs to, when its time is over."""

    name: str
    title: str | Promise
    period: str | Promise
    find: Callable[[], QuerySet | int]
    job: str

    def due(self) -> int:
        """How many rows would go now."""
        found = self.find()
        return found if isinstance(found, int) else found.count()


@dataclass(frozen=True)
class State:
    """How things stand with a rule: how many rows wait, and when its job went through last."""

    rule: Rule
    due: int
    last_run: datetime | None


def forgets(name: str, title: str | Promise, period: str | Promise, *, by: str) -> Callable[[Due], Due]:
    """Register what a job deletes; `period` says in words after which time. Raises ValueError for a name used twice."""

    def register(find: Due) -> Due:
        if name in RULES and RULES[name].find is not find:
            raise ValueError(f"Two rules of retention are called {name}.")
        RULES[name] = Rule(name, title, period, find, by)
        return find

    return register


def rules() -> list[Rule]:
    """All of them, room by room."""
    return [RULES[name] for name in sorted(RULES)]


def states() -> list[State]:
    """Every rule with what waits; one question per rule, and one for all jobs."""
    last = dict(Schedule.objects.values_list("name", "last_succeeded_at"))
    return [State(rule, rule.due(), last.get(rule.job)) for rule in rules()]


def forget_now() -> None:
    """Run every job that forgets, each once."""
    for name in dict.fromkeys(rule.job for rule in rules()):
        JOBS[name].function()
