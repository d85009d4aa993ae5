"""What nobody means well, or what falls out of a cat's walk over the keyboard: no error, and no endless work."""

import random
import time

import pytest
from django.urls import reverse

from search.finding import find
from search.suggestions import suggest
from tests.factories.cms import make_home
from tests.factories.search import make_texts, store

pytestmark = pytest.mark.django_db

SECONDS = 1.0
"""Far above what a search takes, far below what an endless one would."""

HOSTILE = {
    "nothing": "",
    "blanks": "   \t\n ",
    "a quotation mark": '"',
    "quotation marks inside a word": "hund\"steuer's",
    "an open bracket": "NEAR(",
    "operators of FTS5": 'hund AND NOT katze* OR title_tokens:hund NEAR(hund katze, 5) ^hund {a b}: "c" + -',
    "operators of tsquery": "hund & !katze | <-> (hund:*A) \\ ''",
    "syntax of Lucene": 'title:hund~2 AND [a TO z] /h.*d/ +hund -katze "hund steuer"~10 ^4 \\* ?',
    "JSON": '{"query": {"match_all": {}}}',
    "SQL": "'; DROP TABLE search_indexeddocument; --",
    "placeholders": "%s %(name)s %d %% {0} {} $1 ?1 :name",
    "markup": "<script>alert('hund')</script><mark>&amp;",
    "a template": "{{ 7*7 }}{% include 'base.html' %}",
    "5,000 letters": "x" * 5_000,
    "5,000 capital sharp s": "ẞ" * 5_000,
    "a long compound": "hundesteueranmeldung" * 250,
    "very many words": "antrag " * 5_000,
    "very many different words": " ".join(f"wort{number}" for number in range(2_000)),
    "hyphens": "a-" * 2_000,
    "dots": ". " * 3_000,
    "colons for women": "Bürger:in" * 400,
    "one letter": "a",
    "one digit": "7",
    "only little words": "und oder der die das",
    "faces": "😀 👨‍👩‍👧‍👦 🐕",
    "NUL": "hund\0steuer \0",
    "control characters": "\x01\x02\x07hund\x1b[31m\x7f",
    "right to left": "\u202ehund\u202c \u200fкота\u200e \u2066x\u2069",
    "letters without width": "h\u200bu\u200cn\u200dd \ufeff",
    "marks on marks": "h" + "\u0301" * 3_000,
    "half of a pair": "hund \ud800 \udfff steuer",
    "letters for mathematics": "𝐇𝐮𝐧𝐝 ⅻ ﬃ ½ ²",
    "beyond the first plane": "\U0010ffff\U000e0001",
    "other scripts": "狗税 собака كلب ค่าธรรมเนียม",
    "Turkish capitals": "İSTANBUL ışık",
    "newlines": "hund\r\nSet-Cookie: a=b",
    "numbers": "9" * 300 + " 1e999 -0 ٣",
}
# An address can carry everything but half a pair.
SENDABLE = {name: text for name, text in HOSTILE.items() if name != "half of a pair"}


@pytest.fixture
def town():
    titles = ["Hund anmelden", "Hundesteuer", "Antrag auf Wohngeld", "Собака", "Abmeldung"]
    store(*titles, make_texts("Katze", ["Tier", "x" * 300], "<b>kurz</b>", "Wort " * 50))
    store("Hunde im Park", kind="news")


def quickly(action):
    started = time.perf_counter()
    result = action()
    assert time.perf_counter() - started < SECONDS
    return result


@pytest.mark.parametrize("name", HOSTILE)
def test_a_search_answers(town, name):
    found = quickly(lambda: find(HOSTILE[name]))
    assert len(found.hits) <= 10
    assert len(found.query) <= 200


@pytest.mark.parametrize("name", HOSTILE)
def test_a_search_in_another_language_narrowed_down_answers(town, name):
    quickly(lambda: find(HOSTILE[name], language="en", chosen={"kind": "service", "topic": HOSTILE[name]}, page=10**9))


@pytest.mark.parametrize("name", HOSTILE)
def test_suggestions_answer(town, name):
    assert len(quickly(lambda: suggest(HOSTILE[name]))) <= 8


@pytest.mark.parametrize("name", SENDABLE)
def test_pages_answer(town, client, name):
    make_home()
    text = SENDABLE[name]
    for address, parameters in (
        (reverse("search:results"), {"q": text, "art": text, "seite": text, "thema": text}),
        (reverse("search:suggestions"), {"q": text}),
        ("/api/v1/search/suggestions/", {"q": text}),
        ("/api/v1/search/", {"q": text}),
    ):
        answer = quickly(lambda address=address, parameters=parameters: client.get(address, parameters))
        # A NUL is no text at all: that is the only thing which may be refused.
        assert answer.status_code in ({200, 400} if "\0" in text else {200}), address
        assert b"<script>alert(" not in answer.content


def test_random_letters_find_something_or_nothing(town):
    chance = random.Random(1)
    letters = "hundsteuerkatze äöüß-'\"*:()&|!<>\\%_{}[]~^\0\u0301\u200d😀"
    for _ in range(200):
        find("".join(chance.choice(letters) for _ in range(chance.randrange(40))))
