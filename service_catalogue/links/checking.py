"""Whether an address answers: what a person with a browser would find there, and in plain words why not."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum
from http import HTTPStatus
from urllib.parse import urljoin, urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _
from urllib3.util import Url

from service_catalogue.links.network import Answer, DoubtfulError, Network, NoAnswerError, RefusedError, ask, parsed

MOST_REDIRECTS = 6
SHORTEST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(days=7)


class Verdict(Enum):
    OK = "ok"
    CAUTION = "caution"
    GONE = "gone"  # the page, says the website
    FAILED = "failed"  # counts only when it happens twice
    LATER = "later"  # the website asks for patience: nothing was found out


@dataclass(frozen=True)
class Outcome:
    """What one check found."""

    verdict: Verdict
    reason: str = ""
    wait: timedelta | None = None
    is_silent: bool = False  # no computer answered at all
    was_not_asked: bool = False
    is_missing: bool = False  # a failure that means: there is no such website


Pause = Callable[[], object]


def check(url: str, network: Network, pause: Pause | None = None) -> Outcome:
    """Ask an address, politely: HEAD first, GET where HEAD is not understood, a pause between two requests."""
    try:
        return _follow(url, network, pause or (lambda: time.sleep(network.pause_seconds)))
    except RefusedError as refused:
        verdict = Verdict.FAILED if refused.is_useless else Verdict.CAUTION
        return Outcome(verdict, str(refused), was_not_asked=True)
    except DoubtfulError as doubtful:
        return Outcome(Verdict.CAUTION, str(doubtful))
    except NoAnswerError as silence:
        return Outcome(Verdict.FAILED, str(silence), is_silent=silence.is_silent, is_missing=silence.is_gone)


def _follow(url: str, network: Network, pause: Pause) -> Outcome:
    start, here = parsed(url), url
    for _step in range(MOST_REDIRECTS):
        answer = _ask_twice(here, network, pause)
        if answer.status not in _REDIRECTS or not answer.location:
            return _judged(answer, start, parsed(here))
        here = _joined(here, answer.location)
        problem = _strange_redirect(start, parsed(here))
        if problem:
            return Outcome(Verdict.CAUTION, problem)
        pause()
    return Outcome(Verdict.FAILED, _("The website sends visitors around in a circle."))


_REDIRECTS = {301, 302, 303, 307, 308}


def _joined(here: str, location: str) -> str:
    try:
        return urljoin(here, location)
    except ValueError:  # a bracket that stands alone
        return location


def _ask_twice(url: str, network: Network, pause: Pause) -> Answer:
    """Many servers do not understand HEAD, and say so in many ways."""
    try:
        answer = ask("HEAD", url, network)
        if answer.status < 400 or answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            return answer
    except NoAnswerError as silence:
        if not silence.may_be_the_method:
            raise
    pause()
    return ask("GET", url, network)


def _strange_redirect(start: Url, target: Url) -> str:
    """Redirects are followed on the same website only: what lies elsewhere may be anything."""
    if _plain_host(start) != _plain_host(target):
        return _("The link leads on to another website: %(host)s.") % {"host": target.host}
    if start.scheme == "https" and target.scheme == "http":
        return _("The link leads on to an address that is not encrypted.")
    return ""


def _plain_host(parts: Url) -> str:
    return str(parts.host).removeprefix("www.")


def _judged(answer: Answer, start: Url, end: Url) -> Outcome:
    status = answer.status
    if status < 400 or status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        return _arrived(start, end)
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return Outcome(
            Verdict.GONE, _("The website says that this page does not exist (%(status)d).") % {"status": status}
        )
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Outcome(Verdict.LATER, _("The website asks for patience."), wait=waiting_time(answer.retry_after))
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        text = _("The website shows this page to nobody unknown (%(status)d). Please have a look yourself.")
        return Outcome(Verdict.CAUTION, text % {"status": status})
    if status >= 500:
        text = _("The website has a fault (%(status)d).") % {"status": status}
        return Outcome(Verdict.FAILED, text, wait=waiting_time(answer.retry_after) if answer.retry_after else None)
    text = _("The website gave an unusual answer (%(status)d). Please have a look yourself.")
    return Outcome(Verdict.CAUTION, text % {"status": status})


def _arrived(start: Url, end: Url) -> Outcome:
    if (start.path or "/") != "/" and (end.path or "/") == "/" and not end.query:
        return Outcome(Verdict.CAUTION, _("The link ends on the start page: the page behind it may be gone."))
    if start.scheme == "http" and end.scheme == "https":
        return Outcome(Verdict.OK, _("Answers at an https:// address, too."))
    return Outcome(Verdict.OK)


def waiting_time(retry_after: str, now: datetime | None = None) -> timedelta:
    """How long a website wants to be left alone (RFC 9110, 10.2.3): seconds or a date; five minutes to a week."""
    moment = now or timezone.now()
    try:
        if retry_after.strip().isdigit():
            wait = timedelta(seconds=min(int(retry_after), LONGEST_WAIT.total_seconds()))
        else:
            wait = parsedate_to_datetime(retry_after) - moment
    except (TypeError, ValueError):
        wait = SHORTEST_WAIT
    return min(max(wait, SHORTEST_WAIT), LONGEST_WAIT)


def host_of(url: str) -> str:
    """Addresses with the same host wait for each other; www counts as the same."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
