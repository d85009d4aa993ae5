"""What the ground asks and keeps of people, and why."""

from django.utils.translation import gettext_lazy as _

from cms.forms import MessageForm
from cms.models import File, Picture, TownSettings, Upkeep, VisitorMessage
from cms.personal_fields import NOT_KEPT, PUBLIC_TASK, Purpose, declare
from cms.visitor_fields import HiddenTrap, VisitorFields

PROTECTION = Purpose(
    "schutz",
    _("Keeping programs out of forms"),
    _(
        "Every form has a field that nobody sees and notes when it was drawn. So we need no puzzle and no foreign service."
    ),
    PUBLIC_TASK,
)
WRITING = Purpose(
    "schreiben",
    _("Writing to the town hall"),
    _("We read your message, deal with it and answer if you give us an address. Only those who deal with it read it."),
    PUBLIC_TASK,
)
KEEPING = Purpose(
    "pflege",
    _("Keeping the site true"),
    _("The site knows who looks after a page, so that it can ask them whether all of it is still true."),
    PUBLIC_TASK,
    for_visitors=False,
)
WITH_THE_PAGE = _("as long as the page")
WITH_THE_FILE = _("as long as the file")

declare(HiddenTrap, PROTECTION, NOT_KEPT, optional=["website"], labels={"website": _("A field that nobody sees")})
declare(VisitorFields, PROTECTION, NOT_KEPT, optional=["rendered"], labels={"rendered": _("When the form was drawn")})
declare(MessageForm, WRITING, "cms.messages", "text", optional=["email"])
declare(VisitorMessage, WRITING, "cms.messages", "text", "sent_at", optional=["email", "page"])
declare(Upkeep, KEEPING, WITH_THE_PAGE, optional=["keeper_name", "keeper_email", "reviewed_by"])
declare(TownSettings, KEEPING, _("as long as the site"), optional=["email"])
declare(Picture, KEEPING, WITH_THE_FILE, optional=["uploaded_by_user"])
declare(File, KEEPING, WITH_THE_FILE, optional=["uploaded_by_user"])
