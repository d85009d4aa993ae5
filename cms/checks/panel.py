"""What the rules found, at the top of the editors' form; each line leads to its field."""

from functools import cached_property
from typing import Any

from django.forms import Media
from django.urls import reverse
from wagtail.admin.panels import Panel
from wagtail.models import Page

from cms.checks import anchors
from cms.checks.checking import check
from cms.checks.findings import Finding, Severity


class FindingsPanel(Panel):
    """Errors, warnings and hints of the version that is being edited; absent on a page that is not saved yet."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/findings_panel.html"

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
            address = reverse("cms_checks:of_page", args=[self.instance.pk]) if self.instance.pk else ""
            return {**context, "groups": grouped(type(self.instance), self.findings), "address": address}


def grouped(model: type[Page], findings: list[Finding]) -> list[dict[str, Any]]:
    """Errors, warnings and hints, each finding with the place in the form that it leads to."""
    return [group for severity in Severity if (group := _group(model, severity, findings))["lines"]]


def _group(model: type[Page], severity: Severity, findings: list[Finding]) -> dict[str, Any]:
    found = [finding for finding in findings if finding.severity == severity]
    lines = [{"finding": item, "anchor": anchors.anchor_of(model, item.field, item.block)} for item in found]
    return {"severity": severity, "lines": lines}
