"""What we write, our own reader understands, without loss."""

import io
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from lxml import etree

from service_catalogue.xzufi import read
from service_catalogue.xzufi.objects import (
    Code,
    Deletion,
    Fee,
    Identifier,
    OnlineService,
    Period,
    Responsibility,
    Service,
    Specialisation,
    TextModule,
    Unit,
)
from service_catalogue.xzufi.writing import NAMESPACE, to_element, write

READING_ONLY = {"line", "raw", "content_hash", "remarks"}


def written(*objects, root="nachricht"):
    file = io.BytesIO()
    write(file, objects, root=root, written_at=datetime(2026, 11, 23, 6, tzinfo=UTC))
    return file.getvalue()


def saying(item):
    """What an object says, without where it was found; lists of codes that a delivery left unnamed are named by us."""
    values = {field.name: getattr(item, field.name) for field in fields(item) if field.name not in READING_ONLY}
    for name in ("typing", "confidence_level"):
        if name in values:
            values[name] = [code.code for code in ([values[name]] if isinstance(values[name], Code) else values[name])]
    if isinstance(item, Unit):
        values["responsibilities"] = [saying(inner) for inner in item.responsibilities]
    return values


def objects_of(source):
    return [item for item in read(source) if not isinstance(item, Specialisation)]


def service(**values):
    return Service(id=Identifier("TEST01", "11"), line=0, **values)


@pytest.mark.parametrize("name", ["message-2.2.xml", "single-2.3.1.xml", "directory-2.1.xml"])
def test_what_was_read_is_written_and_read_again_without_loss(data, name):
    first = [item for item in objects_of(data / name) if not hasattr(item, "reason")]
    second = objects_of(written(*first))
    assert [saying(item) for item in second] == [saying(item) for item in first]


def test_the_real_files_come_back_as_they_were(fim):
    for path in sorted(fim.glob("xzufi/**/*.xml")):
        first = objects_of(path)
        assert first
        assert [saying(item) for item in objects_of(written(*first))] == [saying(item) for item in first]


@pytest.mark.parametrize(
    "fee",
    [
        Fee("fixed", Decimal("26.00"), description={"de": "Anmeldung"}, prepaid=True),
        Fee("range", Decimal("10.00"), Decimal("80.50"), reason={"de": "Nach Aufwand"}),
        Fee("range", None, Decimal("80.50"), currency="CHF"),
        Fee("free", reason={"de": "Für Kinder"}),
    ],
)
def test_every_kind_of_fee(fee):
    assert objects_of(written(service(fees=[fee])))[0].fees == [fee]


@pytest.mark.parametrize(
    "period",
    [
        Period("duration", 2, "WOCHE", unit_max="WOCHE", description={"de": "Nach dem Umzug"}),
        Period("range", 2, "TAG", 3, "MONAT"),
        Period("date", from_date=date(2026, 1, 1), until_date=date(2026, 12, 31)),
        Period("date", until_date=date(2026, 12, 31)),
        Period("date", day_text="Ende Mai"),
        Period("date", day_text="--04-01 – --05-31"),
    ],
)
def test_every_kind_of_period(period):
    both = service(deadlines=[replace(period, type=Code("009", "Widerspruchsfrist"))], processing_times=[period])
    found = objects_of(written(both))[0]
    assert found.deadlines == both.deadlines
    assert found.processing_times == both.processing_times


def test_the_structure_of_a_key_is_told():
    element = to_element(service(keys=["99050012104000"]))
    structure = element.find(f"{{{NAMESPACE}}}struktur")
    assert structure is not None
    assert "".join(structure.itertext()) == "99050012000000104"


@pytest.mark.parametrize("keys", [[], ["99050012000000"], ["99050012104000", "99050012070000"]])
def test_no_structure_where_no_single_act_is_named(keys):
    assert to_element(service(keys=keys)).find(f"{{{NAMESPACE}}}struktur") is None


def test_nothing_empty_is_written():
    document = etree.fromstring(written(service(), Unit(Identifier("TEST01", "2"), 0, names={"de": "Amt"})))
    empty = [element.tag for element in document.iter() if not len(element) and not (element.text or "").strip()]
    assert empty == []


def test_codes_stand_without_namespace_and_languages_have_two_letters():
    module = TextModule("06", {"de": "<p>Text</p>", "en": "<p>Text</p>"})
    document = etree.fromstring(written(service(modules=[module])))
    assert [element.text for element in document.iter("code")] == ["06"]
    assert {element.get("languageCode") for element in document.iter(f"{{{NAMESPACE}}}inhalt")} == {"de", "en"}


def test_control_characters_do_not_break_the_file():
    module = TextModule("06", {"de": "<p>Vor\x0bh\uffffer</p>"})
    [found] = objects_of(written(replace(service(modules=[module]), id=Identifier("TE\x01ST", "1\x02"))))
    assert found.text("06") == "<p>Vorher</p>"
    assert (found.id.agency, found.id.value) == ("TEST", "1")


def test_removals_name_the_kind():
    found = objects_of(written(Deletion(Identifier("TEST01", "11"), "service", 0)))
    assert [(item.kind, item.id.value) for item in found] == [("service", "11")]


def test_the_root_is_named_by_the_caller():
    assert etree.fromstring(written(root="transfer")).tag == f"{{{NAMESPACE}}}transfer"


def test_an_office_with_its_online_service():
    held = Identifier("TEST01", "31")
    online = OnlineService(Identifier("TEST01", "21"), 0, names={"de": "Antrag"})
    transfer = Responsibility(
        Identifier("TEST01", "41", "ZustaendigkeitOnlinedienst"),
        0,
        holder=held,
        service=Identifier("TEST01", "11"),
        areas=["057700044044"],
    )
    online.links = objects_of(data_link())[0].links
    assert [saying(item) for item in objects_of(written(online, transfer))] == [saying(online), saying(transfer)]


def data_link():
    return (
        b'<onlinedienst xmlns="http://xoev.de/schemata/xzufi/2_2_0"><id>1</id>'
        b'<link languageCode="de"><link>https://antrag.example/</link><titel>Antrag</titel></link></onlinedienst>'
    )


def test_what_the_profile_does_not_know_is_not_written():
    with pytest.raises(TypeError):
        to_element(Specialisation(Identifier("TEST01", "1"), 0))
