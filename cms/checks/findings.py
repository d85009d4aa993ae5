"""What a rule finds on a page: how grave it is, which field it concerns, and what to do about it."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Severity(TextChoices):
    """An error stops an editor's publishing, a warning does not, a hint is only good to know."""

    ERROR = "error", _("error")
    WARNING = "warning", _("warning")
    INFO = "info", _("hint")


GRAVEST_FIRST = list(Severity)


@dataclass(frozen=True)
class Problem:
    """What a rule says: in plain words what is wrong and what to do, and the field of the page to look at.

    `severity` is given only where it differs from that of the rule; `block` is the id of a building block in the field.
    """

    text: str
    field: str
    severity: Severity | None = None
    block: str = ""


@dataclass(frozen=True)
class Finding:
    """A problem of a page under the rule that found it.

    An error `before_approval` stops also who only hands the page in for approval.
    """

    rule: str
    severity: Severity
    field: str
    text: str
    block: str = ""
    before_approval: bool = False

    @property
    def is_error(self) -> bool:
        return self.severity == Severity.ERROR
