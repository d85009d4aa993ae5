"""A town's own list, read through a mapping file."""

import json
from datetime import date

import pytest

from service_catalogue import documents, lists
from service_catalogue.lists import steps
from service_catalogue.lists.mapping import MappingError
from service_catalogue.lists.steps import Step
from service_catalogue.xzufi.objects import DeliveryError, OnlineService, Service, Skipped, Unit


@pytest.fixture
def mapping(data):
    return lists.read_mapping(data / "lists" / "services.toml")


@pytest.fixture
def found(data, mapping):
    return list(lists.read_list(data / "lists" / "services.csv", mapping))


@pytest.fixture
def read(tmp_path):
    """Reads a list given as text through a mapping given as text."""

    def _read(text, toml, name="list.csv"):
        path, own = tmp_path / name, tmp_path / "own.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        own.write_text('source = "x"\n' + toml, encoding="utf-8")
        return list(lists.read_list(path, lists.read_mapping(own)))

    return _read


FIELDS = '[fields]\nid = "nr"\ntitle = "name"\n'


def only(kind, found):
    return [item for item in found if isinstance(item, kind)]


class TestRecords:
    def test_a_row_becomes_a_service(self, found):
        dog = only(Service, found)[0]
        assert dog.key == ("musterdorf", "service", "1")
        assert dog.text("03") == "Hund anmelden"
        assert dog.text("06") == "<p>Jeder Hund ab &lt; 3 Monaten.</p>"
        assert dog.text("10") == "<p>84 Euro</p>"
        assert dog.text("08") == "<ul><li>Ausweis</li><li>Impfpass</li></ul>"
        assert dog.synonyms == {"de": ["Hundemarke", "Steuermarke"]}
        assert dog.keys == ["99102013104000"]
        assert dog.changed_at.date() == date(2026, 10, 31)

    def test_what_is_not_public_says_so(self, found):
        assert [item.public for item in only(Service, found)] == [True, False, True]

    def test_one_department_and_one_online_service_for_all_that_name_them(self, found):
        (unit,), (online,) = only(Unit, found), only(OnlineService, found)
        assert unit.names == {"de": "Steueramt"}
        assert (online.kind_of_use, online.names) == ("form", {"de": "Formular: Hund anmelden"})
        dog, other, _lost = only(Service, found)
        assert [tie.holder for tie in dog.responsibilities] == [unit.id, online.id]
        assert [tie.holder for tie in other.responsibilities] == [unit.id, online.id]

    def test_script_and_bad_links_are_gone_and_noted(self, found):
        lost = only(Service, found)[2]
        assert lost.text("10") == "<p>Verloren? hier</p>"
        assert [remark.code for remark in lost.remarks] == ["link", "key", "link"]

    def test_broken_rows_are_left_out_with_their_row(self, found):
        left_out = {item.line: item.reason for item in only(Skipped, found)}
        assert list(left_out) == [4, 5, 6, 7, 8]
        assert "2 cells" in left_out[4]
        assert "second time; the first time in row 2" in left_out[5]
        assert "no title" in left_out[6]
        assert "gestern" in left_out[7]
        assert "vielleicht" in left_out[8]

    def test_a_row_at_another_place_is_the_same(self, data, mapping, tmp_path, found):
        moved = tmp_path / "moved.csv"
        head, *rows = (data / "lists" / "services.csv").read_text(encoding="utf-8").splitlines()
        moved.write_text("\n".join([head, "", *rows]), encoding="utf-8")
        again = list(lists.read_list(moved, mapping))
        assert [item.content_hash for item in only(Service, again)] == [
            item.content_hash for item in only(Service, found)
        ]

    def test_a_changed_mapping_is_a_change_and_a_time_stamp_is_none(self, read):
        rows = "nr,name,text,am\n1,Hund,Wau,2026-01-01\n"
        toml = FIELDS + 'changed_at = "am"\n'
        (before,) = read(rows, toml)
        assert read(rows.replace("2026-01-01", "2026-02-02"), toml)[0].content_hash == before.content_hash
        assert read(rows, toml + 'description = "text"\n')[0].content_hash != before.content_hash


