"""Old addresses lead on: from the old site's list, and by themselves when a page or a whole branch moves."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from wagtail.contrib.redirects.models import Redirect

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


ADDRESS = "/admin/redirects/import/"


def upload(client, text, **fields):
    return client.post(ADDRESS, {"file": SimpleUploadedFile("alt.csv", text.encode()), **fields})


def test_an_editor_uploads_the_list_and_reads_what_became_of_it(branch, admin_client, client):
    assert admin_client.get(ADDRESS).status_code == 200
    text = "/hund.php;/steuern/hundesteuer/\n/<b>;/nirgends/\n"
    looked_at = upload(admin_client, text, dry_run="on")
    assert "/&lt;b&gt;" in looked_at.text
    assert not Redirect.objects.exists()
    assert upload(admin_client, text).context["found"].ways == {"/hund.php": "/steuern/hundesteuer/"}
    assert Redirect.objects.get().redirect_page_id == branch.pk


@pytest.mark.parametrize("text", ["", "alt;neu\n"])
def test_a_list_without_addresses_is_refused_in_place(home, admin_client, text):
    answer = upload(admin_client, text)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]


def test_who_may_not_make_redirects_may_not_import_them(home, client, django_user_model):
    editor = django_user_model.objects.create_user("redaktion", password="geheim")
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)
    answer = upload(client, "/a;/\n")
    assert answer.status_code in {302, 403}
    assert not Redirect.objects.exists()
