import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from service_catalogue.management.progress_bar import ProgressBar
from service_catalogue.models import ImportRun, LeikaKey, ServicePage, Untold
from tests.factories.service_catalogue import ServicePageFactory

pytestmark = pytest.mark.django_db
COUNTS = ("created", "changed", "unchanged", "deleted", "pending")


def run(*arguments):
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_import_xzufi_reports_what_it_did(data, index_page):
    text = run("import_xzufi", str(data / "message-2.2.xml"), str(data / "single-2.3.1.xml"))
    assert "message-2.2.xml: 6 new, 0 changed, 0 unchanged, 0 removed, 1 left out" in text
    assert "line 112:" in text
    assert "single-2.3.1.xml: 1 new" in text
    assert ServicePage.objects.live().count() == 2


def test_import_xzufi_with_drafts(data, index_page):
    run("import_xzufi", "--draft", str(data / "message-2.2.xml"))
    assert not ServicePage.objects.live().exists()


def test_a_broken_file_ends_with_line_and_reason(data, index_page):
    with pytest.raises(CommandError, match=r"mismatch\.xml: Line 5: .*modulFrist") as caught:
        run("import_xzufi", str(data / "broken" / "mismatch.xml"))
    assert caught.value.returncode == 1
    assert ImportRun.objects.get().state == ImportRun.State.FAILED


def test_a_missing_file_and_a_missing_overview(data, home, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run("import_xzufi", str(tmp_path / "nichts.xml"))
    with pytest.raises(CommandError, match="load_demo"):
        run("import_xzufi", str(data / "message-2.2.xml"))


def test_import_leika(data, tmp_path):
    assert "leika.csv: 3 new" in run("import_leika", str(data / "leika.csv"))
    assert LeikaKey.objects.count() == 3
    broken = tmp_path / "kaputt.csv"
    broken.write_text("schluessel\n12\n")
    with pytest.raises(CommandError, match="Line 2"):
        run("import_leika", str(broken))


def report_of(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_report_for_machines(data, index_page, tmp_path):
    path = tmp_path / "report.json"
    run("import_xzufi", "--report", str(path), str(data / "message-2.2.xml"), str(data / "single-2.3.1.xml"))
    report = report_of(path)
    assert {name: report[name] for name in COUNTS} == {
        "created": 7, "changed": 0, "unchanged": 0, "deleted": 0, "pending": 0,
    }  # fmt: skip
    assert all(type(report[name]) is int for name in COUNTS)
    skipped = next(item for item in report["warnings"] if item["code"] == "skipped")
    assert set(skipped) == {"code", "place", "object", "text"}
    assert (skipped["place"], skipped["object"]) == ("message-2.2.xml:112", "12")
    assert (report["error"], report["dry_run"]) == ("", False)
    assert [item["file"] for item in report["files"]] == ["message-2.2.xml", "single-2.3.1.xml"]


def test_a_dry_run_says_what_would_be(data, index_page, tmp_path):
    path = tmp_path / "report.json"
    text = run("import_xzufi", "--dry-run", "--report", str(path), str(data / "message-2.2.xml"))
    assert "dry run, nothing was written: 6 new" in text
    assert (report_of(path)["created"], report_of(path)["dry_run"]) == (6, True)
    assert not ServicePage.objects.exists()
    assert ImportRun.objects.get().is_dry_run


def test_a_failed_run_writes_its_report_too(data, index_page, tmp_path):
    path = tmp_path / "report.json"
    with pytest.raises(CommandError):
        run("import_xzufi", "--report", str(path), str(data / "broken" / "truncated.xml"))
    report = report_of(path)
    assert "cut off" in report["error"]
    assert report["created"] == 0


def test_a_report_that_cannot_be_written_stops_before_the_import(data, index_page, tmp_path):
    with pytest.raises(CommandError, match="report cannot be written"):
        run("import_xzufi", "--report", str(tmp_path / "no" / "report.json"), str(data / "message-2.2.xml"))
    assert not ImportRun.objects.exists()


def test_removals_need_a_confirmation(data, index_page):
    run("import_xzufi", str(data / "message-2.2.xml"))
    with pytest.raises(CommandError, match="--confirm-deletions"):
        run("import_xzufi", str(data / "removals-2.2.xml"))
    assert ServicePage.objects.live().exists()
    assert "4 removed" in run("import_xzufi", "--confirm-deletions", str(data / "removals-2.2.xml"))
    assert not ServicePage.objects.live().exists()


def test_a_full_list_removes_what_it_lacks(data, index_page):
    run("import_xzufi", str(data / "message-2.2.xml"))
    text = run("import_xzufi", "--complete", "--confirm-deletions", str(data / "single-2.3.1.xml"))
    assert "1 new" in text


def test_changes_that_were_not_told_are_told_by_hand(index_page):
    page = ServicePageFactory(parent=index_page)
    Untold.objects.create(model="service_catalogue.ServicePage", object_id=page.pk)
    assert "1 changes told" in run("tell_changes")
    assert not Untold.objects.exists()


class Terminal(StringIO):
    def isatty(self):
        return True


def test_a_bar_on_a_terminal_and_nothing_where_nobody_watches():
    terminal, file = Terminal(), StringIO()
    for stream in (terminal, file):
        bar = ProgressBar(stream)
        bar.show("read", 0, 100)
        bar.show("read", 100, 100)
        bar.clear()
    assert "Reading [###" in terminal.getvalue()
    assert "100%" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")
    assert file.getvalue() == ""


def test_runs_are_shown_with_their_remarks(data, index_page, admin_client):
    run("import_xzufi", "--dry-run", str(data / "message-2.2.xml"))
    listed = admin_client.get("/admin/service_catalogue/importrun/").text
    assert "message-2.2.xml" in listed
    inspected = admin_client.get(f"/admin/service_catalogue/importrun/inspect/{ImportRun.objects.get().pk}/").text
    assert "fünf" in inspected