class TestFormats:
    @pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
    def test_delimiter_and_encoding_are_told_by_the_file(self, read, delimiter, encoding):
        rows = delimiter.join(["nr", "name"]) + "\r\n" + delimiter.join(["1", '"Führerschein – neu"']) + "\r\n"
        (service,) = read(rows.encode(encoding), FIELDS)
        assert service.text("03") == "Führerschein – neu"

    def test_json_with_the_list_inside(self, read):
        document = {"result": {"rows": [{"nr": 7, "name": "Hund", "tags": {"de": ["a", "b"]}}, "x"]}}
        toml = 'records = "result.rows"\n' + FIELDS + 'synonyms = "tags.de"\n'
        service, skipped = read(json.dumps(document), toml, "list.json")
        assert service.id.value == "7"
        assert service.synonyms == {"de": ["a", "b"]}
        assert skipped.line == 2

    def test_a_quoted_cell_may_hold_line_ends(self, read):
        service, skipped = read('nr;name\n1;"Hund\nund Katze"\n2\n', FIELDS)
        assert service.text("03") == "Hund und Katze"
        assert skipped.line == 4

    @pytest.mark.parametrize("depth", [documents.DEEPEST, 400, 5000])
    def test_nestings_without_end_are_refused(self, read, depth):
        with pytest.raises(DeliveryError, match="nestings"):
            read(f'[{{"nr": "1", "name": {"[" * depth}{"]" * depth}}}]', FIELDS, "list.json")

    @pytest.mark.parametrize(
        ("name", "line", "words"),
        [
            ("empty.csv", 1, "empty"),
            ("open-quote.csv", 2, "quotation marks"),
            ("stray-quote.csv", 2, "quotation marks"),
            ("nul.csv", 2, "NUL"),
            ("utf-16.csv", 1, "UTF-16"),
            ("truncated.json", 1, "ends in the middle"),
            ("no-list.json", 0, "no list of services"),
        ],
    )
    def test_a_broken_file_is_refused_with_line_and_reason(self, name, line, words, data, tmp_path):
        own = tmp_path / "own.toml"
        own.write_text('source = "x"\nrecords = "services"\n' + FIELDS)
        with pytest.raises(DeliveryError, match=words) as caught:
            list(lists.read_list(data / "broken_lists" / name, lists.read_mapping(own)))
        assert caught.value.line == line

    def test_a_list_that_is_too_large_is_refused(self, read, monkeypatch):
        monkeypatch.setattr("service_catalogue.documents.MAX_JSON_BYTES", 10)
        with pytest.raises(DeliveryError, match="larger"):
            read("nr;name\n1;Hund und Katze\n", FIELDS)


class TestRules:
    FORMS = {
        "nr": "1",
        "name": "Hund",
        "forms": [
            {"n": "Antrag", "u": "https://a.example/antrag"},
            {"n": "Blatt", "u": "https://a.example/blatt.PDF"},
            {"n": "", "u": "https://a.example/dsgvo"},
            {"n": "Leer", "u": ""},
            {"n": "Post", "u": "mailto:hund@a.example"},
        ],
    }
    TOML = (
        FIELDS
        + """
[[online_services]]
kind = "apply"
from = "forms"
url = "u"
title = "n"
only = 'antrag|mailto'

[[links]]
section = "forms"
from = "forms"
url = "u"
title = { template = "{n} für {name}" }
without = 'antrag|dsgvo'
"""
    )

    def test_links_are_sorted_by_their_addresses(self, read):
        online, service = read(json.dumps([self.FORMS]), self.TOML, "list.json")
        assert online.links[0].url == "https://a.example/antrag"
        assert [(link.title, link.url) for link in service.links("14")] == [
            ("Blatt für Hund", "https://a.example/blatt.PDF"),
            ("Post für Hund", "mailto:hund@a.example"),
        ]
        assert [remark.code for remark in service.remarks] == ["link"]

    def test_the_first_rule_that_takes_an_address_counts(self, read):
        twice = (
            self.TOML + '[[online_services]]\nkind = "information"\nfrom = "forms"\nurl = "u"\nonly = "antrag|dsgvo"\n'
        )
        first, second, service = read(json.dumps([self.FORMS]), twice, "list.json")
        assert [first.kind_of_use, second.kind_of_use] == ["apply", "information"]
        assert len({tie.id for tie in service.responsibilities}) == 2

    def test_an_address_of_its_own_becomes_further_information(self, read):
        (service,) = read("nr,name,seite\n1,Hund,https://a.example/hund\n", FIELDS + 'url = "seite"\n')
        assert [(link.title, link.url) for link in service.links("15")] == [("Hund", "https://a.example/hund")]


