"""Layers: own text, reference text, or the reference text with an addition."""

from decimal import Decimal

import pytest
from wagtail.models import Locale

from service_catalogue.models import ServicePage
from service_catalogue.sections import PLANS, has_own_text
from tests.factories.service_catalogue import ReferenceServiceFactory, ServicePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reference():
    return ReferenceServiceFactory(
        sections={
            "summary": "<p>Kurz.</p>",
            "description": "<p>Stammtext.</p>",
            "required_documents": "<ul><li>Ausweis</li><li>Foto<br>biometrisch</li></ul>",
            "fee_text": "<p>Zahlbar mit Karte.</p>",
            "notes": "<p>keine</p>",
            "remedy": "<p>-</p>",
        },
        links={"legal_bases": [{"title": "Gesetz", "url": "https://recht.example/"}]},
        fees=[{"kind": "fixed", "amount": "10.00", "label": "Antrag"}],
        processing_times=[{"kind": "duration", "amount": 2, "unit": "WOCHE"}],
    )


@pytest.fixture
def make(index_page, reference):
    """A page with the reference and what is given, as a visitor gets it."""

    def _make(**values):
        values = {"teaser": "", "description": "", "reference": reference, **values}
        return ServicePage.objects.get(pk=ServicePageFactory(parent=index_page, **values).pk)

    return _make


def sections(page):
    return {section.name: section for section in page.sections}


def test_a_section_follows_each_delivery_where_the_town_wrote_nothing(make, reference):
    page = make()
    assert sections(page)["description"].origin == "reference"
    reference.sections["description"] = "<p>Neu.</p>"
    reference.save()
    assert sections(ServicePage.objects.get(pk=page.pk))["description"].html == "<p>Neu.</p>"


def test_own_text_takes_the_place_of_the_reference_or_stands_below_it(make):
    own = sections(make(description="<p>Eigen.</p>"))["description"]
    assert (own.html, own.origin, own.is_own) == ("<p>Eigen.</p>", "own", True)
    both = sections(make(description="<p>Eigen.</p>", additions=["description"]))["description"]
    assert (both.html, both.origin, both.is_own) == ("<p>Stammtext.</p><p>Eigen.</p>", "both", False)


def test_rows_and_text_of_fees_are_added_below_those_of_the_reference(make):
    page = make(fee_text="<p>Bar geht auch.</p>", additions=["fees"])
    page.fees.create(label="Zweitschrift", kind="fixed", amount=Decimal(5))
    page.save()
    fees = sections(ServicePage.objects.get(pk=page.pk))["fees"]
    assert [line.label for line in fees.lines] == ["Antrag", "Zweitschrift"]
    assert fees.html == "<p>Zahlbar mit Karte.</p><p>Bar geht auch.</p>"
    answer = ServicePage.objects.get(pk=page.pk).glance.answers[0].text.replace(".", ",")
    assert answer == "10,00\u00a0€, in some cases different"


def test_a_list_of_the_source_is_a_checklist_and_ours_continues_it(make):
    page = make(required_documents=[("item", {"text": "Geburtsurkunde"})], additions=["required_documents"])
    documents = sections(page)["required_documents"]
    assert [(item.text, item.note) for item in documents.items] == [
        ("Ausweis", ""), ("Foto", "biometrisch"), ("Geburtsurkunde", ""),
    ]  # fmt: skip
    assert documents.html == ""
    assert [answer.text for answer in page.glance.answers][1] == "3 documents"


def test_an_addition_without_a_reference_text_is_own_text_and_one_without_words_is_none(make):
    page = make(procedure="<p>So geht es.</p>", additions=["procedure", "description"])
    assert sections(page)["procedure"].origin == "own"
    assert sections(page)["description"].origin == "reference"


def test_words_for_nothing_are_no_section_and_no_words_of_the_town(make):
    page = make()
    assert not {"notes", "remedy"} & set(sections(page))
    assert not has_own_text(page)


@pytest.mark.parametrize(
    ("text", "rows", "lines", "html"),
    [
        ("<p>keine</p>", [], ["free of charge"], ""),
        ("<p>Keine Gebühren.</p>", [{"kind": "fixed", "amount": "3.00"}], ["€3"], ""),
        ("<p>entfällt</p>", [], None, None),
        ("<p>keine bei Nachweis</p>", [], [], "<p>keine bei Nachweis</p>"),
    ],
)
def test_of_fees_none_means_free_of_charge(make, reference, text, rows, lines, html):
    reference.sections["fee_text"], reference.fees = text, rows
    reference.save()
    fees = sections(make()).get("fees")
    if lines is None:
        assert fees is None
    else:
        shown = ["€3" if "3" in line.value else line.value for line in fees.lines]
        assert (shown, fees.html) == (lines, html)


@pytest.mark.parametrize(
    ("citizens", "businesses", "said"),
    [(True, False, None), (True, True, "Citizens and businesses"), (False, True, "Businesses")],
)
def test_for_whom_is_said_where_it_is_not_simply_everybody(make, citizens, businesses, said):
    page = make(for_citizens=citizens, for_businesses=businesses)
    section = sections(page).get("for_whom")
    assert (section and section.lines[0].value) == said
    assert not has_own_text(page)


def test_own_words_on_whom_it_is_for(make, client):
    page = make(for_whom="<p>Wer hier wohnt.</p>", for_businesses=True)
    section = sections(page)["for_whom"]
    assert (section.html, section.lines[0].value) == ("<p>Wer hier wohnt.</p>", "Citizens and businesses")
    assert "Wer hier wohnt." in client.get(page.url).text


def test_the_order_is_fixed(make):
    page = make(for_whom="<p>a</p>", next_steps="<p>b</p>", further_information="<p>c</p>")
    order = [plan.name for plan in PLANS]
    assert [section.name for section in page.sections] == [name for name in order if name in sections(page)]
    assert order.index("for_whom") < order.index("prerequisites") < order.index("fees") < order.index("remedy")


@pytest.fixture
def english(make, reference):
    reference.translations = {
        "en": {
            "official_name": "Registration",
            "synonyms": ["dog tag"],
            "sections": {"description": "<p>English text.</p>", "summary": "<p>Short.</p>"},
        }
    }
    reference.save()
    copied = make().copy_for_translation(Locale.objects.create(language_code="en"), copy_parents=True)
    copied.save_revision().publish()
    return ServicePage.objects.get(pk=copied.pk)


def test_a_page_in_another_language_shows_that_language_and_marks_what_is_german(english, client):
    shown = sections(english)
    assert shown["description"].html == "<p>English text.</p>"
    assert shown["fees"].html == '<div lang="de"><p>Zahlbar mit Karte.</p></div>'
    assert {item.lang for item in shown["required_documents"].items} == {"de"}
    assert (english.summary, english.summary_lang) == ("Short.", "")
    assert english.shown_official_name == "Registration"
    assert "dog tag" in english.synonym_list
    html = client.get(english.url).text
    assert '<li lang="de">' in html
    assert "English text." in html


def test_a_short_text_that_was_not_translated_is_marked(english, reference, client):
    reference.translations = {}
    reference.save()
    page = ServicePage.objects.get(pk=english.pk)
    assert (page.summary, page.summary_lang) == ("Kurz.", "de")
    assert '<p class="site-lead" lang="de">Kurz.</p>' in client.get(page.url).text


def test_no_page_in_another_language_comes_by_itself(make):
    make()
    assert ServicePage.objects.exclude(locale__language_code="de").count() == 0
