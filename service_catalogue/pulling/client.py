"""Asking another server for data: patient with one that is busy, firm with one that misbehaves."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic, sleep
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import requests
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from service_catalogue.documents import safe
from service_catalogue.xzufi.objects import DeliveryError

CONNECT_SECONDS = 10
SILENCE_SECONDS = 60  # nothing at all comes
ANSWER_SECONDS = 600  # a whole answer, however slowly it drips
TRIES = 5
FIRST_WAIT_SECONDS = 2.0  # doubled with every try
LONGEST_WAIT_SECONDS = 300  # what a server may ask for with Retry-After
MOST_REDIRECTS = 3
MAX_BYTES = 256 * 1024**2
BUSY = {429, 500, 502, 503, 504}
NETWORK_ERRORS = (requests.ConnectionError, requests.Timeout, requests.exceptions.ChunkedEncodingError)


class PullError(DeliveryError):
    """A server that could not be asked, or whose answer is of no use: which address, and why, in plain words."""

    def __init__(self, url: str, reason: str, status: int = 0) -> None:
        self.status = status
        parts = urlsplit(url)
        super().__init__(0, f"{parts.hostname}{parts.path}: {reason}" if url else reason)


class Client:
    """Asks one server, below one base address, with the headers it wants."""

    def __init__(self, base: str, headers: dict[str, str] | None = None, max_bytes: int = MAX_BYTES) -> None:
        self.base = base.rstrip("/")
        self.max_bytes = max_bytes
        self.session = _Session()
        self.session.headers.update({"User-Agent": f"OffenesRathaus (+{settings.SITE_URL})", **(headers or {})})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.close()

    def get(self, path: str, params: dict[str, Any] | None = None, accept: str = "application/json") -> bytes:
        """The answer as it came. Raises PullError when there is none after several tries."""
        url = self._address(path, params)
        for attempt in range(1, TRIES + 1):
            try:
                return self._ask(url, accept)
            except _BusyError as error:
                if attempt == TRIES:
                    raise PullError(url, error.reason, error.status) from error
                sleep(_wait(error.retry_after, attempt, url, error.reason))
        raise AssertionError  # the loop returns or raises

    def json(self, path: str, params: dict[str, Any] | None = None) -> Any:
        """The answer as data."""
        data = self.get(path, params)
        try:
            return safe(json.loads(data.decode("utf-8-sig")))
        except (ValueError, RecursionError) as error:
            raise PullError(self.base + path, _("The answer is not JSON, or it was cut off.")) from error

    def pages(self, path: str, params: dict[str, Any], size: int) -> Iterator[dict[str, Any]]:
        """All items of a list that comes in pages: by page and size, by offset and limit, or by cursor."""
        query = dict(params)
        seen: set[str] = set()
        while True:
            answer = self.json(path, query)
            items = answer.get("items", answer.get("content")) if isinstance(answer, dict) else None
            if not isinstance(items, list):
                raise PullError(self.base + path, _("The answer is no page of a list."))
            yield from (item for item in items if isinstance(item, dict))
            further = _next_page(answer, len(items), size)
            if further is None or str(further) in seen:
                return
            seen.add(str(further))
            query = {**params, **further}

    def _address(self, path: str, params: dict[str, Any] | None) -> str:
        try:
            return requests.Request("GET", self.base + path, params=params).prepare().url or self.base
        except (requests.RequestException, ValueError) as error:
            shown = self.base.rpartition("@")[2]  # a password may stand before it
            raise PullError("", _("“%(url)s” is no address of a server.") % {"url": shown}) from error

    def _ask(self, url: str, accept: str) -> bytes:
        """One try, along redirects on the same server."""
        for _hop in range(MOST_REDIRECTS + 1):
            try:
                with self.session.get(
                    url,
                    headers={"Accept": accept},
                    timeout=(CONNECT_SECONDS, SILENCE_SECONDS),
                    allow_redirects=False,
                    stream=True,
                ) as response:
                    if not response.is_redirect:
                        _check(response, url)
                        return self._body(response, url)
                    url = _same_server(url, response.headers["Location"])
            except requests.Timeout as error:
                raise _BusyError(_("The server does not answer in time.")) from error
            except NETWORK_ERRORS as error:
                raise _BusyError(_network_reason(error)) from error
            except requests.RequestException as error:
                raise PullError(url, _("The server cannot be asked at this address.")) from error
        raise PullError(url, _("The server sends us round in circles."))

    def _body(self, response: requests.Response, url: str) -> bytes:
        until, data = monotonic() + ANSWER_SECONDS, bytearray()
        for chunk in response.iter_content(65_536):
            data += chunk
            if len(data) > self.max_bytes:
                reason = _("The answer is larger than the allowed %(size)d megabytes.")
                raise PullError(url, reason % {"size": self.max_bytes // 1024**2})
            if monotonic() > until:
                raise _BusyError(_("The server does not answer in time."))
        return bytes(data)


class _Session(requests.Session):
    """Leaves redirects to us: also where told not to follow, requests looks ahead and reads their bodies without end."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        return None


