"""The Portalverbund's catalogue and its services in JSON, read into records."""

import json
from datetime import date
from decimal import Decimal

import pytest

from service_catalogue import documents, pvog
from service_catalogue.pvog import values
from service_catalogue.xzufi.objects import Code, DeliveryError, OnlineService, Service, Skipped

HEADER = "ID-LB|Leikaschlüssel|Name|Name2|Updatedatum|ID-OD|Bezeichnung OD|Links"


def read(path):
    return list(pvog.read(path))


def services(path):
    return {item.id.value: item for item in read(path) if isinstance(item, Service)}


@pytest.fixture
def detail(data):
    return json.loads((data / "pvog-detail.json").read_text(encoding="utf-8"))


@pytest.fixture
def read_detail(tmp_path, detail):
    """The service of the detail with some of its values replaced."""

    def _read(**changes):
        path = tmp_path / "detail.json"
        path.write_text(json.dumps(detail | changes), encoding="utf-8")
        return read(path)

    return _read


class TestCatalogue:
    def test_rows_of_a_service_become_one_even_when_others_stand_between(self, data):
        found = services(data / "pvog-catalogue.csv")
        assert list(found) == ["2", "1", "3"]
        assert [tie.holder.value for tie in found["1"].responsibilities] == ["71", "72"]
        assert found["1"].id.agency == "L100999"
        assert found["3"].id.agency == "B100999"

    def test_an_online_service_of_several_services_comes_once_and_before_them(self, data):
        found = read(data / "pvog-catalogue.csv")
        online = [item for item in found if isinstance(item, OnlineService)]
        assert [item.id.value for item in online] == ["71", "72"]
        assert isinstance(found[0], OnlineService)
        assert online[0].names == {"de": 'Gewerbe "online"'}
        assert online[0].links[0].url == "https://antrag.example/gewerbe"

    def test_names_keys_and_date(self, data):
        found = services(data / "pvog-catalogue.csv")
        assert found["2"].keys == ["99102013104000", "99102013111000"]
        assert (found["1"].text("02"), found["1"].text("03")) == ("Gewerbeanzeige Anmeldung", "Gewerbe anmelden")
        assert found["3"].text("03") == ""
        assert found["1"].changed_at.isoformat() == "2026-11-03T01:10:00+01:00"

    def test_it_is_a_partial_view_with_a_fingerprint_of_its_own(self, data):
        service = services(data / "pvog-catalogue.csv")["1"]
        assert service.layer == "pvog-csv"
        assert service.key == ("L100999", "service/pvog-csv", "1")

    def test_the_date_of_the_export_alone_is_no_change(self, data, write):
        old = data / "pvog-catalogue.csv"
        new = write(old.read_text(encoding="utf-8").replace("03.11.2026", "04.11.2026"), "neu.csv")
        hashes = [{key: item.content_hash for key, item in services(path).items()} for path in (old, new)]
        assert hashes[0] == hashes[1]

    def test_a_bad_row_is_left_out_with_its_line(self, write):
        rows = ["L1.LB.1|99050012104000|A", "L1.OE.1||B|B|||x|", "nonsense||B|B||||", "L1.LB.2||C|C|31.13.2026|||"]
        found = read(write("\n".join([HEADER, *rows]), "x.csv"))
        assert [(item.line, type(item)) for item in found] == [(line, Skipped) for line in (2, 3, 4, 5)]
        assert "8" in found[0].reason
        assert "L1.OE.1" in found[1].reason
        assert "31.13.2026" in found[3].reason

    def test_a_bad_online_service_does_not_take_the_service_with_it(self, write):
        rows = ["L1.LB.1|12|A|A||L1.OD.1|Nichts|javascript:alert(1)", "L1.LB.1|12|A|A||OD-9|Was|https://a.example"]
        *skipped, service = read(write("\n".join([HEADER, *rows]), "x.csv"))
        assert [item.kind for item in skipped] == ["online_service"] * 2
        assert {remark.code for remark in service.remarks} == {"key", "id"}

    def test_a_second_row_with_another_name_is_noted(self, write):
        rows = ["L1.LB.1||A|A||||", "L1.LB.1||B|B||||"]
        (service,) = read(write("\n".join([HEADER, *rows]), "x.csv"))
        assert service.text("02") == "A"
        assert "Line 3" in service.remarks[0].text

    def test_columns_are_found_by_their_names(self, write):
        names = HEADER.split("|")[::-1]
        (service,) = read(
            write("|".join(names) + "\n|||x|Zwei|Eins|99050012104000|L1.LB.1\n".replace("x", ""), "x.csv")
        )
        assert (service.text("02"), service.text("03")) == ("Eins", "Zwei")

    def test_nul_and_stray_quotes_do_no_harm(self, write):
        (service,) = read(write(HEADER + '\nL1.LB.1||Hund\x00 ""an"|melden|||||'[:-1], "x.csv"))
        assert service.text("02") == 'Hund "an"'

    def test_memory_holds_ids_only_until_the_last_row_of_a_service(self, write, monkeypatch):
        rows = [f"L1.LB.{number}||A|A||||" for number in range(500)]
        path = write("\n".join([HEADER, *rows]), "x.csv")
        assert len(services(path)) == 500
        monkeypatch.setattr(documents, "MAX_BYTES", 10)
        with pytest.raises(DeliveryError, match="larger"):
            documents.check_size(path, 10)


