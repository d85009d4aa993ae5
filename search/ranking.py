"""Orders what an engine has found. The same for all engines, so that all give the same results."""

from datetime import date
from math import exp, log10
from typing import NamedTuple

from search.concepts import Query
from search.vocabulary import Vocabulary

TITLE, KEYWORDS, SUMMARY, BODY = FIELD_WEIGHTS = (8.0, 6.0, 3.0, 1.0)
# A resident who searches mostly wants to get something done.
KIND_FACTORS = {"service": 1.6, "department": 1.2, "page": 1.0, "project": 1.0, "news": 0.8}
OTHER_LANGUAGE = 0.6
NEWS_DAYS = 365
OLD_NEWS = 0.5
FULL_MATCH = 0.75
SCATTERED = 0.15
VIEWS = 0.12
TITLE_SHARE, EXACT_TITLE = 0.25, 0.5
# A document that has less than this share of the best one's points only shares a common word with the query.
NOISE = 0.06


class Candidate(NamedTuple):
    """What the ranking needs to know of a document that an engine has found."""

    id: int
    kind: str
    language: str
    title: str
    url: str
    date: date | None
    views: int
    title_words: int
    title_tokens: str
    keyword_tokens: str
    summary_tokens: str
    body_tokens: str

    @property
    def fields(self) -> tuple[str, str, str, str]:
        return self.title_tokens, self.keyword_tokens, self.summary_tokens, self.body_tokens


class Ranked(NamedTuple):
    """A candidate with its points."""

    score: float
    candidate: Candidate


def rank(candidates: list[Candidate], query: Query, vocabulary: Vocabulary, today: date) -> list[Ranked]:
    """The candidates that answer the query, best first; equal points are ordered by title and address."""
    scorer = Scorer(query, vocabulary, today)
    ranked = [Ranked(scorer.score(candidate), candidate) for candidate in candidates]
    best = max((entry.score for entry in ranked), default=0.0)
    kept = [entry for entry in ranked if entry.score > best * NOISE]
    return sorted(kept, key=lambda entry: (-round(entry.score, 6), entry.candidate.title, entry.candidate.url))


class Scorer:
    """Gives points to candidates for one query."""

    def __init__(self, query: Query, vocabulary: Vocabulary, today: date) -> None:
        self.query, self.today = query, today
        self.terms = frozenset(term for concept in query.concepts for term in concept.terms)
        self.points = [
            [(term, weight, weight * vocabulary.idf(term)) for term, weight in concept.terms.items()]
            for concept in query.concepts
        ]
        self.worth = [
            max((vocabulary.idf(term) for term in concept.terms if term in vocabulary), default=1.0)
            for concept in query.concepts
        ]

    def score(self, candidate: Candidate) -> float:
        found = self._where(candidate)
        total = covered = in_title = 0.0
        for points, worth in zip(self.points, self.worth, strict=True):
            total += max((value * found[term] for term, _, value in points if term in found), default=0.0)
            match = max((weight for term, weight, _ in points if term in found), default=0.0)
            covered += worth * min(1.0, match / FULL_MATCH)
            in_title += any(found.get(term) == TITLE and weight >= FULL_MATCH for term, weight, _ in points)
        coverage = covered / (sum(self.worth) or 1.0)
        return (
            total
            * (SCATTERED + coverage**1.5)
            * self._title_factor(in_title, candidate)
            * self._kind_factor(candidate)
            * (1 + VIEWS * log10(1 + candidate.views))
        )

    def _where(self, candidate: Candidate) -> dict[str, float]:
        """The query's terms that the document has, with the weight of the best field they stand in."""
        found: dict[str, float] = {}
        for tokens, weight in zip(reversed(candidate.fields), reversed(FIELD_WEIGHTS), strict=True):
            for term in self.terms.intersection(tokens.split()):
                found[term] = weight
        return found

    def _title_factor(self, in_title: float, candidate: Candidate) -> float:
        """More for a title that is about nothing else, most for the title itself."""
        share = min(1.0, in_title / max(candidate.title_words, 1))
        is_exact = share == 1.0 and in_title == len(self.points)
        return 1 + TITLE_SHARE * share + EXACT_TITLE * is_exact

    def _kind_factor(self, candidate: Candidate) -> float:
        factor = KIND_FACTORS.get(candidate.kind, 1.0)
        if candidate.kind == "news" and candidate.date:
            age = max((self.today - candidate.date).days, 0)
            factor *= OLD_NEWS + (1 - OLD_NEWS) * exp(-age / NEWS_DAYS)
        return factor if candidate.language == self.query.language else factor * OTHER_LANGUAGE
