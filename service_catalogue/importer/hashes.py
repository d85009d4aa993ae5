"""Contents as numbers of 64 bits: a run can hold those of a million objects in eight megabytes."""

import json
from array import array
from bisect import bisect_left
from hashlib import blake2b
from typing import Any

from service_catalogue.models import RawObject
from service_catalogue.xzufi.objects import Key


def number(*parts: str) -> int:
    """A hash that fits into a column for whole numbers."""
    digest = blake2b("\0".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def identity_of(key: Key) -> int:
    return number(*key)


def fingerprint_of(key: Key, content_hash: str) -> int:
    return number(*key, content_hash)


def meaning_of(values: Any) -> int:
    """Equal for two deliveries of which we understand the same, however they are written."""
    return number(json.dumps(values, sort_keys=True, default=str))


class Known:
    """Tells whether an object is stored exactly as it comes."""

    def __init__(self) -> None:
        stored = RawObject.objects.order_by("fingerprint").values_list("fingerprint", flat=True)
        self.fingerprints = array("q", stored.iterator(chunk_size=5000))

    def __contains__(self, fingerprint: int) -> bool:
        place = bisect_left(self.fingerprints, fingerprint)
        return place < len(self.fingerprints) and self.fingerprints[place] == fingerprint

    def is_known(self, agency: str, kind: str, source_id: str, content_hash: str) -> bool:
        return number(agency, kind, source_id, content_hash) in self
