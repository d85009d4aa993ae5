"""/admin/reports/personal-data/: the register of what is asked and kept, for the record of processing (GDPR Art. 30)."""

import csv
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.generic import TemplateView

from cms.personal_fields import Datum, register
from cms.spreadsheets import harmless
from duties.words import REGISTER_TITLE

COLUMNS = ("purpose", "legal_basis", "datum", "field", "asked", "required", "retention", "for_visitors")


def row_of(datum: Datum) -> dict[str, Any]:
    """One line of the register, with names that stay the same in every language."""
    return {
        "purpose": str(datum.purpose.title),
        "legal_basis": str(datum.purpose.legal_basis),
        "datum": datum.label,
        "field": f"{datum.where}.{datum.name}",
        "asked": datum.is_asked,
        "required": datum.is_required,
        "retention": str(datum.retention),
        "for_visitors": datum.purpose.for_visitors,
    }


class RegisterView(TemplateView):
    """To read, and to take along as CSV or JSON."""

    template_name = "duties/register.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wanted = request.GET.get("export")
        if wanted == "csv":
            return as_csv()
        if wanted == "json":
            return attached(JsonResponse({"data": [row_of(datum) for datum in register()]}), "json")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "page_title": REGISTER_TITLE, "data": register()}


def as_csv() -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for datum in register():
        row = row_of(datum)
        writer.writerow([harmless(row[name]) if isinstance(row[name], str) else row[name] for name in COLUMNS])
    return attached(response, "csv")


def attached(response: HttpResponse, kind: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="personal-data.{kind}"'
    return response