class TestDepartments:
    TOML = (
        FIELDS
        + """department_ids = "amt"

[departments.fields]
id = "nr"
name = "amt"
street = { template = "{str} {hausnr}" }
opening_hours = { from = "zeiten", split = "/" }
public = "offen"
"""
    )
    OFFICES = """nr;amt;str;hausnr;zeiten;offen
7;Bürgerbüro;Markt;1;Mo 8-12/Di 8-12;ja
8;Registratur;;;;nein
7;Doppelt;;;;ja
9;;;;;ja
"""

    @pytest.fixture
    def found(self, tmp_path):
        for name, text in (("o.csv", self.OFFICES), ("l.csv", "nr;name;amt\n1;Pass;7\n2;Akte;8\n")):
            (tmp_path / name).write_text(text, encoding="utf-8")
        (tmp_path / "own.toml").write_text('source = "x"\n' + self.TOML, encoding="utf-8")
        mapping = lists.read_mapping(tmp_path / "own.toml")
        return list(lists.read_list(tmp_path / "l.csv", mapping, tmp_path / "o.csv"))

    def test_a_second_file_brings_them(self, found):
        (unit,) = only(Unit, found)
        assert (unit.key, unit.names) == (("x", "unit", "7"), {"de": "Bürgerbüro"})
        assert (unit.addresses[0].street, unit.addresses[0].postcode) == ("Markt 1", "")
        assert unit.opening_hours == {"de": "<ul><li>Mo 8-12</li><li>Di 8-12</li></ul>"}

    def test_they_are_in_charge_unless_they_are_not_public(self, found):
        assert [[tie.holder.value for tie in item.responsibilities] for item in only(Service, found)] == [["7"], []]

    def test_broken_rows_are_left_out(self, found):
        assert [(item.line, item.kind) for item in only(Skipped, found)] == [(4, "unit"), (5, "unit")]


class TestSteps:
    @pytest.mark.parametrize(
        ("record", "path", "expected"),
        [
            ({"a": {"b": 1}}, "a.b", [1]),
            ({"a": [{"b": 1}, {"b": [2, 3]}, {}]}, "a.b", [1, 2, 3]),
            ({"a.b": 1}, "a.b", [1]),
            ({"a": 1}, "a.b", []),
            ({"a": None}, "a.b", []),
            ([{"a": 1}], "a", [1]),
            ({"a": 1}, ".", [{"a": 1}]),
        ],
    )
    def test_paths(self, record, path, expected):
        assert steps.find(record, path) == expected

    @pytest.mark.parametrize(
        ("step", "expected"),
        [
            (Step(paths=("x", "a")), ["eins, zwei"]),
            (Step(paths=("a",), split=","), ["eins", "zwei"]),
            (Step(paths=("l",), join=" und "), ["1 und 2"]),
            (Step(paths=("k",), map={"B": "001"}), ["001"]),
            (Step(value="fest"), ["fest"]),
            (Step(value=False), [False]),
            (Step(template="{a}/{k}"), ["eins, zwei/B"]),
            (Step(template="{leer} {k}"), ["B"]),
            (Step(template="https://x.example/{leer}"), []),
            (Step(paths=("leer",)), []),
        ],
    )
    def test_steps(self, step, expected):
        record = {"a": "eins, zwei", "l": [1, 2], "k": "B", "leer": " "}
        assert steps.values(step, {**record, "leer": ""}) == expected

    @pytest.mark.parametrize(
        ("value", "expected"),
        [(True, True), (False, False), ("ja", True), ("Nein", False), (0, False), ("x", True), ("", True), ("?", None)],
    )
    def test_yes_and_no(self, value, expected):
        assert steps.truth(Step(paths=("p",)), {"p": value}) is expected


