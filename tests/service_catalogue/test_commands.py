from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from service_catalogue.models import ImportRun, LeikaKey, ServicePage

pytestmark = pytest.mark.django_db


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
