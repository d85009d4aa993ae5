"""What the rules found, at the top of the editors' form; each line leads to its field."""

from functools import cached_property
from typing import Any

from django.forms import Media
from django.urls import reverse
from wagtail.admin.panels import Panel

from service_catalogue.quality import anchors
from service_catalogue.quality.checking import check
from service_catalogue.quality.findings import Finding, Severity


class FindingsPanel(Panel):
    """Errors, warnings and hints of the version that is being edited; absent on a page that is not saved yet."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "service_catalogue/findings_panel.html"

        @cached_property
        def findings(self) -> list[Finding]:
            found = getattr(self.form, "findings", None)
            if found is None and self.instance.pk:
                found = check(self.instance)
            return found or []

        def is_shown(self) -> bool:
            return bool(self.instance.pk or self.findings)

        @property
        def media(self) -> Media:
            return Media(js=["js/findings.js"])

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            address = reverse("service_quality:findings_of_page", args=[self.instance.pk]) if self.instance.pk else ""
            return {**context, "groups": grouped(self.findings), "address": address}


def grouped(findings: list[Finding]) -> list[dict[str, Any]]:
    """Errors, warnings and hints, each finding with the place in the form that it leads to."""
    return [group for severity in Severity if (group := _group(severity, findings))["lines"]]


def _group(severity: Severity, findings: list[Finding]) -> dict[str, Any]:
    found = [finding for finding in findings if finding.severity == severity]
    lines = [{"finding": finding, "anchor": anchors.anchor_of(finding.field)} for finding in found]
    return {"severity": severity, "lines": lines}
