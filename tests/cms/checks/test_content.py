"""Every rule for texts and pictures finds what breaks it, says where, and is silent about a page that is in order."""

import json
import random
from itertools import count

import pytest
from django.utils import translation
from wagtail.blocks import StreamValue
from wagtail.models import Locale, Page

from cms.checks import checking, content
from cms.checks.checking import check, check_many, errors
from cms.checks.findings import Severity
from cms.checks.reading import read
from cms.models import StandardPage
from tests.factories.cms import StandardPageFactory
from tests.factories.consents import PictureFactory
from tests.factories.news import NewsPageFactory

pytestmark = pytest.mark.django_db

NOWHERE = 987654  # no page has this number
OWN_RULES = {rule.id for rule in content.RULES}


def block(kind, value, number="b1"):
    return {"type": kind, "value": value, "id": number}


def image(picture=1, alternative="Der Marktplatz mit Brunnen", decorative=False, caption=""):
    entry = {"image": picture, "alt_text": alternative, "decorative": decorative}
    return block("picture", {"image": entry, "caption": caption})


def text(html, number="b1"):
    return block("paragraph", html, number)


def links(*pairs):
    return block(
        "links", {"links": [{"type": "item", "id": "l1", "value": pair} for pair in pairs], "as_buttons": False}
    )


def link(words="Öffnungszeiten der Bücherei", url="https://town.example/", page=None):
    return {"text": words, "url": url, "page": page}


GOOD = [
    block("heading", "Das ist neu"),
    text('<p>Wir bauen den Radweg. <a linktype="page" id="1">Plan des Radwegs</a></p><h3>Wann</h3><p>Ab Montag.</p>'),
    image(),
    links(link()),
]

BROKEN = {
    "B1": [[image(alternative="")], [block("gallery", [image(alternative="  ")["value"]])], [block("picture", {"image": 1})]],
    "B3": [
        [image(alternative="IMG_2034.jpg")],
        [image(alternative="DSC00231")],
        [image(alternative="Bild von einem Brunnen")],
        [image(alternative="Ein Brunnen. " * 20)],
        [image(alternative="Der Brunnen", caption="der Brunnen")],
    ],
    "V1": [
        [text('<p>Den Plan gibt es <a href="https://town.example/">hier</a>.</p>')],
        [text('<p><a href="https://town.example/">» Mehr …</a></p>')],
        [text('<p><a href="https://town.example/"></a></p>')],
        [text('<p><a href="https://town.example/a">https://town.example/a</a></p>')],
        [links(link("Weiterlesen"))],
    ],
    "V2": [[links(link(), link(url="https://other.example/"))]],
    "V3": [[text(f'<p>Wir <a linktype="page" id="{NOWHERE}">bauen den Radweg</a>.</p>')], [links(link(url="", page=NOWHERE))]],
    "U1": [[text("<h3>Ohne etwas darüber</h3>")], [block("heading", "Oben"), text("<h4>Zu tief</h4>")]],
    "U2": [[block("heading", "neuer  Radweg!")]],
    "U3": [[block("heading", "Oben"), text("<h3> </h3>")]],
    "S1": [[text("<p>Die Gemein- de baut.</p>")], [text("<p>Die Gemein-<br/>de baut.</p>")], [block("heading", "Ver- waltung")]],
    "S2": [[text(f"<p>Wir {'bauen und ' * 15}feiern.</p>")]],
    "S3": [[text("<p>Der Weg wird gebaut.</p>")], [text("<ul><li>Der Weg wird gebaut</li></ul>")]],
    "S4": [
        [text("<p>Nach Erteilung, Prüfung und Vorlage zur Unterzeichnung.</p>")],
        [text("<p>Die Auszahlung erfolgt seitens der Stadt.</p>")],
    ],
    "S5": [[text("<p>Das OZG gilt.</p>")], [text("<p>Kommen Sie ggf. wieder.</p>")]],
}  # fmt: skip
CASES = [(rule, body) for rule in BROKEN for body in BROKEN[rule]]


@pytest.fixture
def make(home):
    numbers = count()

    def make(body=(), **values):
        known = {"title": "Neuer Radweg", "slug": f"radweg-{next(numbers)}", "body": list(body)}
        return StandardPageFactory(parent=home, **{**known, **values})

    return make


def rules(page):
    return {finding.rule for finding in check(page)} & OWN_RULES


def test_a_good_page_has_no_findings(make):
    assert rules(make(GOOD)) == set()


def test_every_rule_has_an_example():
    assert set(BROKEN) | {"B2"} == OWN_RULES
    assert len(OWN_RULES) == len(content.RULES)


@pytest.mark.parametrize(("rule", "body"), CASES, ids=[f"{rule}-{n}" for n, (rule, _body) in enumerate(CASES)])
def test_what_breaks_a_rule_is_found_and_nothing_else(make, rule, body):
    page = make(body)
    assert rules(page) == {rule}
    found = [finding for finding in check(page) if finding.rule == rule]
    assert all(finding.field == "body" and finding.text for finding in found)
    assert {finding.block for finding in found} <= {"b1", "l1"}


def test_a_long_description_of_a_decoration_is_asked_about(make):
    picture = PictureFactory(description="Der neue Radweg führt vom Rathaus bis zur Schule und ist drei Meter breit.")
    page = make([image(picture=picture.pk, alternative="", decorative=True)])
    assert rules(page) == {"B2"}
    short = PictureFactory(description="Ein Muster")
    assert rules(make([image(picture=short.pk, alternative="", decorative=True)])) == set()


