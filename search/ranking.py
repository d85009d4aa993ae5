"""Orders what an engine has found. The same for all engines, so that all give the same results."""

from datetime import date
from math import exp, log10
from typing import NamedTuple

from search.concepts import Query
from search.vocabulary import Vocabulary

FIELD_WEIGHTS = (8.0, 6.0, 3.0, 1.0)
# A long text mentions many things that it is not about.
CERTAINTY = (1.0, 1.0, 1.0, 0.7)
# Ausweis is found in Personalausweis, but a document about the Ausweis itself comes first. A part of a title must
# still weigh more than a whole keyword: a term is kept once, in the field that stands first.
INSIDE_A_WORD = 0.6
# A resident who searches mostly wants to get something done.
KIND_FACTORS = {"service": 1.6, "department": 1.2, "page": 1.0, "project": 1.0, "news": 0.8}
OTHER_LANGUAGE = 0.6
NEWS_DAYS = 365
OLD_NEWS = 0.5
FULL_MATCH = 0.75
# A document that has several of the words for one thing (all of "Wohnsitz anmelden") gets a little more.
FURTHER = 0.15
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
    facets: str = ""

    @property
    def fields(self) -> tuple[str, str, str, str]:
        return self.title_tokens, self.keyword_tokens, self.summary_tokens, self.body_tokens


class Ranked(NamedTuple):
    """A candidate with its points."""

    score: float
    candidate: Candidate


def rank(
    candidates: list[Candidate],
    query: Query,
    vocabulary: Vocabulary,
    today: date,
    *,
    noise: float = NOISE,
    weights: tuple[float, float, float, float] = FIELD_WEIGHTS,
) -> list[Ranked]:
    """The candidates that answer the query, best first; equal points are ordered by title and address."""
    scorer = Scorer(query, vocabulary, today, weights)
    ranked = [Ranked(scorer.score(candidate), candidate) for candidate in candidates]
    best = max((entry.score for entry in ranked), default=0.0)
    kept = [entry for entry in ranked if entry.score > best * noise]
    return sorted(kept, key=lambda entry: (-round(entry.score, 6), entry.candidate.title, entry.candidate.url))


class Use(NamedTuple):
    """What a term is worth to one of the query's concepts."""

    concept: int
    weight: float
    value: float


class Place(NamedTuple):
    """Where a document has a term: the weight of the field, how sure it is that the document is about it."""

    weight: float
    certainty: float
    is_title: bool = False


Found = tuple[tuple[str, int], ...]
"""Terms, each with the number of its place: two for each field, for whole words and for parts of words."""


class Scorer:
    """Gives points to candidates for one query."""

    def __init__(
        self,
        query: Query,
        vocabulary: Vocabulary,
        today: date,
        weights: tuple[float, float, float, float] = FIELD_WEIGHTS,
    ) -> None:
        self.query, self.today, self.idf = query, today, vocabulary.idf
        self.places = [
            place
            for number, (weight, certainty) in enumerate(zip(weights, CERTAINTY, strict=True))
            for place in (Place(weight, certainty, number == 0), Place(weight * INSIDE_A_WORD, certainty))
        ]
        self.uses: dict[str, list[Use]] = {}
        for number, concept in enumerate(query.concepts):
            for term, weight in concept.terms.items():
                self.uses.setdefault(term, []).append(Use(number, weight, weight * self.idf(term)))
        self.phrases = [
            (number, frozenset(phrase.terms), phrase.weight / len(phrase.terms) ** 0.5, phrase.weight)
            for number, concept in enumerate(query.concepts)
            for phrase in concept.phrases
        ]
        for _number, terms, _worth, _weight in self.phrases:
            for term in terms:
                self.uses.setdefault(term, [])
        # Between blanks a term is a whole word of the tokens.
        self.as_words = [(term, f" {term} ") for term in self.uses]
        self.answers: dict[Found, tuple[float, int]] = {}
        self.worth = [
            max((self.idf(term) for term in concept.terms if term in vocabulary), default=1.0)
            for concept in query.concepts
        ]
        self.full_worth = sum(self.worth) or 1.0

    def score(self, candidate: Candidate) -> float:
        found = self._where(candidate)
        # Many candidates have the same words in the same fields.
        if found not in self.answers:
            self.answers[found] = self._answer({term: self.places[place] for term, place in found})
        points, in_title = self.answers[found]
        return (
            points
            * self._title_factor(in_title, candidate)
            * self._kind_factor(candidate)
            * (1 + VIEWS * log10(1 + candidate.views))
        )

    def _answer(self, places: dict[str, Place]) -> tuple[float, int]:
        """Points for these terms in these fields, and how many concepts the title answers."""
        points = [0.0] * len(self.worth)
        others = [0.0] * len(self.worth)
        matches = [0.0] * len(self.worth)
        in_title = set()
        for term, place in places.items():
            for number, weight, value in self.uses[term]:
                worse, points[number] = sorted((value * place.weight, points[number]))
                others[number] += worse
                matches[number] = max(matches[number], weight * place.certainty)
                if place.is_title and weight >= FULL_MATCH:
                    in_title.add(number)
        self._add_phrases(places, points, matches)
        covered = sum(worth * min(1.0, match / FULL_MATCH) for worth, match in zip(self.worth, matches, strict=True))
        scattered = SCATTERED + (covered / self.full_worth) ** 1.5
        return (sum(points) + FURTHER * sum(others)) * scattered, len(in_title)

    def _add_phrases(self, places: dict[str, Place], points: list[float], matches: list[float]) -> None:
        """An expression that stands for the thing counts where the document has all of its words."""
        for number, terms, worth, weight in self.phrases:
            if terms <= places.keys():
                value = sum(self.idf(term) * places[term].weight for term in terms)
                points[number] = max(points[number], worth * value)
                matches[number] = max(matches[number], weight * min(places[term].certainty for term in terms))

    def _where(self, candidate: Candidate) -> Found:
        """The query's terms that the document has, and where. To look for each is quicker than to part whole texts."""
        text = " ".join(("", " \n ".join(candidate.fields), ""))
        found = []
        for term, as_word in self.as_words:
            start = text.find(as_word)
            if start >= 0:
                field = text.count("\n", 0, start)
                is_inside = text.rfind("|", 0, start) > text.rfind("\n", 0, start)
                found.append((term, 2 * field + is_inside))
        return tuple(found)

    def _title_factor(self, in_title: int, candidate: Candidate) -> float:
        """More for a title that is about nothing else, most for the title itself."""
        share = min(1.0, in_title / max(candidate.title_words, 1))
        is_exact = share == 1.0 and in_title == len(self.worth)
        return 1 + TITLE_SHARE * share + EXACT_TITLE * is_exact

    def _kind_factor(self, candidate: Candidate) -> float:
        factor = KIND_FACTORS.get(candidate.kind, 1.0)
        if candidate.kind == "news" and candidate.date:
            age = max((self.today - candidate.date).days, 0)
            factor *= OLD_NEWS + (1 - OLD_NEWS) * exp(-age / NEWS_DAYS)
        return factor if candidate.language == self.query.language else factor * OTHER_LANGUAGE
