"""What editors answer to changed reference texts: the field of the form, and what an answer does."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from service_catalogue.models.changes import ReferenceChange
from service_catalogue.sections import PLAN_OF, own_names
from service_catalogue.widgets import AnswersWidget

if TYPE_CHECKING:
    from accounts.models import User
    from service_catalogue.models import ServicePage

ADOPT, KEEP = ReferenceChange.Decision.ADOPT.value, ReferenceChange.Decision.KEEP.value
Answers = dict[str, str]  # section name → "adopt <version>" or "keep <version>"


class AnswersField(forms.Field):
    """Adopt, keep or, by default, later: for each open notice of the page."""

    widget = AnswersWidget
    default_error_messages = {
        "renewed": _("The source has changed “%(section)s” again meanwhile. Please look at the text once more.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.changes: list[ReferenceChange] = []

    def clean(self, value: Answers | None) -> Answers:
        given = {change: (value or {}).get(change.section, "") for change in self.changes}
        for change, said in given.items():
            if said not in {"", answer(ADOPT, change), answer(KEEP, change)}:
                raise ValidationError(
                    self.error_messages["renewed"], code="renewed", params={"section": change.section_title}
                )
        return {change.section: said for change, said in given.items() if said}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or {}) != (data or {})


def answer(decision: str, change: ReferenceChange) -> str:
    """An answer holds for the text it was given to, and for no later one."""
    return f"{decision} {change.version}"


def carry_out(page: "ServicePage", answers: Answers) -> None:
    """Takes the town's own words out of the sections in which an editor adopts the reference text."""
    for section, said in answers.items():
        if said.startswith(ADOPT):
            clear(page, section)


def clear(page: "ServicePage", section: str) -> None:
    """Removes the own words of a section from this version of the page; earlier versions keep them."""
    plan = PLAN_OF[section]
    if plan.text:
        setattr(page, plan.text, "")
    if plan.items:
        setattr(page, plan.items, [])
    if plan.rows:
        getattr(page, plan.rows).set([])
    page.additions = [name for name in page.additions if name != section]


def settle(page: "ServicePage", by: "User | None" = None) -> None:
    """A version of the page is published: the answers it carries count from now on.

    Where no words of the town are left there is nothing to decide any more either.
    """
    own = set(own_names(page))
    for change in ReferenceChange.objects.filter(page_id=page.pk, decided_at=None):
        said = page.answers.get(change.section, "")
        if change.section not in own:
            decide(change, ADOPT, by)
        elif said == answer(KEEP, change):
            decide(change, KEEP, by)


def decide(change: ReferenceChange, decision: str, by: "User | None" = None) -> None:
    change.decision, change.decided_by, change.decided_at = decision, by, timezone.now()
    change.save(update_fields=["decision", "decided_by", "decided_at"])
