"""Turns pages and records into documents of the index, and keeps them there as long as everybody may see them."""

from collections.abc import Iterable, Iterator
from hashlib import sha1
from itertools import chain, islice
from operator import itemgetter
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Value
from django.db.models.functions import Concat, Substr
from wagtail.models import Page

from cms import freshness
from cms.searchable import Searchable, SearchTexts
from search import facets, outbox
from search.analysis import Stem, content_stems, content_words, words
from search.engines import database_engine
from search.engines.base import CHUNK
from search.models import PARTS_FOLLOW, IndexedDocument, IndexVersion
from search.vocabulary import Vocabulary, VocabularyCache

PAGES = "page"
MOST_BODY_WORDS = 20_000
# One transaction holds SQLite's only lock for writing: editors must not notice.
REWRITTEN_AT_ONCE = 100
REFRESHED_AT_ONCE = 200  # these are only written under the lock, not analysed
LONGEST_TITLE, LONGEST_URL, LONGEST_SUMMARY = 300, 500, 2_000
# Columns that do not come from the page or record.
NOT_READ = {"id", "views", "indexed_at"}

vocabulary_cache = VocabularyCache()

Item = Any
"""A model that is Searchable; Python's types have no word for being both."""


class Analysed(NamedTuple):
    """A document and the words of its four fields, before the compounds are taken apart."""

    document: IndexedDocument
    fields: tuple[tuple[Stem, ...], ...]


def key_of(item: Item) -> str:
    """Pages keep their key when their type changes."""
    return f"{PAGES}:{item.pk}" if isinstance(item, Page) else f"{item._meta.label_lower}:{item.pk}"


def language_of(item: Item) -> str:
    return item.locale.language_code if isinstance(item, Page) else settings.LANGUAGE_CODE


def analyse(item: Item) -> Analysed:
    """Read what a page or record says of itself."""
    return with_words(*read(item))


def read(item: Item) -> tuple[IndexedDocument, SearchTexts]:
    """The document of a page or record without its words, and the texts that they are taken from."""
    texts = item.search_texts()
    document = describe(
        texts,
        key=key_of(item),
        kind=item.search_kind,
        url=item.search_url(),
        language=language_of(item),
        date=item.search_date(),
        until=item.search_until(),
        facets=facets.write(item.search_facets()),
    )
    return document, texts


def describe(texts: SearchTexts, **known: Any) -> IndexedDocument:
    """A document as it is shown. `known` are its fields besides the texts."""
    document = IndexedDocument(
        **known,
        title=plain(texts.title)[:LONGEST_TITLE],
        keywords=plain(", ".join(dict.fromkeys([*texts.keywords, *texts.sayings]))),
        summary=plain(texts.summary)[:LONGEST_SUMMARY],
        fingerprint=fingerprint(texts, **known),
    )
    document.url = document.url[:LONGEST_URL]
    return document


def fingerprint(texts: SearchTexts, *, url: str = "", key: str = "", **known: Any) -> str:
    """What was read, in short. Not the address: it also changes when pages are moved that stand above."""
    parts = [
        texts.title,
        *texts.keywords,
        "",
        *texts.sayings,
        "",
        texts.summary,
        texts.body,
        *(f"{name}={known[name]}" for name in sorted(known)),
    ]
    return sha1("\0".join(parts).encode(errors="replace"), usedforsecurity=False).hexdigest()


def fingerprint_of(item: Item) -> str:
    return read(item)[0].fingerprint


def analyse_texts(texts: SearchTexts, *, language: str = "de", **known: Any) -> Analysed:
    return with_words(describe(texts, language=language, **known), texts)


def with_words(document: IndexedDocument, texts: SearchTexts) -> Analysed:
    language = document.language
    document.title_words = min(len({word.stem for word in content_words(texts.title, language, joined=False)}), 1000)
    words, expressions = split_sayings(texts.sayings, language)
    keywords, summary = [*texts.keywords, *words], [texts.summary, *expressions]
    sources = (texts.title, " , ".join(keywords), " , ".join(summary), texts.body)
    return Analysed(document, tuple(content_stems(text, language, MOST_BODY_WORDS) for text in sources))


def split_sayings(sayings: list[str], language: str) -> tuple[list[str], list[str]]:
    """Those of one word, which are as good as a search word, and those of several."""
    found: tuple[list[str], list[str]] = ([], [])
    for saying in sayings:
        found[len(content_words(saying, language, joined=False)) > 1].append(saying)
    return found


def plain(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())


