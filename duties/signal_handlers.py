"""What follows when an accessibility statement is published: its day of review is that of the house."""

from typing import Any

from wagtail.models import Page

from cms.upkeep import begin, upkeep_of
from duties.models import AccessibilityStatementPage


def on_statement_published(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Twelve months after the review that the statement names somebody is reminded."""
    if not isinstance(instance, AccessibilityStatementPage) or not instance.reviewed_on:
        return
    upkeep = upkeep_of(instance)
    if upkeep.reviewed_on is None or upkeep.reviewed_on < instance.reviewed_on:
        upkeep.reviewed_on = instance.reviewed_on
        begin(upkeep)
