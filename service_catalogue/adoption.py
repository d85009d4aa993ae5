"""Changed reference texts that nobody answers to are adopted after some days, if the town wants that.

Setting ADOPT_REFERENCE_AFTER_DAYS; 0 means never. First a mail says so, with the day; the days count from that mail. A
section in which the own text is only an addition keeps it: there the new reference text is shown already.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext
from wagtail.log_actions import log

from accounts.models import User
from accounts.roles import EDITORS
from service_catalogue.answers import clear, decide
from service_catalogue.models import ReferenceChange, ServicePage

logger = logging.getLogger(__name__)

ACTION = "service_catalogue.adopt_reference"


def waiting() -> QuerySet[ReferenceChange]:
    """What could be adopted: not where somebody is at work on a draft, or has locked the page, or nobody sees it."""
    quiet = Q(page__live=True, page__has_unpublished_changes=False, page__locked=False)
    return ReferenceChange.objects.filter(quiet, decided_at=None).select_related("page__owner").order_by("page", "pk")


def adopt_unanswered() -> None:
    """Once a day: what was announced long enough ago is adopted, what is new is announced."""
    days = settings.ADOPT_REFERENCE_AFTER_DAYS
    if days > 0:
        _adopt_announced(timezone.now() - timedelta(days=days))
        _announce(days)


def _adopt_announced(before: datetime) -> None:
    due = waiting().filter(announced_at__lte=before)
    for _pk, changes in groupby(due, key=lambda change: change.page_id):
        adopt(list(changes))


@transaction.atomic
def adopt(changes: list[ReferenceChange]) -> None:
    """Takes the own words out of these sections of one page and publishes it; the version before keeps them."""
    page: ServicePage = ServicePage.objects.get(pk=changes[0].page_id)
    replaced = [change for change in changes if change.section not in page.additions]
    for change in changes:
        decide(change, ReferenceChange.Decision.AUTO)
    for change in replaced:
        clear(page, change.section)
    if replaced:
        page.save_revision(clean=False).publish()
        log(instance=page, action=ACTION, data={"sections": [change.section_title for change in replaced]})


def _announce(days: int) -> None:
    """One mail a day to each person, about all pages. A mail that cannot be sent is tried again with the next run."""
    announced: dict[tuple[str, ...], list[ReferenceChange]] = {}
    for change in waiting().filter(announced_at=None):
        announced.setdefault(_recipients(change.page), []).append(change)
    failed = [to for to, changes in announced.items() if not _send(to, changes, days)]
    if failed:
        raise RuntimeError(f"{len(failed)} mails about changed reference texts could not be sent.")


def _recipients(page: ServicePage) -> tuple[str, ...]:
    """The page's owner; where nobody looks after it all who may: the editors."""
    if page.owner and page.owner.is_active and page.owner.email:
        return (page.owner.email,)
    editors = User.objects.filter(groups__name=EDITORS, is_active=True).exclude(email="")
    return tuple(editors.order_by("pk").values_list("email", flat=True))


def _send(to: tuple[str, ...], changes: list[ReferenceChange], days: int) -> bool:
    if not to:
        logger.warning("%d changed reference texts concern nobody with a mail address.", len(changes))
        return True
    with translation.override(settings.LANGUAGE_CODE):
        subject, text = _mail(changes, days)
    try:
        send_mail(subject, text, None, to)
    except (SMTPException, OSError):
        logger.exception("A mail about changed reference texts could not be sent.")
        return False
    ReferenceChange.objects.filter(pk__in=[change.pk for change in changes]).update(announced_at=timezone.now())
    return True


def _mail(changes: Iterable[ReferenceChange], days: int) -> tuple[str, str]:
    listed = [
        (change.page.title, change.section_title, f"{settings.WAGTAILADMIN_BASE_URL}{edit_path(change)}")
        for change in changes
    ]
    subject = ngettext("%(n)d reference text has changed", "%(n)d reference texts have changed", len(listed)) % {
        "n": len(listed)
    }
    values = {"listed": listed, "day": timezone.localdate() + timedelta(days=days), "days": days}
    return subject, render_to_string("service_catalogue/changes_mail.txt", values)


def edit_path(change: ReferenceChange) -> str:
    """Where the notice stands in the form of its page."""
    return reverse("wagtailadmin_pages:edit", args=[change.page_id]) + f"#change-{change.section}"
