"""What the room does again and again: it forgets."""

import logging
from datetime import time, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobs.retention import forgets
from jobs.schedule import job
from residents import personal_data
from residents.models import NETWORK_KEPT_FOR, MailLink, Pass, Resident

logger = logging.getLogger(__name__)

# 24 months, as the page to sign in says.
UNUSED_FOR = timedelta(days=730)
TOLD_BEFORE = timedelta(days=30)


@forgets(
    "residents.passes",
    _("Cookies of residents' browsers"),
    _("90 days after it was made"),
    by="residents.forget_passes",
)
def old_passes() -> QuerySet[Pass]:
    return Pass.objects.expired()


@forgets("residents.links", _("Links in mails to residents"), _("one hour"), by="residents.forget_passes")
def old_links() -> QuerySet[MailLink]:
    return MailLink.objects.expired()


@forgets(
    "residents.networks",
    _("Shortened addresses from which residents signed in"),
    _("one day"),
    by="residents.forget_passes",
)
def old_networks() -> QuerySet[Pass]:
    return Pass.objects.filter(made_at__lt=timezone.now() - NETWORK_KEPT_FOR).exclude(network="")


@forgets(
    "residents.unused",
    _("Accounts of residents"),
    _("until you delete your access, or 24 months and 30 days after you used it last; we write to you before"),
    by="residents.delete_unused",
)
def told_and_unused() -> QuerySet[Resident]:
    """Nobody has used them for 24 months, and who has them was told 30 days ago."""
    now = timezone.now()
    return Resident.objects.filter(last_seen_at__lte=now - UNUSED_FOR, warned_at__lte=now - TOLD_BEFORE)


@job(name="residents.forget_passes", title=_("Delete old passes and links of residents"), at=time(3, 45))
def forget_passes() -> None:
    """Passes after 90 days, links after their hour, and from where they were asked for after a day."""
    old_passes().delete()
    old_links().delete()
    old_networks().update(network="")


@job(name="residents.delete_unused", title=_("Delete accounts of residents that nobody uses"), at=time(4, 5))
def delete_unused() -> None:
    """First who was told 30 days ago, then tell who comes next. Whoever signs in meanwhile stays."""
    for resident in told_and_unused():
        personal_data.forget(resident)
    for resident in Resident.objects.filter(last_seen_at__lte=timezone.now() - UNUSED_FOR, warned_at=None):
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
