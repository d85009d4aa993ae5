"""Which of the typed words a result has: so that the page can say honestly what it has not found."""

from collections import defaultdict
from collections.abc import Iterable

from search.concepts import Concept, Query
from search.ranking import Candidate
from search.vocabulary import Vocabulary

# All that a document has of a word, added up. One part of a compound is less: an Ausweis is no Fischereiausweis.
ENOUGH = 0.55
# Whoever shares less than this with the query, by the rarity of its words, is only a guess.
SHARE = 1 / 3
# As rare as a word in one document of seventy; one that is nowhere must not outweigh all others.
RARE = 4.2


class Coverage:
    """Compares documents with the words of a query."""

    def __init__(self, query: Query, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.meant = set(query.corrections.values())
        self.known: dict[int, list[str]] = {}
        self.concepts: dict[str, list[Concept]] = defaultdict(list)
        for concept in query.concepts:
            self.concepts[query.text[concept.word.start : concept.word.end]].append(concept)

    def missing(self, candidate: Candidate) -> list[str]:
        """The typed words that the document has in no form."""
        if candidate.id not in self.known:
            tokens = {token for text in candidate.fields for token in text.split()}
            words = self.concepts.items()
            self.known[candidate.id] = [
                word for word, concepts in words if not all(self._has(concept, tokens) for concept in concepts)
            ]
        return self.known[candidate.id]

    def _has(self, concept: Concept, tokens: set[str]) -> bool:
        found = [term for term in concept.terms if term in tokens]
        return sum(concept.terms[term] for term in found) >= ENOUGH or not self.meant.isdisjoint(found)

    def missing_everywhere(self, candidates: Iterable[Candidate]) -> list[str]:
        """The typed words that none of the documents has."""
        absent = list(self.concepts)
        for candidate in candidates:
            found = self.missing(candidate)
            absent = [word for word in absent if word in found]
            if not absent:
                break
        return absent

    def is_guess(self, missing: list[str]) -> bool:
        """Whether so much of the query is missing that the rest says little."""
        worth = {word: max(map(self._worth, concepts)) for word, concepts in self.concepts.items()}
        there = sum(value for word, value in worth.items() if word not in missing)
        return bool(missing) and there < SHARE * sum(worth.values())

    def _worth(self, concept: Concept) -> float:
        return min(self.vocabulary.idf(concept.word.stem), RARE)
