"""The reader alone: bytes in, plain records out. None of these tests touches the database."""

from datetime import date
from decimal import Decimal

import pytest

from service_catalogue.xzufi import XzufiError, read
from service_catalogue.xzufi.objects import (
    Deletion,
    Fee,
    Identifier,
    Link,
    OnlineService,
    Responsibility,
    Service,
    Skipped,
    Specialisation,
    Unit,
)


def read_all(source, kind=object):
    return [item for item in read(source) if isinstance(item, kind)]


def service_of(inner: str, root: str = "leistung") -> Service:
    xml = f'<{root} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><id schemeAgencyID="A">1</id>{inner}</{root}>'
    [service] = read(xml.encode())
    assert isinstance(service, Service), service
    return service


@pytest.fixture
def message(data):
    return read_all(data / "message-2.2.xml")


@pytest.fixture
def dog(message):
    return next(item for item in message if isinstance(item, Service))


def test_everything_in_a_message_comes_in_order(message):
    kinds = [Responsibility, Service, Skipped, Unit, OnlineService, Responsibility, Specialisation, Deletion]
    assert [type(item) for item in message] == kinds


def test_keys_titles_and_languages(dog):
    assert dog.id == Identifier("TEST01", "11")
    assert dog.keys == ["99102013104000"]
    assert dog.text("03") == "Hund zur Steuer anmelden"
    assert dog.text("03", language="en") == "Register a dog for tax"
    assert dog.text("02") == "Hundesteuer Anmeldung"
    assert dog.languages == ["de", "en"]


def test_hostile_html_becomes_harmless(dog):
    assert dog.text("06") == "<h3>Hund</h3><p>Melden Sie ihn <strong>an</strong>.</p>hier"
    assert any("javascript" in remark.text and remark.line for remark in dog.remarks)


def test_empty_modules_are_absent(dog):
    assert dog.text("09") == ""


def test_links_are_ordered_repaired_or_dropped_with_a_remark(dog):
    assert dog.links("07") == [
        Link("https://recht.example/gesetz", "Gesetz"),
        Link("https://recht.example/satzung", "Satzung"),
    ]
    assert any("../satzung.pdf" in remark.text for remark in dog.remarks)


@pytest.mark.parametrize("position", ["²", "9" * 5000, "-1", "vorn"])
def test_a_senseless_position_of_a_link_stops_nothing(position):
    link = f"<uri>https://a.example</uri><positionDarstellung>{position}</positionDarstellung>"
    text = f"<leikaTextmodul><code>06</code></leikaTextmodul><weiterfuehrenderLink>{link}</weiterfuehrenderLink>"
    assert service_of(f"<modulText>{text}</modulText>").links("06") == [Link("https://a.example")]


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00", "9999-12-31T23:59:59-14:00"])
def test_a_change_at_the_edge_of_the_calendar_stops_nothing(moment):
    versions = f"<versionsinformation><geaendertDatumZeit>{moment}</geaendertDatumZeit></versionsinformation>"
    assert service_of(versions).changed_at is None


def test_fees_in_all_forms(dog):
    fixed, span, free = dog.fees
    assert (fixed.kind, fixed.amount, fixed.prepaid) == ("fixed", Decimal("84.00"), True)
    assert fixed.description == {"de": "Erster Hund"}
    assert (span.kind, span.amount, span.amount_max) == ("range", Decimal("96.50"), Decimal("1200.00"))
    assert span.reason == {"de": "Nach Zahl der Hunde"}
    assert (free.kind, free.reason) == ("free", {"de": "Für Blindenhunde"})
    assert dog.text("10") == "<p>Die Steuer wird im Voraus fällig.</p>"


@pytest.mark.parametrize(
    "choice",
    [
        '<kostenauswahl xsi:type="KostenFix"><betrag currencyCode="EUR">5</betrag></kostenauswahl>',
        '<kostenauswahl><kostenFix><betrag currencyCode="EUR">5,00</betrag></kostenFix></kostenauswahl>',
        '<kostenFix><betrag currencyCode="EUR"> 5.0 </betrag></kostenFix>',
        "<betrag>5</betrag>",
    ],
)
def test_a_fixed_fee_however_the_choice_is_written(choice):
    service = service_of(f"<modulKosten><kosten><typ><code>001</code></typ>{choice}</kosten></modulKosten>")
    assert [(fee.kind, fee.amount, fee.currency) for fee in service.fees] == [("fixed", Decimal("5.00"), "EUR")]


