"""Style sheets and scripts: small, kept for ever under the address of their version, and found under older ones."""

import re

import brotli
import pytest
from django.conf import settings
from django.templatetags.static import static

from cms.delivery import derived, kern_subset
from cms.delivery.fonts import FIRST_RANGES
from cms.delivery.static_files import A_MINUTE, FOR_EVER

SOURCE = settings.BASE_DIR / "static" / "site.css"


def get(client, address, **headers):
    response = client.get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response, content


def test_the_address_names_the_version_and_is_kept_for_ever(client):
    address = static("site.css")
    assert re.fullmatch(r"/static/v-[0-9a-f]{16}/site\.css", address)
    response, content = get(client, address, Accept_Encoding="br")
    assert brotli.decompress(content) == SOURCE.read_bytes()
    assert response.headers["Cache-Control"] == FOR_EVER
    assert response.headers["Vary"] == "Accept-Encoding"
    assert response.headers["Content-Length"] == str(len(content))


@pytest.mark.parametrize(
    ("address", "kept"),
    [("/static/v-0123456789abcdef/site.css", A_MINUTE), ("/static/site.css", "max-age=3600, public")],
)
def test_pages_that_somebody_kept_still_find_their_style_sheet(client, address, kept):
    response, content = get(client, address)
    assert content == SOURCE.read_bytes()
    assert response.headers["Cache-Control"] == kept


def test_a_version_opens_no_other_door(client, db):
    version = "/static/v-0123456789abcdef/"
    for path in (f"{version}../config/settings.py", f"{version}{version}site.css", "/static/v-0123/site.css"):
        assert client.get(path).status_code == 404


def test_what_has_not_changed_is_not_sent_again_and_a_part_is_a_part_of_the_file(client):
    address = static("site.css")
    mark = get(client, address, Accept_Encoding="gzip")[0].headers["ETag"]
    assert get(client, address, Accept_Encoding="gzip", If_None_Match=mark)[0].status_code == 304
    response, content = get(client, address, Accept_Encoding="br", Range="bytes=0-9")
    assert response.status_code == 206
    assert content == SOURCE.read_bytes()[:10]


def test_style_sheets_name_fonts_that_are_there(client):
    styles = (settings.BASE_DIR / "static" / "fonts.css").read_text(encoding="utf-8")
    names = re.findall(r'url\("([^"]+)"\)', styles)
    assert len(names) == 4
    for name in names:
        response, content = get(client, static(name), Accept_Encoding="br")
        assert content[:4] == b"wOF2"
        assert "Content-Encoding" not in response.headers
        assert len(content) < (65_000 if name.endswith("-more.woff2") else 15_000)


def test_both_halves_of_a_font_are_told_apart_alike_in_program_and_style_sheet():
    styles = (settings.BASE_DIR / "static" / "fonts.css").read_text(encoding="utf-8")
    said = ", ".join(f"U+{low:X}-{high:X}" if low != high else f"U+{low:X}" for low, high in FIRST_RANGES)
    assert styles.count(f"unicode-range: {said};") == len(derived.WEIGHTS)


def test_kern_comes_with_what_our_templates_use_and_nothing_else(client):
    whole = derived.KERN / "kern.min.css"
    _, content = get(client, static("kern/kern.min.css"))
    assert b".kern-btn--primary" in content
    assert b".kern-alert--warning" in content  # kern-alert--{{ kind }}
    assert b".kern-datepicker" not in content
    assert len(content) < whole.stat().st_size / 2
    assert len(brotli.compress(content)) < 10_000


def test_rules_and_variables_that_nobody_asks_for_are_left_out():
    styles = (
        ":root{--kern-a:1px;--kern-b:var(--kern-a);--kern-c:2px}html{margin:0}"
        ".kern-x,.kern-y:not(.kern-z){width:var(--kern-b)}.kern-z{height:1px}"
        "@media print{.kern-z{color:red}}@media (width>9px){.kern-x{color:red}.kern-z{color:red}}"
        "@keyframes turn{from{top:0}to{top:1px}}.kern-k--on{top:0}.kern-k--off{top:0}"
    )
    classes = kern_subset.used_classes(styles, ['<b class="kern-y kern-k--{{ kind }}">', 'KIND = "on"'])
    assert classes == {"kern-y", "kern-k--on"}
    found = kern_subset.subset(styles, classes, set())
    assert found == (
        ":root{--kern-a:1px;--kern-b:var(--kern-a)}html{margin:0}.kern-y:not(.kern-z){width:var(--kern-b)}"
        "@keyframes turn{from{top:0}to{top:1px}}.kern-k--on{top:0}"
    )
    assert "--kern-c:2px" in kern_subset.subset(styles, set(), kern_subset.asked_variables("a{width:var(--kern-c)}"))


def test_a_package_that_cannot_be_cut_is_served_whole(tmp_path, caplog, settings):
    settings.DERIVED_ROOT = tmp_path
    source = tmp_path / "whole.css"
    source.write_text("a{}")

    def fail():
        raise ValueError("not today")

    folder = derived.folder_with(derived.Derived("kern/x.css", source, "m", fail))
    assert (folder / "kern" / "x.css").read_text() == "a{}"
    assert "not today" in caplog.text
