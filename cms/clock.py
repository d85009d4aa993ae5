"""What the ground does again and again."""

from datetime import time, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.delivery.pictures import make_sizes
from cms.models import MESSAGES_KEPT_FOR, VisitorMessage
from cms.upkeep import begin_missing
from jobs.retention import forgets
from jobs.schedule import job


@forgets(
    "cms.messages",
    _("Messages of visitors"),
    _("180 days after the town hall has dealt with it"),
    by="cms.forget_messages",
)
def old_messages() -> QuerySet[VisitorMessage]:
    return VisitorMessage.objects.filter(handled=True, handled_at__lt=timezone.now() - MESSAGES_KEPT_FOR)


@job(name="cms.forget_messages", title=_("Delete old messages of visitors"), at=time(3, 30))
def forget_messages() -> None:
    """The privacy notice promises it: 180 days after a message was dealt with it is gone."""
    old_messages().delete()


@job(name="cms.begin_upkeep", title=_("Give new pages the day on which they must be read again"), at=time(5, 40))
def begin_upkeep() -> None:
    """Copies, translations and imports become public past the editors' form."""
    begin_missing()


@job(name="cms.make_sizes", title=_("Make smaller sizes of pictures"), every=timedelta(minutes=1))
def make_sizes_of_pictures() -> None:
    """What would take a visitor seconds."""
    make_sizes()
