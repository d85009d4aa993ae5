"""/admin/reports/personal-data/: the register of what is asked and kept, for the record of processing (GDPR Art. 30)."""

from typing import Any

from django.http import FileResponse, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from cms.personal_fields import Datum, register
from cms.spreadsheets import Table, csv_file

TITLE = _("What is asked and kept of people")
FILE = "personal-data"
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

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        wanted = request.GET.get("export")
        if wanted == "csv":
            return as_csv()
        if wanted == "json":
            return as_json()
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "page_title": TITLE, "data": register()}


def as_csv() -> FileResponse:
    rows = (list(row_of(datum).values()) for datum in register())
    return csv_file(Table(FILE, COLUMNS, rows), FILE)


def as_json() -> JsonResponse:
    response = JsonResponse({"data": [row_of(datum) for datum in register()]})
    response["Content-Disposition"] = f'attachment; filename="{FILE}.json"'
    return response
