from search.models.documents import PARTS_FOLLOW, IndexedDocument, IndexVersion
from search.models.outbox import IndexBuild, PendingChange
from search.models.protocol import ClickedDocument, IgnoredQuery, RareQuery, SearchedQuery
from search.models.steering import BlockedSuggestion, PinnedResult, SearchSettings, Synonym

__all__ = [
    "PARTS_FOLLOW",
    "BlockedSuggestion",
    "ClickedDocument",
    "IgnoredQuery",
    "IndexBuild",
    "IndexVersion",
    "IndexedDocument",
    "PendingChange",
    "PinnedResult",
    "RareQuery",
    "SearchSettings",
    "SearchedQuery",
    "Synonym",
]
