"""Understands a typed query: for each thing somebody asks for, the words under which it may be found."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise, permutations
from typing import NamedTuple

from search.analysis import STOP_WORDS, Word, content_words, fold, stem, stop_words, words
from search.compounds import base_words
from search.families import SEPARABLE, forms
from search.spelling import LONG_WORD, Speller
from search.synonyms import LONGEST_EXPRESSION, Expression, Synonyms
from search.vocabulary import Vocabulary

LONGEST_QUERY = 200
MOST_WORDS = 12
MOST_CORRECTIONS = 4
MOST_TERMS = 80
# In longer queries the words of an expression have to stand side by side.
MOST_SHUFFLED = 5

SAME, JOINED, FORM, SYNONYM, COMPOUND_PART = 1.0, 1.2, 0.9, 0.75, 0.9
HEAD, MODIFIER = 0.40, 0.30
NEIGHBOUR, PER_LETTER, DOUBTFUL = 0.9, 0.2, 0.6
COMPLETION, TAIL, BEGINNING = 0.6, 0.6, 0.35
# What a word means by itself where a longer expression with it has a meaning of its own: Hund in "Hund gestorben".
OVERRULED = 0.6
# Of an expression that stands for the thing, a single word is only a hint.
OF_SEVERAL = 0.6
PART_OF_MEANING = 0.6
# A word of an expression that is so much more common than its rarest one stands for too many other things.
TELLING = 0.7
# What is less than this costs time and finds nothing of use.
LEAST_HINT = 0.4
LINKS_BETWEEN = ("", "s", "es", "n", "en", "e", "er")
SHORTEST_DOUBTFUL = 9
SHORTEST_BEGINNING, SHORTEST_TAIL = 4, 4
SHORTEST_MENDED, LONGEST_ENDING = 5, 4


class Phrase(NamedTuple):
    """Stems that only together mean what was asked for: Hund and abmelden."""

    terms: Expression
    weight: float


@dataclass
class Concept:
    """One thing asked for: the stems that stand for it, each with its weight."""

    word: Word
    terms: dict[str, float] = field(default_factory=dict)
    phrases: list[Phrase] = field(default_factory=list)

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
    typed = first_of_each(content_words(query.text, language, joined=False))
    telling = [word for word in typed if word.stem in vocabulary or not is_little_elsewhere(word, query.text)]
    Reader(query, vocabulary, synonyms).read((telling or typed)[:MOST_WORDS])
    return query


@lru_cache(maxsize=1)
def base_speller() -> Speller:
    return Speller(base_words())


def first_of_each(found: list[Word]) -> list[Word]:
    return list({word.stem: word for word in reversed(found)}.values())[::-1]


def is_little_elsewhere(word: Word, text: str) -> bool:
    """Whether it is a little word of another language (how, nasıl, як) and not the beginning of E-Bike."""
    is_part = text[word.end : word.end + 1] == "-"
    return not is_part and any(word.folded in stop_words(language) for language in STOP_WORDS)


class Reader:
    """Fills a query with concepts, word by word."""

    def __init__(self, query: Query, vocabulary: Vocabulary, synonyms: Synonyms) -> None:
        self.query, self.vocabulary, self.synonyms = query, vocabulary, synonyms
        self.is_german = query.language == "de"

    def read(self, typed: list[Word]) -> None:
        typed = self._rejoin(typed) if self.is_german else typed
        concepts = {word.stem: Concept(word, {word.stem: SAME}) for word in typed}
        explained = self._join(typed, concepts) | self._translate(typed, concepts) | self._inflect(typed, concepts)
        for word in typed:
            self._explain(word, concepts[word.stem], word.stem in self.vocabulary or word.stem in explained)

    def _explain(self, word: Word, concept: Concept, is_known: bool) -> None:
        parts = self.vocabulary.splitter.split(word.folded, word.stem) if self.is_german else ()
        self.query.concepts.append(concept)
        if is_known:
            self._add_parts(word, concept)
        elif parts:
            self._correct(word, concept, is_doubtful=True)
            self.query.concepts += self._part_concepts(word, parts)
        elif not self._correct(word, concept):
            if parts := self._mended_parts(word):
                self.query.concepts += self._part_concepts(word, parts)
            else:
                self._guess(word, concept)

    def _rejoin(self, typed: list[Word]) -> list[Word]:
        """What grammar has parted becomes one word again: ich melde mein Auto ab."""
        everything = words(self.query.text, joined=False)
        prefix = everything[-1] if everything else None
        if prefix is None or prefix.folded not in SEPARABLE:
            return typed
        for word in typed:
            for form in (word.stem, *forms(word.folded, word.stem)):
                if word.start < prefix.start and prefix.folded + form in self.vocabulary:
                    whole = Word(prefix.folded + form, prefix.folded + form, word.start, word.end)
                    return [whole if one is word else one for one in typed if one.start != prefix.start]
        return typed

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
        """Everyday expressions of one to three words become the official ones as well, the longest first."""
        explained: set[str] = set()
        for expression in self._expressions(typed):
            stems = [word.stem for word in expression]
            meanings = self.synonyms.of(*stems) + self.synonyms.of_foreign(*(word.folded for word in expression))
            is_overruled = len(stems) == 1 and stems[0] in explained
            for said in stems if meanings else ():
                self._add_meanings(concepts[said], meanings, SYNONYM * (OVERRULED if is_overruled else 1))
            explained.update(stems if meanings else ())
        return explained

    def _expressions(self, typed: list[Word]) -> Iterator[tuple[Word, ...]]:
        """All that may be said with these words; in short queries in any order."""
        for length in range(min(LONGEST_EXPRESSION, len(typed)), 0, -1):
            if len(typed) <= MOST_SHUFFLED:
                yield from permutations(typed, length)
            else:
                yield from (tuple(typed[start : start + length]) for start in range(len(typed) - length + 1))

    def _inflect(self, typed: list[Word], concepts: dict[str, Concept]) -> set[str]:
        """Other forms of the words, and what those mean: verloren, Verlust."""
        explained = set()
        for word in typed if self.is_german else ():
            for form in forms(word.folded, word.stem):
                meanings = [] if self.synonyms.of(word.stem) else self.synonyms.of(form)
                self._add_meanings(concepts[word.stem], meanings, SYNONYM * FORM)
                if form in self.vocabulary:
                    concepts[word.stem].add(form, FORM)
                if meanings or form in self.vocabulary:
                    explained.add(word.stem)
        return explained

    def _add_meanings(self, concept: Concept, meanings: list[Expression], weight: float = SYNONYM) -> None:
        for meaning in meanings:
            if len(meaning) > 1 and all(word in self.vocabulary for word in meaning):
                concept.phrases.append(Phrase(meaning, weight))
            for word in self._telling(meaning):
                for term, share in self._known_terms(word):
                    hint = weight * share * (OF_SEVERAL if len(meaning) > 1 else 1)
                    if hint >= LEAST_HINT:
                        concept.add(term, hint)

    def _telling(self, meaning: Expression) -> list[str]:
        """Of an expression the words that say what it is about: Hund, but not anmelden."""
        worth = {word: self.vocabulary.idf(word) for word in meaning}
        return [word for word in meaning if worth[word] >= TELLING * max(worth.values())]

    def _known_terms(self, word: str) -> list[tuple[str, float]]:
        """The word, or its parts if only those stand on the site."""
        if word in self.vocabulary:
            return [(word, 1.0)]
        parts = [part for part in self.vocabulary.splitter.split(word, word) if part in self.vocabulary]
        return [(part, PART_OF_MEANING / len(parts) ** 0.5) for part in parts]

    def _add_parts(self, word: Word, concept: Concept) -> None:
        if not self.is_german:
            return
        parts = self.vocabulary.splitter.all_parts(word.folded, word.stem)
        for part in parts:
            concept.add(part, HEAD if part == parts[-1] else MODIFIER)

    def _part_concepts(self, word: Word, parts: tuple[str, ...]) -> Iterator[Concept]:
        """A compound that the site does not know asks for each of its parts: Kindergeldantrag."""
        for part in parts:
            concept = Concept(word)
            self._add_part(concept, part, COMPOUND_PART)
            self._add_parts(Word(part, part, word.start, word.end), concept)
            yield concept

    def _add_part(self, concept: Concept, part: str, weight: float) -> None:
        """A part of a word with its forms and all that it means."""
        concept.add(part, weight)
        self._add_meanings(concept, self.synonyms.of(part), weight * SYNONYM)
        for form in forms(part, part):
            if form in self.vocabulary:
                concept.add(form, weight * FORM)

    def _correct(self, word: Word, concept: Concept, is_doubtful: bool = False) -> bool:
        """A word that nobody knows was perhaps mistyped."""
        if len(self.query.corrections) >= MOST_CORRECTIONS or (is_doubtful and len(word.stem) < SHORTEST_DOUBTFUL):
            return False
        best = self._meant(word, 1 if is_doubtful else None)
        for neighbour, distance in best:
            weight = DOUBTFUL if is_doubtful else NEIGHBOUR - PER_LETTER * distance
            self._add_part(concept, neighbour, weight)
        if best:
            self.query.corrections[word.folded] = best[0][0]
        return bool(best)

    def _meant(self, word: Word, farthest: int | None) -> list[tuple[str, int]]:
        """Words that are spelt alike, those of the site before those that only the synonyms know; the nearest first."""
        found = [(mended, 1) for mended in self._mended(word)]
        for known in (self.vocabulary.speller, self.synonyms.speller) if self.is_german else (self.vocabulary.speller,):
            for spelling in dict.fromkeys((word.folded, word.stem)):
                found += known.neighbours(spelling, farthest)
        return sorted(found, key=lambda neighbour: neighbour[1])

    def _mended(self, word: Word) -> list[str]:
        """A slip in the ending hides it from the stemmer: baugenehmigun, hundesteuerr, meldebescheinigug."""
        # Letters that changed places must not be taken for an umlaut: Hundestuer.
        swapped = fold(self.query.text[word.start : word.end].lower().replace("ue", "eu"))
        spellings = dict.fromkeys((word.folded, swapped))
        known = [spelling[:-cut] for spelling in spellings for cut in range(1, LONGEST_ENDING + 1)]
        known += [stem(spelling + end, self.query.language) for spelling in spellings for end in ("", "g")]
        return [found for found in known if len(found) >= SHORTEST_MENDED and found in self.vocabulary][:1]

    def _mended_parts(self, word: Word) -> tuple[str, ...]:
        """The two parts of a compound that the site does not know and in which one part is mistyped: wahlhelffer."""
        splitter, folded = self.vocabulary.splitter, word.folded
        if not self.is_german or len(folded) < LONG_WORD:
            return ()
        for start in range(len(folded) - SHORTEST_TAIL, SHORTEST_BEGINNING - 1, -1):
            front, back = splitter.inner.get(folded[:start]), splitter.last.get(folded[start:])
            if front and (near := base_speller().neighbours(folded[start:], 1)):
                return front.stem, stem(near[0][0])
            if back and (near := base_speller().neighbours(folded[:start], 1)):
                return stem(near[0][0]), back.stem
        return ()

    def _guess(self, word: Word, concept: Concept) -> None:
        """Of a word that nobody knows, what it begins or ends with: perso, Gebrauchtwagen."""
        for whole in self.vocabulary.beginning_with(word.folded) if len(word.folded) >= SHORTEST_BEGINNING else ():
            concept.add(whole, COMPLETION)
        if self.is_german:
            self._guess_tail(word, concept)

    def _guess_tail(self, word: Word, concept: Concept) -> None:
        for start in range(SHORTEST_TAIL - 1, len(word.folded) - SHORTEST_TAIL + 1):
            tail = stem(word.folded[start:])
            if tail in self.vocabulary.title_words or tail in self.vocabulary.splitter.last or self.synonyms.of(tail):
                self._add_part(concept, tail, TAIL)
                return
