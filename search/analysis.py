"""Turns text into the words that are stored and looked up: one spelling, one stem for all forms of a word.

Pure functions. Stored text and typed queries go through the same code, so every engine finds the same.
"""

import re
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

import snowballstemmer

from cms.letters import fold

LONGEST_WORD = 60
LONGEST_NORMALISED = 200
# Languages of pages for which snowball knows the forms of words; all others are only folded.
STEMMERS = {
    "de": "german",
    "en": "english",
    "fr": "french",
    "nl": "dutch",
    "it": "italian",
    "es": "spanish",
    "ru": "russian",
}
# Snowball knows no Ukrainian, takes Arabic apart unevenly, and Turkish only with all its own letters: what nouns and
# adjectives carry is cut off here.
TURKISH_ENDINGS = """larimizi lerimizi larindan lerinden larinda lerinde larini lerini larimi lerimi larim lerim
    lari leri lar ler sindan sinden sinda sinde sinin sunun sini sunu imizi umuzu imiz umuz amiz emiz imi umu ami emi
    ini unu inin unun nin nun im um am em in un an en si su yi yu ya ye dan den tan ten da de ta te a e i u"""
TURKISH_SHIFTS = {"g": "k", "b": "p", "d": "t"}
UKRAINIAN_ENDINGS = """ями ами ому ого ими ові еві єві ія ії ію ією єю ою ею ах ях ам ям ом ем єм ів їв ий ій ої ою їй им их
    ість ості істю ння нню нням нні ня ню а я о е є і ї и у ю ь й"""
ARABIC_ENDINGS = "هما كم هم هن نا ها ات ان ون ين يه ية تي ته تك ه ة ي ك ا"
ARABIC_BEGINNINGS = "وال بال كال فال لل ال"

# Kept together with the words of questions: "wo kann ich meinen hund anmelden" asks for hund and anmelden.
STOP_WORDS = {
    "de": """aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bekomme bekommen bin
    bis bist bitte brauch brauche brauchen brauchst braucht da dabei dafür damit danke dann darf das dass dauert dein
    deine dem den denn der deren des dessen die dies diese diesem diesen dieser dieses doch dort du durch dürfen
    eigentlich ein eine einem einen einer eines einfach er es etwas euch euer eure finde findet für gegen gehe
    gehen geht gern gerne gib gibt gilt guten hab habe haben hallo hat hatte hätte hier ich ihm ihn ihnen ihr ihre ihrem
    ihren ihrer im in ins ist ja jede jedem jeden jeder jedes jemand jetzt kann kannst kein keine keinem keinen keiner
    kommt können könnte kosten kostet kriege kriegen kriegt lassen liegt mach mache machen macht mal man mein meine
    meinem meinen meiner mich mir mit möchte möchten muss muß müssen nach ne nem nen nicht nichts noch nun nur ob oder
    ohne passiert schon sehr sein seine seinem seinen seiner seit selber selbst sich sie sind so soll sollen sollte
    sowie tag tun über um und uns unser unsere unserem unseren unserer unter viel vom von vor wann war waren warum was
    weil weiß welche welchem welchen welcher welches wem wen wenn wer werde werden weshalb wessen wie wieso wieviel will
    wir wird wo woher wohin wollen worden würde würden zu zum zur zuständig zwischen bzw usw""",
    "en": """a about an and any are as at be been by can could do does for from get has have hello how i if in is it
    may me much must my need of on or our please should that the their there they this to want was we what when where
    which who whose why will with would you your""",
    "tr": """ama ben beni benim bir biz bu çok da daha de en gibi hangi için ile istiyorum kim lazım mı mi mu mü
    nasıl ne neden nerede nereden nereye olan olarak var ve veya ya yapılır yapmak yok zaman""",
    "uk": """а або але без бути в ви він від для до є з за зі і із й коли кому кого ми мені мене мій мого моя мою на не
    ні о по потрібно про при та так то у хто хочу це чи що щоб як яка який які де я""",
    "ar": """أن أنا أين إلى ان انا اين الى التي الذي عن على في كيف كم لا لي ما ماذا مع من متى هذا هذه هل هو هي و يا
    أريد اريد""",
}

# Bürger:innen, Bürger*innen, Bürger/-innen, BürgerInnen: the form without ending finds all of them.
GENDERED = re.compile(r"(?:[:*_]|/-?)in(?:nen)?$|(?<=[a-zäöüß]{3})In(?:nen)?$")
# Snowball keeps -ung on short words, so that Meldung and melden would stay strangers.
NOUN_ENDING = re.compile(r"(?<=\w{4})ung$")
NO_NOUN_ENDING = {"zeitung"}
FEMININE = re.compile(r"(?<=\w{2}er)in(?:nen)?$")
# Marks belong to their letter: combining accents, Arabic vowels, soft hyphens.
MARKS = r"\u0300-\u036f\u0640\u064b-\u0652\u00ad"
LETTER = rf"[^\W_][{MARKS}]*"
WORD = re.compile(rf"(?:{LETTER})+(?:-(?:{LETTER})+)*(?:(?:[:*_]|/-?)in(?:nen)?\b)?")
# The same where no underscore stands; three times as fast, since letters need not be told from underscores one by one.
WORD_IN_PLAIN_TEXT = re.compile(rf"[^\W_][\w{MARKS}]*(?:-[^\W_][\w{MARKS}]*)*(?:(?:[:*]|/-?)in(?:nen)?\b)?")