def test_the_picture_above_a_page_is_described_in_the_library(make):
    bare = make(picture=PictureFactory(description=""))
    assert [(item.rule, item.field) for item in errors(bare) if item.rule in OWN_RULES] == [("B1", "picture")]
    assert rules(make(picture=PictureFactory(description="Der Radweg"))) == set()


def test_a_missing_alternative_text_is_an_error_and_a_long_sentence_is_not(make):
    page = make([image(alternative=""), *BROKEN["S2"][0]])
    assert {item.rule: item.severity for item in check(page)} == {"B1": Severity.ERROR, "S2": Severity.INFO}
    assert check(page)[0].rule == "B1"
    endless = make([text(f"<p>Wir {'bauen und ' * 25}feiern.</p>")])
    assert [item.severity for item in check(endless) if item.rule == "S2"] == [Severity.WARNING]


def test_the_short_text_is_read_too(make):
    assert [(item.rule, item.field) for item in check(make(teaser="Der Weg wird gebaut."))] == [("S3", "teaser")]


def test_a_title_pasted_from_a_pdf_is_found(make):
    assert [(item.rule, item.field) for item in check(make(title="Neuer Rad- weg"))] == [("S1", "title")]


def test_what_others_said_keeps_its_style(make):
    said = "Der Weg wird gebaut, wie das OZG sagt."
    assert rules(make([block("quote", {"text": said, "source": "Ein Bürger"})])) == set()
    assert rules(make([block("quote", {"text": "Die Gemein- de", "source": ""})])) == {"S1"}


def test_german_rules_leave_other_languages_alone(make):
    page = make([text("<p>The OZG wird gebaut.</p>")])
    page.locale = Locale.objects.get_or_create(language_code="en")[0]
    assert rules(page) == set()


def test_several_passive_sentences_of_a_block_are_one_line(make):
    page = make([text("<p>Der Weg wird gebaut. Das Fest wird gefeiert.</p>"), text("<p>Er wird gebaut.</p>", "b2")])
    assert [item.block for item in check(page) if item.rule == "S3"] == ["b1", "b2"]


def test_an_abbreviation_is_named_once_and_may_be_explained_anywhere(make):
    page = make([text("<p>Das OZG gilt.</p>"), text("<p>Das OZG hilft.</p>", "b2")])
    assert [item.block for item in check(page) if item.rule == "S5"] == ["b1"]
    explained = make([text("<p>Das OZG gilt.</p>"), text("<p>Das Onlinezugangsgesetz (OZG) hilft.</p>", "b2")])
    assert rules(explained) == set()


def test_a_page_is_checked_as_it_stands_in_memory(make):
    page = make(GOOD)
    page.body = [("heading", "Neuer Radweg")]
    assert rules(page) == {"U2"}
    assert rules(StandardPage(title="Neu", body=[("heading", "Neu")])) == {"U2"}


def test_texts_are_in_the_language_of_the_editor(make):
    page = make(BROKEN["B1"][0])
    with translation.override("en"):
        assert "alternative text" in errors(page)[0].text


def test_every_text_of_the_shared_blocks_is_read(make):
    body = [
        block("alert", {"kind": "info", "title": "Achtung", "text": "<p>eins</p>"}),
        block("facts", [{"label": "zwei", "value": "drei"}]),
        block("questions", [{"question": "vier", "answer": "<p>fünf</p>"}]),
    ]
    passages = {passage.text for passage in read(make(body)).passages}
    assert {"Achtung", "eins", "zwei", "drei", "vier", "fünf"} <= passages


ODD = [
    None,
    "",
    0,
    7,
    "x",
    [],
    [None],
    [3],
    {},
    {"text": None},
    {"image": {"image": None}},
    {"image": "x"},
    {"links": 3},
    "<p",
    "<a>",
]
KINDS = ["heading", "paragraph", "picture", "gallery", "links", "questions", "alert", "facts", "quote", "unknown"]


def test_broken_blocks_stop_no_check(make, caplog):
    """Whatever an import, a fixture or an older version left in a body."""
    page, chance = make(), random.Random(4)
    for _round in range(150):
        entries = [{"type": chance.choice(KINDS), "value": chance.choice(ODD)} for _n in range(3)]
        page.body = StreamValue(page.body.stream_block, entries, is_lazy=True)
        list(content.content_of_pages([page]))
    assert not caplog.records


def test_many_pages_cost_a_fixed_number_of_queries(home, make, monkeypatch, django_assert_max_num_queries):
    of_texts = [demanded for demanded in checking._checks if demanded.rules is content.RULES]
    monkeypatch.setattr(checking, "_checks", of_texts)
    for number in range(12):
        make(GOOD, title=f"Seite {number}", picture=PictureFactory(description="Ein Weg"))
    NewsPageFactory(parent__parent=home)
    pages = Page.objects.filter(depth__gt=1)
    list(check_many(pages))
    with django_assert_max_num_queries(12):
        found = {page.pk: findings for page, findings in check_many(pages)}
    assert len(found) == pages.count()


def test_a_link_to_a_draft_is_named_until_the_draft_is_published(home):
    draft = StandardPageFactory(parent=home, live=False)
    goals = [block("links", {"links": [{"type": "item", "id": "l1", "value": link(url="", page=draft.pk)}]}, "b7")]
    page = StandardPageFactory(parent=home, body=json.dumps(goals))
    assert [(item.rule, item.field, item.block) for item in check(page) if item.rule in OWN_RULES] == [
        ("V3", "body", "l1")
    ]
    draft.save_revision().publish()
    assert [item.rule for item in check(page) if item.rule in OWN_RULES] == []
