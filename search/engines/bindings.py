"""One way of speaking to Elasticsearch and OpenSearch: the few requests we need, with limits on time and patience.

Both products understand the same requests; they differ only in the Python client that carries them. What a client
does by itself in times of trouble (trying again, looking for other nodes) is switched off, and done here in one place.
"""

# ruff: noqa: N818  The names of errors tell the state of the cluster.
import json
import logging
import random
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.module_loading import import_string

from search.cluster_address import ClusterAddress, read_address

logger = logging.getLogger(__name__)

# A resident waits for a query; nobody waits for a write.
QUERY_SECONDS = 0.5
WRITE_SECONDS = 10.0
# What a client may take of that: it mostly ends in time, and then knows which node is to blame.
CLIENTS_SHARE = 0.9
BULK_DOCUMENTS = 500
BULK_BYTES = 10 * 1024 * 1024
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.1, 5.0
# As many queries of one process can be under way at once.
QUERIES_AT_ONCE = 16
ITERATED_AT_ONCE = 1_000

BINDINGS = {
    "elasticsearch": "search.engines.binding_elasticsearch.ElasticsearchBinding",
    "opensearch": "search.engines.binding_opensearch.OpenSearchBinding",
}

Json = dict[str, Any]


class ClusterError(Exception):
    """The cluster did not do what it was asked for."""


class ClusterDown(ClusterError):
    """No node could be reached, or none answered in time."""


class ClusterBusy(ClusterError):
    """The cluster cannot do it now: overloaded, full, read-only or without a master."""

    def __init__(self, reason: str, keys: Iterable[str] = (), refused: dict[str, str] | None = None) -> None:
        super().__init__(reason)
        self.keys = frozenset(keys)
        """The documents that were not taken; all others were. Empty if the request was no bulk."""
        self.refused = refused or {}
        """Those of them that will not be taken later either, as they are, with the reasons."""


class ClusterRefused(ClusterError):
    """The cluster will not do it later either: wrong password, missing right, missing index, our own mistake."""

    def __init__(self, reason: str, status: int = 0) -> None:
        super().__init__(reason)
        self.status = status


class Unreachable(Exception):
    """A node took no connection or broke it: another one may be asked."""


class TimedOut(Exception):
    """A node did not answer in time: there is no time left for another one."""


class Action(NamedTuple):
    """A document to be written, or, without source, to be removed."""

    target: str
    key: str
    version: int
    source: Json | None


class Packed(NamedTuple):
    """An action as the lines of a request."""

    action: Action
    lines: bytes


class Failure(NamedTuple):
    """What became of an action that was not carried out."""

    action: Action
    status: int
    reason: str

    @property
    def is_temporary(self) -> bool:
        return is_temporary(self.status, self.reason)


@dataclass(frozen=True)
class ClusterHealth:
    """What the cluster says of itself and of our index."""

    status: str
    nodes: int
    is_read_only: bool


