"""What a source says, as residents need it."""

import pytest

from service_catalogue.reference_texts import (
    Item,
    as_plain_text,
    delivered,
    in_language,
    items_of,
    says_free,
    says_nothing,
)
from tests.factories.service_catalogue import ReferenceServiceFactory


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>keine</p>",
        "<p>Keine.</p>",
        "<ul><li>entfällt</li></ul>",
        "-",
        "<p>–</p>",
        "<p>./.</p>",
        "<p>keine Angaben</p>",
        "n/a",
    ],
)
def test_words_that_say_nothing(html):
    assert says_nothing(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p>Keine, wenn Sie schon hier wohnen.</p>",
        "<p>keine Vorkenntnisse</p>",
        "<p>0</p>",
        "<p>Nein</p>",
        "<p>Personalausweis</p>",
    ],
)
def test_words_that_say_something(html):
    assert not says_nothing(html)


@pytest.mark.parametrize(
    ("html", "free"),
    [
        ("<p>keine</p>", True),
        ("<p>Gebührenfrei.</p>", True),
        ("<p>entfällt</p>", False),
        ("<p>-</p>", False),
        ("<p>keine bei Nachweis</p>", False),
    ],
)
def test_of_fees_nothing_is_an_answer(html, free):
    assert says_free(html) is free


def test_plain_text_has_characters_and_not_their_names():
    assert as_plain_text("<p>A &amp; B&nbsp;&lt;C&gt;</p><p>D</p>") == "A & B <C> D"


@pytest.mark.parametrize(
    ("html", "items"),
    [
        ("<ul><li>Ausweis</li><li>Foto</li></ul>", [Item("Ausweis"), Item("Foto")]),
        ("<ul>\n<li> Ausweis \n oder Pass </li>\n</ul>", [Item("Ausweis oder Pass")]),
        ("<ul><li>Foto<br>nicht älter als ein Jahr</li></ul>", [Item("Foto", "nicht älter als ein Jahr")]),
        ("<ul><li><p>Foto</p><p>biometrisch</p><p>bunt</p></li></ul>", [Item("Foto", "biometrisch bunt")]),
        ("<ul><li><strong>Ausweis</strong> im <em>Original</em></li></ul>", [Item("Ausweis im Original")]),
        (
            '<ul><li>Antrag: <a href="https://x.example/a">PDF</a></li></ul>',
            [Item("Antrag: PDF", href="https://x.example/a")],
        ),
        ("<ul><li>A &amp; B</li><li> </li></ul>", [Item("A & B")]),
    ],
)
def test_one_list_becomes_its_entries(html, items):
    assert items_of(html) == items


@pytest.mark.parametrize(
    "html",
    [
        "<p>Ausweis</p>",
        "<p>Sie brauchen:</p><ul><li>Ausweis</li></ul>",
        "<ul><li>Ausweis</li></ul><p>Und Geduld.</p>",
        "<ul><li>Ausweis</li></ul><ul><li>Foto</li></ul>",
        "<ul><li>Ausweis<ul><li>Kopie</li></ul></li></ul>",
        "<ol><li>Zuerst</li></ol>",
        '<ul><li><a href="https://x.example">A</a> oder <a href="https://y.example">B</a></li></ul>',
        "<ul><li>20 m<sup>2</sup></li></ul>",
        "<ul>lose Worte<li>A</li></ul>",
        "<ul></ul>",
        "",
    ],
)
def test_any_other_text_stays_a_text(html):
    assert items_of(html) == []


def test_a_language_is_taken_where_it_was_delivered_and_german_is_named_where_not():
    reference = ReferenceServiceFactory.build(
        sections={"description": "<p>Deutsch</p>", "notes": "<p>Achtung</p>"},
        official_name="Anmeldung",
        translations={"en": {"sections": {"description": "<p>English</p>"}, "official_name": "Registration"}},
    )
    assert delivered(reference, "description", "en") == ("<p>English</p>", [], "")
    assert delivered(reference, "notes", "en") == ("<p>Achtung</p>", [], "de")
    assert delivered(reference, "description", "de") == ("<p>Deutsch</p>", [], "")
    assert [in_language(reference, "official_name", code) for code in ("en", "fr", "de")] == [
        "Registration", "Anmeldung", "Anmeldung",
    ]  # fmt: skip
