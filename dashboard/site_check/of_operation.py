"""What is demanded of how the site is run: safe settings, a clock that goes, a search that knows everything."""

from collections.abc import Iterator

from django.conf import settings
from django.core import checks
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.checks.findings import Severity
from dashboard.site_check.demands import Flaw, Group, demanded
from jobs.models import Schedule
from jobs.schedule import JOBS
from search.status import status

OPERATION = Group.OPERATION


@demanded("Y1", OPERATION, gettext_lazy("The settings are those of a site in public (check --deploy)"))
def settings_are_safe() -> Iterator[Flaw]:
    for message in checks.run_checks(include_deployment_checks=True):
        if not message.is_silenced() and message.level >= checks.WARNING:
            yield Flaw(f"{message.id}: {message.msg}")


@demanded("Y2", OPERATION, gettext_lazy("The site is reached by HTTPS alone"))
def is_encrypted() -> Iterator[Flaw]:
    if not settings.HTTPS:
        yield Flaw(_("Set SITE_URL to an address that begins with https://."))


@demanded("Y3", OPERATION, gettext_lazy("Whoever changes what the public reads needs a second factor"))
def second_factor() -> Iterator[Flaw]:
    if not settings.MFA_REQUIRED:
        yield Flaw(_("Leave out MFA_REQUIRED=0."))


@demanded("Y4", OPERATION, gettext_lazy("Every job of the clock runs and succeeds"))
def jobs_run() -> Iterator[Flaw]:
    for row in Schedule.objects.filter(name__in=JOBS):
        if row.is_late or row.failures_in_a_row:
            yield Flaw(
                f"{JOBS[row.name].title}: {row.last_error.splitlines()[-1] if row.last_error else _('overdue')}",
                reverse("jobs:schedule"),
            )
    if not Schedule.objects.exclude(last_succeeded_at=None).exists():
        yield Flaw(_("No job has ever run: start `manage.py run_jobs`."))


@demanded("Y5", OPERATION, gettext_lazy("The search knows exactly what is public"), Severity.WARNING)
def search_is_whole() -> Iterator[Flaw]:
    found = status()
    if not found.is_well:
        yield Flaw(_("`manage.py search_status` says what differs, `manage.py update_search_index` builds it anew."))
