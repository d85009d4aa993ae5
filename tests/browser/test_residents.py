"""Journeys of residents, on a phone and on a desktop, each page checked with axe."""

import re

import pytest
from playwright.sync_api import Page, expect

PAGE_KINDS = [
    "/",
    "/dienstleistungen/",
    "/dienstleistungen/?thema=tiere",
    "/dienstleistungen/?online=1&fuer=unternehmen&buchstabe=g",
    "/dienstleistungen/personalausweis-beantragen/",
    "/aktuelles/",
    "/schuelerzeitung/",
    "/mitmachen/",
    "/mitmachen/zukunftswerkstatt/",
    "/mitmachen/parkhaus-bruecke/",
    "/mitmachen/ideen-fuer-vier-doerfer/zahlen/",
    "/rathaus/",
    "/rathaus/buergerbuero/",
    "/rathaus/orte/rathaus/",
    "/kontakt/",
    "/impressum/",
    "/datenschutz/",
    "/barrierefreiheit/",
    "/suche/",
    "/suche/?q=personalausweis",
    "/suche/?q=xyzzyqwort",
    "/gibt-es-nicht/",
]


@pytest.mark.parametrize("path", PAGE_KINDS)
def test_every_kind_of_page_is_accessible_and_fits(page: Page, assert_accessible, path):
    page.goto(path)
    expect(page.locator("h1")).to_have_count(1)
    assert_accessible()


def test_from_an_everyday_word_to_the_form(page: Page, assert_accessible):
    page.goto("/")
    page.locator("main input[type=search]").fill("hundemarke")
    page.keyboard.press("Enter")
    page.wait_for_url("**/suche/**")
    assert_accessible()
    first = page.locator(".search__result, .search__answer").first
    expect(first).to_contain_text("Hund anmelden")
    first.get_by_role("link", name="Hund anmelden", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hund anmelden")
    expect(page.locator("main")).to_contain_text("78,00 €")
    expect(page.locator("main")).to_contain_text("Angaben zum Hund")
    form = page.locator("main a.kern-btn--primary").first
    assert form.get_attribute("href").startswith("https://")
    expect(form).to_be_in_viewport()
    assert_accessible()


def test_services_are_narrowed_down_and_widened_again(page: Page, assert_accessible):
    page.goto("/dienstleistungen/")
    everything = page.locator(".services__list li").count()
    filters = page.locator(".services__filters")
    if page.viewport_size["width"] < 960:
        expect(filters.get_by_role("link").first).to_be_hidden()
        filters.locator("summary").first.click()
    expect(filters.locator("summary").first).to_be_visible(visible=page.viewport_size["width"] < 960)
    choice = filters.locator("a[href*='thema=tiere']")
    promised = int(choice.locator(".site-muted").inner_text())
    assert_accessible()
    choice.click()
    assert page.locator(".services__list li").count() == promised < everything
    if page.viewport_size["width"] < 960:
        filters.locator("summary").first.click()
    department = filters.locator("select option").nth(1).get_attribute("value")
    filters.locator("select").select_option(department)
    filters.get_by_role("button").click()
    assert "thema=tiere" in page.url
    assert f"amt={department}" in page.url
    expect(page.locator(".services__chips a")).to_have_count(3)
    assert_accessible()
    page.locator(".services__chips a").last.click()
    expect(page.locator(".services__list li")).to_have_count(everything)


def test_from_the_home_page_to_the_news(page: Page, assert_accessible):
    page.goto("/")
    page.get_by_role("navigation").get_by_role("link", name="Aktuelles").click()
    page.locator("main article a").first.click()
    expect(page.locator("main time").first).to_be_visible()
    assert page.locator("body").get_attribute("data-page") == "news.NewsPage"
    assert_accessible()


def test_seeing_what_is_being_discussed(page: Page, assert_accessible):
    page.goto("/mitmachen/")
    page.locator("main article a").first.click()
    assert page.locator("body").get_attribute("data-page") == "participation.ProjectPage"
    expect(page.locator(".site-window").first).to_contain_text(re.compile(r"\d"))
    assert_accessible()


def test_finding_what_became_of_a_project(page: Page, assert_accessible):
    page.goto("/mitmachen/")
    filters = page.locator(".project__filters")
    if page.viewport_size["width"] < 768:
        expect(filters.locator("select").first).to_be_hidden()
        filters.locator("summary").click()
    filters.locator("select[name=stand]").select_option("umgesetzt")
    filters.get_by_role("button").click()
    assert_accessible()
    page.locator("main article a[href='/mitmachen/radweg-oberhagen/']").click()
    expect(page.locator(".site-milestone--done")).to_have_count(page.locator(".site-milestone").count())
    page.locator(".project__now a").click()
    expect(page.locator("#ergebnis")).to_be_in_viewport()
    assert_accessible()


def test_the_keyboard_reaches_the_content_at_once(page: Page):
    page.goto("/dienstleistungen/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_be_in_viewport()
    assert skip.get_attribute("href") == "#inhalt"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhalt"


def test_a_visit_leaves_nothing_behind_and_asks_nobody_else(page: Page, town):
    hosts = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    for path in ("/", "/dienstleistungen/hund-anmelden/", "/aktuelles/", "/mitmachen/", "/suche/?q=hund", "/kontakt/"):
        page.goto(path, wait_until="networkidle")
    assert hosts == {town.address.removeprefix("http://")}
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_writing_to_the_town_hall(page: Page, assert_accessible):
    page.goto("/kontakt/")
    form = page.locator("#nachricht form")
    form.get_by_role("button").click()
    expect(page.locator("#nachricht .kern-alert--danger")).to_be_visible()
    assert_accessible()
    form.locator("textarea").fill("Am Spielplatz ist eine Schaukel kaputt.")
    form.get_by_role("button").click()
    expect(page.locator("#nachricht .kern-alert--success")).to_be_visible()
    assert page.context.cookies() == []
    assert_accessible()


def test_everything_works_without_javascript(browser, browser_context_args, base_url):
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False, "base_url": base_url})
    page = context.new_page()
    page.goto("/")
    page.locator("main input[type=search]").fill("fuehrerschein umtausch")
    page.keyboard.press("Enter")
    expect(page.locator(".search__result, .search__answer").first).to_contain_text("Führerschein")
    page.goto("/kontakt/")
    page.locator("#nachricht textarea").fill("Ohne JavaScript geschrieben.")
    page.locator("#nachricht form").get_by_role("button").click()
    expect(page.locator("#nachricht .kern-alert--success")).to_be_visible()
    context.close()


