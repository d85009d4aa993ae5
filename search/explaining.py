"""Explains to editors why results stand where they stand."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from search.analysis import words
from search.concepts import Concept, Query, understand
from search.documents import PAGES, current_vocabulary
from search.engines import Wanted, engine
from search.finding import GERMAN, Hit, find, languages_for
from search.models import PARTS_FOLLOW, IndexedDocument
from search.ranking import INSIDE_A_WORD, Candidate, rank
from search.steering import Steering, current
from search.synonyms import NO_SYNONYMS
from search.vocabulary import Vocabulary

SHOWN = 10
LONGEST = 200
FIELDS = (_("in the title"), _("in the search words"), _("in the short text"), _("in the full text"))
TYPED, CORRECTED, SYNONYM, RELATED = (
    _("as typed"),
    _("as it was probably meant"),
    _("synonym"),
    _("form or part of the word"),
)


class Term(NamedTuple):
    """A word under which a typed one is looked up, and why."""

    text: str
    reason: Promise


class Match(NamedTuple):
    """A looked up word that stands in a document."""

    typed: str
    term: Term
    place: Promise
    is_inside: bool
    points: float


@dataclass
class Explained:
    """A result with the reasons for its place."""

    hit: Hit
    points: float = 0.0
    is_pinned: bool = False
    views: int = 0
    matches: list[Match] = field(default_factory=list)


@dataclass
class Explanation:
    """What the search understands and what it finds."""

    query: str
    words: list[tuple[str, list[Term]]]
    results: list[Explained]


def explain(text: str, steering: Steering, language: str = GERMAN) -> Explanation:
    vocabulary = current_vocabulary()
    query = understand(text, vocabulary, steering.synonyms, language)
    reasons = Reasons(query, understand(text, vocabulary, NO_SYNONYMS, language))
    wanted = Wanted(query, vocabulary, languages_for(language))
    ranked = rank(engine().candidates(wanted), query, vocabulary, timezone.localdate(), weights=steering.weights)
    by_url = {entry.candidate.url: entry for entry in ranked}
    pinned = urls_of(steering.pinned(text))
    results = [
        Explained(hit, is_pinned=hit.url in pinned) for hit in find(text, per_page=SHOWN, steering=steering).hits
    ]
    reasons.read_spellings([result.hit.url for result in results])
    for result in results:
        if result.hit.url in by_url:
            score, candidate = by_url[result.hit.url]
            result.points, result.views = score, candidate.views
            result.matches = list(reasons.matches(candidate, vocabulary, steering))
    return Explanation(query.text, reasons.understood(), results)


def urls_of(pages: list[int]) -> set[str]:
    keys = [f"{PAGES}:{page}" for page in pages]
    return set(IndexedDocument.objects.filter(key__in=keys).values_list("url", flat=True)) if keys else set()


class Reasons:
    """Says of each looked up word where it comes from and where it stands."""

    def __init__(self, query: Query, without_synonyms: Query) -> None:
        self.query = query
        self.known = {(concept.word.start, term) for concept in without_synonyms.concepts for term in concept.terms}
        self.spellings: dict[str, str] = {}

    def read_spellings(self, urls: list[str]) -> None:
        """Editors read words, not stems: as the best results write them."""
        for document in IndexedDocument.objects.filter(url__in=urls):
            text = " , ".join([document.title, document.keywords, document.summary])
            for word in words(text, document.language):
                self.spellings.setdefault(word.stem, text[word.start : word.end])

    def understood(self) -> list[tuple[str, list[Term]]]:
        return [
            (self.typed(concept), [self.term(concept, term) for term in concept.terms])
            for concept in self.query.concepts
        ]

    def typed(self, concept: Concept) -> str:
        return self.query.text[concept.word.start : concept.word.end]

    def term(self, concept: Concept, term: str) -> Term:
        return Term(self.spellings.get(term, term), self._reason(concept, term))

    def _reason(self, concept: Concept, term: str) -> Promise:
        if term == concept.word.stem:
            return TYPED
        if term == self.query.corrections.get(concept.word.folded):
            return CORRECTED
        return RELATED if (concept.word.start, term) in self.known else SYNONYM

    def matches(self, candidate: Candidate, vocabulary: Vocabulary, steering: Steering) -> list[Match]:
        """The best word for each typed one, the most important first."""
        best: dict[int, Match] = {}
        for number, concept in enumerate(self.query.concepts):
            for term, weight in concept.terms.items():
                for place, tokens in enumerate(candidate.fields):
                    whole, _sign, parts = tokens.partition(PARTS_FOLLOW)
                    is_inside = term in parts.split()
                    if not is_inside and term not in whole.split():
                        continue
                    share = INSIDE_A_WORD if is_inside else 1.0
                    points = weight * vocabulary.idf(term) * steering.weights[place] * share
                    if number not in best or points > best[number].points:
                        best[number] = Match(
                            self.typed(concept), self.term(concept, term), FIELDS[place], is_inside, points
                        )
        return sorted(best.values(), key=lambda match: -match.points)


class TryView(WagtailAdminTemplateMixin, TemplateView):
    """/admin/search-steering/try/?q=…: the results as residents see them, with the reasons for their places."""

    page_title = _("Try out the search")
    header_icon = "view"
    template_name = "search/admin/try.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = " ".join(self.request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
        explanation = explain(query, current()) if query else None
        return {**super().get_context_data(**kwargs), "query": query, "explanation": explanation}
