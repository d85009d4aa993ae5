"""Promised results that are late: whoever is in charge hears of it once a week, until the result stands there."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext
from wagtail.permissions import page_permission_policy

from cms.upkeep import Keeper, upkeep_of
from participation.following.watch import last_told
from participation.models import LastTold, ProjectPage

logger = logging.getLogger(__name__)
AGAIN_AFTER = timedelta(weeks=1)


def overdue() -> QuerySet[ProjectPage]:
    """Published projects of which a result was promised for a day that is over; the longest overdue first."""
    late = ProjectPage.objects.live().filter(result_due__lt=timezone.localdate(), results="")
    return late.exclude(status=ProjectPage.Status.STOPPED).order_by("result_due", "pk")


def remind() -> None:
    """One mail to each person, however many results of theirs are late.

    Raises RuntimeError when some could not be sent; they are tried again.
    """
    letters: dict[str, tuple[Keeper, list[ProjectPage]]] = {}
    for project in to_be_reminded():
        for person in in_charge(project):
            letters.setdefault(person.email.casefold(), (person, []))[1].append(project)
    failed = [address for address, (person, projects) in letters.items() if not write(person, projects)]
    if failed:
        raise RuntimeError(f"{len(failed)} mails about late results could not be sent.")


def to_be_reminded() -> list[ProjectPage]:
    """Without those of which somebody was reminded within the last seven days."""
    known = LastTold.objects.filter(reminded_on__gt=timezone.localdate() - AGAIN_AFTER)
    return list(overdue().exclude(pk__in=known.values("page")))


def in_charge(project: ProjectPage) -> list[Keeper]:
    """Whoever keeps the page; where nobody does, everybody who may edit it."""
    keeper = upkeep_of(project).keeper
    if keeper is not None and keeper.email:
        return [keeper]
    editors = page_permission_policy.users_with_permission_for_instance("change", project)
    found = editors.filter(is_active=True).exclude(email="").order_by("pk")
    return [Keeper(user.get_full_name() or user.get_username(), user.email, user) for user in found]


def write(person: Keeper, projects: list[ProjectPage]) -> bool:
    """Whether the mail server took it; if not, the others still get theirs."""
    items = [(one, settings.SITE_URL + reverse("wagtailadmin_pages:edit", args=[one.pk])) for one in projects]
    with translation.override(settings.LANGUAGE_CODE):
        subject = ngettext("A promised result is late", "%(n)d promised results are late", len(items))
        text = render_to_string("participation/overdue_mail.txt", {"name": person.name, "items": items})
    try:
        send_mail(subject % {"n": len(items)}, text, None, [person.email])
    except OSError:  # an SMTPException is one
        logger.exception("Somebody could not be reminded of a late result.")
        return False
    for project in projects:
        last_told(project)
    LastTold.objects.filter(page__in=projects).update(reminded_on=timezone.localdate())
    return True
