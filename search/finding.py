"""The one function behind the search page and the search of the API."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from search.analysis import words
from search.concepts import Query, understand
from search.documents import current_vocabulary
from search.engines import Wanted, engine
from search.highlights import mark, shortened
from search.models import IndexedDocument
from search.ranking import Ranked, rank
from search.synonyms import Synonyms, our_synonyms
from search.vocabulary import Vocabulary

PER_PAGE = 10
GERMAN = "de"
KINDS: dict[str, Promise] = {
    "service": _("Service"),
    "department": _("Town hall"),
    "news": _("News"),
    "project": _("Participation"),
    "page": _("Page"),
}
# If nearly all candidates are good, there are probably more than an engine hands out.
CROWDED = 0.9


@dataclass(frozen=True)
class Hit:
    """One result as it is shown."""

    kind: str
    kind_label: str
    title: str
    url: str
    summary: str
    marked_summary: SafeString
    date: date | None

    @property
    def trail(self) -> list[str]:
        """The address in readable steps."""
        return [step.replace("-", " ") for step in self.url.split("/") if step]


@dataclass(frozen=True)
class KindCount:
    """How many results there are of one kind."""

    kind: str
    label: str
    count: int


@dataclass(frozen=True)
class Results:
    """One page of results and what is known of the others."""

    query: str = ""
    count: int = 0
    hits: list[Hit] = field(default_factory=list)
    kinds: list[KindCount] = field(default_factory=list)
    did_you_mean: str = ""
    page: int = 1
    pages: int = 1
    is_cut: bool = False
    """There are more results than can be paged through."""

    @property
    def all_kinds_count(self) -> int:
        return sum(entry.count for entry in self.kinds)


def find(
    text: str,
    *,
    kind: str | None = None,
    language: str = GERMAN,
    page: int = 1,
    per_page: int = PER_PAGE,
    synonyms: Synonyms | None = None,
) -> Results:
    """Find what a resident asks for in the language of the page, German content included everywhere."""
    vocabulary = current_vocabulary()
    query = understand(text, vocabulary, our_synonyms() if synonyms is None else synonyms, language)
    if not query.concepts:
        return Results(query.text)
    wanted = Wanted(query, vocabulary, languages_for(language))
    everything, is_cut = rank_candidates(wanted)
    kinds = count_kinds(wanted, everything, is_cut)
    ranked, is_cut = of_kind(kind, wanted, everything, is_cut) if kind else (everything, is_cut)
    pages = max(1, -(-len(ranked) // per_page))
    page = min(max(page, 1), pages)
    shown = documents(ranked[(page - 1) * per_page : page * per_page])
    return Results(
        query=query.text,
        count=len(ranked),
        hits=[make_hit(document, query, vocabulary) for document in shown],
        kinds=kinds,
        did_you_mean=corrected(query, documents(everything[:PER_PAGE])) if query.corrections else "",
        page=page,
        pages=pages,
        is_cut=is_cut,
    )


def languages_for(language: str) -> tuple[str, ...]:
    return (language,) if language == GERMAN else (language, GERMAN)


def count_kinds(wanted: Wanted, everything: list[Ranked], is_cut: bool) -> list[KindCount]:
    """How many results there are of each kind, in the order of their weight."""
    groups = engine().count(wanted) if is_cut else [(entry.candidate.kind, "", 1) for entry in everything]
    counts: Counter[str] = Counter()
    for kind, _facets, count in groups:
        counts[kind] += count
    return [KindCount(kind, str(label), counts[kind]) for kind, label in KINDS.items() if counts.get(kind)]


def of_kind(kind: str, wanted: Wanted, everything: list[Ranked], is_cut: bool) -> tuple[list[Ranked], bool]:
    """The ranked documents of one kind; if not all have come from the engine, it is asked for this kind alone."""
    if is_cut:
        return rank_candidates(replace(wanted, kind=kind))
    return [entry for entry in everything if entry.candidate.kind == kind], False


def rank_candidates(wanted: Wanted) -> tuple[list[Ranked], bool]:
    candidates = engine().candidates(wanted)
    ranked = rank(candidates, wanted.query, wanted.vocabulary, timezone.localdate())
    return ranked, len(candidates) >= wanted.limit and len(ranked) > CROWDED * wanted.limit


def documents(ranked: list[Ranked]) -> list[IndexedDocument]:
    """The stored documents in the order of their rank; one that has just been unpublished is left out."""
    stored = IndexedDocument.objects.in_bulk([entry.candidate.id for entry in ranked])
    return [stored[entry.candidate.id] for entry in ranked if entry.candidate.id in stored]


def make_hit(document: IndexedDocument, query: Query, vocabulary: Vocabulary) -> Hit:
    summary = shortened(document.summary)
    return Hit(
        kind=document.kind,
        kind_label=str(KINDS.get(document.kind, document.kind)),
        title=document.title,
        url=document.url,
        summary=summary,
        marked_summary=mark(summary, query, vocabulary),
        date=document.date,
    )


def corrected(query: Query, shown: list[IndexedDocument]) -> str:
    """The query as it was probably meant, with the words as the best results spell them."""
    spellings: dict[str, str] = {}
    for document in shown:
        text = " , ".join([document.title, document.keywords, document.summary])
        for word in words(text, document.language):
            spellings.setdefault(word.stem, text[word.start : word.end])
    text = query.text
    for word in reversed(words(query.text, query.language, joined=False)):
        meant = spellings.get(query.corrections.get(word.folded, ""))
        if meant:
            text = text[: word.start] + meant + text[word.end :]
    return "" if text == query.text else text
