"""The one function behind the search page and the search of the API."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search import facets
from search.analysis import words
from search.concepts import Query, understand
from search.coverage import Coverage
from search.documents import PAGES, current_vocabulary
from search.engines import Wanted, engine
from search.facets import KIND, KINDS, Facet
from search.highlights import HARDLY_TELLING, TELLING, Marker, passage
from search.models import IndexedDocument
from search.ranking import NOISE, Candidate, Ranked, rank
from search.steering import Steering, current

__all__ = ["GERMAN", "KINDS", "PER_PAGE", "Hit", "Results", "find", "languages_for"]

PER_PAGE = 10
GERMAN = "de"
# If nearly all candidates are good, there are probably more than an engine hands out.
CROWDED = 0.9
# So many results are shown where none has what was asked for.
GUESSES = 5
PINNED = float("inf")
# So many times the points of the second result make the first one clearly the best.
CLEARLY = 1.25


@dataclass(frozen=True)
class Hit:
    """One result as it is shown."""

    key: str
    kind: str
    kind_label: str
    title: str
    marked_title: SafeString
    url: str
    summary: str
    marked_summary: SafeString
    date: datetime.date | None
    until: datetime.date | None
    state: str
    """What has become of it, in words; only of projects and ideas."""
    language: str
    keyword: SafeString | str
    """The search word that led here, where neither title nor short text shows why."""
    missing: list[str]
    """Typed words that it does not have."""
    is_pinned: bool = False
    trail: list[str] = field(default_factory=list)
    """Titles of the pages above it, where they are shown (`search.trails`)."""

    @property
    def is_about_it(self) -> bool:
        """All that was asked for is there, and title, short text or search words say so."""
        marked = self.marked_title + self.marked_summary
        return self.is_pinned or (not self.missing and ("<mark>" in marked or bool(self.keyword)))

    @property
    def until_text(self) -> str:
        return until_sentence(self.until, timezone.localdate()) if self.until else ""


@dataclass(frozen=True)
class Results:
    """One page of results and what is known of the others."""

    query: str = ""
    count: int = 0
    hits: list[Hit] = field(default_factory=list)
    facets: list[Facet] = field(default_factory=list)
    did_you_mean: str = ""
    missing: list[str] = field(default_factory=list)
    """Typed words that none of the best results has."""
    is_guess: bool = False
    """What was asked for is not there; the results share only a little with it."""
    is_clear: bool = False
    """The first result is clearly the best."""
    page: int = 1
    pages: int = 1
    is_cut: bool = False
    """There are more results than can be paged through."""


def find(
    text: str,
    *,
    chosen: Mapping[str, str] | None = None,
    language: str = GERMAN,
    page: int = 1,
    per_page: int = PER_PAGE,
    steering: Steering | None = None,
) -> Results:
    """Find what a resident asks for in the language of the page, German content included everywhere.

    `chosen` are the values that results are narrowed down to, by the names of `facets.PROPERTIES`.
    """
    search = Search(text, chosen or {}, language, current() if steering is None else steering)
    return search.results(page, per_page) if search.query.concepts else Results(search.query.text)


def languages_for(language: str) -> tuple[str, ...]:
    return (language,) if language == GERMAN else (language, GERMAN)


class Search:
    """One question to the engine and what comes of it."""

    def __init__(self, text: str, chosen: Mapping[str, str], language: str, steering: Steering) -> None:
        self.chosen, self.steering, self.language = chosen, steering, language
        self.vocabulary = current_vocabulary()
        self.query = understand(text, self.vocabulary, steering.synonyms, language)
        self.wanted = Wanted(self.query, self.vocabulary, languages_for(language))
        self.coverage = Coverage(self.query, self.vocabulary)
        self.markers: dict[tuple[str, float], Marker] = {}

    def results(self, page: int, per_page: int) -> Results:
        everything, is_cut = self._ask(self.wanted)
        pinned = self._pinned()
        missing = [] if pinned else self.coverage.missing_everywhere(entry.candidate for entry in everything[:PER_PAGE])
        is_guess = bool(everything) and self.coverage.is_guess(missing)
        if is_guess:
            everything, is_cut = everything[:GUESSES], False
        groups = self._groups(everything, pinned, is_cut)
        ranked, is_cut = self._narrowed(everything, is_cut)
        ranked = self._with(pinned, ranked)
        pages = max(1, -(-len(ranked) // per_page))
        page = min(max(page, 1), pages)
        return Results(
            query=self.query.text,
            count=len(ranked),
            hits=self._hits(ranked[(page - 1) * per_page : page * per_page]),
            facets=facets.facets(facets.count(groups, self.chosen), self.chosen),
            did_you_mean=corrected(self.query, documents(everything[:PER_PAGE])) if self.query.corrections else "",
            missing=missing,
            is_guess=is_guess,
            is_clear=not is_guess and is_clear(ranked),
            page=page,
            pages=pages,
            is_cut=is_cut,
        )

    def _ask(self, wanted: Wanted, noise: float = NOISE) -> tuple[list[Ranked], bool]:
        """What the engine finds, best first, and whether there is more."""
        candidates = engine().candidates(wanted)
        ranked = rank(
            candidates,
            self.query,
            self.vocabulary,
            timezone.localdate(),
            noise=noise,
            weights=self.steering.weights,
        )
        return ranked, len(candidates) >= wanted.limit and len(ranked) > CROWDED * wanted.limit

    def _groups(self, everything: list[Ranked], pinned: list[Ranked], is_cut: bool) -> list[tuple[str, str, int]]:
        """What there is to be counted; an engine that has not handed out everything counts by itself."""
        if not is_cut:
            counted = [entry.candidate for entry in self._with(pinned, everything)]
            return [(candidate.kind, candidate.facets, 1) for candidate in counted]
        uncounted = [entry.candidate for entry in pinned if not self._is_found(entry.candidate)]
        groups = [(group.kind, group.facets, group.count) for group in engine().count(self.wanted)]
        return groups + [(candidate.kind, candidate.facets, 1) for candidate in uncounted]

    def _is_found(self, candidate: Candidate) -> bool:
        has_words = any(not self.query.terms.keys().isdisjoint(text.split()) for text in candidate.fields)
        return has_words and candidate.language in self.wanted.languages

    def _narrowed(self, everything: list[Ranked], is_cut: bool) -> tuple[list[Ranked], bool]:
        """The results that have all that is chosen. Where the engine has counted them, none may be missing."""
        if not self.chosen:
            return everything, is_cut
        if is_cut:
            lines = tuple(facets.line(name, value) for name, value in self.chosen.items() if name != KIND)
            return self._ask(replace(self.wanted, kind=self.chosen.get(KIND), facets=lines), noise=0.0)
        return [entry for entry in everything if self._is_chosen(entry.candidate)], False

    def _is_chosen(self, candidate: Candidate) -> bool:
        return facets.has_all(candidate.kind, candidate.facets, self.chosen)

    def _pinned(self) -> list[Ranked]:
        """What editors have put first, as far as it is public."""
        keys = [f"{PAGES}:{number}" for number in self.steering.pinned(self.query.text)]
        stored = {document.key: document for document in IndexedDocument.objects.filter(key__in=keys)} if keys else {}
        found = [
            Candidate(*(getattr(stored[key], name) for name in Candidate._fields)) for key in keys if key in stored
        ]
        return [Ranked(PINNED, candidate) for candidate in found]

    def _with(self, pinned: list[Ranked], ranked: list[Ranked]) -> list[Ranked]:
        """The pinned results first, each result once."""
        first = [entry for entry in pinned if self._is_chosen(entry.candidate)]
        taken = {entry.candidate.id for entry in first}
        return [*first, *(entry for entry in ranked if entry.candidate.id not in taken)] if first else ranked

    def _hits(self, ranked: list[Ranked]) -> list[Hit]:
        by_id = {entry.candidate.id: entry for entry in ranked}
        return [self._hit(document, by_id[document.pk]) for document in documents(ranked)]

    def _hit(self, document: IndexedDocument, entry: Ranked) -> Hit:
        marker = self._marker(document)
        summary = passage(document.summary, marker)
        is_explained = marker.spans(document.title) or marker.spans(summary)
        is_pinned = entry.score == PINNED
        return Hit(
            key=document.key,
            kind=document.kind,
            kind_label=str(KINDS.get(document.kind, document.kind)),
            title=document.title,
            marked_title=marker.mark(document.title),
            url=document.url,
            summary=summary,
            marked_summary=marker.mark(summary),
            date=document.date,
            until=document.until if document.until and document.until >= timezone.localdate() else None,
            state=facets.state_of(document.facets),
            language=document.language,
            keyword="" if is_explained else telling_keyword(document, marker),
            missing=[] if is_pinned else self.coverage.missing(entry.candidate),
            is_pinned=is_pinned,
        )

    def _marker(self, document: IndexedDocument) -> Marker:
        marker = self._marker_of(document.language, TELLING)
        texts = (document.title, document.summary, document.keywords)
        return marker if any(map(marker.spans, texts)) else self._marker_of(document.language, HARDLY_TELLING)

    def _marker_of(self, language: str, least: float) -> Marker:
        key = language, least
        if key not in self.markers:
            self.markers[key] = Marker(self.query, self.vocabulary, language, least)
        return self.markers[key]


def is_clear(ranked: list[Ranked]) -> bool:
    """Whether nobody could mean the second result."""
    if not ranked:
        return False
    best = ranked[0].score
    return len(ranked) == 1 or best > CLEARLY * ranked[1].score or (best == PINNED and ranked[1].score != PINNED)


def documents(ranked: list[Ranked]) -> list[IndexedDocument]:
    """The stored documents in the order of their rank; one that has just been unpublished is left out."""
    keys = [entry.candidate.id for entry in ranked]
    # Plain SQL: Django takes three times as long to write the query as to run it.
    places = ", ".join(["%s"] * len(keys))
    query = f"SELECT {SHOWN} FROM {IndexedDocument._meta.db_table} WHERE id IN ({places})"  # noqa: S608  our names
    stored = {document.pk: document for document in IndexedDocument.objects.raw(query, keys)} if keys else {}
    return [stored[key] for key in keys if key in stored]


# All but the tokens.
SHOWN = ", ".join(f.attname for f in IndexedDocument._meta.concrete_fields if not f.attname.endswith("_tokens"))


def telling_keyword(document: IndexedDocument, marker: Marker) -> SafeString | str:
    """The first search word of a document that answers the query."""
    found = (keyword for keyword in document.keywords.split(", ") if marker.spans(keyword))
    return marker.mark(next(found, ""))


def until_sentence(until: datetime.date, today: datetime.date) -> str:
    """“Open until 31 May, 9 days left”; nothing when it is over."""
    days = (until - today) // datetime.timedelta(days=1)
    if days < 0:
        return ""
    if days == 0:
        return _("runs until today")
    left = ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return _("runs until %(last)s, %(left)s") % {"last": date_format(until, "j. F"), "left": left}


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
