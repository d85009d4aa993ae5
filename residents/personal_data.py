"""What the house knows about a person, over all rooms: handed out and deleted in one go, also without an account.

A room that keeps something about people writes it into its `personal_data.py`, imported in `AppConfig.ready()`:

    @holds_data_of_residents("participation", addresses=["participation.Participant.email"])
    class OwnContributions:
        def export(self, person):      # what a JSON file can hold
            return {"ideas": [...]}

        def forget(self, person):      # delete, or cut the tie to the person
            Idea.objects.filter(email=person.email).update(email="")

`addresses` names the fields in which the room keeps e-mail addresses; a test finds those that nobody has named. With
`typed=True` the address was typed in a form and nobody has shown that it is their own: such a part is handed out and
deleted by the command alone, after somebody has made sure who asks. `stays` says what is kept all the same, and why.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self, TypeVar

from django.db import transaction
from django.utils.functional import Promise

from residents.models import MailLink, Resident


@dataclass(frozen=True)
class Person:
    """Somebody by their address, and their account if they have one."""

    email: str
    resident: Resident | None = None

    @classmethod
    def of(cls, resident: Resident) -> Self:
        return cls(resident.email, resident)

    @classmethod
    def with_address(cls, email: str) -> Self:
        address = email.strip().lower()
        return cls(address, Resident.objects.filter(email=address).first())


class Holder(Protocol):
    """Something that keeps data of people."""

    def export(self, person: Person) -> dict[str, Any]:
        """What is kept about this person, for a JSON file that they read themselves; empty where there is nothing."""

    def forget(self, person: Person) -> None:
        """Delete it, or cut its tie to the person. Called inside a transaction, before the account is deleted."""


@dataclass(frozen=True)
class Part:
    """What one room has registered."""

    holder: Holder
    addresses: Sequence[str]
    typed: bool
    stays: str | Promise


HolderClass = TypeVar("HolderClass", bound=type)
HOLDERS: dict[str, Part] = {}
# Those of this room itself.
OWN_ADDRESSES = ("residents.Resident.email", "residents.MailLink.email")


def holds_data_of_residents(
    name: str, *, addresses: Sequence[str] = (), typed: bool = False, stays: str | Promise = ""
) -> Callable[[HolderClass], HolderClass]:
    """Register a class with `export` and `forget` under the name that its part has in the export."""

    def register(holder: HolderClass) -> HolderClass:
        if name in HOLDERS and type(HOLDERS[name].holder) is not holder:
            raise ValueError(f"Two rooms hold data of residents as {name}.")
        HOLDERS[name] = Part(holder(), addresses, typed, stays)
        return holder

    return register


def proven() -> dict[str, Part]:
    """The parts that somebody who is signed in may take along and delete."""
    return {name: part for name, part in HOLDERS.items() if not part.typed}


def export(resident: Resident) -> dict[str, Any]:
    """Everything about somebody with an account, one part per room."""
    return export_parts(Person.of(resident), proven())


def export_all(person: Person) -> dict[str, Any]:
    """Everything about this address, for whoever answers a request of the person; empty if there is nothing."""
    data = export_parts(person, HOLDERS)
    return data if any(says_something(part) for part in data.values()) else {}


def export_parts(person: Person, parts: dict[str, Part]) -> dict[str, Any]:
    return {"account": own_data(person), **{name: part.holder.export(person) for name, part in parts.items()}}


def says_something(value: Any) -> bool:
    """Whether anything but empty lists stands in it."""
    if isinstance(value, dict | list):
        return any(says_something(one) for one in (value.values() if isinstance(value, dict) else value))
    return value is not None


def own_data(person: Person) -> dict[str, Any]:
    """What this room keeps itself."""
    links = MailLink.objects.filter(email=person.email).order_by("made_at")
    asked = {"links_by_mail": list(links.values("purpose", "made_at", "used_at"))}
    resident = person.resident
    if resident is None:
        return asked
    return {
        "email": resident.email,
        "public_name": resident.name,
        "joined_at": resident.joined_at,
        "last_seen_at": resident.last_seen_at,
        "told_of_deletion_at": resident.warned_at,
        "blocked_at": resident.blocked_at,
        "reason_for_the_block": resident.block_reason,
        "signed_in_browsers": list(resident.passes.order_by("made_at").values("made_at", "last_used_on", "expires_at")),
        **asked,
    }


def forget(resident: Resident) -> None:
    """Delete somebody with an account everywhere, or nowhere if a room fails."""
    forget_parts(Person.of(resident), proven())


def forget_all(person: Person) -> None:
    """Delete everything about this address, or nothing if a room fails."""
    forget_parts(person, HOLDERS)


def forget_parts(person: Person, parts: dict[str, Part]) -> None:
    with transaction.atomic():
        for part in parts.values():
            part.holder.forget(person)
        MailLink.objects.filter(email=person.email).delete()
        if person.resident is not None:
            person.resident.delete()


def what_stays(data: dict[str, Any]) -> list[str]:
    """Of the parts in which something stands: what is not deleted, and why."""
    return [str(part.stays) for name, part in HOLDERS.items() if part.stays and says_something(data.get(name))]
