"""Lists of LeiKa keys become rows of the table: what is new, what has changed, what is gone."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.signals import content_changed
from service_catalogue.importer import CannotImportError, import_leika
from service_catalogue.models import ImportRun, LeikaKey
from service_catalogue.xzufi.objects import DeliveryError
from tests.factories.service_catalogue import LeikaKeyFactory, ReferenceServiceFactory, ServicePageFactory

pytestmark = pytest.mark.django_db

HEADER = "Schluessel;Bezeichnung;Bezeichnung2;Synonyme;Typ\n"


@pytest.fixture
def listed(tmp_path):
    """Writes a list and imports it."""

    def _listed(*rows: str, **options):
        path = tmp_path / "leika.csv"
        path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return import_leika(path, **options)

    return _listed


@pytest.fixture
def told():
    """The objects of which the import said that residents see something new."""
    seen = []

    def listen(instances, **_kwargs):
        seen.extend(instances)

    content_changed.connect(listen)
    yield seen
    content_changed.disconnect(listen)


def many(count: int, first: int = 0) -> list[str]:
    return [f"99050{n:03}104000;Leistung {n};;;" for n in range(first, first + count)]


def figures(run):
    return run.created, run.changed, run.unchanged, run.deleted, run.skipped


def remarks(run, code):
    return [item["text"] for item in run.messages if item["code"] == code]


def test_keys_are_added_renamed_and_kept(data):
    LeikaKeyFactory(key="99050012104000", name="Gewerbeanmeldung", citizen_name="Alt")
    LeikaKeyFactory(key="99999999999999", name="Bleibt")
    assert figures(import_leika(data / "leika.csv")) == (2, 1, 0, 0, 0)
    key = LeikaKey.objects.get(key="99050012104000")
    assert (key.name, key.citizen_name) == ("Gewerbeanmeldung", "Gewerbe anmelden")
    assert LeikaKey.objects.filter(name="Bleibt").exists()
    assert figures(import_leika(data / "leika.csv")) == (0, 0, 3, 0, 0)


def test_all_that_a_list_says_is_kept(data):
    import_leika(data / "leika" / "fim-portal.csv")
    import_leika(data / "leika" / "windows-1252.csv")
    key = LeikaKey.objects.get(key="99050012104000")
    assert (key.name, key.citizen_name) == ("Gewerbe Anmeldung", "Gewerbe anmelden")
    assert key.synonym_list == ["Gewerbeanmeldung", "Betrieb, eröffnen"]
    assert key.marks == "Einheitlicher Ansprechpartner\nOZG"
    assert key.topic_codes == ["2010100", "2010200"]
    assert key.typing_codes == ["2b"]
    assert key.published_at.year == 2021
    assert "Gewerbeordnung" in key.legal_basis
    assert key.all_names == ["Gewerbe Anmeldung", "Gewerbe anmelden", "Gewerbeanmeldung", "Betrieb, eröffnen"]
    assert key.list_name == "LeiKa"
    assert key.added_at < key.changed_at


def test_an_unchanged_row_is_written_by_nobody(listed, django_assert_max_num_queries):
    listed(*many(600))
    before = LeikaKey.objects.get(key="99050001104000")
    with django_assert_max_num_queries(12):
        assert figures(listed(*many(600))) == (0, 0, 600, 0, 0)
    after = LeikaKey.objects.get(key="99050001104000")
    assert (after.pk, after.added_at, after.changed_at) == (before.pk, before.added_at, before.changed_at)


def test_a_changed_key_stays_with_its_services(listed, index_page):
    listed(*many(2))
    key = LeikaKey.objects.get(key="99050001104000")
    page = ServicePageFactory(parent=index_page, leika_keys=[key])
    assert figures(listed("99050001104000;Neuer Name;;;")) == (0, 1, 0, 0, 0)
    key.refresh_from_db()
    assert (key.name, [item.pk for item in key.services()]) == ("Neuer Name", [page.pk])


def test_services_with_a_renamed_key_are_found_anew(listed, index_page, told):
    own, delivered = LeikaKeyFactory(key="99050001104000"), LeikaKeyFactory(key="99050002104000")
    other = LeikaKeyFactory(key="99050003104000", name="Leistung 3")
    page = ServicePageFactory(parent=index_page, leika_keys=[own])
    reference = ReferenceServiceFactory()
    reference.leika_keys.add(delivered)
    second = ServicePageFactory(parent=index_page, reference=reference)
    ServicePageFactory(parent=index_page, leika_keys=[other])
    listed(*many(4), dry_run=True)
    assert told == []
    listed(*many(4))
    assert {item.pk for item in told} == {page.pk, second.pk}


def test_what_is_gone_is_marked_and_named_but_stays(listed, index_page):
    listed(*many(10))
    used = LeikaKey.objects.get(key="99050003104000")
    ServicePageFactory(parent=index_page, leika_keys=[used])
    rows = [row for row in many(10) if "003104" not in row and "004104" not in row]
    assert figures(listed(*rows)) == (0, 0, 8, 0, 0)
    run = listed(*rows, complete=True)
    assert figures(run) == (0, 0, 8, 2, 0)
    assert ["still use it" in text for text in remarks(run, "gone")] == [True, False]
    used.refresh_from_db()
    assert used.gone_at
    assert used.standing
    assert LeikaKey.objects.count() == 10
    assert figures(listed(*rows, complete=True)) == (0, 0, 8, 0, 0)


def test_what_comes_back_is_no_longer_gone(listed):
    listed(*many(10))
    listed(*many(9), complete=True)
    assert figures(listed(*many(10))) == (0, 1, 9, 0, 0)
    assert not LeikaKey.objects.filter(gone_at__isnull=False).exists()


def test_a_list_speaks_only_of_its_own_keys(listed):
    """Neither keys of another list nor of another catalogue nor those that an editor typed are gone."""
    listed(*many(10))
    listed("99102013104000;Hund;;;", list_name="Land")
    LeikaKeyFactory(key="99089001104000")
    LeikaKeyFactory(key="11050001104000", list_name="LeiKa")
    assert figures(listed(*many(10), complete=True)) == (0, 0, 10, 0, 0)


def test_a_row_left_out_does_not_make_its_key_gone(listed):
    listed(*many(10))
    run = listed(*many(9), "99050009104000;zu wenig", complete=True)
    assert figures(run) == (0, 0, 9, 0, 1)
    assert not LeikaKey.objects.filter(gone_at__isnull=False).exists()


def test_a_part_of_a_list_is_not_taken_for_all_of_it(listed):
    listed(*many(10))
    with pytest.raises(CannotImportError, match="3 of 10"):
        listed(*many(7), *many(5, 100), complete=True)
    assert LeikaKey.objects.count() == 10
    assert ImportRun.objects.first().state == ImportRun.State.FAILED
    assert "3 of 10" in remarks(listed(*many(7), complete=True, dry_run=True), "deletions")[0]
    assert figures(listed(*many(7), complete=True, confirm_deletions=True)) == (0, 0, 7, 3, 0)


def test_a_dry_run_says_the_same_and_writes_nothing(listed):
    listed(*many(10))
    before = list(LeikaKey.objects.values())
    rows = [*many(8), "99050008104000;Anders;;;", *many(1, 20)]
    dry = figures(listed(*rows, complete=True, dry_run=True))
    assert dry == (1, 1, 8, 1, 0)
    assert list(LeikaKey.objects.values()) == before
    assert figures(listed(*rows, complete=True)) == dry


def test_a_key_on_its_way_out_is_said_once(listed):
    listed("99050012104000;Gewerbe;;;")
    assert "Außer Kraft" in remarks(listed("99050012104000;Außer Kraft - Gewerbe;;;"), "deprecated")[0]
    assert remarks(listed("99050012104000;Außer Kraft - Gewerbe;;;"), "deprecated") == []
    key = LeikaKey.objects.get()
    assert key.deprecated
    assert key.all_names == ["Gewerbe"]


def test_a_long_name_is_cut_and_said(listed):
    run = listed(f"99050012104000;{'Gewerbe ' * 80};;;")
    assert len(LeikaKey.objects.get().name) == 500
    assert len(remarks(run, "cut")) == 1


def test_a_broken_list_changes_nothing(data):
    for path in sorted((data / "broken_leika").iterdir()):
        with pytest.raises(DeliveryError):
            import_leika(path)
        run = ImportRun.objects.first()
        assert run.state == ImportRun.State.FAILED
        assert run.messages[0]["text"]
    assert not LeikaKey.objects.exists()


def test_progress_is_told(listed):
    steps = []
    listed(*many(900), progress=lambda step, done, total: steps.append((step, done, total)))
    assert ("read", 900, 900) in steps
    assert [step for step in steps if step[0] == "write"][-1] == ("write", 900, 900)


def test_the_real_collection(fim):
    run = import_leika(fim / "leika" / "leika-schluessel.csv")
    assert figures(run) == (1180, 0, 0, 0, 0)
    assert run.messages == []
    assert figures(import_leika(fim / "leika" / "leika-schluessel.csv", complete=True)) == (0, 0, 1180, 0, 0)


def test_the_command_takes_several_lists_and_says_what_is_new(data):
    out = StringIO()
    call_command("import_leika", str(data / "leika.csv"), str(data / "leika" / "windows-1252.csv"), stdout=out)
    assert "leika.csv: 3 new" in out.getvalue()
    assert "windows-1252.csv: 1 new, 1 changed" in out.getvalue()
    assert "  99 108 004 001 000 Bewohnerparkausweis Erteilung" in out.getvalue()


def test_the_report_names_what_is_new_changed_and_gone(listed, tmp_path):
    listed(*many(30))
    path, report = tmp_path / "leika.csv", tmp_path / "report.json"
    rows = [*many(28), "99050028104000;Anders;;;", *many(25, 100)]
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    out = StringIO()
    call_command("import_leika", str(path), "--complete", "--report", str(report), stdout=out)
    written = json.loads(report.read_text())
    assert [written[name] for name in ("created", "changed", "unchanged", "deleted", "pending")] == [25, 1, 28, 1, 0]
    assert [item["code"] for item in written["warnings"]] == ["gone"]
    keys = written["files"][0]["keys"]
    assert len(keys["new"]) == 25
    assert keys["changed"] == [{"key": "99050028104000", "name": "Anders"}]
    assert [key["key"] for key in keys["gone"]] == ["99050029104000"]
    assert "and 5 more" in out.getvalue()


def test_the_command_runs_dry_under_another_name(listed, data):
    out = StringIO()
    call_command("import_leika", str(data / "leika.csv"), "--dry-run", stdout=out)
    assert "3 new" in out.getvalue()
    assert not LeikaKey.objects.exists()
    assert ImportRun.objects.get().is_dry_run
    call_command("import_leika", str(data / "leika.csv"), "--list", "Land", stdout=out)
    assert set(LeikaKey.objects.values_list("list_name", flat=True)) == {"Land"}


def test_the_command_refuses_a_part_for_the_whole(listed, tmp_path):
    listed(*many(10))
    path = tmp_path / "leika.csv"
    path.write_text(HEADER + many(1)[0] + "\n", encoding="utf-8")
    with pytest.raises(CommandError, match="9 of 10"):
        call_command("import_leika", str(path), "--complete")
    call_command("import_leika", str(path), "--complete", "--confirm-deletions", stdout=StringIO())
    assert LeikaKey.objects.filter(gone_at__isnull=False).count() == 9


def test_the_command_says_what_is_broken(data):
    with pytest.raises(CommandError, match=r"nul.csv: Line 3: .*NUL.* Nothing of this file was imported"):
        call_command("import_leika", str(data / "broken_leika" / "nul.csv"))
