"""What can be told about German sentences by their form alone; nothing leaves the machine and nothing is learnt.

The findings are hints, and on the careful side: what might be something else is not reported.
"""

import re
from collections.abc import Iterator

from cms.checks.german_words import (
    ALIKE,
    IRREGULAR,
    KNOWN,
    NO_PARTICIPLES,
    PHRASES,
    SHORTENED,
    THINGS,
    WRITTEN_OUT,
)

_END = re.compile(r"[.!?…]+[“”\"»)]*(?=\s+[\"„«(]?[A-ZÄÖÜ0-9]|\s*$)|\n+")
_LAST_WORD = re.compile(r"([\w.]*\w)\.$")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")

_WERDEN = frozenset(("wird", "werden", "wurde", "wurden", "werde", "würde", "würden", "worden"))
_ONLY_PASSIVE = frozenset(("wurde", "wurden"))
_CLAUSE = re.compile(r"[,;:–—()]| - ")
_REGULAR = re.compile(
    r"^(?:(?:ab|an|auf|aus|bei|bereit|durch|ein|fest|fort|frei|heraus|herunter|hin|hinzu|hoch|los|mit|nach|nieder|statt|teil|um|"
    r"unter|vor|voraus|weg|weiter|wieder|zu|zurück|zusammen|zwischen)?ge\w{2,}(?:t|en)"
    r"|(?:(?:ab|an|auf|aus|ein|mit|nach|vor|zu|zurück)?(?:be|emp|ent|er|miss|ver|zer)|über|unter|durch|wider)\w{2,}t"
    r"|\w{2,}iert)$"
)
_AFTER_IT = frozenset(("und", "oder", "sowie", "werden", "worden", "wird", "wurde", "wurden", "würde", "würden"))

_HIDES_A_VERB = re.compile(r"^[A-ZÄÖÜ]\w+(?:ung|heit|keit|tion|sion|nahme|tät)(?:en|s|n)?$")
_ENDINGS = ("en", "s", "n", "")

_HYPHENATED = re.compile(r"\b([A-Za-zÄÖÜäöüß]{2,})[-‐¬\u00ad]\s+([a-zäöüß]{2,})\b")
_BROKEN_MARK = re.compile(r"\b(\w+)(?:¬|\u00ad\s)\s*(\w+)")
_GOES_WITH_A_HYPHEN = frozenset(
    [
        "und",
        "oder",
        "bzw",
        "beziehungsweise",
        "sowie",
        "noch",
        "wie",
        "bis",
        "als",
        "statt",
        "aber",
        "auch",
        "sondern",
        "wenn",
        "oder/und",
        "plus",
        "an",
        "in",
        "im",
        "am",
        "vs",
        "zu",
    ]
)
_INSIDE = re.compile(r"\b([A-Za-zÄÖÜäöüß]{2,})-([a-zäöüß]{3,})\b")

_CAPITALS = re.compile(r"(?<![\w.§-])(?=\w*[A-ZÄÖÜ]\w*[A-ZÄÖÜ])[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{1,7}(?![\w-])")
_ROMAN = re.compile(r"^[IVXLC]+$")
_LAW = re.compile(r"(?:§§?|Abs(?:atz|\.)|Art(?:ikel|\.)|Satz|Nr\.|Nummer)\s*[\d][^.;,]{0,40}$")
_VOWEL = re.compile(r"[AEIOUÄÖÜ]")
_SHORT = 4


def sentences(text: str) -> list[str]:
    """The sentences of a text; dots of abbreviations and ordinals end none."""
    found, begin = [], 0
    for mark in _END.finditer(text):
        if mark[0].startswith(".") and mark.end() < len(text) and _goes_on(text[begin : mark.start() + 1]):
            continue
        found.append(text[begin : mark.end()])
        begin = mark.end()
    return [sentence.strip() for sentence in [*found, text[begin:]] if sentence.strip()]


