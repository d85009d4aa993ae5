"""Full-text search in an Elasticsearch or OpenSearch cluster, which mirrors the documents of the site's database.

The cluster only hands out candidates and counts. Every build makes an index of its own, `<prefix>-<time>`; searches
and writes go to the alias `<prefix>`, which moves to a new index in one step once that is complete.
"""

import hashlib
import json
import logging
import re
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from search.engines.base import Group, Health, Wanted
from search.engines.bindings import Action, Binding, ClusterBusy, ClusterError, ClusterRefused, Failure, Json
from search.models import IndexBuild, IndexedDocument
from search.ranking import FIELD_WEIGHTS, FURTHER, KIND_FACTORS, Candidate

logger = logging.getLogger(__name__)

TOKENS = ("title_tokens", "keyword_tokens", "summary_tokens", "body_tokens")
MOST_GROUPS = 10_000
MOST_USES = 240
# The job that writes has patience of its own; a build has nothing else to do.
APPLY_PATIENCE_SECONDS, BUILD_PATIENCE_SECONDS = 3.0, 60.0
BUILT_VERSION = 1
# A search that has begun in the old index may still need it.
GRACE_SECONDS = 1.0
NOTHING_BUILT = "there is no index yet: run manage.py update_search_index"

STORED: Json = {"type": "keyword", "index": False, "doc_values": False}
KEYWORD: Json = {"type": "keyword"}
# Only ever counted; two hundred facets are beyond what a page can have.
GROUP: Json = {"type": "keyword", "index": False, "ignore_above": 8_000}
# Our stems are ready-made and stand once in a document, so neither places nor frequencies are kept.
STEMS: Json = {"type": "text", "analyzer": "whitespace", "norms": False, "index_options": "docs"}
PROPERTIES: Json = {
    **dict.fromkeys(Candidate._fields, STORED),
    **dict.fromkeys(TOKENS, STEMS),
    **dict.fromkeys(("key", "kind", "language", "url", "facet"), KEYWORD),
    "group": GROUP,
    "stamp": STORED,
}
SETTINGS: Json = {
    "number_of_shards": 1,
    # One copy as soon as there is a second node to hold it.
    "auto_expand_replicas": "0-1",
    "refresh_interval": "-1",
    # So long a removal is remembered, so that what was overtaken cannot bring a document back.
    "gc_deletes": "1h",
}


class Change(NamedTuple):
    """A document as it is now under the number of its latest change; None if it is gone."""

    key: str
    version: int
    document: IndexedDocument | None


class Use(NamedTuple):
    """What a word is worth to one of the things asked for."""

    concept: int
    term: str
    value: float


def stamp_of(document: IndexedDocument) -> str:
    """Tells whether the cluster has a document as it is in the database.

    Views are left out: they come along with the next change and must not make a document look old before.
    """
    names = [f.attname for f in IndexedDocument._meta.concrete_fields if f.name not in {"views", "indexed_at"}]
    values = [plain(getattr(document, name)) for name in names]
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:40]


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def source_of(document: IndexedDocument) -> Json:
    """A document as the cluster keeps it."""
    return {
        **{name: plain(getattr(document, name)) for name in Candidate._fields},
        "key": document.key,
        "facet": document.facets.split("\n")[1:-1],
        "group": f"{document.kind}\n{document.facets}",
        "stamp": stamp_of(document),
    }