class _BusyError(Exception):
    """Perhaps later."""

    def __init__(self, reason: str, status: int = 0, retry_after: str = "") -> None:
        self.reason, self.status, self.retry_after = reason, status, retry_after


def _check(response: requests.Response, url: str) -> None:
    status = response.status_code
    if status == 200:
        return
    reason = _status_reason(status)
    if status in BUSY:
        raise _BusyError(reason, status, response.headers.get("Retry-After", ""))
    raise PullError(url, reason, status)


def _status_reason(status: int) -> str:
    reasons = {
        401: _("The server does not let us in (401). Is the client id right?"),
        403: _("The server does not let us in (403). Is the client id right?"),
        404: _("The server knows no such address (404). Has the version in the path changed?"),
        429: _("We have asked too often (429)."),
    }
    text = (
        _("The server reports an error of its own (%(status)d).")
        if status >= 500
        else _("Unexpected answer: %(status)d.")
    )
    return reasons.get(status) or text % {"status": status}


def _network_reason(error: Exception) -> str:
    if isinstance(error, requests.exceptions.ChunkedEncodingError) or "IncompleteRead" in str(error):
        return _("The answer breaks off in the middle.")
    if isinstance(error, requests.exceptions.SSLError):
        return _("The server's certificate is not valid.")
    return _("The server cannot be reached.")


def _same_server(url: str, location: str) -> str:
    try:
        target = urljoin(url, location)
    except ValueError as error:
        raise PullError(url, _("The server sends us to an address that is none.")) from error
    if urlsplit(target)[:2] != urlsplit(url)[:2]:
        reason = _("The server sends us to another one (%(host)s). We do not follow.")
        raise PullError(url, reason % {"host": urlsplit(target).hostname})
    return target


def _wait(retry_after: str, attempt: int, url: str, reason: str) -> float:
    """Seconds until the next try: as long as the server asks for, else longer every time."""
    seconds = _seconds(retry_after)
    if seconds is None:
        return FIRST_WAIT_SECONDS * 2 ** (attempt - 1)
    if seconds > LONGEST_WAIT_SECONDS:
        minutes = round(seconds / 60)
        later = ngettext(
            "It asks us to come back in %(minutes)d minute.", "It asks us to come back in %(minutes)d minutes.", minutes
        )
        raise PullError(url, f"{reason} {later % {'minutes': minutes}}")
    return seconds


def _seconds(retry_after: str) -> float | None:
    """Retry-After is a number of seconds or a date (RFC 9110, 10.2.3)."""
    if retry_after.strip().isdecimal():
        return float(retry_after.strip()[:9])
    try:
        moment = parsedate_to_datetime(retry_after).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _next_page(answer: dict[str, Any], count: int, size: int) -> dict[str, Any] | None:
    """What to ask for next; nothing after the last page."""
    if "next_cursor" in answer:
        return {"cursor": answer["next_cursor"]} if answer["next_cursor"] else None
    if "total_count" in answer:
        offset = _number(answer.get("offset")) + count
        return {"offset": offset, "limit": size} if count and offset < _number(answer["total_count"]) else None
    number, last = _number(answer.get("number")), answer.get("last")
    if last is None:
        last = number + 1 >= _number(answer.get("totalPages"))
    return {"page": number + 1, "size": size} if count and not last else None


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0