class TestMappings:
    @pytest.mark.parametrize(
        ("toml", "words"),
        [
            ("source = ", "no TOML"),
            ("[fields]\nid = 'a'\ntitle = 'b'\n", "source"),
            ('source = "x y"\n', "line 1: .*source"),
            ('source = "x"\n', r"\[fields\] is missing"),
            ('source = "x"\n[fields]\nid = "a"\n', "“title” stands"),
            ('source = "x"\n[fields]\nid = "a"\ntitle = "b"\ncolour = "c"\n', "line 5: “colour” is not known"),
            ('source = "x"\n[fields]\nid = "a"\ntitle = 7\n', "line 4: “title” must be"),
            ('source = "x"\n[fields]\nid = "a"\ntitle = { von = "b" }\n', "line 4: “von” is not known"),
            ('source = "x"\n[fields]\nid = "a"\ntitle = { split = "," }\n', "“from”, “value” or “template”"),
            ('source = "x"\n[fields]\nid = "a"\ntitle = { from = "b", html = "no" }\n', "“html” is of the wrong kind"),
            ('source = "x"\nformat = "xml"\n[fields]\nid = "a"\ntitle = "b"\n', "csv or json"),
            ('source = "x"\ndelimiter = ";;"\n[fields]\nid = "a"\ntitle = "b"\n', "one character"),
            ('source = "x"\nlinks = "y"\n[fields]\nid = "a"\ntitle = "b"\n', "two brackets"),
            (
                'source = "x"\n[fields]\nid = "a"\ntitle = "b"\n[[links]]\nurl = "u"\n',
                "“section”: one of contact_point",
            ),
            ('source = "x"\n[fields]\nid = "a"\ntitle = "b"\n[[online_services]]\nkind = "buy"\n', "line 6.*“kind”"),
            ('source = "x"\n[fields]\nid = "a"\ntitle = "b"\n[[links]]\nsection = "forms"\n', "needs “url”"),
            (
                'source = "x"\n[fields]\nid = "a"\ntitle = "b"\n[[links]]\nsection = "forms"\nurl = "u"\nonly = "("\n',
                "line 8: “only” is no regular expression",
            ),
            ('source = "x"\ndepartments = 1\n[fields]\nid = "a"\ntitle = "b"\n', "“departments” must be a table"),
        ],
    )
    def test_a_slip_is_named_with_its_line(self, toml, words, tmp_path):
        path = tmp_path / "own.toml"
        path.write_text(toml, encoding="utf-8")
        with pytest.raises(MappingError, match=words) as caught:
            lists.read_mapping(path)
        assert str(caught.value).startswith("own.toml")

    def test_a_column_that_the_list_does_not_have_is_named(self, read):
        with pytest.raises(MappingError, match=r"“description” reads “text”, but no record .* It has: nr, name"):
            read("nr;name\n1;Hund\n", FIELDS + 'description = "text"\n')

    def test_the_place_of_a_rule_is_checked_too(self, read):
        with pytest.raises(MappingError, match="“links 1” reads “forms”"):
            read("nr;name\n1;Hund\n", FIELDS + '[[links]]\nsection = "forms"\nfrom = "forms"\nurl = "u"\n')

    def test_a_name_is_one_of_ours_or_a_file(self, data):
        assert lists.find_mapping("muenchen").name == "muenchen.toml"
        assert lists.find_mapping(str(data / "lists" / "services.toml")).is_file()
        for name in ("paderborn", "../mappings/muenchen", "/etc/passwd"):
            with pytest.raises(MappingError, match="berlin, muenchen"):
                lists.find_mapping(name)

    @pytest.mark.parametrize("path", sorted(lists.mapping.FOLDER.glob("*.toml")), ids=lambda path: path.stem)
    def test_every_mapping_that_ships_can_be_read(self, path):
        assert lists.read_mapping(path).source == path.stem


def test_the_real_list_of_munich(fim):
    mapping = lists.read_mapping(lists.find_mapping("muenchen"))
    folder = fim / "kommunal"
    found = list(
        lists.read_list(folder / "muenchen-dienstleistungen-teil-a.json", mapping, folder / "muenchen-standorte.json")
    )
    services = only(Service, found)
    assert (len(services), sum(item.public for item in services)) == (192, 101)
    assert sum(bool(item.keys) for item in services) == 87
    assert max(len(item.keys) for item in services) == 4
    assert len(only(Unit, found)) == 100
    assert {item.kind_of_use for item in only(OnlineService, found)} == {"apply", "appointment"}
    assert sum(len(item.links("14")) for item in services) > 200
    offices = {unit.id for unit in only(Unit, found)}
    assert {
        tie.holder for item in services for tie in item.responsibilities if tie.id.scheme == "service/unit"
    } <= offices
    assert not only(Skipped, found)


def test_the_real_names_of_berlin(fim):
    mapping = lists.read_mapping(lists.find_mapping("berlin"))
    assert len(list(lists.read_list(fim / "kommunal" / "berlin-dienstleistungen-namen.csv", mapping))) == 560