class ClusterEngine:
    """One town's documents in a cluster. Every method raises a ClusterError when the cluster does not do its part."""

    def __init__(self, binding: Binding, prefix: str) -> None:
        self.binding, self.prefix, self.name = binding, prefix, binding.name
        self._built = re.compile(rf"{re.escape(prefix)}-\d{{20}}")

    def candidates(self, wanted: Wanted) -> list[Candidate]:
        """The most promising documents, the best ones first."""
        if not wanted.query.terms:
            return []
        answer = self.binding.search(self.prefix, candidates_query(wanted))
        return [make_candidate(hit["_source"]) for hit in answer["hits"]["hits"]]

    def count(self, wanted: Wanted) -> list[Group]:
        """All documents that have any of the words, whatever kind and facets are wanted."""
        if not wanted.query.terms:
            return []
        answer = self.binding.search(self.prefix, count_query(wanted))
        buckets = answer["aggregations"]["groups"]["buckets"]
        return [make_group(bucket) for bucket in buckets]

    def apply(self, changes: list[Change]) -> None:
        """Write changes into the index and into those that are being built.

        ClusterBusy carries the keys of documents that the cluster did not take; all others are done.
        """
        latest = {change.key: change for change in sorted(changes, key=lambda change: change.version)}
        # Read after the documents: a build that is not here yet will read them itself.
        building = [write_alias(build.index) for build in IndexBuild.objects.all()]
        known = set().union(*self._indexes().values())
        targets = [name for name in (self.prefix, *building) if name in known]
        if not targets:
            raise ClusterRefused(NOTHING_BUILT, 404)
        failures = self.binding.bulk(
            (action_for(change, target) for change in latest.values() for target in targets), APPLY_PATIENCE_SECONDS
        )
        self._report([failure for failure in failures if not is_fine(failure, self.prefix)])

    def _report(self, failures: list[Failure]) -> None:
        """Let the caller know which documents have to be sent again."""
        if failures:
            keys = {failure.action.key for failure in failures}
            reason = f"{len(keys)} documents were not taken, the first: {failures[0].action.key}: {failures[0].reason}"
            logger.warning("The cluster refuses: %s", reason)
            refused = {failure.action.key: failure.reason for failure in failures if not failure.is_temporary}
            raise ClusterBusy(reason, keys, refused)

    def build(self, documents: Iterator[list[IndexedDocument]], between: Callable[[], None]) -> int:
        """Fill a new index and let it take the place of the old one. Returns the number of documents read.

        `documents` must read the database only while it is iterated. `between` is called after each chunk.
        A build that begins later overtakes this one, which then ends with an error.
        """
        index = self._begin()
        try:
            count = self._fill(index, documents, between)
            self._finish_writing(index)
            self._swap(index)
        except BaseException:
            self._abandon(index)
            raise
        self._clean_up(index)
        return count

    def _begin(self) -> str:
        """Remove what killed builds have left, and announce the new index before anything is read for it."""
        self._delete_all_but(self._live())
        index = f"{self.prefix}-{timezone.now():%Y%m%d%H%M%S%f}"
        self.binding.create_index(
            index,
            {
                "settings": {"index": SETTINGS},
                "mappings": {"dynamic": "strict", "properties": PROPERTIES},
                "aliases": {write_alias(index): {}},
            },
        )
        with transaction.atomic(durable=True):
            IndexBuild.objects.all().delete()
            IndexBuild.objects.create(index=index)
        return index

    def _fill(self, index: str, documents: Iterator[list[IndexedDocument]], between: Callable[[], None]) -> int:
        count = 0
        for chunk in documents:
            changes = (Change(document.key, BUILT_VERSION, document) for document in chunk)
            actions = (action_for(change, write_alias(index)) for change in changes)
            self._check_built(self.binding.bulk(actions, BUILD_PATIENCE_SECONDS))
            count += len(chunk)
            between()
        return count

    def _check_built(self, failures: list[Failure]) -> None:
        """A newer version may be there already (409). A document that will never be taken keeps out no other."""
        for failure in failures:
            if failure.status == 404:
                raise ClusterRefused("the new index has gone: another build has begun meanwhile", 404)
            if failure.is_temporary:
                raise ClusterBusy(failure.reason)
            if failure.status != 409:
                logger.error("The cluster refuses the document %s: %s", failure.action.key, failure.reason)

    def _finish_writing(self, index: str) -> None:
        self.binding.change_settings(index, {"index": {"refresh_interval": "1s"}})
        self.binding.refresh(index)
        self.binding.wait_until_ready(index)

    def _swap(self, index: str) -> None:
        """Move the alias from the old index to the new one in a single step."""
        actions: list[Json] = [{"remove": {"index": old, "alias": self.prefix}} for old in self._live()]
        if self.prefix in self.binding.aliases(self.prefix):
            # Somebody has made an index of this name, which no alias can have then.
            actions = [{"remove_index": {"index": self.prefix}}]
        try:
            self.binding.change_aliases([*actions, {"add": {"index": index, "alias": self.prefix}}])
        except ClusterError:
            # The answer may have been lost on its way, and not the request.
            if self._live() != {index}:
                raise

    def _abandon(self, index: str) -> None:
        """Leave nothing behind, as far as the cluster lets us; the next build removes the rest."""
        try:
            if index not in self._live():
                self.binding.delete_index(index)
        except ClusterError as error:
            logger.warning("The unfinished index %s stays for now: %s", index, error)
        finally:
            IndexBuild.objects.filter(index=index).delete()

    def _clean_up(self, index: str) -> None:
        IndexBuild.objects.filter(index=index).delete()
        time.sleep(GRACE_SECONDS)
        try:
            self._delete_all_but({index} | self._live())
        except ClusterError as error:
            logger.warning("The old index stays until the next build: %s", error)

    def _indexes(self) -> dict[str, set[str]]:
        """Our indexes with their aliases; names of other towns may begin like ours."""
        found = self.binding.aliases(f"{self.prefix}-*")
        return {index: aliases for index, aliases in found.items() if self._built.fullmatch(index)}

    def _live(self) -> set[str]:
        return {index for index, aliases in self._indexes().items() if self.prefix in aliases}

    def _delete_all_but(self, kept: set[str]) -> None:
        for index in self._indexes().keys() - kept:
            self.binding.delete_index(index)

    def remove(self) -> None:
        """Take all that is ours out of the cluster."""
        self._delete_all_but(set())

    def stamps(self) -> Iterator[tuple[str, str]]:
        """Key and stamp of every document the cluster has at this moment."""
        self.refresh()
        yield from self.binding.iterate(self.prefix, "stamp")

    def refresh(self) -> None:
        """Let searches see at once what was written; else they do within a second."""
        self.binding.refresh(self.prefix)

    def health(self) -> Health:
        """Never raises: a cluster that does not answer is a problem like others."""
        try:
            documents = self.binding.count(self.prefix)
            state = self.binding.health(self.prefix)
        except ClusterRefused as error:
            return Health(self.name, 0, [NOTHING_BUILT if error.status == 404 else str(error)])
        except ClusterError as error:
            return Health(self.name, 0, [str(error)])
        problems = ["the index has lost a part (status red)"] if state.status == "red" else []
        problems += ["the index is read-only: is the disk full?"] if state.is_read_only else []
        return Health(self.name, documents, problems)


