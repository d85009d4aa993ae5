"""What is public of people who work for the town, and why."""

from django.utils.translation import gettext_lazy as _

from cms.personal_fields import PUBLIC_TASK, Purpose, declare
from directory.models import ContactPerson, Department

REACHING = Purpose(
    "ansprechpartner",
    _("Reaching people of the town hall"),
    _("Residents see who is in charge and how to reach them."),
    PUBLIC_TASK,
    for_visitors=False,
)
IN_CHARGE = _("as long as somebody is in charge")

declare(ContactPerson, REACHING, IN_CHARGE, "name", optional=["function", "phone", "email", "room"])
declare(Department, REACHING, IN_CHARGE, optional=["email"])