class Binding(ABC):
    """A cluster, seen through one of the Python clients. Safe to use from several threads."""

    name: str
    query_seconds, write_seconds = QUERY_SECONDS, WRITE_SECONDS

    def __init__(self, address: ClusterAddress, authority: str = "") -> None:
        self.address, self.authority = address, authority
        self.first = random.randrange(len(address.nodes))  # noqa: S311  only spreads the load

    @abstractmethod
    def send(
        self, node: int, method: str, path: str, body: bytes | None, kind: str, seconds: float
    ) -> tuple[int, Json]:
        """Ask one node once. Returns the HTTP status and the answer; raises Unreachable or TimedOut."""

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(QUERIES_AT_ONCE, thread_name_prefix="cluster")

    def request(
        self,
        method: str,
        path: str,
        body: Json | bytes | None = None,
        kind: str = "application/json",
        seconds: float | None = None,
    ) -> Json:
        """Ask the nodes in turn until one answers, all within the given time.

        Only a refused or broken connection and a node that says it cannot (502, 503) pass a request on to the next
        one: after a timeout there is no time left. Every request may arrive twice without harm.
        """
        data = json.dumps(body).encode() if isinstance(body, dict) else body
        until = time.monotonic() + (seconds or self.write_seconds)
        problem: ClusterError = ClusterDown("no node answers")
        for node in self._nodes_in_turn():
            left = until - time.monotonic()
            if left <= 0:
                break
            try:
                status, answer = self.send(node, method, path, data, kind, left)
            except Unreachable as error:
                problem = ClusterDown(f"{self.address.nodes[node]}: {error}")
            except TimedOut:
                self._turn_away_from(node)
                raise ClusterDown(f"{self.address.nodes[node]} did not answer in time") from None
            else:
                if status not in {502, 503}:
                    return self._checked(status, answer)
                problem = ClusterBusy(f"{status}: {reason_of(answer)}")
            self._turn_away_from(node)
        raise problem

    def _nodes_in_turn(self) -> list[int]:
        first, count = self.first, len(self.address.nodes)
        return [(first + number) % count for number in range(count)]

    def _turn_away_from(self, node: int) -> None:
        """The next request begins with another node; one that is well is stayed with."""
        if self.first == node:
            self.first = (node + 1) % len(self.address.nodes)

    def _checked(self, status: int, answer: Json) -> Json:
        if status < 400:
            return answer
        reason = reason_of(answer)
        if is_temporary(status, reason):
            raise ClusterBusy(f"{status}: {reason}")
        if status in {408, 504}:
            raise ClusterDown(f"{status}: {reason}")
        raise ClusterRefused(f"{status}: {reason}", status)

    def search(self, index: str, body: Json) -> Json:
        """Search in all of the index or not at all, and give up for certain when the time is over.

        Clients limit each step of a request (connecting, every piece that arrives); a name server that hangs or an
        answer that trickles would take longer. So the request runs in a thread that is left behind then.
        """
        path = f"/{index}/_search?allow_partial_search_results=false"
        in_time = self.query_seconds * CLIENTS_SHARE
        request = self._threads.submit(self.request, "POST", path, body, seconds=in_time)
        try:
            return request.result(self.query_seconds)
        except FutureTimeout:
            request.cancel()
            self._turn_away_from(self.first)
            raise ClusterDown(f"no answer within {self.query_seconds} s") from None

    def iterate(self, index: str, field: str) -> Iterator[tuple[str, Any]]:
        """Key and one field of every document, in the order of the keys."""
        after: Json = {}
        while True:
            body = {"size": ITERATED_AT_ONCE, "sort": [{"key": "asc"}], "_source": [field], **after}
            hits = self.request("POST", f"/{index}/_search?allow_partial_search_results=false", body)["hits"]["hits"]
            for hit in hits:
                yield hit["_id"], hit["_source"].get(field)
            if len(hits) < ITERATED_AT_ONCE:
                return
            after = {"search_after": hits[-1]["sort"]}

    def bulk(self, actions: Iterable[Action], patience: float) -> list[Failure]:
        """Carry out many actions; what the cluster cannot take now is tried again for so many seconds in all.

        Returns what failed in the end. Raises ClusterDown and ClusterRefused; what was sent before stays done.
        """
        until = time.monotonic() + patience
        return [failure for chunk in bulk_chunks(actions) for failure in self._bulk_chunk(chunk, until)]

    def _bulk_chunk(self, chunk: list[Packed], until: float) -> list[Failure]:
        pause = FIRST_PAUSE_SECONDS
        final: list[Failure] = []
        while True:
            failed = self._bulk_once(chunk)
            final += [failure for _, failure in failed if not failure.is_temporary]
            temporary = [(packed, failure) for packed, failure in failed if failure.is_temporary]
            if not temporary or time.monotonic() + pause > until:
                return final + [failure for _, failure in temporary]
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            chunk = [packed for packed, _ in temporary]

    def _bulk_once(self, chunk: list[Packed]) -> list[tuple[Packed, Failure]]:
        body = b"".join(packed.lines for packed in chunk)
        try:
            answer = self.request("POST", "/_bulk", body, "application/x-ndjson")
        except ClusterBusy as error:
            return [(packed, Failure(packed.action, 429, str(error))) for packed in chunk]
        results = [next(iter(item.values())) for item in answer["items"]]
        return [
            (packed, Failure(packed.action, result["status"], reason_of(result)))
            for packed, result in zip(chunk, results, strict=True)
            if result["status"] >= 300
        ]

    def create_index(self, index: str, body: Json) -> None:
        try:
            self.request("PUT", f"/{index}", body)
        except ClusterRefused as error:
            # The connection broke after the first attempt had arrived. Names of indexes are never used twice.
            if "resource_already_exists" not in str(error):
                raise

    def delete_index(self, index: str) -> None:
        try:
            self.request("DELETE", f"/{index}")
        except ClusterRefused as error:
            if error.status != 404:
                raise

    def aliases(self, pattern: str) -> dict[str, set[str]]:
        """The indexes whose names fit a pattern, each with its aliases."""
        found = self.request("GET", f"/{pattern}/_alias?allow_no_indices=true&ignore_unavailable=true")
        return {index: set(entry["aliases"]) for index, entry in found.items()}

    def change_aliases(self, actions: list[Json]) -> None:
        """All at once: no search sees a state in between."""
        self.request("POST", "/_aliases", {"actions": actions})

    def change_settings(self, index: str, changed: Json) -> None:
        self.request("PUT", f"/{index}/_settings", changed)

    def refresh(self, index: str) -> None:
        """Make everything written so far visible to searches."""
        self.request("POST", f"/{index}/_refresh")

    def count(self, index: str) -> int:
        return self.request("GET", f"/{index}/_count", seconds=self.query_seconds)["count"]

    def health(self, index: str) -> ClusterHealth:
        answer = self.request("GET", f"/_cluster/health/{index}?timeout=0s", seconds=self.query_seconds)
        blocks = self.request("GET", f"/{index}/_settings/index.blocks.*", seconds=self.query_seconds)
        return ClusterHealth(answer["status"], answer["number_of_nodes"], '"true"' in json.dumps(blocks))

    def wait_until_ready(self, index: str) -> None:
        """Until every copy of the index that is on its way has arrived, as far as that happens in time."""
        wait = "wait_for_status=yellow&wait_for_no_initializing_shards=true&timeout=5s"
        self.request("GET", f"/_cluster/health/{index}?{wait}")


