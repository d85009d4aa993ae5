"""The search's own dictionaries: every line says something, and nothing is said twice."""

from collections import Counter
from pathlib import Path

import pytest

from search.analysis import STOP_WORDS, content_words, fold, stem, words
from search.compounds import Splitter, base_words
from search.concepts import understand
from search.families import WORD_FAMILIES, families, stems_of_line
from search.synonyms import SYNONYMS, Row, Synonyms, expressions, our_synonyms, read_lines, shipped_rows
from search.vocabulary import Vocabulary
from service_catalogue.leika.everyday_words import service_names
from tests.factories.search import read_services

DATA = Path(__file__).parent / "data"
FOREIGN = ("en", "tr", "uk", "ar")
GERMAN_ROWS = read_lines(SYNONYMS.read_text(encoding="utf-8").splitlines())
FOREIGN_ROWS = [row for row in shipped_rows() if row.language != "de"]


def pairs(row: Row):
    """What a line of German synonyms leads to: (said, meant)."""
    said, meant = expressions(row.said), expressions(row.meant)
    found = {(one, other) for one in said for other in meant}
    if row.direction == "=":
        found |= {(one, other) for side in (said, meant) for one in side for other in side}
        found |= {(other, one) for one, other in found}
    return {(one, other) for one, other in found if one != other}


@pytest.fixture(scope="module")
def town_hall():
    """Stems that town halls use: in services, in names of LeiKa keys, in our list."""
    known = {stem(word) for word in base_words()}
    known |= {word.stem for name in service_names() for word in content_words(name)}
    for services in sorted(DATA.glob("*_services.csv")):
        for texts in read_services(services):
            text = " , ".join([texts.title, *texts.keywords, texts.summary, texts.body])
            known |= {word.stem for word in content_words(text)}
    return known


def content_lines(path):
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def test_there_are_many_synonyms_for_all_fields():
    assert len(GERMAN_ROWS) >= 500
    assert len(our_synonyms().meanings) > 1500


def test_every_line_of_synonyms_leads_somewhere_where_no_other_leads():
    ways = Counter(way for row in GERMAN_ROWS for way in pairs(row))
    assert [row for row in GERMAN_ROWS if all(ways[way] > 1 for way in pairs(row))] == []


def test_no_line_says_the_same_twice():
    for row in GERMAN_ROWS:
        for side in (row.said, row.meant):
            assert len(set(expressions(side))) == len(expressions(side)) == len(side.split(",")), row


def test_no_expression_is_longer_than_what_is_looked_up():
    assert [row for row in shipped_rows() for said in expressions(row.said, row.language) if len(said) > 3] == []


def test_every_line_is_used():
    """Whoever types what people say asks for a word of the other side, if the site has it."""
    assert [row for row in GERMAN_ROWS if not is_used(row)] == []


def is_used(row: Row):
    said, meant = row.said.split(",")[0], expressions(row.meant)
    known = {term for expression in meant for term in expression}
    query = understand(said, Vocabulary(100, dict.fromkeys(known, 2), known), Synonyms([row]))
    return bool(known & set(query.terms))


def test_synonyms_have_words_of_town_halls(town_hall):
    """On one side at least: words that services have, or that can be taken apart into administrative ones."""
    split = Splitter(town_hall).split
    strange = [
        row.said
        for row in GERMAN_ROWS
        if not any(term in town_hall or split(term, term) for pair in pairs(row) for side in pair for term in side)
    ]
    assert strange == []


def test_every_base_word_is_a_part_of_compounds():
    split = Splitter().split
    compounds = ("{}amt", "amts{}", "{}beratung", "beratungs{}", "{}sberatung")
    unused = [
        word
        for word in base_words()
        if not any(stem(word) in split(made := form.format(word), stem(made)) for form in compounds)
    ]
    assert unused == []


def test_every_word_of_a_family_has_a_stem_of_its_own():
    lines = content_lines(WORD_FAMILIES)
    assert len(lines) == len(set(lines)) > 300
    for line in lines:
        assert len(set(stems_of_line(line))) == len(line.split()) >= 2, (
            f"The stemmer knows some of these as one: {line}"
        )


def test_members_of_a_family_know_each_other():
    known = families()
    assert all(member in known[other] for member, others in known.items() for other in others)


@pytest.mark.parametrize(("language", "least"), [("en", 180), ("tr", 120), ("uk", 120), ("ar", 120)])
def test_there_are_entry_words_in_other_languages(language, least):
    assert len([row for row in FOREIGN_ROWS if row.language == language]) >= least


def test_every_entry_word_leads_to_german_words():
    synonyms = our_synonyms()
    for row in FOREIGN_ROWS:
        for text in row.said.split(","):
            folded = [word.folded for word in content_words(text.replace("-", ""), row.language)]
            assert set(expressions(row.meant)) <= set(synonyms.of_foreign(*folded)), (row.language, text)


def test_entry_words_lead_to_what_german_synonyms_or_services_know(town_hall):
    known = town_hall | {stem for said in our_synonyms().meanings for stem in said}
    split = Splitter(known).split
    for row in FOREIGN_ROWS:
        found = [term for expression in expressions(row.meant) for term in expression]
        assert any(term in known or split(term, term) for term in found), row


def test_foreign_single_words_are_no_german_base_words():
    """A word that German has with another meaning must not lead astray whoever writes German."""
    german = {stem(word) for word in base_words()}
    same = {
        row.said
        for row in FOREIGN_ROWS
        for said in expressions(row.said, row.language)
        if len(said) == 1
        and said[0] in german
        and said not in [(stem(fold(word.folded)),) for word in words(row.meant)]
    }
    assert len(same) <= 30, same


def test_little_words_are_listed_once_and_folded_apart():
    for language, text in STOP_WORDS.items():
        listed = text.split()
        assert len(listed) == len(set(listed)), [word for word, count in Counter(listed).items() if count > 1]
        assert language in ("de", *FOREIGN)
