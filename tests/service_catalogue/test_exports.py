"""The catalogue as files: complete or not there, readable by ourselves and by others."""

import csv
import json

import pytest
from django.core.management import CommandError, call_command
from lxml import etree

from service_catalogue import exports
from service_catalogue.pvog.details import read_details
from service_catalogue.xzufi import read
from service_catalogue.xzufi.objects import OnlineService, Service
from tests.factories.service_catalogue import OnlineServiceFactory, ServicePageFactory


@pytest.fixture
def grill(index_page):
    page = ServicePageFactory(
        parent=index_page, title="Grillplatz reservieren", teaser="=Am See.", synonyms="Feuerstelle"
    )
    page.online_services = [
        OnlineServiceFactory(name="Platz buchen", url="https://buchung.example/", kind="appointment")
    ]
    page.save_revision().publish()
    return page


@pytest.fixture
def file(tmp_path):
    return tmp_path / "leistungen"


def test_xzufi_works_unconfigured(grill, file, capsys):
    call_command("export_xzufi", str(file))
    root = etree.parse(file).getroot()
    assert etree.QName(root).localname == "nachricht"
    assert "3 objects" in capsys.readouterr().out
    service = next(item for item in read(file) if isinstance(item, Service))
    assert (service.id.agency, service.id.value) == ("LOKAL", f"service-{grill.pk}")
    assert service.synonyms == {"de": ["Feuerstelle"]}


def test_the_root_and_the_agency_are_settings(grill, file, settings):
    settings.XZUFI_ROOT, settings.XZUFI_AGENCY = "uebermittlung", "L200099"
    exports.export_xzufi(file)
    assert etree.QName(etree.parse(file).getroot()).localname == "uebermittlung"
    assert {item.id.agency for item in read(file)} == {"L200099"}


def test_an_empty_catalogue_is_a_message_that_says_nothing(db, file):
    assert exports.export_xzufi(file) == 0
    assert list(read(file)) == []


def test_details_are_read_by_our_own_reader(grill, file):
    assert exports.export_pvog(file) == 1
    found = {type(item): item for item in read_details(file)}
    assert found[Service].text("03") == "Grillplatz reservieren"
    assert found[Service].text("06") == "<p>Jedes Gewerbe muss angemeldet werden.</p>"
    assert found[OnlineService].links[0].url == "https://buchung.example/"


def test_details_are_one_object_on_each_line(grill, file):
    exports.export_pvog(file)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [f"LOKAL.LB.service-{grill.pk}"]


def test_the_table_has_a_row_for_each_service_and_no_formulas(grill, file):
    exports.export_csv(file)
    rows = list(csv.DictReader(file.read_text(encoding="utf-8").splitlines(), delimiter=";"))
    assert len(rows) == 1
    assert rows[0]["title"] == "Grillplatz reservieren"
    assert rows[0]["summary"] == "'=Am See."
    assert rows[0]["online"] == "ja"
    assert list(rows[0]) == exports.COLUMNS


@pytest.mark.parametrize("wanted", list(exports.FORMATS))
def test_every_format_is_a_command(grill, file, wanted):
    call_command("export_services", str(file), format=wanted)
    assert file.stat().st_size > 0


def test_a_folder_that_is_not_there_is_named(db, tmp_path):
    with pytest.raises(CommandError, match="No such file or directory"):
        call_command("export_xzufi", str(tmp_path / "nowhere" / "file.xml"))


def test_a_failed_export_leaves_the_last_one_as_it_was(grill, file, monkeypatch):
    file.write_text("the last one")
    monkeypatch.setattr(exports, "harmless", lambda cell: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        exports.export_csv(file)
    assert file.read_text() == "the last one"
    assert [path.name for path in file.parent.iterdir()] == [file.name]
