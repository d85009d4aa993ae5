"""What the room keeps that leads to a person: reports of barriers with an address to answer to."""

from typing import Any

from feedback.models import BarrierReport
from residents.personal_data import Person, holds_data_of_residents


def kept_about(email: str) -> list[dict[str, Any]]:
    """Every report with this address, and what was answered."""
    reports = BarrierReport.objects.filter(email__iexact=email).order_by("pk").prefetch_related("entries")
    return [
        {
            "number": report.number,
            "text": report.what,
            "where": report.where,
            "sent_at": report.sent_at,
            "answers": [{"text": entry.text, "at": entry.at} for entry in report.entries.all()],
        }
        for report in reports
    ]


@holds_data_of_residents("barrier_reports", addresses=["feedback.BarrierReport.email"])
class OwnBarrierReports:
    def export(self, person: Person) -> dict[str, Any]:
        return {"reports": kept_about(person.email)}

    def forget(self, person: Person) -> None:
        """The barrier stays, so that somebody takes it away; the address and what was written to it go."""
        forget_address(person.email)


def forget_address(email: str) -> None:
    for report in BarrierReport.objects.filter(email__iexact=email):
        report.entries.all().delete()
        BarrierReport.objects.filter(pk=report.pk).update(email="")
