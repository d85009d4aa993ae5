"""What is kept of people who look after services, and why."""

from django.utils.translation import gettext_lazy as _

from cms.personal_fields import PUBLIC_TASK, Purpose, declare
from service_catalogue.models import ReferenceChange

DECIDING = Purpose(
    "leistungstexte",
    _("Deciding about texts of services"),
    _("The site notes who took over or refused a changed reference text."),
    PUBLIC_TASK,
    for_visitors=False,
)

declare(ReferenceChange, DECIDING, _("as long as the service"), optional=["decided_by"])
