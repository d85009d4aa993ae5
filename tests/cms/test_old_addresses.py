"""Old addresses lead on: from the old site's list, and by themselves when a page or a whole branch moves."""

import pytest
from django.core.management import CommandError, call_command

from cms.old_addresses import check, rows_of, write
from tests.factories.cms import StandardPageFactory


@pytest.fixture
def branch(home):
    parent = StandardPageFactory(parent=home, slug="steuern")
    return StandardPageFactory(parent=parent, slug="hundesteuer")


def faults(*ways, **options):
    return {fault.row for fault in check([(n, *way) for n, way in enumerate(ways, 1)], **options).faults}


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_list_from_a_spreadsheet_is_read(codec):
    text = "alt;neu\r\n/straße.html;/strasse/\r\n;\r\n/b ; https://town.example/b, c\r\n"
    assert rows_of(text.encode(codec)) == [
        (2, "/straße.html", "/strasse/"),
        (4, "/b", "https://town.example/b, c"),
    ]


def test_rows_that_make_no_sense_are_named(branch):
    assert faults(
        ("/hund.php?id=3", "/steuern/hundesteuer/"),
        ("hund", "/steuern/"),  # 2 no address
        ("https://anders.example/x", "/steuern/"),  # 3 another site
        ("/steuern/", "/"),  # 4 there is a page
        ("/a", "/gibt-es-nicht/"),  # 5 leads nowhere
        ("/hund.php?id=3", "/"),  # 6 leads elsewhere further up
        ("/suchen", "/suche/?q=hund"),
        ("/land", "https://land.example/"),
        ("/lang", "https://land.example/" + "x" * 300),  # 9 too long
    ) == {2, 3, 4, 5, 6, 9}
    assert not faults(("https://alt.example/x", "/steuern/"), old_host="alt.example")


def test_circles_are_refused_and_chains_made_short(branch):
    write({"/kreis": "/a"})
    rows = [(1, "/a", "/b"), (2, "/b", "/kreis/"), (3, "/c", "/d"), (4, "/d", "/steuern/"), (5, "/e", "/e")]
    found = check(rows)
    assert {fault.row for fault in found.faults} == {1, 2, 5}
    assert found.ways == {"/c": "/steuern/", "/d": "/steuern/"}
    assert found.shortened == 1


def test_the_command_imports_what_is_good_and_says_what_is_not(branch, client, tmp_path, capsys):
    file = tmp_path / "alt.csv"
    file.write_text("/hund.php,/steuern/hundesteuer/\n/x,/nirgends/\n")
    with pytest.raises(CommandError, match="1 rows"):
        call_command("import_addresses", str(file))
    assert "row 2: /x" in capsys.readouterr().out
    answer = client.get("/hund.php")
    assert (answer.status_code, answer.url) == (301, branch.url)


def test_a_dry_run_writes_nothing(branch, client, tmp_path):
    file = tmp_path / "alt.csv"
    file.write_text("/hund.php,/steuern/hundesteuer/\n")
    call_command("import_addresses", str(file), "--dry-run", verbosity=0)
    assert client.get("/hund.php").status_code == 404


def test_a_branch_that_is_renamed_leaves_redirects_behind(branch, client, django_capture_on_commit_callbacks):
    parent = branch.get_parent().specific
    parent.slug = "abgaben"
    with django_capture_on_commit_callbacks(execute=True):
        parent.save_revision().publish()
    for old, new in (("/steuern/", "/abgaben/"), ("/steuern/hundesteuer/", "/abgaben/hundesteuer/")):
        answer = client.get(old)
        assert (answer.status_code, answer.url) == (301, new)
