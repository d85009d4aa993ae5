"""What the room does again and again: it forgets."""

import logging
from datetime import time, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobs.schedule import job
from residents import personal_data
from residents.models import NETWORK_KEPT_FOR, MailLink, Pass, Resident

logger = logging.getLogger(__name__)

# 24 months, as the page to sign in says.
UNUSED_FOR = timedelta(days=730)
TOLD_BEFORE = timedelta(days=30)


@job(name="residents.forget_passes", title=_("Delete old passes and links of residents"), at=time(3, 45))
def forget_passes() -> None:
    """Passes after 90 days, links after their hour, and from where they were asked for after a day."""
    Pass.objects.expired().delete()
    MailLink.objects.expired().delete()
    Pass.objects.filter(made_at__lt=timezone.now() - NETWORK_KEPT_FOR).exclude(network="").update(network="")


@job(name="residents.delete_unused", title=_("Delete accounts of residents that nobody uses"), at=time(4, 5))
def delete_unused() -> None:
    """First who was told 30 days ago, then tell who comes next. Whoever signs in meanwhile stays."""
    now = timezone.now()
    unused = Resident.objects.filter(last_seen_at__lte=now - UNUSED_FOR)
    for resident in unused.filter(warned_at__lte=now - TOLD_BEFORE):
        personal_data.forget(resident)
    for resident in unused.filter(warned_at=None):
        tell(resident)


def tell(resident: Resident) -> None:
    """A mail that does not leave is tried again the next day, and does not keep the others waiting."""
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            "day": timezone.localdate() + TOLD_BEFORE,
            "address": settings.SITE_URL + reverse("residents:account"),
        }
        subject, text = gettext("Your access will be deleted"), render_to_string("residents/ends_soon.txt", context)
    try:
        send_mail(subject, text, None, [resident.email])
    except OSError:  # an SMTPException is one
        logger.exception("Resident %s could not be told of the deletion.", resident.pk)
        return
    Resident.objects.filter(pk=resident.pk).update(warned_at=timezone.now())