@pytest.mark.parametrize("name", ["pvog-catalogue.csv", "pvog-detail.json"])
def test_who_watches_sees_the_end(name, data):
    told = []
    list(pvog.read(data / name, lambda done, total: told.append(done / total)))
    assert told == sorted(told)
    assert told[-1] == 1


class TestDetail:
    def test_titles_texts_and_links(self, data):
        service = services(data / "pvog-detail.json")["2"]
        assert (service.text("02"), service.text("03")) == ("Hundesteuer Anmeldung", "Hund anmelden")
        assert service.text("24") == "<p>Wer einen Hund hält, zahlt Hundesteuer.</p>"
        assert service.text("06") == "<p>Melden Sie Ihren Hund an.</p>"
        assert [link.title for link in service.links("07")] == ["Satzung"]
        assert [link.url for link in service.links("14")] == ["https://stadt.example/hund.pdf"]
        assert [link.url for link in service.links("94")] == ["https://bus.example/hund"]

    def test_placeholders_are_no_text(self, data):
        service = services(data / "pvog-detail.json")["2"]
        assert "18" not in {module.code for module in service.modules}
        assert any("placeholder" in remark.text for remark in service.remarks)

    def test_what_reads_as_an_amount_becomes_a_fee_and_the_rest_stays_text(self, data):
        service = services(data / "pvog-detail.json")["2"]
        assert [(fee.kind, fee.amount, fee.amount_max) for fee in service.fees] == [
            ("fixed", Decimal("84.00"), None),
            ("range", Decimal("96.00"), Decimal("120.00")),
            ("free", None, None),
        ]
        assert service.fees[1].description == {"de": "je Hund"}
        assert service.text("10") == "<p>Je Jahr.</p><p>Kampfhund: nach Satzung</p>"

    def test_deadlines_and_processing_times(self, data):
        service = services(data / "pvog-detail.json")["2"]
        (deadline,), (time,) = service.deadlines, service.processing_times
        assert (deadline.amount, deadline.unit, deadline.type) == (1, "MONAT", Code("009", "Widerspruchsfrist"))
        assert deadline.description == {"de": "Nach dem Bescheid"}
        assert (time.kind, time.amount, time.amount_max, time.unit_max) == ("range", 2, 4, "WOCHE")
        assert service.text("12") == "<p>Im Sommer: länger</p>"

    def test_everything_around_the_texts(self, data):
        service = services(data / "pvog-detail.json")["2"]
        assert service.keys == ["99102013104000"]
        assert service.synonyms == {"de": ["Hundemarke", "Steuermarke"]}
        assert [code.code for code in service.audience] == ["001"]
        assert [code.code for code in service.typing] == ["5"]
        assert [(item.code, item.parent) for item in service.categories] == [("1090300", "1090000")]
        assert service.areas == ["057700044044"]
        assert (service.valid_from, service.valid_until) == (None, None)  # for the Portalverbund: 1970 to 2999
        assert service.changed_at.isoformat() == "2026-10-20T12:21:29+00:00"
        assert (service.release_date, service.released_by) == (date(2026, 9, 1), {"de": "Kämmerei"})
        assert service.languages == ["de", "en"]
        assert any("Außerirdische" in remark.text for remark in service.remarks)

    def test_who_is_in_charge(self, data):
        service = services(data / "pvog-detail.json")["2"]
        ties = [(tie.id.scheme, tie.holder.value, tie.areas) for tie in service.responsibilities]
        assert ties == [("service/unit", "31", ["057700044044"]), ("service/online", "81", ["057700044044"])]

    def test_the_online_service_says_what_one_needs(self, data):
        online, skipped, _service = read(data / "pvog-detail.json")
        assert online.id.value == "81"
        assert online.confidence_level == Code("20")
        assert online.accounts == ["Nationales eID-Mittel - BundID"]
        assert online.payment_methods == ["giropay", "Kreditkarte"]
        assert online.languages == ["de"]
        assert (online.valid_from, online.valid_until) == (date(2026, 1, 1), None)
        assert (skipped.kind, skipped.object) == ("online_service", "L100999.OD.82")

    def test_times_of_the_night_alone_are_no_change(self, read_detail):
        before, after = read_detail()[-1], read_detail(timestamp="x", lastUpdate="y", suggest=["z"])[-1]
        assert before.content_hash == after.content_hash
        assert read_detail(name="Anders")[-1].content_hash != before.content_hash

    def test_a_translation_is_a_layer_of_its_own(self, read_detail):
        service = read_detail(languageCode="en", name="Register a dog")[-1]
        assert service.layer == "en"
        assert service.text("06", language="en")
        assert not service.text("06")

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"id": None}, "no id of the Portalverbund"),
            ({"id": "L1.OE.7"}, "L1.OE.7"),
            ({"id": "L1.LB." + "9" * 300}, "too long"),
            ({"validFrom": "morgen"}, "morgen"),
            ({"externalLastUpdate": "2026-10-20T99:00"}, "not a date"),
        ],
    )
    def test_a_service_that_makes_no_sense_is_left_out_alone(self, read_detail, changes, words):
        (skipped,) = read_detail(**changes)
        assert words in skipped.reason

    @pytest.mark.parametrize("value", [None, 7, "x", [], {}, [7, None, "x", {}, []]])
    @pytest.mark.parametrize(
        "name",
        ["details", "leikakeys", "ars", "typing", "synonyms", "addressees", "organisationIds", "onlineServiceLinks",
         "personalMatters", "forms", "sourcePortals", "availableLanguages", "name", "description", "languageCode"],
    )  # fmt: skip
    def test_nonsense_in_any_place_breaks_nothing(self, read_detail, name, value):
        assert any(isinstance(item, Service) for item in read_detail(**{name: value}))

    def test_characters_that_no_database_takes_are_gone(self, read_detail):
        service = read_detail(name="Hu\x00nd\ud800", synonyms=["a\x00b"])[-1]
        assert service.text("03") == "Hund\ufffd"
        assert "\x00" not in service.raw
        assert service.raw.encode()

    def test_a_list_lines_and_a_page_hold_the_same(self, tmp_path, detail):
        other = detail | {"id": "L100999.LB.3"}
        writings = {
            "list": json.dumps([detail, other]),
            "lines": json.dumps(detail) + "\n\n" + json.dumps(other) + "\n",
            "page": json.dumps({"content": [detail, other], "last": True}),
        }
        for name, text in writings.items():
            path = tmp_path / name
            path.write_text("\ufeff" + text, encoding="utf-8")
            assert list(services(path)) == ["2", "3"], name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 Monat", ("duration", 1, "MONAT", None, "")),
        ("Nach Eingang: 14 Tage", ("duration", 14, "TAG", None, "")),
        ("2 - 4 Wochen", ("range", 2, "WOCHE", 4, "WOCHE")),
        ("1 Woche bis 3 Monate", ("range", 1, "WOCHE", 3, "MONAT")),
        ("3 Arbeitstage", ("duration", 3, "ARBEITSTAG", None, "")),
    ],
)
def test_durations_in_words(text, expected):
    found = values.period(text, Code(""), "", "de")
    assert (found.kind, found.amount, found.unit, found.amount_max, found.unit_max) == expected


