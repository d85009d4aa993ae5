"""Checking many links: several websites at once, each website one request at a time with a pause in between."""

import logging
import queue
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from service_catalogue.links import states
from service_catalogue.links.checking import Outcome, Verdict, check, host_of
from service_catalogue.links.network import Network
from service_catalogue.models import CheckedLink

logger = logging.getLogger(__name__)

WORKERS = 8
SAVED_AT_ONCE = 50
# A website that stays silent so often is not asked any more in this run.
MOST_SILENCES = 3
WITNESSES = 3

Found = tuple[CheckedLink, Outcome]
Tell = Callable[[int, int], None]


@dataclass
class Summary:
    """What a run of checks did."""

    verdicts: Counter = field(default_factory=Counter)
    checked: list[CheckedLink] = field(default_factory=list)
    turned_bad: list[CheckedLink] = field(default_factory=list)
    is_offline: bool = False


def check_links(
    links: Iterable[CheckedLink],
    network: Network | None = None,
    *,
    seconds: float | None = None,
    tell: Tell | None = None,
) -> Summary:
    """Check links and save what was found; after `seconds` no further one is begun.

    Where nobody at all answers, our own line is down: then nothing is saved and `is_offline` says so.
    """
    waiting, net = list(links), network or Network()
    summary, batch, total = Summary(), _Batch(), len(waiting)
    for number, (link, outcome) in enumerate(_outcomes(waiting, net, seconds), start=1):
        batch.add(link, outcome)
        if batch.is_ready:
            batch.write(summary)
        if tell:
            tell(number, total)
    if batch.found and not batch.is_heard:
        summary.is_offline = _is_offline(batch.found, net)
    if not summary.is_offline:
        batch.write(summary)
    return summary


class _Batch:
    """What was found and not yet saved; it is held back until somebody has answered."""

    def __init__(self) -> None:
        self.found: list[Found] = []
        self.is_heard = False

    def add(self, link: CheckedLink, outcome: Outcome) -> None:
        self.found.append((link, outcome))
        self.is_heard = self.is_heard or _is_a_sign_of_life(outcome)

    @property
    def is_ready(self) -> bool:
        return self.is_heard and len(self.found) >= SAVED_AT_ONCE

    def write(self, summary: Summary) -> None:
        now = timezone.now()
        for link, outcome in self.found:
            was_bad = link.is_known_broken
            states.note(link, outcome, now)
            summary.verdicts[outcome.verdict.value] += 1
            summary.checked.append(link)
            if link.is_known_broken and not was_bad:
                summary.turned_bad.append(link)
        states.save([link for link, _found in self.found])
        self.found = []


def _is_a_sign_of_life(outcome: Outcome) -> bool:
    """Addresses that are never asked say nothing about our line."""
    return not outcome.is_silent and not outcome.was_not_asked


def _is_offline(found: list[Found], network: Network) -> bool:
    """Nobody answered: ask some who answered the last time. With nobody to ask, three silent websites are enough."""
    silent = {host_of(link.url) for link, outcome in found if outcome.is_silent}
    if not silent:
        return False
    witnesses = [
        link for link in CheckedLink.objects.filter(state="ok").order_by("-checked_at")[:200]
        if host_of(link.url) not in silent
    ]  # fmt: skip
    asked = {host_of(link.url): link for link in reversed(witnesses)}
    chosen = list(asked.values())[-WITNESSES:]
    if chosen:
        return not any(_is_a_sign_of_life(check(link.url, network)) for link in chosen)
    return len(silent) >= WITNESSES


def _outcomes(links: list[CheckedLink], network: Network, seconds: float | None) -> Iterator[Found]:
    """Outcomes as they come in. Database work stays in this thread; the others only ask."""
    by_host: dict[str, deque[CheckedLink]] = defaultdict(deque)
    for link in links:
        by_host[host_of(link.url)].append(link)
    results: queue.Queue[Found | None] = queue.Queue()
    stop = threading.Event()
    end = time.monotonic() + seconds if seconds else None
    language = translation.get_language()
    with ThreadPoolExecutor(max_workers=WORKERS, thread_name_prefix="links") as pool:
        for waiting in by_host.values():
            pool.submit(_ask_host, waiting, network, results, stop, end, language)
        try:
            yield from _received(results, len(by_host))
        finally:
            stop.set()


def _received(results: "queue.Queue[Found | None]", hosts: int) -> Iterator[Found]:
    while hosts:
        found = results.get()
        if found is None:
            hosts -= 1
        else:
            yield found


def _ask_host(
    waiting: deque[CheckedLink],
    network: Network,
    results: "queue.Queue[Found | None]",
    stop: threading.Event,
    end: float | None,
    language: str | None,
) -> None:
    """All links of one website, one after the other."""
    silences = 0
    last: Outcome | None = None
    try:
        with translation.override(language):
            while waiting and not stop.is_set() and not (end and time.monotonic() >= end):
                link = waiting.popleft()
                if last is None or (silences < MOST_SILENCES and last.verdict is not Verdict.LATER):
                    last = _checked(link, network, stop)
                    stop.wait(network.pause_seconds if waiting else 0)
                silences = silences + 1 if last.is_silent else 0
                results.put((link, last))
    finally:
        results.put(None)


def _checked(link: CheckedLink, network: Network, stop: threading.Event) -> Outcome:
    """One strange address must not keep the others of its website from being checked."""
    try:
        return check(link.url, network, lambda: stop.wait(network.pause_seconds))
    except Exception:
        logger.exception("The link %s could not be checked.", link.url)
        return Outcome(Verdict.CAUTION, _("This address could not be checked."), was_not_asked=True)
