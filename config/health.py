"""/livez and /readyz: what watches over the site asks here whether it runs and may get visitors."""

import logging
import secrets
import smtplib
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe
from wagtail.models import Page

from jobs.health import jobs_state
from jobs.migrations_applied import missing_migrations
from search.engines import guarded_engine
from search.engines.guarded import Guarded
from search.finding import find
from search.models import IndexedDocument
from search.status import cluster_problems

logger = logging.getLogger(__name__)

MAIL_TIMEOUT_SECONDS = 2
MAIL_CHECKED_EVERY_SECONDS = 60
CLUSTER_CHECKED_EVERY_SECONDS = 60

Check = Callable[[], list[str]]


def answer(content: dict[str, object], status: int = 200) -> JsonResponse:
    return JsonResponse(content, status=status, headers={"Cache-Control": "no-store"})


@require_safe
def livez(request: HttpRequest) -> JsonResponse:
    """/livez: the process answers; nothing else is asked, so that a lost database does not restart it."""
    return answer({"status": "alive"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """/readyz: 503 where visitors would meet errors, 200 and “degraded” where something behind is late."""
    needed = {name: run(name, check) for name, check in NEEDED.items()}
    helpful = {name: run(name, check) for name, check in HELPFUL.items()}
    status = "unready" if any(needed.values()) else "degraded" if any(helpful.values()) else "ready"
    checks = {name: problems or "ok" for name, problems in {**needed, **helpful}.items()}
    return answer({"status": status, "checks": checks}, status=503 if status == "unready" else 200)


def run(name: str, check: Check) -> list[str]:
    """The problems a check finds; its own failure is one, told in full to the log and not to strangers."""
    try:
        return check()
    except Exception:
        logger.exception("Health check %s failed.", name)
        return ["failed"]


def check_database() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return []


def check_migrations() -> list[str]:
    return ["missing"] if missing_migrations() else []


def check_media() -> list[str]:
    """Uploads can be kept: the folder takes a file of some size, which a full disk would refuse."""
    try:
        folder = Path(default_storage.path(""))
    except NotImplementedError:
        return []  # kept elsewhere, for example in S3
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(bytes(4096))
        file.flush()
    return []


def check_cache() -> list[str]:
    """A value written is read back; under a key of its own, because several watchers ask at a time."""
    key = f"readyz-{secrets.token_hex(8)}"
    cache.set(key, "kept", timeout=10)
    kept = cache.get(key) == "kept"
    cache.delete(key)
    return [] if kept else ["forgetful"]


def check_jobs() -> list[str]:
    return jobs_state().problems


class MailCheck:
    """The mail server takes connections; asked once a minute, because each question is a connection."""

    def __init__(self) -> None:
        self.asked_at: float | None = None
        self.problems: list[str] = []

    def __call__(self) -> list[str]:
        now = time.monotonic()
        if self.asked_at is None or now - self.asked_at > MAIL_CHECKED_EVERY_SECONDS:
            self.asked_at, self.problems = now, self.ask()
        return self.problems

    def ask(self) -> list[str]:
        server = get_connection(timeout=MAIL_TIMEOUT_SECONDS)
        try:
            server.open()
            server.close()
        except (OSError, smtplib.SMTPException) as error:
            logger.warning("The mail server does not answer: %s", error)
            return ["unreachable"]
        return []


def check_search() -> list[str]:
    """The search answers, from an index that is not empty while there are pages to find; its cluster keeps up."""
    find("rathaus")
    is_empty = not IndexedDocument.objects.exists()
    problems = ["empty"] if is_empty and Page.objects.live().filter(depth__gt=2).exists() else []
    return [*problems, *check_cluster(), *cluster_problems()]


class ClusterCheck:
    """The search cluster has its whole index and can write; asked once a minute, and not while it is left in peace."""

    def __init__(self) -> None:
        self.asked_at: float | None = None
        self.problems: list[str] = []

    def __call__(self) -> list[str]:
        guard, now = guarded_engine(), time.monotonic()
        if guard is None or guard.breaker.is_open:
            self.asked_at, self.problems = None, []
        elif self.asked_at is None or now - self.asked_at > CLUSTER_CHECKED_EVERY_SECONDS:
            self.asked_at, self.problems = now, self.ask(guard)
        return self.problems

    def ask(self, guard: Guarded) -> list[str]:
        """What the cluster says in detail names machines; it is for the log."""
        found = guard.health().problems
        for problem in found:
            logger.warning("The search cluster is not well: %s", problem)
        return ["cluster not well"] if found else []


check_cluster = ClusterCheck()
check_mail = MailCheck()

NEEDED: dict[str, Check] = {
    "database": check_database,
    "migrations": check_migrations,
    "media": check_media,
    "cache": check_cache,
}
HELPFUL: dict[str, Check] = {"jobs": check_jobs, "mail": check_mail, "search": check_search}
