"""A search cluster in memory, as far as ours needs one: the real engine speaks to it, and it can be broken at will."""

import fnmatch
import json
import threading
from typing import Any

from search.cluster_address import read_address
from search.engines.bindings import Binding, Json, TimedOut, Unreachable
from search.engines.cluster import TOKENS

URL = "elasticsearch://nowhere.invalid:9200/town"


class FakeBinding(Binding):
    """Hands every request to a server in memory."""

    name = "fake"

    def __init__(self, server: "FakeServer") -> None:
        super().__init__(read_address(URL))
        self.server = server

    def send(
        self, node: int, method: str, path: str, body: bytes | None, kind: str, seconds: float
    ) -> tuple[int, Json]:
        return self.server.ask(method, path.partition("?")[0], body or b"")


class FakeServer:
    """Indexes, aliases and external versions as both products keep them.

    `fault`: None, "down", "hanging" (without waiting), or the HTTP status that answers everything.
    `poison`: the keys of documents that are refused (400). `full`: keys that are not taken now (429).
    """

    def __init__(self) -> None:
        self.fault: str | int | None = None
        self.poison: set[str] = set()
        self.full: set[str] = set()
        self.requests: list[tuple[str, str]] = []
        self.indexes: dict[str, dict[str, tuple[int, Json | None]]] = {}
        self.names: dict[str, set[str]] = {}
        self.lock = threading.Lock()

    def create(self, index: str, *aliases: str) -> None:
        self.indexes[index], self.names[index] = {}, set(aliases)

    def ask(self, method: str, path: str, body: bytes) -> tuple[int, Json]:
        with self.lock:
            self.requests.append((method, path))
            if self.fault == "down":
                raise Unreachable("connection refused")
            if self.fault == "hanging":
                raise TimedOut
            if isinstance(self.fault, int):
                return self.fault, {"error": {"type": "trouble", "reason": "as ordered"}}
            return self.answer(method, path, body)

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, Json]:
        first, _, rest = path.strip("/").partition("/")
        if path == "/_bulk":
            return 200, {"items": list(self.bulk(body))}
        if path == "/_aliases":
            return self.change_names(json.loads(body)["actions"])
        if path.startswith("/_cluster/health"):
            return 200, {"status": "green", "number_of_nodes": 1}
        if rest == "_alias":
            found = {name: self.names[name] for name in self.indexes if fnmatch.fnmatch(name, first)}
            return 200, {name: {"aliases": {alias: {} for alias in aliases}} for name, aliases in found.items()}
        if method == "PUT" and not rest:
            self.create(first, *json.loads(body)["aliases"])
            return 200, {}
        if method == "DELETE":
            self.indexes.pop(first, None)
            self.names.pop(first, None)
            return 200, {}
        if self.index(first) is None:
            return 404, {"error": {"type": "index_not_found_exception", "reason": first}}
        if rest == "_search":
            return 200, self.search(first, json.loads(body))
        return 200, {"count": len(self.documents(first))} if rest == "_count" else {}

    def index(self, name: str) -> str | None:
        """The index of this name, or the one that has it as an alias."""
        named = [index for index, aliases in self.names.items() if name in aliases]
        return name if name in self.indexes else named[0] if named else None

    def documents(self, name: str) -> dict[str, Json]:
        index = self.index(name)
        return {key: source for key, (_, source) in self.indexes.get(index or "", {}).items() if source is not None}

    def change_names(self, actions: list[Json]) -> tuple[int, Json]:
        for action in actions:
            [(verb, about)] = action.items()
            aliases = self.names[about["index"]]
            aliases.add(about["alias"]) if verb == "add" else aliases.discard(about["alias"])
        return 200, {}

    def bulk(self, body: bytes) -> Any:
        lines = iter(body.splitlines())
        for line in lines:
            [(verb, about)] = json.loads(line).items()
            source = json.loads(next(lines)) if verb == "index" else None
            status = self.write(about["_index"], about["_id"], about["version"], source)
            error = {} if status < 300 else {"error": {"type": "trouble", "reason": f"status {status}"}}
            yield {verb: {"_id": about["_id"], "status": status, **error}}

    def write(self, name: str, key: str, version: int, source: Json | None) -> int:
        index = self.index(name)
        if index is None:
            return 404
        if source is not None and key in self.poison | self.full:
            return 400 if key in self.poison else 429
        kept = self.indexes[index]
        if version < kept.get(key, (0, None))[0]:
            return 409
        was_there = kept.get(key, (0, None))[1] is not None
        kept[key] = (version, source)
        return 200 if source is not None or was_there else 404

    def search(self, name: str, body: Json) -> Json:
        found = self.documents(name)
        if "query" not in body:
            after = body.get("search_after", [""])[0]
            hits = [{"_id": key, "_source": found[key], "sort": [key]} for key in sorted(found) if key > after]
            return {"hits": {"hits": hits[: body["size"]]}}
        terms = set(asked_for(body["query"]))
        hits = [
            source for source in found.values() if terms & {word for name in TOKENS for word in source[name].split()}
        ]
        groups: dict[str, int] = {}
        for source in hits:
            groups[source["group"]] = groups.get(source["group"], 0) + 1
        buckets = [{"key": group, "doc_count": count} for group, count in groups.items()]
        return {
            "hits": {"hits": [{"_source": only(source, body)} for source in hits]},
            "aggregations": {"groups": {"buckets": buckets}},
        }


def asked_for(query: Any) -> list[str]:
    """The words of a query, wherever they stand in it."""
    if isinstance(query, list):
        return [word for part in query for word in asked_for(part)]
    if not isinstance(query, dict):
        return []
    own = [value for name in TOKENS for value in as_list((query.get("term") or query.get("terms") or {}).get(name))]
    return own + [word for part in query.values() for word in asked_for(part)]


def as_list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def only(source: Json, body: Json) -> Json:
    return {name: source[name] for name in body.get("_source") or [] if name in source}
