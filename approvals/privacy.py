"""What is asked of people who approve by mail, and why."""

from django.utils.translation import gettext_lazy as _

from approvals.forms import ApproveForm, SendBackForm
from approvals.models import ApprovalLink
from cms.personal_fields import PUBLIC_TASK, Purpose, declare

APPROVING = Purpose(
    "freigabe",
    _("Approving pages by mail"),
    _("Somebody of the town hall has asked you whether a page is right. The site notes who decided, when and how."),
    PUBLIC_TASK,
)
LINKS = "approvals.links"
IS_READ = {"is_read": _("That you have read the page")}

declare(ApproveForm, APPROVING, LINKS, "name", "is_read", labels=IS_READ)
declare(SendBackForm, APPROVING, LINKS, "name", "reason")
declare(ApprovalLink, APPROVING, LINKS, "name", "email", optional=["note", "asked_by", "decided_by", "decision"])
