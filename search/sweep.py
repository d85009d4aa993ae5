"""Repairs what somebody killed at the wrong moment has left out: a change that was kept while its document was not."""

import logging
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Page, Site

from search import documents
from search.documents import CHUNK, PAGES, Item, chunks, key_of, public_objects, searchable_models
from search.models import IndexedDocument

logger = logging.getLogger(__name__)


def sweep(since: datetime | None) -> int:
    """Compare documents with what is public and repair those that differ; tell how many.

    Whether there is a document, and under which address, is compared for everything; what stands in it only for
    records, and for pages published since then (None: for all).
    """
    stored = dict(IndexedDocument.objects.values_list("key", "url"))
    public: set[str] = set()
    repaired = 0
    for model in searchable_models():
        addresses = addresses_of(model)
        public |= addresses.keys()
        moved = {key for key, url in addresses.items() if stored.get(key) != url}
        wrong = {primary_key(key) for key in moved} | old(model, since)
        documents.refresh(model, dict.fromkeys(sorted(wrong)))
        repaired += len(wrong)
    surplus = stored.keys() - public
    remove_surplus(sorted(surplus))
    if repaired or surplus:
        logger.warning("The search index had %s documents missing or old and %s too many.", repaired, len(surplus))
    return repaired + len(surplus)


def addresses_of(model: Any) -> dict[str, str]:
    """The keys of everything that belongs into the index, with the addresses."""
    found = public_objects(model)
    if issubclass(model, Page):
        found = found.select_related("locale").only("url_path", "locale", "locale__language_code")
    roots = Site.get_site_root_paths()  # Wagtail would ask its cache for each page
    addresses = {}
    for item in found.iterator(CHUNK):
        item._wagtail_cached_site_root_paths = roots
        addresses[key_of(item)] = item.search_url()[: documents.LONGEST_URL]
    return {key: url for key, url in addresses.items() if url}


def primary_key(key: str) -> int:
    return int(key.rpartition(":")[2])


def old(model: Any, since: datetime | None) -> set[int]:
    """The primary keys of those whose documents say something else than they do."""
    found = public_objects(model)
    if since and issubclass(model, Page):
        found = found.filter(last_published_at__gte=since)
    numbers = iter(list(found.values_list("pk", flat=True)))
    return {item.pk for chunk in chunks(numbers, CHUNK) for item in differing(model.whole(found.filter(pk__in=chunk)))}


def differing(items: list[Item]) -> list[Item]:
    keys = [key_of(item) for item in items]
    stored = dict(IndexedDocument.objects.filter(key__in=keys).values_list("key", "fingerprint"))
    return [item for item in items if item.search_url() and documents.fingerprint_of(item) != stored.get(key_of(item))]


def remove_surplus(keys: list[str]) -> None:
    """Look at each once more: it may have become public meanwhile."""
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        there = {key_of(item): item for item in existing(chunk)}
        documents.update(there.values())
        documents.drop([key for key in chunk if key not in there])


def existing(keys: list[str]) -> list[Item]:
    """The pages and records that these keys stand for, as far as there are any."""
    by_label: dict[str, list[int]] = {}
    for key in keys:
        label, _, number = key.rpartition(":")
        if number.isdecimal():
            by_label.setdefault(label, []).append(int(number))
    return [item for label, numbers in by_label.items() for item in objects(label).filter(pk__in=numbers)]


def objects(label: str) -> QuerySet:
    if label == PAGES:
        return Page.objects.specific()
    models = {model._meta.label_lower: model for model in searchable_models()}
    return models[label]._default_manager.all() if label in models else Page.objects.none()