@pytest.mark.parametrize(
    "text", ["", "bald", "1", "Monat", "etwa 1 Monat", "1 Monat nach Eingang", "31. Mai", "99999 Tage"]
)
def test_words_that_are_no_duration_stay_words(text):
    assert values.period(text, Code(""), "", "de") is None


@pytest.mark.parametrize(
    ("text", "kind", "amount", "amount_max"),
    [
        ("25,00 EUR", "fixed", "25.00", None),
        ("Gebühr: 25 €", "fixed", "25.00", None),
        ("1.234,50 Euro", "fixed", "1234.50", None),
        ("1.234 EUR", "fixed", "1234.00", None),
        ("12.50 EUR", "fixed", "12.50", None),
        ("10,00 EUR bis 20,00 EUR", "range", "10.00", "20.00"),
        ("10 - 20 €", "range", "10.00", "20.00"),
        ("gebührenfrei", "free", None, None),
    ],
)
def test_amounts_in_words(text, kind, amount, amount_max):
    found = values.fee(text, Code(""), "", "de")
    assert found.kind == kind
    assert found.amount == (Decimal(amount) if amount else None)
    assert found.amount_max == (Decimal(amount_max) if amount_max else None)


@pytest.mark.parametrize("text", ["", "25", "ab 25 EUR", "25 EUR je Stunde", "nach Aufwand", "Az. 1-2"])
def test_words_that_are_no_amount_stay_words(text):
    assert values.fee(text, Code(""), "", "de") is None