def complete(analysed: Analysed, vocabulary: Vocabulary) -> IndexedDocument:
    """Write the tokens of a document: every stem, then every part of a compound, once, in its weightiest field."""
    document, parts_of = analysed.document, vocabulary.splitter.parts
    named = set(map(itemgetter(1), analysed.fields[1]))
    seen: set[str] = set()
    tokens = []
    for field in analysed.fields:
        whole = dict.fromkeys(map(itemgetter(1), field))
        compounds = field if document.language == "de" else ()
        parts = dict.fromkeys(chain.from_iterable(map(parts_of.__getitem__, compounds)))
        # What the document also names as a search word is no mere part: Ausweis for the Personalausweis.
        whole |= {part: None for part in parts if part in named}
        new = [stem for stem in whole if stem not in seen]
        new_parts = [part for part in parts if part not in whole and part not in seen]
        tokens.append(PARTS_FOLLOW.join([" ".join(new), " ".join(new_parts)]))
        seen.update(whole, parts)
    document.title_tokens, document.keyword_tokens, document.summary_tokens, document.body_tokens = tokens
    return document


def current_vocabulary(for_search: bool = True) -> Vocabulary:
    """The words of the index, as this process remembers them."""
    version, in_transaction = IndexVersion.current(), connection.in_atomic_block
    return vocabulary_cache.current(version, database_engine().read_vocabulary, for_search, in_transaction)


def announce_change() -> None:
    """Let this process and, when the change is certain, all others read the words anew."""
    vocabulary_cache.note_change()
    # After the commit: a shared row inside the transaction would make publishing editors wait for each other.
    transaction.on_commit(IndexVersion.advance, robust=True)


def update(items: Iterable[Item]) -> None:
    """Bring pages and records up to date in the index: in, changed or out."""
    by_visibility: dict[bool, list[Item]] = {True: [], False: []}
    for item in items:
        by_visibility[may_be_found(item)].append(item)
    if not any(by_visibility.values()):
        return
    known = current_vocabulary(for_search=False)
    with transaction.atomic():
        shown = [complete(analyse(item), known) for item in by_visibility[True]]
        # Publishing tells twice: when the page is saved, and when all of it is.
        if write(changed(shown), [key_of(item) for item in by_visibility[False]]):
            announce_change()


def write(documents: list[IndexedDocument], gone: Iterable[str] = ()) -> int:
    """Store documents and remove others, and note in the same transaction what the cluster has to be told.

    Tells how many were stored or removed.
    """
    with transaction.atomic():
        removed = list(IndexedDocument.objects.filter(key__in=list(gone)).values_list("key", flat=True))
        database_engine().upsert(documents)
        database_engine().delete(removed)
        # After the documents: whoever writes the same one waits there, and so gets the higher number.
        outbox.note([*(document.key for document in documents), *removed])
    return len(documents) + len(removed)


def refresh(model: Any, items: dict[Any, Item | None]) -> None:
    """Bring many objects of a model up to date by primary key, whatever has become of them, in short transactions.

    Those that come as objects have just been read by `whole`; the others are read here.
    """
    while items:
        chunk = dict(islice(items.items(), REFRESHED_AT_ONCE))
        overtaken = _refresh(model, chunk)
        items = {key: item for key, item in items.items() if key not in chunk} | dict.fromkeys(overtaken)


def _refresh(model: Any, items: dict[Any, Item | None]) -> set:
    """Analyse before anything is locked. Returns those that somebody has published or moved meanwhile."""
    unread = [key for key, item in items.items() if item is None]
    items |= {item.pk: item for item in model.whole(model._default_manager.filter(pk__in=unread))} if unread else {}
    whole: dict[Any, Item] = items
    visible = set(public_objects(model).filter(pk__in=list(items)).values_list("pk", flat=True))
    shown = [item for key, item in whole.items() if key in visible and item.search_url()]
    known = current_vocabulary(for_search=False)
    found = {item.pk: complete(analyse(item), known) for item in shown}
    with transaction.atomic():
        hold([key_of(model(pk=key)) for key in items])
        # Other records than pages are too small for a race to matter.
        overtaken = freshness.overtaken(item for item in items.values() if isinstance(item, Page))
        write(
            [document for key, document in found.items() if key not in overtaken],
            [key_of(model(pk=key)) for key in items if key not in found and key not in overtaken],
        )
        announce_change()
    return overtaken


def hold(keys: list[str]) -> None:
    """Whoever else writes these documents waits."""
    list(IndexedDocument.objects.select_for_update().filter(key__in=keys).order_by("pk").values_list("pk"))