class Word(NamedTuple):
    """One word of a text: as it is compared, its stem, and where it stands."""

    folded: str
    stem: str
    start: int
    end: int


Stem = tuple[str, str]
"""A word as it is compared, and its stem."""


class LightStemmer:
    """Cuts what a word begins and ends with, the longest first, as long as something of it is left."""

    SHORTEST = 3

    def __init__(self, endings: str, beginnings: str = "", shifts: dict[str, str] | None = None) -> None:
        self.shifts = shifts or {}
        self.endings = sorted({fold(ending) for ending in endings.split()}, key=len, reverse=True)
        self.beginnings = sorted(beginnings.split(), key=len, reverse=True)

    def stemWord(self, word: str) -> str:  # noqa: N802  the name that snowball's stemmers have
        begins = next((b for b in self.beginnings if word.startswith(b) and len(word) - len(b) >= self.SHORTEST), "")
        word = word[len(begins) :]
        while ends := next((e for e in self.endings if word.endswith(e) and len(word) - len(e) >= self.SHORTEST), ""):
            word = word[: -len(ends)]
        return word[:-1] + self.shifts.get(word[-1:], word[-1:])


@lru_cache(maxsize=16)
def stemmer(language: str):
    if language == "uk":
        return LightStemmer(UKRAINIAN_ENDINGS)
    if language == "ar":
        return LightStemmer(ARABIC_ENDINGS, ARABIC_BEGINNINGS)
    if language == "tr":
        return LightStemmer(TURKISH_ENDINGS, shifts=TURKISH_SHIFTS)
    name = STEMMERS.get(language)
    return snowballstemmer.stemmer(name) if name else None


@lru_cache(maxsize=50_000)
def stem(folded: str, language: str = "de") -> str:
    """The part of a folded word that all its forms share."""
    known = stemmer(language)
    if known is None or not folded.isalpha():
        return folded
    if language != "de":
        return known.stemWord(folded) or folded
    found = known.stemWord(FEMININE.sub("", folded)) or folded
    return found if found in NO_NOUN_ENDING else NOUN_ENDING.sub("", found)


@lru_cache(maxsize=8)
def stop_words(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in STOP_WORDS.get(language, "").split())


def words(text: str, language: str = "de", joined: bool = True) -> list[Word]:
    """All words of a text in order; a hyphenated word comes in its parts and then, if wanted, as one."""
    found: list[Word] = []
    for match in WORD.finditer(text):
        place = match.start()
        known = words_of(match[0], language, joined)
        found += [Word(folded, stem, place + start, place + end) for folded, stem, start, end in known]
    return found


@lru_cache(maxsize=20_000)
def words_of(token: str, language: str, joined: bool = True) -> tuple[Word, ...]:
    """The words in something that is written without blanks."""
    whole = GENDERED.sub("", token)
    parts = whole.split("-")
    found, place = [], 0
    for part in parts:
        found.append(make_word(part, place, place + len(part), language))
        place += len(part) + 1
    if joined and len(parts) > 1:
        found.append(make_word("".join(parts), 0, len(token), language))
    return tuple(word for word in found if word.stem)


class ContentStems(dict[str, tuple[Stem, ...]]):
    """What is written without blanks → the stems in it that say something. Fills itself; a cache for whole texts."""

    MOST = 50_000

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, token: str) -> tuple[Stem, ...]:
        if len(self) >= self.MOST:
            self.clear()
        little = stop_words(self.language)
        self[token] = tuple(stem for stem in stems_of(token, self.language) if stem[0] not in little)
        return self[token]


def stems_of(token: str, language: str) -> tuple[Stem, ...]:
    return tuple((word.folded, word.stem) for word in words_of(token, language))


@lru_cache(maxsize=8)
def known_stems(language: str) -> ContentStems:
    return ContentStems(language)


def content_stems(text: str, language: str, most: int) -> tuple[Stem, ...]:
    """What `content_words` finds, each once and without its places: whole texts are read for the index by this."""
    tokens = dict.fromkeys((WORD if "_" in text else WORD_IN_PLAIN_TEXT).findall(text)[:most])
    found = tuple(dict.fromkeys(chain.from_iterable(map(known_stems(language).__getitem__, tokens))))
    return found or tuple(dict.fromkeys(stem for token in tokens for stem in stems_of(token, language)))


def make_word(text: str, start: int, end: int, language: str) -> Word:
    folded = fold(text)[:LONGEST_WORD]
    return Word(folded, stem(folded, language), start, end)


def content_words(text: str, language: str = "de", joined: bool = True) -> list[Word]:
    """The words of a text that say something; if it has only little words, those."""
    found = words(text, language, joined)
    return [word for word in found if word.folded not in stop_words(language)] or found


def normalised(text: str) -> str:
    """A query the one way in which it is counted and compared: its words, folded, with single blanks, at most 200."""
    return " ".join(word.folded for word in words(text, joined=False))[:LONGEST_NORMALISED].strip()
