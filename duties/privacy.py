"""What this room keeps, and what the accounts of people who work here hold: accounts do not know the register."""

from django.utils.translation import gettext_lazy as _

from accounts.deputies import Deputy
from accounts.limits import Sending
from accounts.models import User
from accounts.security_log import SecurityEvent
from cms.personal_fields import LEGAL_DUTY, PUBLIC_TASK, Purpose, declare
from duties.forms import ReportContentForm
from duties.models import AccessibilityStatementPage, ImprintPage, PrivacyNoticePage, ResponsiblePerson

WORKING = Purpose(
    "personal",
    _("Accounts of people who work here"),
    _(
        "Whoever writes and approves pages has an account with roles. A log notes who signed in and who got which right."
    ),
    PUBLIC_TASK,
    for_visitors=False,
)
ANSWERING = Purpose(
    "impressum",
    _("Who answers for the site"),
    _("The law asks who represents the municipality, who answers for news and who is asked about privacy."),
    LEGAL_DUTY,
    for_visitors=False,
)
REPORTING = Purpose(
    "inhalt-melden",
    _("Reporting content"),
    _("We look at what you report, decide whether it stays, and say why if you give us an address."),
    LEGAL_DUTY,
)
COUNTING = Purpose(
    "andrang",
    _("Keeping the site up when too much comes at once"),
    _("We count for a day how much came from where, by the front part of the internet address. It names nobody."),
    PUBLIC_TASK,
)
WITH_THE_ACCOUNT = _("as long as the account")
IN_OFFICE = _("as long as somebody is in office")

declare(ReportContentForm, REPORTING, "cms.messages", "where", "reason", "text", optional=["email"])
declare(User, WORKING, WITH_THE_ACCOUNT, "username", optional=["first_name", "last_name", "email", "last_login"])
declare(Deputy, WORKING, WITH_THE_ACCOUNT, "person", "deputy")
declare(SecurityEvent, WORKING, "accounts.events", "kind", optional=["actor", "subject", "details", "network"])
declare(Sending, COUNTING, "accounts.networks", "network", labels={"network": _("Front part of your internet address")})
declare(ImprintPage, ANSWERING, IN_OFFICE, "represented_by")
declare(ResponsiblePerson, ANSWERING, IN_OFFICE, "name", optional=["address"])
declare(PrivacyNoticePage, ANSWERING, IN_OFFICE, optional=["officer_name", "officer_email", "officer_phone"])
declare(
    AccessibilityStatementPage,
    ANSWERING,
    IN_OFFICE,
    optional=["contact_name", "contact_email", "contact_phone", "enforcement_name", "enforcement_email"],
)
