"""What a search cluster is told, and in which ways it can fail to take it."""

from collections.abc import Iterable
from typing import NamedTuple

from search.models import IndexedDocument


class Change(NamedTuple):
    """What a document is now; of two changes of a document the one with the higher version holds."""

    key: str
    version: int
    document: IndexedDocument | None
    """None: it has been removed."""


class ClusterError(Exception):
    """The cluster could not do what it was asked."""


class ClusterDown(ClusterError):  # noqa: N818  says what is the matter
    """It does not answer, or not in time; nothing is known of what it has taken."""


class ClusterBusy(ClusterError):  # noqa: N818
    """It answers, but is too busy or too full for some of what it was told (429, 503): later it may take it."""

    def __init__(self, message: str, keys: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.keys = frozenset(keys)


class ClusterRefused(ClusterError):  # noqa: N818
    """It will never take some of the documents as they are (400); all others have been taken, or are in `busy`."""

    def __init__(self, problems: dict[str, str], busy: Iterable[str] = ()) -> None:
        super().__init__("; ".join(f"{key}: {problem}" for key, problem in problems.items()))
        self.problems = problems
        self.busy = frozenset(busy)
