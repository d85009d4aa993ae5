"""The editors' form refuses to publish a service with errors; saving it as a draft always works."""

from typing import Any

from django.utils.translation import ngettext

from service_catalogue.quality.checking import check
from service_catalogue.quality.findings import Finding


class PublishingGuard:
    """For the form of a page: what has errors does not go live by “Publish”, by a schedule or by an approval.

    `findings` is what was found when somebody tried; nothing before.
    """

    findings: list[Finding] | None = None
    fields: Any
    instance: Any
    parent_page: Any
    data: Any
    is_deferred_validation: bool

    @property
    def goes_live(self) -> bool:
        """Wagtail defers validation where a draft is only saved; a refused button of somebody without rights does that."""
        if self.is_deferred_validation:
            return False
        is_approval = "action-workflow-action" in self.data and self.data.get("workflow-action-name") == "approve"
        return "action-publish" in self.data or is_approval or self._is_handed_in_without_anybody_asked

    @property
    def _is_handed_in_without_anybody_asked(self) -> bool:
        """A workflow in which no task is active publishes what is handed in at once."""
        if not {"action-submit", "action-restart-workflow"} & set(self.data):
            return False
        place = self.instance if self.instance.pk else self.parent_page
        workflow = place.get_workflow()
        return workflow is not None and not workflow.tasks.filter(active=True).exists()

    def is_valid(self) -> bool:
        if not super().is_valid():  # type: ignore[misc]
            return False
        if self.goes_live and self.findings is None:
            self.findings = check(self.save(commit=False))  # type: ignore[attr-defined]
            self._refuse([finding for finding in self.findings if finding.is_error])
        return not self.errors  # type: ignore[attr-defined]

    def _refuse(self, found: list[Finding]) -> None:
        if not found:
            return
        text = ngettext(
            "The service is not published: one thing must be put right first. You can save it as a draft.",
            "The service is not published: %(n)d things must be put right first. You can save it as a draft.",
            len(found),
        )
        self.add_error(None, text % {"n": len(found)})  # type: ignore[attr-defined]
        for finding in found:
            self.add_error(finding.field if finding.field in self.fields else None, finding.text)  # type: ignore[attr-defined]