BROKEN = {
    "behind-the-end.json": (1, "not JSON"),
    "empty.csv": (1, "no catalogue of the Portalverbund"),
    "infinite.json": (1, "no real delivery"),
    "nested.json": (1, "no real delivery"),
    "no-objects.json": (0, "Record 1 is no service"),
    "number.json": (1, "no real delivery"),
    "truncated.json": (1, "ends in the middle"),
    "truncated-lines.json": (2, "ends in the middle"),
    "wrong-columns.csv": (1, "must name the columns ID-LB"),
    "wrong-encoding.csv": (2, "not written in UTF-8"),
    "wrong-encoding.json": (1, "not written in UTF-8"),
    "wrong-root.json": (0, "neither details nor keys"),
    "xml.csv": (1, "import_xzufi"),
}


def test_every_broken_file_is_tried(data):
    assert {path.name for path in (data / "broken_pvog").iterdir()} == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_with_line_and_reason(name, data):
    line, words = BROKEN[name]
    with pytest.raises(DeliveryError, match=words) as caught:
        read(data / "broken_pvog" / name)
    assert caught.value.line == line


def test_the_real_export(fim):
    found = read(fim / "pvog" / "pvog-csv-export-ars00-2025-01-20.csv")
    assert sum(isinstance(item, Service) for item in found) == 911
    assert sum(isinstance(item, OnlineService) for item in found) == 223
    assert not [item for item in found if isinstance(item, Skipped) or item.remarks]


def test_the_real_detail(fim):
    (path,) = (fim / "pvog").glob("leistung-detail-*.json")
    online, service = read(path)
    assert online.confidence_level.code == "15"
    assert online.accounts == ["Benutzername/Passwort", "Personalausweis"]
    assert len(service.responsibilities) == 4
    assert (service.deadlines[0].amount, service.deadlines[0].type.name) == (1, "Widerspruchsfrist")
    assert service.processing_times[0].unit == "MONAT"
    assert [item.code for item in service.categories] == ["1030200", "1140100"]
    assert not service.remarks