def write_alias(index: str) -> str:
    """Under this name a build writes: an index that has gone takes its alias along and cannot come back by itself."""
    return f"{index}-w"


def action_for(change: Change, target: str) -> Action:
    return Action(target, change.key, change.version, source_of(change.document) if change.document else None)


def is_fine(failure: Failure, alias: str) -> bool:
    """Something newer is there already (409), or nothing to remove or no build any more (404)."""
    is_about_index = failure.action.source is not None and failure.action.target == alias
    return failure.status == 409 or (failure.status == 404 and not is_about_index)


def candidates_query(wanted: Wanted) -> Json:
    """The ranking's own sum of the words, as far as a cluster can compute it: the same candidates on any of them.

    The cluster's usual points would depend on how documents are spread over shards and on removed ones.
    """
    narrowed = [*filters(wanted), *[{"term": {"facet": line}} for line in wanted.facets]]
    if wanted.kind:
        narrowed.append({"term": {"kind": wanted.kind}})
    matching = {"bool": {"should": concept_queries(wanted), "minimum_should_match": 1, "filter": narrowed}}
    factors = [{"filter": {"term": {"kind": kind}}, "weight": factor} for kind, factor in KIND_FACTORS.items()]
    return {
        "query": {"function_score": {"query": matching, "functions": factors}},
        "size": wanted.limit,
        "sort": ["_score", {"url": "asc"}],
        "_source": list(Candidate._fields),
        "track_total_hits": False,
    }


def concept_queries(wanted: Wanted) -> list[Json]:
    """For each thing asked for, its best word counts, and the others a little.

    A cluster takes 1,024 clauses. What is beyond that only matches: it is worth the least.
    """
    uses = [
        Use(number, term, weight * wanted.vocabulary.idf(term))
        for number, concept in enumerate(wanted.query.concepts)
        for term, weight in concept.terms.items()
        if term in wanted.query.terms
    ]
    uses.sort(key=lambda use: -use.value)
    chosen, others = uses[:MOST_USES], sorted({use.term for use in uses[MOST_USES:]})
    by_concept: dict[int, list[Json]] = {}
    for use in chosen:
        by_concept.setdefault(use.concept, []).extend(word_queries(use))
    found: list[Json] = [{"dis_max": {"queries": queries, "tie_breaker": FURTHER}} for queries in by_concept.values()]
    return [*found, {"constant_score": {"filter": any_of(others), "boost": 0}}] if others else found


def word_queries(use: Use) -> list[Json]:
    return [
        {"constant_score": {"filter": {"term": {field: use.term}}, "boost": use.value * field_weight}}
        for field, field_weight in zip(TOKENS, FIELD_WEIGHTS, strict=True)
    ]


def any_of(terms: list[str]) -> Json:
    return {"bool": {"should": [{"terms": {field: terms}} for field in TOKENS]}}


def count_query(wanted: Wanted) -> Json:
    return {
        "query": {"bool": {"filter": [any_of(list(wanted.query.terms)), *filters(wanted)]}},
        "aggs": {"groups": {"terms": {"field": "group", "size": MOST_GROUPS}}},
        "size": 0,
        "track_total_hits": True,
    }


def filters(wanted: Wanted) -> list[Json]:
    return [{"terms": {"language": list(wanted.languages)}}]


def make_group(bucket: Json) -> Group:
    kind, _, facets = bucket["key"].partition("\n")
    return Group(kind, facets, bucket["doc_count"])


def make_candidate(source: Json) -> Candidate:
    candidate = Candidate(**source)
    return candidate._replace(date=date.fromisoformat(str(candidate.date))) if candidate.date else candidate
