"""Signing in as people really do it: with an app on the phone, with a passkey; and nobody else is told of it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_editors import sign_in
from tests.factories.accounts import code_of
from tests.test_attacks import VIEWS

ADMIN_VIEWS = [
    "/admin/",
    "/admin/pages/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/users/",
    "/admin/users/new/",
    "/admin/groups/",
    "/admin/reports/site-history/",
    "/admin/reports/security/",
    "/admin/account/",
    "/admin/workflows/list/",
    "/admin/snippets/",
]


@pytest.fixture
def somebody(town) -> Iterator[str]:
    """An account of the demo town that has no second factor, before and after."""
    yield "redaktion"
    town.manage("remove_second_factor", "redaktion")


def sign_out(page: Page) -> None:
    page.goto("/konto/abmelden/")
    page.locator("main form button").click()
    expect(page.locator("#id_login")).to_be_visible()


def test_an_app_is_set_up_and_asked_for(page: Page, town, somebody, assert_accessible):
    page.goto("/konto/anmelden/")
    assert_accessible()
    sign_in(page, town, somebody)
    page.goto("/konto/zweiter-faktor/")
    assert_accessible()
    page.locator("a[href$='/app/']").click()
    assert_accessible()
    secret = page.locator("code").inner_text()
    page.locator("#id_code").fill("000000")
    page.locator("main form button").click()
    expect(page.locator(".kern-error")).to_be_visible()
    assert_accessible()
    page.locator("#id_code").fill(code_of(secret))
    page.locator("main form button").click()
    codes = page.locator(".site-account__codes code")
    expect(codes).to_have_count(10)
    assert_accessible()
    recovery_code = codes.first.inner_text()
    sign_out(page)
    page.locator("#id_login").fill(somebody)
    page.locator("#id_password").fill(town.password)
    page.locator("main form button").first.click()
    expect(page).to_have_url(re.compile("/konto/anmelden/code/"))
    assert_accessible()
    page.locator("#id_code").fill(recovery_code)
    page.locator("main form button").first.click()
    expect(page).to_have_url(re.compile(r"/admin/$"))
    page.goto("/konto/anmeldungen/")
    assert_accessible()


def add_device(context: BrowserContext, page: Page) -> None:
    """A device that makes passkeys and always sees its owner."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_signs_in_without_a_password(browser, browser_context_args, town, somebody):
    # Passkeys belong to names, not to numbers.
    address = town.address.replace("127.0.0.1", "localhost")
    context = browser.new_context(**{**browser_context_args, "base_url": address})
    page = context.new_page()
    add_device(context, page)
    sign_in(page, town, somebody)
    page.goto("/konto/zweiter-faktor/passkeys/neu/")
    page.locator("#id_name").fill("Rechner im Rathaus")
    page.locator("form[data-passkey] button").click()
    expect(page.locator(".site-account__codes code")).to_have_count(10)
    sign_out(page)
    page.locator("form[data-passkey] button").click()
    expect(page).to_have_url(re.compile(r"/admin/$"))
    page.goto("/konto/zweiter-faktor/passkeys/")
    expect(page.locator("main")).to_contain_text("Rechner im Rathaus")
    sign_out(page)
    page.locator("#id_login").fill(somebody)
    page.locator("#id_password").fill(town.password)
    page.locator("main form button").first.click()
    page.locator("form[data-passkey] button").click()
    expect(page).to_have_url(re.compile(r"/admin/$"))
    context.close()


def own_pages() -> list[str]:
    """Every page of our rooms in the editors' interface that needs no number; no parts of pages, no data."""
    parts = re.compile(r"[<(]|/(results|choose|chooser|choose-page|create|ignore|api|chosen-multiple)/")
    return sorted(f"/{route}" for route in VIEWS if not parts.search(route))


# Once and not for each size: what a page asks for is the same.
def test_the_editors_interface_asks_nobody_else(browser, town):
    hosts = set()
    page = browser.new_context(base_url=town.address, locale="de-DE").new_page()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]) if "://" in request.url else None)
    sign_in(page, town, "technik")
    edited = re.search(r"/admin/pages/(\d+)/edit/", page.request.get("/aktuelles/").text())
    pages = [*ADMIN_VIEWS, *own_pages(), f"/admin/pages/{edited[1]}/edit/"]
    assert len(pages) > 50
    assert [path for path in pages if page.goto(path).status >= 500] == []
    assert hosts == {town.address.removeprefix("http://")}
    page.context.close()
