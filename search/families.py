"""Forms of one word that its stem does not show: verloren and Verlust, angemeldet and anmelden, Kfz and Kraftfahrzeug."""

import re
from functools import lru_cache
from pathlib import Path

from search.analysis import stem, words
from search.compounds import base_atoms

WORD_FAMILIES = Path(__file__).parent / "data" / "word_families.txt"
SHORTEST_FORM = 3
# What a verb may be parted from: ich melde mein Auto an, abzumelden, umgezogen.
SEPARABLE = ("zuruck", "weiter", "wieder", "nach", "auf", "aus", "bei", "ein", "her", "hin", "mit", "vor", "weg",
             "ab", "an", "um", "zu")  # fmt: skip
INSERTED = re.compile(rf"^({'|'.join(SEPARABLE)}|)(?:ge|zu)(\w{{3,}})$")
VERB_ENDINGS = ("etest", "eten", "tet", "ete", "est", "ten", "te", "et", "st", "t")


@lru_cache(maxsize=1)
def families() -> dict[str, tuple[str, ...]]:
    """For each stem of our list the stems of its other forms."""
    found: dict[str, dict[str, None]] = {}
    for line in WORD_FAMILIES.read_text(encoding="utf-8").splitlines():
        members = () if line.startswith("#") else dict.fromkeys(stems_of_line(line))
        for member in members:
            found.setdefault(member, {}).update(dict.fromkeys(other for other in members if other != member))
    return {member: tuple(others) for member, others in found.items()}


def stems_of_line(line: str) -> list[str]:
    return [words(text.replace("-", ""))[0].stem for text in line.split()]


@lru_cache(maxsize=20_000)
def forms(folded: str, stemmed: str) -> tuple[str, ...]:
    """Stems under which other forms of a word may stand: those of its family, and those that grammar makes of a verb."""
    found = dict.fromkeys(families().get(stemmed, ()))
    if stemmed not in base_atoms():
        for verb in verbs(folded):
            found.update(dict.fromkeys((verb, *families().get(verb, ()))))
    found.pop(stemmed, None)
    return tuple(found)


def verbs(folded: str) -> list[str]:
    """What a word may be a form of if it is a verb; most of it is nonsense that no text has."""
    cores = [folded, stem(folded)]
    for core in list(cores):
        if inserted := INSERTED.match(core):
            cores.append(inserted[1] + inserted[2])
    for core in list(cores):
        cores += [core.removesuffix(ending) for ending in VERB_ENDINGS if core.endswith(ending)]
    # Snowball takes verlängern for a plural of verläng, but keeps the -er of Verlängerung.
    cores += [core + "n" for core in cores if core.endswith("er")]
    cores += [core[:-1] for core in cores if core.endswith("ern")]
    return list(
        dict.fromkeys(stem(core) if not core.endswith("er") else core for core in cores if len(core) > SHORTEST_FORM)
    )