def store(analysed: list[Analysed], vocabulary: Vocabulary | None = None) -> None:
    """Write documents into the index; compounds are taken apart with the words it knows by now."""
    if analysed:
        known = vocabulary or current_vocabulary(for_search=False)
        write([complete(entry, known) for entry in analysed])


def remove(items: Iterable[Item]) -> None:
    drop([key_of(item) for item in items])


def drop(keys: list[str]) -> None:
    with transaction.atomic():
        write([], keys)
        announce_change()


def update_subtree(page: Page) -> None:
    """Bring a page and all pages below it up to date, after their addresses or their visibility changed."""
    pages = Page.objects.descendant_of(page, inclusive=True).order_by("path")
    for chunk in chunks(pages.specific().iterator(CHUNK), CHUNK):
        update(item for item in chunk if isinstance(item, Searchable))


def change_addresses(old_url: str, new_url: str) -> None:
    """Give the pages below a page their new addresses. Wagtail itself writes them only after telling us."""
    below = IndexedDocument.objects.filter(key__startswith=f"{PAGES}:", url__startswith=old_url).exclude(url=old_url)
    with transaction.atomic():
        keys = list(below.select_for_update().values_list("key", flat=True))
        below.update(url=Concat(Value(new_url), Substr("url", len(old_url) + 1)))
        outbox.note(keys)


def may_be_found(item: Item) -> bool:
    """Live, public and with an address of its own."""
    return item.is_searchable() and bool(item.search_url())


def searchable_models() -> list[type[models.Model]]:
    """Every page type and record that residents can find."""
    found = (model for model in apps.get_models() if issubclass(model, Searchable))
    return sorted(found, key=lambda model: model._meta.label)


def public_objects(model: Any) -> models.QuerySet:
    """The objects of a model that everybody may see."""
    # A page of a derived type belongs to that type alone.
    found = model.objects.exact_type(model) if issubclass(model, Page) else model._default_manager.all()
    return model.findable(found).order_by("pk")


def findable(model: Any, primary_keys: Iterable[Any]) -> list[Item]:
    """Those of these objects that belong into the index, with all that their documents need."""
    found = model.whole(public_objects(model).filter(pk__in=list(primary_keys)))
    return [item for item in found if item.search_url()]


def findable_items() -> Iterator[Item]:
    """Everything that belongs into the index."""
    for model in searchable_models():
        for chunk in chunks(iter(list(public_objects(model).values_list("pk", flat=True))), CHUNK):
            yield from findable(model, chunk)


def rebuild() -> int:
    """Write every document anew in short transactions; what is searched meanwhile is whole all the time."""
    stored = set(IndexedDocument.objects.values_list("key", flat=True))
    vocabulary = Vocabulary(0, {}, title_words())
    written: set[str] = set()
    for model in searchable_models():
        primary_keys = public_objects(model).values_list("pk", flat=True)
        for chunk in chunks(iter(list(primary_keys)), REWRITTEN_AT_ONCE):
            written |= rewrite(model, chunk, vocabulary)
    write([], sorted(stored - written))
    database_engine().rebuild()
    announce_change()
    return len(written)


def title_words() -> set[str]:
    """The stems of all titles and keywords: a word in any of them is a part of compounds everywhere."""
    found: set[str] = set()
    for item in findable_items():
        texts = item.search_texts()
        found |= {word.stem for word in words(" , ".join([texts.title, *texts.keywords]), language_of(item))}
    return found


def rewrite(model: type[models.Model], primary_keys: list, vocabulary: Vocabulary) -> set[str]:
    """Store some objects of a model anew. Whoever publishes one of them meanwhile waits, and so has the last word."""
    keys = [key_of(model(pk=primary_key)) for primary_key in primary_keys]
    with transaction.atomic():
        hold(keys)
        items = findable(model, primary_keys)
        write(changed([complete(analyse(item), vocabulary) for item in items]))
    return {key_of(item) for item in items}


def changed(documents: list[IndexedDocument]) -> list[IndexedDocument]:
    """Those that are not stored exactly so: a cluster is told of nothing else."""
    stored = IndexedDocument.objects.in_bulk([document.key for document in documents], field_name="key")
    return [document for document in documents if columns(document) != columns(stored.get(document.key))]


def columns(document: IndexedDocument | None) -> list[Any]:
    names = [field.attname for field in IndexedDocument._meta.concrete_fields if field.name not in NOT_READ]
    return [getattr(document, name, None) for name in names]


def chunks(items: Iterator, size: int) -> Iterator[list]:
    while chunk := list(islice(items, size)):
        yield chunk
