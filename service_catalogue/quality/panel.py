"""What the rules found, at the top of the editors' form; each line leads to its field."""

from functools import cached_property
from typing import Any

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

        def groups(self) -> list[dict[str, Any]]:
            return [group for severity in Severity if (group := self._group(severity))["lines"]]

        def _group(self, severity: Severity) -> dict[str, Any]:
            found = [finding for finding in self.findings if finding.severity == severity]
            lines = [{"finding": finding, "anchor": anchors.anchor_of(finding.field)} for finding in found]
            return {"severity": severity, "lines": lines}

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "groups": self.groups()}
