"""What the service catalogue does again and again."""

from datetime import time, timedelta
from time import monotonic

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jobs import publishing
from jobs.schedule import job
from service_catalogue import adoption, importer, listing, pulling, validity
from service_catalogue.links import gathering, running, telling
from service_catalogue.models import CheckedLink
from service_catalogue.quality import stored

# Other jobs, publishing above all, wait while links are checked: never for longer than this.
CHECKED_FOR_SECONDS = 45
CHECKED_AT_ONCE = 400
OFFLINE_PAUSE = timedelta(minutes=30)
PUBLISH_EVERY_SECONDS = 60


@job(name="service_catalogue.update_lists", title=_("Update the lists of services"), at=time(0, 5))
def update_lists() -> None:
    """Soon after midnight, since services begin and end with a day; whatever else went wrong is put right too."""
    listing.rebuild()


@job(name="service_catalogue.tell_changes", title=_("Finish imports that were interrupted"), every=timedelta(minutes=5))
def tell_changes() -> None:
    """What an import changed and could not tell search and lists any more, because it was killed."""
    importer.finish_interrupted()


@job(name="service_catalogue.gather_links", title=_("Find the links of services"), at=time(1, 30))
def gather_links() -> None:
    """Every night: all links that residents can follow are found, and all of them are due to be checked."""
    gathering.gather(_Publisher().tell)
    CheckedLink.objects.filter(due_at=None).update(due_at=timezone.now())


@job(name="service_catalogue.check_links", title=_("Check links"), every=timedelta(minutes=2))
def check_links() -> None:
    """What is due is checked in small portions, through the night and where something failed during the day."""
    due = CheckedLink.objects.filter(due_at__lte=timezone.now()).order_by("due_at", "pk")
    if running.check_links(due[:CHECKED_AT_ONCE], seconds=CHECKED_FOR_SECONDS).is_offline:
        CheckedLink.objects.filter(pk__in=due.values("pk")).update(due_at=timezone.now() + OFFLINE_PAUSE)


@job(name="service_catalogue.tell_owners", title=_("Tell owners about links that do not work"), at=time(6, 45))
def tell_owners() -> None:
    """Once a day at most, and only about what has broken since the last mail."""
    telling.tell_owners()


@job(name="service_catalogue.check_quality", title=_("Check the quality of services"), at=time(5, 0))
def check_quality() -> None:
    """Every night, after the links: validity runs out, keys grow old and links break without anybody saving a page."""
    stored.update_all()


@job(
    name="service_catalogue.apply_validity",
    title=_("Show services only while they are valid"),
    every=timedelta(minutes=15),
)
def apply_validity() -> None:
    """Services whose days are over rest, those whose days have come are public again."""
    validity.apply_to_all()


@job(name="service_catalogue.adopt_reference", title=_("Adopt changed reference texts"), at=time(6, 30))
def adopt_reference() -> None:
    """Where the town has set a number of days, after a mail to whoever looks after the page."""
    adoption.adopt_unanswered()


@job(name="service_catalogue.pull_pvog", title=_("Fetch services from the Portalverbund"), at=time(3, 40))
def pull_from_pvog() -> None:
    """Every night where it is configured, after the Portalverbund's own night run has ended."""
    _pull("pvog", complete=settings.PVOG_COMPLETE)


@job(name="service_catalogue.pull_fim", title=_("Fetch master texts from the FIM-Portal"), at=time(4, 10))
def pull_from_fim() -> None:
    """Every night where it is configured: what has changed since the last time."""
    _pull("fim")


def _pull(name: str, *, complete: bool = False) -> None:
    """A failure is stored with the run and told by its exception."""
    source = pulling.SOURCES[name]
    if not source.missing():
        importer.run(
            name,
            lambda is_known: source.read(_Publisher().tell, False),
            file_name=source.label(),
            complete=complete,
        )


class _Publisher:
    """Publishes on time while other work goes on that takes minutes: fetching services, going through all of them."""

    def __init__(self) -> None:
        self.last = monotonic()

    def tell(self, done: int, total: int) -> None:
        if monotonic() - self.last >= PUBLISH_EVERY_SECONDS:
            publishing.publish_scheduled()
            self.last = monotonic()
