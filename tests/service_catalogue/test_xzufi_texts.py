import pytest

from service_catalogue.xzufi.texts import clean_html, clean_line, is_empty, repair_link


@pytest.mark.parametrize(
    "text", ["", "   ", "....", "......", "…", "-", "<p>&nbsp;</p>", "<p></p><br>", "nicht angegeben", "\u00a0"]
)
def test_texts_that_say_nothing(text):
    assert is_empty(text)
    assert clean_html(text)[0] == ""


@pytest.mark.parametrize("text", ["keine", "<p>Keine</p>", "1", "nicht angegeben werden muss"])
def test_texts_that_say_something(text):
    assert not is_empty(text)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Ein Satz.", "<p>Ein Satz.</p>"),
        ("Ein Satz.\n\nNoch einer.\nUnd weiter.", "<p>Ein Satz.</p><p>Noch einer.<br>Und weiter.</p>"),
        ("<p>A</p><p>&nbsp;</p><ul><li></li></ul>", "<p>A</p>"),
        ("<h2>Titel</h2><h5>Klein</h5>", "<h3>Titel</h3><h4>Klein</h4>"),
        ("<p>H<sub>2</sub>O <i>ist</i> <b>nass</b></p>", "<p>H<sub>2</sub>O <em>ist</em> <strong>nass</strong></p>"),
        ('<table><tr><td>Zelle</td></tr></table><p class="x" style="y">A</p>', "Zelle<p>A</p>"),
        (
            '<p><a href="https://a.example/?x=1&y=2" target="_blank">A</a></p>',
            '<p><a href="https://a.example/?x=1&amp;y=2">A</a></p>',
        ),
        ("<style>p{}</style><p>A</p><iframe src='x'></iframe>", "<p>A</p>"),
        ("<p>Einkommen < 1.000 Euro</p>", "<p>Einkommen &lt; 1.000 Euro</p>"),
        ("<p>u\u0308ber</p>", "<p>über</p>"),
    ],
)
def test_html_is_reduced_to_what_is_harmless(text, html):
    assert clean_html(text)[0] == html


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "JaVa\tScript:alert(1)", "data:text/html,x", "/relativ", "vbscript:x", "ftp://a.example/"],
)
def test_links_that_lead_nowhere_lose_their_target(href):
    html, dropped = clean_html(f'<p><a href="{href}">Text</a></p>')
    assert html == "<p>Text</p>"
    assert "href" not in html
    assert dropped or "script" in href.lower()


@pytest.mark.parametrize(
    ("url", "repaired"),
    [
        ("https://a.example/b", "https://a.example/b"),
        (" https://a.example/b\n", "https://a.example/b"),
        ("http%3A%2F%2Fa.example%2Fb%20c", "http://a.example/b c"),
        ("mailto:amt@a.example", "mailto:amt@a.example"),
        ("tel:+4957991", "tel:+4957991"),
        ("javascript%3Aalert(1)", None),
        ("http.....", None),
        ("www.a.example", None),
        ("https://", None),
        ("https://[kaputt", None),
        ("", None),
    ],
)
def test_links_are_repaired_or_dropped(url, repaired):
    assert repair_link(url) == repaired


def test_a_line_is_plain_text():
    assert clean_line("  <b>Hund</b>\n &amp; Katze ") == "Hund & Katze"
    assert clean_line(".....") == ""
