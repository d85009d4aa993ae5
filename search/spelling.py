"""Finds the words that somebody may have meant who wrote another: nearly the same letters, or the same sound."""

import re
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from search.analysis import LONGEST_WORD

SHORTEST_TO_CORRECT = 4
LONG_WORD = 8
MOST_NEIGHBOURS = 3
REMEMBERED = 2_000
SHORTEST_SOUND = 4
# German letters that sound alike, in folded words: Fürung, Wonung, Kindergelt, Fanrad, Portmonee.
SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"sch", "$"), (r"ph|v", "f"), (r"th|dt|d", "t"), (r"ck|q|c(?!h)", "k"), (r"ts|tz|z|x", "s"), (r"ai|ei|ey|ay", "e"),
        (r"ie|ih|y|j", "i"), (r"(?<=[aeiou])h", ""), (r"b", "p"), (r"g(?!$)", "k"), (r"(.)\1+", r"\1"),
    )
]  # fmt: skip


def sound(word: str) -> str:
    """What a folded word sounds like; words that are only spelt differently become one."""
    for pattern, replacement in SOUNDS:
        word = pattern.sub(replacement, word)
    return word


class Speller:
    """Words in the order of their weight, and which of them are spelt or sound like another."""

    def __init__(self, words: Iterable[str]) -> None:
        fitting = [word for word in words if SHORTEST_TO_CORRECT <= len(word) <= LONGEST_WORD and word.isalpha()]
        self.by_length: dict[int, list[str]] = defaultdict(list)
        self.by_sound: dict[str, list[str]] = defaultdict(list)
        for word in fitting:
            self.by_length[len(word)].append(word)
            self.by_sound[sound(word)].append(word)
        self.order = {word: position for position, word in enumerate(fitting)}
        self._neighbours: dict[tuple[str, int], list[tuple[str, int]]] = {}

    def neighbours(self, word: str, farthest: int | None = None) -> list[tuple[str, int]]:
        """Words that differ by one letter (two in long words) or sound alike, with the number of differing letters."""
        if len(word) < SHORTEST_TO_CORRECT or not word.isalpha():
            return []
        farthest = farthest or (1 if len(word) < LONG_WORD else 2)
        key = word, farthest
        # Looked up once: another thread may forget everything at any moment.
        found = self._neighbours.get(key)
        if found is None:
            found = self._find(word, farthest)
            if len(self._neighbours) >= REMEMBERED:
                self._neighbours.clear()
            self._neighbours[key] = found
        return found

    def _find(self, word: str, farthest: int) -> list[tuple[str, int]]:
        found = dict.fromkeys(self._of_same_sound(word), 1)
        for length in range(len(word) - farthest, len(word) + farthest + 1):
            near = extract(
                word, self.by_length.get(length, ()), scorer=OSA.distance, processor=None,
                score_cutoff=farthest, limit=MOST_NEIGHBOURS,
            )  # fmt: skip
            # A short word with another first letter is another word: pleite is no leit.
            found |= {
                match: min(int(distance), found.get(match, farthest))
                for match, distance, _position in near
                if len(word) >= LONG_WORD or match[0] == word[0]
            }
        ordered = sorted(found.items(), key=lambda match: (match[1], self.order[match[0]]))
        return ordered[:MOST_NEIGHBOURS]

    def _of_same_sound(self, word: str) -> list[str]:
        heard = sound(word)
        return (
            [match for match in self.by_sound.get(heard, ()) if match != word][:MOST_NEIGHBOURS]
            if len(heard) >= SHORTEST_SOUND
            else []
        )