@pytest.mark.parametrize(
    "choice", ['<kostenauswahl xsi:type="q:KostenFrei"/>', "<kostenFrei/>", "<auswahl><KOSTENFREI/></auswahl>"]
)
def test_free_however_the_choice_is_written(choice):
    assert service_of(f"<modulKosten><kosten>{choice}</kosten></modulKosten>").fees == [Fee("free")]


def test_a_fee_without_any_amount_is_left_out_with_a_remark():
    service = service_of("<modulKosten><kosten><typ><code>001</code></typ></kosten></modulKosten>")
    assert service.fees == []
    assert service.remarks[0].code == "fee"


def test_deadlines_and_processing_times(dog):
    weeks, year, words = dog.deadlines
    assert (weeks.kind, weeks.amount, weeks.unit, weeks.type.name) == ("duration", 2, "WOCHE", "Meldefrist")
    assert (year.from_date, year.until_date) == (date(2026, 1, 1), date(2026, 12, 31))
    assert words.day_text == "Ende Mai"
    [time] = dog.processing_times
    assert (time.kind, time.amount, time.unit, time.amount_max, time.unit_max) == ("range", 3, "TAG", 2, "WOCHE")


def test_the_rest_of_a_service(dog):
    assert dog.synonyms == {"de": ["Wauwau", "Hundemarke"]}
    assert [code.code for code in dog.audience] == ["001"]
    assert [code.code for code in dog.typing] == ["5"]
    assert [(item.code, item.name, item.parent) for item in dog.categories] == [("1110300", "Tierhaltung", "1110000")]
    assert dog.areas == ["057700044044"]
    assert (dog.release_date, dog.released_by["de"]) == (date(2025, 2, 3), "Kämmerei")
    assert (dog.valid_from, dog.valid_until) == (date(2020, 1, 1), date(2999, 12, 31))
    assert dog.changed_at.isoformat() == "2026-03-04T05:06:07+00:00"
    assert dog.raw.startswith("<x:leistung")


def test_an_object_whose_content_makes_no_sense_is_left_out_with_line_and_reason(message):
    [skipped] = [item for item in message if isinstance(item, Skipped)]
    assert (skipped.line, skipped.object) == (112, "12")
    assert "fünf" in skipped.reason


def test_offices(message):
    unit = next(item for item in message if isinstance(item, Unit))
    assert unit.names == {"de": "Steueramt (Prüfstück)"}
    assert (unit.phone, unit.email) == ("05799 1", "steuern@pruefstadt.example")
    assert unit.addresses[0].town == "Prüfstadt"
    assert "Mo 8–12 Uhr" in unit.opening_hours["de"]


def test_online_services_and_responsibilities(message):
    online = next(item for item in message if isinstance(item, OnlineService))
    assert online.links[0].url == "https://service.pruefstadt.example/hund?a=1&b=2"
    assert online.confidence_level.code == "20"
    first, second = (item for item in message if isinstance(item, Responsibility))
    assert (first.holder.value, first.service.value, first.areas) == ("31", "11", ["057700044044"])
    assert first.id != second.id


def test_deletions_name_their_kind(data):
    kinds = [(item.kind, item.id.value) for item in read(data / "removals-2.2.xml")]
    assert kinds == [
        ("service", "11"), ("online_service", "21"), ("unit", "31"), ("specialisation", "51"), ("responsibility", "4711"),
    ]  # fmt: skip


def test_a_deletion_without_class():
    [deletion] = read(b"<x xzufiVersion='2.2'><loesche><id schemeAgencyID='A'>1</id></loesche></x>")
    assert deletion.kind == ""


def test_a_single_object_in_2_3_1(data):
    [service] = read(data / "single-2.3.1.xml")
    assert service.keys == ["99115005060000"]
    assert [fee.kind for fee in service.fees] == ["free", "fixed"]
    assert service.changed_at.isoformat() == "2026-01-02T03:04:05+01:00"


def test_a_directory_in_2_1(data):
    service, unit = read(data / "directory-2.1.xml")
    assert service.keys == ["99102013104000"]
    assert service.text("03", "02") == ""
    assert [service.text(code) for code in ("10", "12", "13")] == [
        "<p>10 Euro</p>", "<p>Eine Woche</p>", "<p>Vier Wochen vorher</p>",
    ]  # fmt: skip
    assert unit.responsibilities[0].service is None


