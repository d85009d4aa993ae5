"""What is demanded of pages together: somebody looks after each, none is overdue, links lead somewhere."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Revision

from cms.checks.findings import Severity
from cms.upkeep import Upkeep
from dashboard.site_check.demands import Flaw, Group, demanded
from feedback.models import BarrierReport
from service_catalogue.models import CheckedLink, ServicePage
from service_catalogue.models.links import KNOWN_BROKEN

PAGES, SERVICES = Group.PAGES, Group.SERVICES


def at(page: Any, text: str = "") -> Flaw:
    words = f"{page.title}: {text}" if text else page.title
    return Flaw(words, reverse("wagtailadmin_pages:edit", args=[page.pk]))


@demanded("W1", PAGES, gettext_lazy("Somebody looks after every page"), Severity.WARNING)
def kept() -> Iterator[Flaw]:
    yield from (at(upkeep.page) for upkeep in Upkeep.objects.public().without_keeper().select_related("page"))


@demanded("W2", PAGES, gettext_lazy("Every page was read again by its day"), Severity.WARNING)
def read_again() -> Iterator[Flaw]:
    yield from (at(upkeep.page) for upkeep in Upkeep.objects.public().due().select_related("page"))


@demanded("W3", PAGES, gettext_lazy("Nothing that has expired is still shown, nothing planned is late"))
def on_time() -> Iterator[Flaw]:
    """The clock does both every minute; five minutes later it stands still."""
    late = timezone.now() - timedelta(minutes=5)
    for page in Page.objects.live().filter(expire_at__lt=late):
        yield at(page, _("should not be shown any more"))
    planned = Revision.page_revisions.filter(approved_go_live_at__lt=late).values_list("object_id", flat=True)
    for page in Page.objects.filter(pk__in=[int(number) for number in planned]):
        yield at(page, _("should be shown already"))


@demanded("W4", PAGES, gettext_lazy("No translation is older than its original"), Severity.WARNING)
def translated_again() -> Iterator[Flaw]:
    same = Page.objects.filter(translation_key=OuterRef("translation_key"), live=True, alias_of=None).order_by("pk")
    original = Subquery(same.exclude(pk=OuterRef("pk")).values("last_published_at")[:1])
    first = Subquery(same.values("pk")[:1])
    pages = Page.objects.live().filter(alias_of=None).annotate(original=original, first=first).exclude(pk=F("first"))
    yield from (at(page) for page in pages.filter(original__gt=F("last_published_at")))


@demanded("W5", SERVICES, gettext_lazy("No link of a service is known to be broken"))
def links_answer() -> Iterator[Flaw]:
    for link in CheckedLink.objects.filter(state__in=KNOWN_BROKEN).order_by("url"):
        yield Flaw(f"{link.url} ({link.reason})")


@demanded("W6", SERVICES, gettext_lazy("Every service that we offer says how to get it"))
def has_a_way() -> Iterator[Flaw]:
    """A form online, or somebody to go to."""
    offered = ServicePage.objects.live().exclude(status=ServicePage.Status.UNAVAILABLE)
    yield from (at(page) for page in offered.filter(online_services=None, department=None, contacts=None))


@demanded("W7", Group.DUTIES, gettext_lazy("Reports of barriers are answered in time"))
def barriers_answered() -> Iterator[Flaw]:
    for report in BarrierReport.objects.late():
        yield Flaw(str(report), reverse("feedback_barrier", args=[report.pk]))
