import pytest

from service_catalogue import leika


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("99050012104000", ["99050012104000"]),
        ("99 050 012 104 000", ["99050012104000"]),
        ("99.050.012.104.000", ["99050012104000"]),
        ("99050012104000, 99 102 013 104 000", ["99050012104000", "99102013104000"]),
        ("99050012104000;99050012104000\n99102013104000|", ["99050012104000", "99102013104000"]),
        ("99\u00a0050\u202f012 104 000", ["99050012104000"]),
        (" , ;\n", []),
    ],
)
def test_keys_are_understood_with_blanks_dots_and_several_at_once(text, keys):
    assert leika.split_keys(text) == keys


@pytest.mark.parametrize("key", ["", "99", "9905001210400a", "990500121040000", "９９050012104000"])
def test_what_is_no_key_is_refused_with_a_reason(key):
    assert "14 digits" in leika.errors(key)[0]


def test_a_detail_needs_an_act():
    assert leika.errors("99050012000001")
    assert leika.errors("99050012104001") == []


def test_keys_of_other_catalogues_are_unusual_but_right():
    assert leika.errors("11063022007000") == []
    assert "11" in leika.warnings("11063022007000")[0]
    assert leika.warnings("99050012104000") == []


@pytest.mark.parametrize(
    ("key", "kind", "parents"),
    [
        ("99050012000000", "LO", []),
        ("99050012104000", "LOV", ["99050012000000"]),
        ("99050012104001", "LOVD", ["99050012104000", "99050012000000"]),
    ],
)
def test_kind_and_parents_are_read_from_the_zeros(key, kind, parents):
    assert leika.kind(key) == kind
    assert leika.parents(key) == parents


def test_grouped_for_people():
    assert leika.grouped("99050012104000") == "99 050 012 104 000"
    assert leika.grouped("keiner") == "keiner"


@pytest.mark.parametrize("name", ["Vorgesehen zum Löschen - Beratung", "außer Kraft – Steuer"])
def test_names_tell_that_a_key_is_on_its_way_out(name):
    assert leika.is_deprecated(name)
    assert not leika.is_deprecated("Beratung zum Löschen")


def test_list_is_read_by_the_names_of_its_columns(data):
    rows = list(leika.read_list(data / "leika.csv"))
    assert [row.key for row in rows] == ["99102013104000", "99050012104000", "11063022007000"]
    assert rows[0].other_names == ["Hund anmelden", "Hundesteuer"]
    assert rows[1].name == ""
    assert rows[1].citizen_name == "Gewerbe anmelden"
    assert rows[2].name == "Leistung; mit Strichpunkt"


def test_a_byte_order_mark_and_empty_lines_do_no_harm():
    rows = list(leika.read_list(b"\xef\xbb\xbfschluessel;leistungsbezeichnung\n\n99050012104000;Gewerbe\n;\n"))
    assert [row.name for row in rows] == ["Gewerbe"]


@pytest.mark.parametrize(
    ("csv", "line", "reason"),
    [
        (b"", 1, "schluessel"),
        (b"key;name\n", 1, "schluessel"),
        (b"schluessel;leistungsbezeichnung\n123;Hund\n", 2, "14 digits"),
        (b"schluessel;leistungsbezeichnung\n99050012104000\n", 2, "cells"),
        (b"schluessel;leistungsbezeichnung\n99050012104000;a\n99050012104000;b\n", 3, "second time"),
        (b'schluessel;leistungsbezeichnung\n99050012104000;"a"b\n', 2, "quotation"),
        (b'schluessel;leistungsbezeichnung\n99050012104000;"a\n', 2, "quotation"),
        (b"schluessel;leistungsbezeichnung\n99050012104000;Geb\xfchr\n", 2, "UTF-8"),
    ],
)
def test_a_broken_list_names_line_and_reason(csv, line, reason):
    with pytest.raises(leika.LeikaError) as caught:
        list(leika.read_list(csv))
    assert caught.value.line == line
    assert reason in caught.value.reason


def test_real_list(fim):
    rows = list(leika.read_list(fim / "leika" / "leika-schluessel.csv"))
    assert len(rows) == 1180
    assert not any(leika.errors(row.key) for row in rows)
    assert all(row.name or row.citizen_name or row.key for row in rows)