@pytest.mark.parametrize(
    "xml",
    [
        b"<irgendwas/>",
        b"<x:a xmlns:x='http://xoev.de/schemata/xzufi/2_2_0'><x:unbekannt/></x:a>",
        b"<a xzufiVersion='2.2.0'><b/></a>",
        b"<a><nachrichtenkopf/><transaktionID>1</transaktionID></a>",
        b"<leistungsverzeichnis/>",
    ],
)
def test_a_message_without_objects_is_valid(xml):
    assert list(read(xml)) == []


@pytest.mark.parametrize(
    ("name", "line", "reason"),
    [
        ("empty.xml", 1, "empty"),
        ("letter.xml", 1, "does not begin like XML"),
        ("truncated.xml", 49, "cut off"),
        ("mismatch.xml", 5, "modulFrist"),
        ("encoding.xml", 4, "encoding"),
        ("doctype.xml", 3, "DOCTYPE"),
        ("billion-laughs.xml", 2, "DOCTYPE"),
        ("wrong-root.xml", 1, "<rss>"),
        ("entity.xml", 3, "unbekannt"),
        ("two-roots.xml", 2, "after the end"),
    ],
)
def test_a_broken_file_names_line_and_reason(data, name, line, reason):
    with pytest.raises(XzufiError) as caught:
        list(read(data / "broken" / name))
    assert caught.value.line == line
    assert reason in caught.value.reason


def test_a_file_above_the_limit_is_refused(data):
    with pytest.raises(XzufiError, match="larger"):
        list(read(data / "message-2.2.xml", max_bytes=1000))


def test_objects_of_unknown_kind_are_reported():
    [skipped] = read(b"<x><schreibe><gebiet><id>1</id></gebiet></schreibe></x>")
    assert isinstance(skipped, Skipped)
    assert "gebiet" in skipped.reason


@pytest.mark.parametrize(
    "inner",
    [
        "<gueltigkeit><beginn>gestern</beginn></gueltigkeit>",
        "<modulFrist><frist><dauer>zwei</dauer></frist></modulFrist>",
        "<versionsinformation><geaendertDatumZeit>2026-13-45T00:00:00Z</geaendertDatumZeit></versionsinformation>",
        "<modulKosten><kosten><betrag>-5</betrag></kosten></modulKosten>",
        "<modulKosten><kosten><betrag>NaN</betrag></kosten></modulKosten>",
    ],
)
def test_senseless_values_leave_out_only_their_object(inner):
    xml = f"<v><schreibe><leistung><id>1</id>{inner}</leistung></schreibe><schreibe><leistung><id>2</id></leistung></schreibe></v>"
    bad, good = read(xml.encode())
    assert isinstance(bad, Skipped)
    assert good.id.value == "2"


@pytest.mark.parametrize("inner", ["", "<id/>", f"<id>{'1' * 201}</id>"])
def test_an_object_needs_an_id(inner):
    [skipped] = read(f"<v><schreibe><leistung>{inner}</leistung></schreibe></v>".encode())
    assert isinstance(skipped, Skipped)


def test_the_hash_sees_content_but_not_spacing_prefix_or_dates_of_change():
    first = service_of("<modulText><leikaTextmodul><code>03</code></leikaTextmodul></modulText>")
    spaced = service_of("\n <modulText>\n<leikaTextmodul> <code>03</code></leikaTextmodul></modulText>\n")
    touched = service_of(
        "<modulText><leikaTextmodul><code>03</code></leikaTextmodul></modulText>"
        "<versionsinformation><geaendertDatumZeit>2026-01-01T00:00:00Z</geaendertDatumZeit></versionsinformation>"
    )
    other = service_of("<modulText><leikaTextmodul><code>02</code></leikaTextmodul></modulText>")
    assert first.content_hash == spaced.content_hash
    assert first.content_hash != other.content_hash
    assert touched.content_hash != other.content_hash


def test_memory_is_freed_while_reading():
    """An object is gone from the tree when the next one comes."""
    import tracemalloc

    one = (
        b"<schreibe><leistung><id>%d</id><modulText><inhalt>"
        + b"x" * 2000
        + b"</inhalt></modulText></leistung></schreibe>"
    )
    xml = b"<v>" + b"".join(one % number for number in range(3000)) + b"</v>"
    tracemalloc.start()
    count = sum(1 for _item in read(xml))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 3000
    assert peak < len(xml) / 4
