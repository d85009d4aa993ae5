"""Understands a typed query: for each thing somebody asks for, the words under which it may be found."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from search.analysis import Word, content_words, stem, words
from search.synonyms import LONGEST_EXPRESSION, Synonyms
from search.vocabulary import SHORTEST_TO_CORRECT, Vocabulary

LONGEST_QUERY = 200
MOST_WORDS = 12
MOST_CORRECTIONS = 4
MOST_TERMS = 80

SAME, JOINED, SYNONYM, COMPOUND_PART = 1.0, 1.2, 0.75, 0.9
HEAD, MODIFIER = 0.40, 0.30
NEIGHBOUR, PER_LETTER, DOUBTFUL = 0.9, 0.2, 0.6
LINKS_BETWEEN = ("", "s", "es", "n", "en", "e", "er")
SHORTEST_DOUBTFUL = 9


@dataclass
class Concept:
    """One thing asked for: the stems that stand for it, each with its weight."""

    word: Word
    terms: dict[str, float] = field(default_factory=dict)

    def add(self, term: str, weight: float) -> None:
        self.terms[term] = max(weight, self.terms.get(term, 0.0))


@dataclass
class Query:
    """A typed text, understood."""

    text: str
    language: str
    concepts: list[Concept] = field(default_factory=list)
    corrections: dict[str, str] = field(default_factory=dict)
    """Mistyped words (folded) with the stem that was probably meant."""

    @cached_property
    def terms(self) -> dict[str, float]:
        """All terms that matter, the weightiest first, not more than an engine should be asked for."""
        found: dict[str, float] = {}
        for concept in self.concepts:
            for term, weight in concept.terms.items():
                found[term] = max(weight, found.get(term, 0.0))
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0]))[:MOST_TERMS])


def understand(text: str, vocabulary: Vocabulary, synonyms: Synonyms, language: str = "de") -> Query:
    """Read the first 200 characters and 12 words of what somebody typed."""
    query = Query(" ".join(text[:LONGEST_QUERY].split()), language)
    typed = first_of_each(content_words(query.text, language, joined=False))[:MOST_WORDS]
    Reader(query, vocabulary, synonyms).read(typed)
    return query


def first_of_each(found: list[Word]) -> list[Word]:
    return list({word.stem: word for word in reversed(found)}.values())[::-1]


class Reader:
    """Fills a query with concepts, word by word."""

    def __init__(self, query: Query, vocabulary: Vocabulary, synonyms: Synonyms) -> None:
        self.query, self.vocabulary, self.synonyms = query, vocabulary, synonyms

    def read(self, typed: list[Word]) -> None:
        concepts = {word.stem: Concept(word, {word.stem: SAME}) for word in typed}
        explained = self._join(typed, concepts) | self._translate(typed, concepts)
        for word in typed:
            concept = concepts[word.stem]
            is_known = word.stem in self.vocabulary or word.stem in explained
            parts = self.vocabulary.splitter.split(word.folded, word.stem) if self.query.language == "de" else ()
            if is_known:
                self._add_parts(word, concept)
            elif parts:
                self._correct(word, concept, is_doubtful=True)
                self.query.concepts += [concept, *self._part_concepts(word, parts)]
                continue
            else:
                self._correct(word, concept)
            self.query.concepts.append(concept)

    def _join(self, typed: list[Word], concepts: dict[str, Concept]) -> set[str]:
        """Words that were meant as one: bau voranfrage, zweit wohnsitz."""
        explained = set()
        for first, second in self._adjacent(typed):
            for link in LINKS_BETWEEN:
                joined = stem(first.folded + link + second.folded, self.query.language)
                is_known = joined in self.vocabulary
                meanings = self.synonyms.of(joined) if link == "" else []
                for concept in (concepts[first.stem], concepts[second.stem]):
                    if is_known:
                        concept.add(joined, JOINED)
                    self._add_meanings(concept, meanings)
                if is_known or meanings:
                    explained |= {first.stem, second.stem}
        return explained

    def _adjacent(self, typed: list[Word]) -> Iterator[tuple[Word, Word]]:
        for first, second in pairwise(typed):
            if not words(self.query.text[first.end : second.start]):
                yield first, second

    def _translate(self, typed: list[Word], concepts: dict[str, Concept]) -> set[str]:
        """Everyday expressions of one to three words become the official ones as well."""
        explained = set()
        stems = [word.stem for word in typed]
        for length in range(1, LONGEST_EXPRESSION + 1):
            for start in range(len(stems) - length + 1):
                expression = stems[start : start + length]
                meanings = self.synonyms.of(*expression)
                for said in expression if meanings else ():
                    self._add_meanings(concepts[said], meanings)
                    explained.add(said)
        return explained

    def _add_meanings(self, concept: Concept, meanings: list[tuple[str, ...]], weight: float = SYNONYM) -> None:
        for meaning in meanings:
            terms = [term for word in meaning for term in self._known_terms(word)]
            for term in terms:
                concept.add(term, weight / len(terms) ** 0.5)

    def _known_terms(self, word: str) -> tuple[str, ...]:
        """The word, or its parts if only those stand on the site."""
        if word in self.vocabulary:
            return (word,)
        return self.vocabulary.splitter.split(word, word) or (word,)

    def _add_parts(self, word: Word, concept: Concept) -> None:
        if self.query.language != "de":
            return
        parts = self.vocabulary.splitter.all_parts(word.folded, word.stem)
        for part in parts:
            concept.add(part, HEAD if part == parts[-1] else MODIFIER)

    def _part_concepts(self, word: Word, parts: tuple[str, ...]) -> Iterator[Concept]:
        """A compound that the site does not know asks for each of its parts: Kindergeldantrag."""
        for part in parts:
            concept = Concept(word, {part: COMPOUND_PART})
            self._add_meanings(concept, self.synonyms.of(part), SYNONYM * COMPOUND_PART)
            self._add_parts(Word(part, part, word.start, word.end), concept)
            yield concept

    def _correct(self, word: Word, concept: Concept, is_doubtful: bool = False) -> None:
        """A word that nobody knows was perhaps mistyped."""
        if len(self.query.corrections) >= MOST_CORRECTIONS or (is_doubtful and len(word.stem) < SHORTEST_DOUBTFUL):
            return
        farthest = 1 if is_doubtful else None
        found = self.vocabulary.neighbours(word.folded, farthest) + self.vocabulary.neighbours(word.stem, farthest)
        found += [(mended, 1) for mended in self._mended(word)]
        best = sorted(found, key=lambda neighbour: neighbour[1])
        for neighbour, distance in best:
            weight = DOUBTFUL if is_doubtful else NEIGHBOUR - PER_LETTER * distance
            concept.add(neighbour, weight)
            self._add_meanings(concept, self.synonyms.of(neighbour), weight * SYNONYM)
        if best:
            self.query.corrections[word.folded] = best[0][0]

    def _mended(self, word: Word) -> list[str]:
        """A slip at the very end hides the ending from the stemmer: baugenehmigun, hundesteuerr."""
        forms = (word.folded[:-1], word.folded + "g")
        stems = (stem(form, self.query.language) for form in forms)
        return [found for found in stems if len(found) >= SHORTEST_TO_CORRECT and found in self.vocabulary]