def _goes_on(before: str) -> bool:
    """Whether the dot at the end belongs to a shortened word or to a day of the month."""
    last = _LAST_WORD.search(before)
    if last is None:
        return False
    word = last[1].lower()
    return word in SHORTENED or len(word.rsplit(".", 1)[-1]) == 1 or (word.isdecimal() and len(word) <= 2)


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def is_passive(sentence: str) -> bool:
    """Whether somebody is not named who does something: a form of “werden” with a participle at the end of its clause."""
    return any(_is_passive(words(clause)) for clause in _CLAUSE.split(sentence))


def _is_passive(clause: list[str]) -> bool:
    low = [word.lower() for word in clause]
    if not _WERDEN & set(low):
        return False
    for place, word in enumerate(clause):
        following = low[place + 1] if place + 1 < len(low) else ""
        if following and following not in _AFTER_IT:
            continue
        is_sure = following in {"werden", "worden"} or bool(_ONLY_PASSIVE & set(low))
        if word[0].islower() and _is_participle(low[place], is_sure):
            return True
    return False


def _is_participle(word: str, is_sure: bool) -> bool:
    if word in NO_PARTICIPLES:
        return False
    return word in IRREGULAR or (is_sure and word in ALIKE) or (word not in ALIKE and bool(_REGULAR.match(word)))


def hidden_verbs(sentence: str) -> list[str]:
    """Nouns that say what a verb would say more simply, each once: Erteilung, Inanspruchnahme."""
    found = [word for word in words(sentence) if _HIDES_A_VERB.match(word) and not _is_a_thing(word.lower())]
    return list(dict.fromkeys(found))


def _is_a_thing(word: str) -> bool:
    return any(word.endswith(thing + ending) for ending in _ENDINGS for thing in THINGS)


def set_phrases(text: str) -> list[tuple[str, str]]:
    """Phrases of offices in a text, each with what people say."""
    low = " ".join(text.lower().split())
    return [(phrase, plain) for phrase, plain in PHRASES.items() if phrase in low and re.search(rf"\b{phrase}", low)]


def hyphenations(text: str, everything: str = "") -> list[tuple[str, str]]:
    """Words that were divided at the end of a line in another document, with the whole word.

    A hyphen inside a word counts only where the whole word stands elsewhere in `everything`.
    """
    found = [
        (match[0], match[1] + match[2])
        for match in _HYPHENATED.finditer(text)
        if match[2].lower() not in _GOES_WITH_A_HYPHEN
    ]
    found += [(match[0], match[1] + match[2]) for match in _BROKEN_MARK.finditer(text)]
    known = {word.lower() for word in words(everything)}
    found += [
        (match[0], match[1] + match[2]) for match in _INSIDE.finditer(text) if (match[1] + match[2]).lower() in known
    ]
    return list(dict.fromkeys(found))


def abbreviations(text: str) -> Iterator[str]:
    """Abbreviations in capitals that are not known to everybody, each once; those in a citation of a law are left out."""
    seen: set[str] = set()
    for match in _CAPITALS.finditer(text):
        word = match[0]
        if word in KNOWN | seen or _is_shouted(word) or _ROMAN.match(word) or _LAW.search(text[: match.start()]):
            continue
        if sum(letter.isupper() for letter in word) * 3 < len(word):
            continue
        seen.add(word)
        yield word


def _is_shouted(word: str) -> bool:
    """ALLES is a word in capitals, DSGVO is none."""
    return word.isupper() and len(word) > _SHORT and len(_VOWEL.findall(word)) > 1


def is_explained(abbreviation: str, text: str) -> bool:
    """“Onlinezugangsgesetz (OZG)” or “OZG (Onlinezugangsgesetz)” anywhere in the text."""
    short = re.escape(abbreviation)
    return bool(re.search(rf"\w{{3,}}[“”\"]?\s*\((?:[^)]*\s)?{short}\b|\b{short}\s*\([^)]{{6,}}\)", text))


def shortened_words(text: str) -> list[tuple[str, str]]:
    """Shortened words of offices, with what people say."""
    return [(short, plain) for short, plain in WRITTEN_OUT.items() if re.search(rf"(?<![\w.]){re.escape(short)}", text)]
