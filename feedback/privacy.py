"""What is asked of people who say something about a page or report a barrier, and why."""

from django.utils.translation import gettext_lazy as _

from cms.personal_fields import LEGAL_DUTY, NOT_KEPT, PUBLIC_TASK, Purpose, declare
from feedback.forms import BarrierForm, ClearForm, WhyForm
from feedback.models import BarrierReport, Reply

SAYING = Purpose(
    "rueckmeldung",
    _("Saying whether a page was clear"),
    _("We count which pages are not clear and why, and change them. We do not ask who you are and cannot answer."),
    PUBLIC_TASK,
)
REPORTING = Purpose(
    "barriere-melden",
    _("Reporting a barrier"),
    _("We put right what you cannot use, and answer in the time that the law sets, if you give us an address."),
    LEGAL_DUTY,
)
REPLIES, REPORTS = "feedback.replies", "feedback.reports"

declare(ClearForm, SAYING, REPLIES, "clear", labels={"clear": _("Whether the page was clear")})
declare(ClearForm, SAYING, REPLIES, "about", labels={"about": _("Which page it was")})
declare(
    WhyForm, SAYING, REPLIES, "cause", optional=["part", "words"], labels={"cause": _("What helped or was missing")}
)
declare(Reply, SAYING, REPLIES, "is_clear", "given_at", optional=["part", "words"])
declare(BarrierForm, REPORTING, REPORTS, "what", optional=["where", "email"])
declare(
    BarrierForm,
    REPORTING,
    NOT_KEPT,
    "submission",
    labels={"submission": _("Number of the sending, so that nothing arrives twice")},
)
declare(BarrierReport, REPORTING, REPORTS, "what", "sent_at", optional=["where", "page", "email", "language"])
