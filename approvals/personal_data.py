"""What the room keeps about those who approve by mail without an account."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from approvals.models import ApprovalLink
from residents.personal_data import Person, holds_data_of_residents


@holds_data_of_residents(
    "approvals",
    addresses=["approvals.ApprovalLink.email"],
    typed=True,
    stays=_("Who has approved what is deleted twelve months after the question: the town must be able to show it."),
)
class OwnApprovals:
    def export(self, person: Person) -> dict[str, Any]:
        found = ApprovalLink.objects.filter(email__iexact=person.email).order_by("pk")
        known = ("name", "revision__object_str", "note", "asked_at", "decision", "decided_at", "decided_by")
        return {"asked": list(found.values(*known))}

    def forget(self, person: Person) -> None:
        """What was decided stays, see above; what was only asked does not."""
        ApprovalLink.objects.filter(email__iexact=person.email, decided_at=None).delete()
