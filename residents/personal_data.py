"""What the house knows about a resident, over all rooms: handed out and deleted in one go.

A room that keeps something about residents writes it into its `personal_data.py`, imported in `AppConfig.ready()`:

    @holds_data_of_residents("participation")
    class OwnContributions:
        def export(self, resident):      # what a JSON file can hold
            return {"ideas": [...]}

        def forget(self, resident):      # delete, or cut the tie to the person
            Idea.objects.filter(resident=resident).update(resident=None)
"""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from django.db import transaction

from residents.models import MailLink, Resident


class Holder(Protocol):
    """Something that keeps data of residents."""

    def export(self, resident: Resident) -> dict[str, Any]:
        """What is kept about this person, for a JSON file that they read themselves."""

    def forget(self, resident: Resident) -> None:
        """Delete it, or cut its tie to the person. Called inside a transaction, before the resident is deleted."""


HolderClass = TypeVar("HolderClass", bound=type)
HOLDERS: dict[str, Holder] = {}


def holds_data_of_residents(name: str) -> Callable[[HolderClass], HolderClass]:
    """Register a class with `export` and `forget` under the name that its part has in the export."""

    def register(holder: HolderClass) -> HolderClass:
        if name in HOLDERS and type(HOLDERS[name]) is not holder:
            raise ValueError(f"Two rooms hold data of residents as {name}.")
        HOLDERS[name] = holder()
        return holder

    return register


def export(resident: Resident) -> dict[str, Any]:
    """Everything about a person, one part per room."""
    return {"account": own_data(resident), **{name: holder.export(resident) for name, holder in HOLDERS.items()}}


def own_data(resident: Resident) -> dict[str, Any]:
    """What this room keeps itself."""
    return {
        "email": resident.email,
        "public_name": resident.name,
        "joined_at": resident.joined_at,
        "last_seen_at": resident.last_seen_at,
        "told_of_deletion_at": resident.warned_at,
        "blocked_at": resident.blocked_at,
        "reason_for_the_block": resident.block_reason,
        "signed_in_browsers": list(resident.passes.order_by("made_at").values("made_at", "last_used_on", "expires_at")),
    }


def forget(resident: Resident) -> None:
    """Delete a person everywhere, or nowhere if a room fails."""
    with transaction.atomic():
        for holder in HOLDERS.values():
            holder.forget(resident)
        MailLink.objects.filter(email=resident.email).delete()
        resident.delete()
