"""What the room does again and again."""

from datetime import time

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from approvals.models import ApprovalLink
from approvals.reminders import remind
from jobs.retention import forgets
from jobs.schedule import job


@forgets("approvals.links", _("Approvals by mail"), _("twelve months after the question"), by="approvals.forget")
def old_links() -> QuerySet[ApprovalLink]:
    return ApprovalLink.objects.all().old()


@job(name="approvals.remind", title=_("Remind of approvals that wait"), at=time(7, 10))
def remind_of_what_waits() -> None:
    """On working days; after a while deputies and heads hear of it as well."""
    remind(timezone.localdate())


@job(name="approvals.forget", title=_("Delete old approvals by mail"), at=time(3, 40))
def forget_old_links() -> None:
    """They name people; after twelve months only the security log's own rules would still need them."""
    old_links().delete()
