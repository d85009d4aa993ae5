"""The editors' form refuses to publish a page with errors; saving it as a draft always works."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminPageForm

from cms.checks.checking import check
from cms.checks.findings import Finding
from cms.used_media import may_bring_in, numbers_in

HANDING_IN = {"action-submit", "action-restart-workflow"}


class CheckedPageForm(WagtailAdminPageForm):
    """What has errors does not go live by “Publish”, by a schedule or by an approval.

    `findings` is what was found when somebody tried; nothing before.
    """

    findings: list[Finding] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # Django compares a field with a computed default to a hidden copy, which Wagtail's forms do not send. So
            # every saving would count as a change, and whoever approves in the form as the last editor.
            field.show_hidden_initial = False
        self.media_before = numbers_in(self.instance) if self.is_bound else set()

    @property
    def goes_live(self) -> bool:
        """Wagtail defers validation where a draft is only saved; a refused button of somebody without rights does that."""
        if self.is_deferred_validation:
            return False
        is_approval = "action-workflow-action" in self.data and self.data.get("workflow-action-name") == "approve"
        return "action-publish" in self.data or is_approval or self._is_handed_in_without_anybody_asked

    @property
    def is_handed_in(self) -> bool:
        return not self.is_deferred_validation and bool(HANDING_IN & set(self.data))

    @property
    def _is_handed_in_without_anybody_asked(self) -> bool:
        """A workflow in which no task is active publishes what is handed in at once."""
        if not self.is_handed_in:
            return False
        place = self.instance if self.instance.pk else self.parent_page
        workflow = place.get_workflow()
        return workflow is not None and not workflow.tasks.filter(active=True).exists()

    def is_valid(self) -> bool:
        if not super().is_valid():
            return False
        if self._brings_in_foreign_media():
            self.add_error(None, _("One of the pictures or files is not yours to use. Please choose another."))
            return False
        if self.findings is None and (self.goes_live or self.is_handed_in):
            self.findings = check(self.save(commit=False))
            self._refuse([item for item in self.findings if item.is_error and (self.goes_live or item.before_approval)])
        return not self.errors

    def _brings_in_foreign_media(self) -> bool:
        """Choosers offer what somebody may use, but a form can name the number of any picture."""
        if self.for_user is None:
            return False
        new = numbers_in(self.save(commit=False)) - self.media_before
        return bool(new) and not may_bring_in(self.for_user, new)

    def _refuse(self, found: list[Finding]) -> None:
        if not found:
            return
        text = ngettext(
            "One thing must be put right first. You can save the page as a draft.",
            "%(n)d things must be put right first. You can save the page as a draft.",
            len(found),
        )
        self.add_error(None, text % {"n": len(found)})
        for finding in found:
            self.add_error(finding.field if finding.field in self.fields else None, finding.text)
