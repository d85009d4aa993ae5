"""Mails to the people who look after pages: which links of theirs no longer work."""

import logging
from collections import defaultdict
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from service_catalogue.models import LinkUse
from service_catalogue.models.links import KNOWN_BROKEN

logger = logging.getLogger(__name__)


def tell_owners() -> None:
    """One mail to each owner about all that is new; a mail that cannot be sent is tried again the next day."""
    by_owner: dict[Any, list[LinkUse]] = defaultdict(list)
    for use in _untold():
        by_owner[use.page.owner if use.page else None].append(use)
    failed = [owner for owner, uses in by_owner.items() if not _send(owner.email, uses)]
    if failed:
        raise RuntimeError(f"{len(failed)} mails about links could not be sent.")


def _untold() -> QuerySet[LinkUse]:
    broken = LinkUse.objects.filter(link__state__in=KNOWN_BROKEN, page__owner__is_active=True)
    new = Q(told_at=None) | Q(told_at__lt=F("link__since"))
    return (
        broken.filter(new).exclude(page__owner__email="").select_related("link", "page__owner").order_by("page__title")
    )


def _send(to: str, uses: list[LinkUse]) -> bool:
    with translation.override(settings.LANGUAGE_CODE):
        count = len({use.link_id for use in uses})
        subject = ngettext("%(n)d link does not work", "%(n)d links do not work", count) % {"n": count}
        report = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('service_links:report')}?mine=1"
        text = render_to_string("service_catalogue/links_mail.txt", {"uses": uses, "report": report})
    try:
        send_mail(subject, text, None, [to])
    except (SMTPException, OSError):
        logger.exception("A mail about links could not be sent.")
        return False
    LinkUse.objects.filter(pk__in=[use.pk for use in uses]).update(told_at=timezone.now())
    return True
