"""Everyday words and the official ones they stand for, read from our own list."""

from functools import lru_cache
from pathlib import Path

from search.analysis import content_words

SYNONYMS = Path(__file__).parent / "data" / "synonyms.txt"
LONGEST_EXPRESSION = 3

Expression = tuple[str, ...]


class Synonyms:
    """For each expression (as stems) the expressions that mean the same to a resident."""

    def __init__(self, lines: list[str]) -> None:
        self.meanings: dict[Expression, dict[Expression, None]] = {}
        for line in lines:
            line = line.partition("#")[0].strip()
            if line:
                self._learn(line)

    def of(self, *stems: str) -> list[Expression]:
        return list(self.meanings.get(stems, ()))

    def single_words(self) -> list[str]:
        return [expression[0] for expression in self.meanings if len(expression) == 1]

    def _learn(self, line: str) -> None:
        sign = "=" if "=" in line else ">"
        left, found, right = line.partition(sign)
        if not found or not right.strip():
            raise ValueError(f"A line of synonyms needs “=” or “>” between two sides: {line}")
        said, meant = expressions(left), expressions(right)
        self._lead(said, meant)
        if sign == "=":
            self._lead(meant, said)
            self._lead(said, said)
            self._lead(meant, meant)

    def _lead(self, said: list[Expression], meant: list[Expression]) -> None:
        for expression in said:
            targets = self.meanings.setdefault(expression, {})
            targets.update((target, None) for target in meant if target != expression)


def expressions(side: str) -> list[Expression]:
    """The comma-separated expressions of one side as stems."""
    texts = [text for text in side.split(",") if text.strip()]
    # A hyphenated word is one word here, as it is looked up joined.
    return [tuple(word.stem for word in content_words(text.replace("-", ""))) for text in texts]


NO_SYNONYMS = Synonyms([])


@lru_cache(maxsize=1)
def our_synonyms() -> Synonyms:
    return Synonyms(SYNONYMS.read_text(encoding="utf-8").splitlines())
