import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from service_catalogue.models import Area, Deadline, Fee, LeikaKey, ProcessingTime, ServicePage, Topic
from tests.factories.directory import DepartmentFactory
from tests.factories.service_catalogue import (
    LeikaKeyFactory,
    OnlineServiceFactory,
    ReferenceServiceFactory,
    ResponsibilityFactory,
    ServicePageFactory,
    TopicFactory,
)

FIRST, LAST = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "fixed", "amount": Decimal(5)},
        {"kind": "range", "amount": Decimal(5), "amount_max": Decimal(9)},
        {"kind": "range", "amount": Decimal(5)},
        {"kind": "range", "amount_max": Decimal(5)},
        {"kind": "free", "reason": "Für Kinder"},
        {"kind": "free", "legal_basis": "§ 64 SGB X"},
    ],
)
def test_fees_that_make_sense(values):
    Fee(label="Gebühr", **values).clean()


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "fixed"},
        {"kind": "fixed", "amount": Decimal(5), "amount_max": Decimal(9)},
        {"kind": "range"},
        {"kind": "range", "amount": Decimal(9), "amount_max": Decimal(5)},
        {"kind": "free", "amount": Decimal(5), "reason": "Für Kinder"},
        {"kind": "free"},
    ],
)
def test_fees_that_make_no_sense(values):
    with pytest.raises(ValidationError):
        Fee(label="Gebühr", **values).clean()


def test_a_fee_needs_a_label():
    with pytest.raises(ValidationError) as caught:
        Fee(kind="free").full_clean(exclude=["page"])
    assert "label" in caught.value.message_dict


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "duration", "amount": 2, "unit": "WOCHE"},
        {"kind": "range", "amount": 2, "amount_max": 4, "unit": "WOCHE"},
        {"kind": "date", "until_date": LAST},
    ],
)
def test_periods_that_make_sense(values):
    Deadline(**values).clean()
    ProcessingTime(**values).clean()


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "duration", "unit": "WOCHE"},
        {"kind": "duration", "amount": 2},
        {"kind": "range", "amount": 4, "amount_max": 2, "unit": "WOCHE"},
        {"kind": "date"},
        {"kind": "date", "from_date": LAST, "until_date": FIRST},
    ],
)
def test_periods_that_make_no_sense(values):
    with pytest.raises(ValidationError):
        Deadline(**values).clean()


@pytest.mark.parametrize("status", ["restricted", "unavailable"])
def test_a_service_that_is_not_available_needs_a_reason(status):
    with pytest.raises(ValidationError) as caught:
        ServicePage(title="Hund", status=status, status_reason=" ").clean()
    assert "status_reason" in caught.value.message_dict
    ServicePage(title="Hund", status=status, status_reason="Wegen Umbau").clean()


def test_validity_ends_after_it_begins():
    with pytest.raises(ValidationError):
        ServicePage(title="Hund", valid_from=LAST, valid_until=FIRST).clean()


def test_keys_areas_and_topics_are_checked():
    key = LeikaKey(key="99 050 012 104 000")
    key.clean()
    assert key.key == "99050012104000"
    for wrong in (LeikaKey(key="123"), Area(ars="12"), Topic(name="x", code="12")):
        with pytest.raises(ValidationError):
            wrong.clean()


def test_two_topics_without_a_code_do_not_collide(db):
    for name in ("eins", "zwei"):
        topic = Topic(name=name, slug=name, code="")
        topic.full_clean()
        topic.save()


@pytest.fixture
def reference(db):
    return ReferenceServiceFactory(
        official_name="Amtlicher Name",
        sections={"summary": "<p>Kurz &amp; gut.</p>", "description": "<p>Quelle.</p>", "fee_text": "<p>Keine</p>"},
        links={"legal_bases": [{"title": "Satzung", "url": "https://recht.example/"}]},
        deadlines=[
            {"kind": "duration", "amount": 1, "unit": "MONAT", "type_name": "Widerspruchsfrist", "label": "Hinweis"}
        ],
        processing_times=[{"kind": "date", "day_text": "Ende Mai"}],
        synonyms=["Perso"],
    )


@pytest.fixture
def page(reference, index_page):
    return ServicePageFactory(parent=index_page, title="Ausweis", teaser="", description="", reference=reference)


def names(page):
    return [section.name for section in page.sections]


def fresh(page):
    return ServicePage.objects.get(pk=page.pk)


def test_where_the_town_wrote_nothing_the_reference_is_shown(page):
    assert page.summary == "Kurz & gut."
    assert page.shown_official_name == "Amtlicher Name"
    assert names(page) == ["description", "fees", "deadlines", "processing_times", "legal_bases"]
    assert not any(section.is_own for section in page.sections)
    deadline = page.sections[2].lines[0]
    assert (deadline.label, deadline.value, deadline.note) == ("Widerspruchsfrist", "1 month", "Hinweis")
    assert page.sections[3].lines[0].value == "Ende Mai"