def binding_for(url: str, authority: str | None = None) -> Binding:
    """The binding for an address as in SEARCH_URL; ValueError if it makes no sense.

    Only the client of the product that is named has to be installed.
    """
    address = read_address(url)
    if authority is None:
        authority = getattr(settings, "SEARCH_CA_FILE", "")
    return import_string(BINDINGS[address.product])(address, authority or "")


def bulk_chunks(actions: Iterable[Action]) -> Iterator[list[Packed]]:
    """Actions as lines of requests, not too many and not too long ones."""
    remaining = (Packed(action, lines_of(action)) for action in actions)
    while part := list(islice(remaining, BULK_DOCUMENTS)):
        chunk: list[Packed] = []
        size = 0
        for packed in part:
            if chunk and size + len(packed.lines) > BULK_BYTES:
                yield chunk
                chunk, size = [], 0
            chunk.append(packed)
            size += len(packed.lines)
        yield chunk


def lines_of(action: Action) -> bytes:
    about: Json = {
        "_index": action.target,
        "_id": action.key,
        "version": action.version,
        "version_type": "external_gte",
    }
    if action.source is None:
        return json.dumps({"delete": about}).encode() + b"\n"
    # An index that has gone must not come back by itself, without its mapping.
    about["require_alias"] = True
    return json.dumps({"index": about}).encode() + b"\n" + json.dumps(action.source).encode() + b"\n"


def is_temporary(status: int, reason: str) -> bool:
    """Worth trying again: too much to do, no master, or a disk that is full until somebody makes room."""
    return status in {429, 502, 503} or "cluster_block_exception" in reason


def reason_of(answer: Json) -> str:
    """What the cluster says went wrong, in one line."""
    error = answer.get("error", answer)
    if isinstance(error, dict) and "type" in error:
        return f"{error['type']}: {error.get('reason')}"
    return str(error)[:500]
