"""What the ground does again and again."""

from datetime import time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.models import MESSAGES_KEPT_FOR, VisitorMessage
from cms.upkeep import begin_missing
from jobs.schedule import job


@job(name="cms.forget_messages", title=_("Delete old messages of visitors"), at=time(3, 30))
def forget_messages() -> None:
    """The privacy notice promises it: 180 days after a message was dealt with it is gone."""
    VisitorMessage.objects.filter(handled=True, handled_at__lt=timezone.now() - MESSAGES_KEPT_FOR).delete()


@job(name="cms.begin_upkeep", title=_("Give new pages the day on which they must be read again"), at=time(5, 40))
def begin_upkeep() -> None:
    """Copies, translations and imports become public past the editors' form."""
    begin_missing()