def test_a_delivery_is_imported_by_one_command_and_found(page: Page, town, tmp_path):
    delivery = tmp_path / "lieferung.xml"
    delivery.write_text(DELIVERY, encoding="utf-8")
    town.manage("import_xzufi", str(delivery))
    page.goto("/suche/?q=windrad")
    page.locator(".search__title a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kleines Windrad aufstellen")
    link = page.locator("main a.kern-btn--primary").first
    assert link.get_attribute("href") == "https://antrag.town.example/windrad"


DELIVERY = """<?xml version="1.0" encoding="UTF-8"?>
<xzufi:nachricht xmlns:xzufi="http://xoev.de/schemata/xzufi/2_2_0" xzufiVersion="2.2.0">
  <xzufi:schreibe><xzufi:leistung>
    <xzufi:id schemeAgencyID="TEST01">1</xzufi:id>
    <xzufi:referenzLeiKa><code>99012070006000</code></xzufi:referenzLeiKa>
    <xzufi:modulText><xzufi:leikaTextmodul><code>03</code></xzufi:leikaTextmodul>
      <xzufi:inhalt languageCode="de">Kleines Windrad aufstellen</xzufi:inhalt></xzufi:modulText>
    <xzufi:modulText><xzufi:leikaTextmodul><code>06</code></xzufi:leikaTextmodul>
      <xzufi:inhalt languageCode="de">&lt;p&gt;Bis zehn Meter Höhe genügt eine Anzeige.&lt;/p&gt;</xzufi:inhalt></xzufi:modulText>
  </xzufi:leistung></xzufi:schreibe>
  <xzufi:schreibe><xzufi:onlinedienst>
    <xzufi:id schemeAgencyID="TEST01">2</xzufi:id>
    <xzufi:bezeichnung languageCode="de">Windrad online anzeigen</xzufi:bezeichnung>
    <xzufi:link languageCode="de"><xzufi:link>https://antrag.town.example/windrad</xzufi:link></xzufi:link>
  </xzufi:onlinedienst></xzufi:schreibe>
  <xzufi:schreibe><xzufi:zustaendigkeitTransferObjekt>
    <xzufi:uebergeordnetesObjektID schemeAgencyID="TEST01">2</xzufi:uebergeordnetesObjektID>
    <xzufi:zustaendigkeit>
      <xzufi:id schemeAgencyID="TEST01" schemeID="ZustaendigkeitOnlinedienst">3</xzufi:id>
      <xzufi:leistungID schemeAgencyID="TEST01">1</xzufi:leistungID>
    </xzufi:zustaendigkeit>
  </xzufi:zustaendigkeitTransferObjekt></xzufi:schreibe>
</xzufi:nachricht>
"""