def test_own_text_takes_the_place_of_the_reference_section_by_section(page):
    page.description = "<p>Eigen.</p>"
    page.fees.create(label="Gebühr", kind="fixed", amount=Decimal("5"))
    page.save()
    sections = {section.name: section for section in fresh(page).sections}
    assert sections["description"].html == "<p>Eigen.</p>"
    assert sections["fees"].is_own
    assert sections["fees"].html == ""
    assert not sections["legal_bases"].is_own


def test_empty_rich_text_is_no_text(page):
    page.description = "<p> </p>"
    page.save()
    assert not fresh(page).sections[0].is_own


def test_sections_without_a_word_are_absent(index_page):
    page = ServicePageFactory(parent=index_page, description="")
    assert page.sections == []
    assert not page.glance


def test_keys_topics_department_and_online_services_of_the_reference_hold_until_the_town_names_its_own(page, reference):
    online, department = OnlineServiceFactory(), DepartmentFactory()
    ResponsibilityFactory(reference=reference, department=department, role="03")
    ResponsibilityFactory(reference=reference, online_service=online)
    key, topic = LeikaKeyFactory(), TopicFactory()
    reference.leika_keys.add(key)
    reference.topics.add(topic)
    shown = fresh(page)
    assert (shown.current_keys, shown.current_topics) == ([key], [topic])
    assert (shown.current_departments, shown.current_online_services) == ([department], [online])
    own_key, own_topic, own_department, own_online = (
        LeikaKeyFactory(),
        TopicFactory(),
        DepartmentFactory(),
        OnlineServiceFactory(),
    )
    page.leika_keys, page.topics, page.online_services = [own_key], [own_topic], [own_online]
    page.department = own_department
    page.save()
    shown = fresh(page)
    assert (shown.current_keys, shown.current_topics) == ([own_key], [own_topic])
    assert (shown.current_departments, shown.current_online_services) == ([own_department], [own_online])


def test_what_can_be_done_online_comes_before_what_can_be_read(index_page):
    read, apply = OnlineServiceFactory(name="A", kind="information"), OnlineServiceFactory(name="Z", kind="apply")
    page = ServicePageFactory(parent=index_page, online_services=[read, apply])
    assert page.current_online_services == [apply, read]
    assert page.is_online


@pytest.mark.parametrize(("kind", "status", "online"), [("form", "available", False), ("apply", "unavailable", False)])
def test_a_form_or_a_closed_service_is_not_online(index_page, kind, status, online):
    page = ServicePageFactory(
        parent=index_page, status=status, status_reason="Umbau", online_services=[OnlineServiceFactory(kind=kind)]
    )
    assert page.is_online is online


def test_words_under_which_a_service_is_found(page, reference):
    reference.leika_keys.add(LeikaKeyFactory(name="Personalausweis Ausstellung", citizen_name="Ausweis bekommen"))
    reference.topics.add(TopicFactory(name="Ausweise"))
    page.synonyms = "Identitätskarte\n\n ID \n"
    page.save()
    texts = fresh(page).search_texts()
    assert texts.title == "Ausweis"
    assert texts.keywords == [
        "Identitätskarte", "ID", "Perso", "Amtlicher Name", "Personalausweis Ausstellung", "Ausweis bekommen", "Ausweise",
    ]  # fmt: skip
    assert texts.summary == "Kurz & gut."
    assert "Widerspruchsfrist 1 month" in texts.body
    assert "<" not in texts.body
    assert page.search_kind == "service"


def test_a_service_says_what_results_are_narrowed_down_by(index_page):
    page = ServicePageFactory(parent=index_page, for_businesses=True)
    page.topics.add(TopicFactory(name="Ausweise"))
    page.save()
    assert fresh(page).search_facets() == {"topic": ["Ausweise"], "audience": ["citizens", "businesses"], "online": []}
    page.online_services.add(OnlineServiceFactory())
    page.save()
    assert fresh(page).search_facets()["online"] == ["yes"]


@pytest.mark.parametrize(
    ("fees", "text"),
    [
        ([("fixed", "46", None)], "46,00\u00a0€"),
        ([("free", None, None)], "free of charge"),
        ([("fixed", "46", None), ("fixed", "27.60", None)], "46,00\u00a0€, in some cases different"),
        ([("range", "5", "200")], "5,00\u00a0€ to 200,00\u00a0€"),
        ([("free", None, None), ("fixed", "10", None)], "free of charge, in some cases different"),
        ([("fixed", "10", None), ("fixed", "10", None)], "10,00\u00a0€"),
    ],
)
def test_costs_at_a_glance(index_page, fees, text, settings):
    page = ServicePageFactory(parent=index_page)
    for kind, amount, amount_max in fees:
        numbers = [Decimal(value) if value else None for value in (amount, amount_max)]
        page.fees.create(label="x", kind=kind, amount=numbers[0], amount_max=numbers[1])
    page.save()
    assert fresh(page).glance.answers[0].text.replace(".", ",") == text


def test_documents_and_time_at_a_glance(index_page):
    page = ServicePageFactory(
        parent=index_page,
        required_documents=[("item", {"text": "Ausweis"}), ("item", {"text": "Foto"})],
        processing_text="<p>Sofort</p>",
    )
    assert [(answer.text, answer.anchor) for answer in page.glance.answers] == [
        ("2 documents", "unterlagen"),
        ("Sofort", "dauer"),
    ]
