"""Master texts of the FIM-Portal, read into records."""

import json

import pytest

from service_catalogue import fim_portal
from service_catalogue.xzufi.objects import DeliveryError, Service, Skipped


def read(path):
    return list(fim_portal.read(path))


def test_a_page_of_the_list(data):
    dog, hunting = read(data / "fim-list.json")
    assert dog.key == ("L100999", "service/fim-landesredaktion", "501")
    assert (dog.text("02"), dog.text("03")) == ("Hundesteuer Anmeldung", "Hund anmelden")
    assert dog.text("05") == "<p>- Anmeldung eines Hundes</p>"
    assert dog.text("06") == "<p>Wer einen Hund hält, meldet ihn an.</p>"
    assert dog.keys == ["99102013104000"]
    assert [code.code for code in dog.audience] == ["001"]
    assert [code.code for code in dog.typing] == ["4b"]
    assert [item.code for item in dog.categories] == ["1090300"]
    assert dog.changed_at.year == 2026
    assert hunting.text("03") == "Jagdschein Erteilung"
    assert [remark.code for remark in hunting.remarks] == ["key"]


def test_a_single_text_names_its_keys_as_pairs(tmp_path):
    path = tmp_path / "detail.json"
    record = {"redaktion_id": "B1", "leistung_id": "7", "title": "Hund", "steckbriefe": [["99102013104000", "Hund"]]}
    path.write_text(json.dumps(record))
    (service,) = read(path)
    assert service.keys == ["99102013104000"]
    assert service.layer == "fim-portal"


def test_a_changed_date_alone_is_no_change(data, tmp_path):
    path = tmp_path / "list.json"
    text = (data / "fim-list.json").read_text(encoding="utf-8")
    path.write_text(text.replace("2026-02-01T08", "2026-03-01T08"), encoding="utf-8")
    assert [item.content_hash for item in read(path)] == [item.content_hash for item in read(data / "fim-list.json")]


def test_xzufi_of_a_single_text_goes_to_its_reader(data):
    found = read(data / "single-2.3.1.xml")
    assert any(isinstance(item, Service) and not item.layer for item in found)


def test_an_item_without_an_id_is_left_out_alone(tmp_path):
    path = tmp_path / "list.json"
    path.write_text(
        json.dumps([{"redaktion_id": "B1", "leistung_id": None}, {"redaktion_id": "B1", "leistung_id": "7"}])
    )
    skipped, service = read(path)
    assert isinstance(skipped, Skipped)
    assert service.id.value == "7"


BROKEN = {
    "empty.json": "empty",
    "truncated.json": "ends in the middle",
    "no-ids.json": "Record 1 is no master text",
    "error.json": "lacks redaktion_id",
    "page.xml": "no XZuFi",
}


def test_every_broken_file_is_tried(data):
    assert {path.name for path in (data / "broken_fim").iterdir()} == set(BROKEN)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_with_its_reason(name, data):
    with pytest.raises(DeliveryError, match=BROKEN[name]):
        read(data / "broken_fim" / name)
