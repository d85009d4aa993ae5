"""A walk over every address of the sitemap: nothing foreign, nothing left at the visitor, nothing that fails; and light."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Response

from bench.weight import KINDS, weigh
from tests.browser.sizes import ON_A_DESKTOP, ON_A_PHONE

AT_ONCE = 6
MOST_BYTES, MOST_SCRIPT_BYTES, MOST_SHIFT = 100_000, 30_000, 0.01
# Addresses that stand in no sitemap.
OTHERS = ["/suche/", "/suche/?q=hund", "/hinweise/", "/gibt-es-nicht/", "/dienstleistungen/?seite=2", "/mein-zugang/"]
STORED = """async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]"""


@dataclass
class Walk:
    """What went wrong on the way."""

    own: str
    faults: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        """Listen to everything that a browser can complain about, a policy that was broken included."""
        page.on("request", lambda request: self.look_at_host(page, request.url))
        page.on("response", self.look_at_answer)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url} script: {error}"))
        page.on("console", lambda said: self.look_at_words(page, said))
        page.on("requestfailed", lambda request: self.look_at_failure(page, request.url, request.failure or ""))

    def look_at_host(self, page: Page, address: str) -> None:
        if not address.startswith("data:") and urlsplit(address).netloc != self.own:
            self.faults.append(f"{page.url} asks {address}")

    def look_at_answer(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.faults.append(f"{response.frame.url} {response.status} {response.url}")

    def look_at_failure(self, page: Page, address: str, reason: str) -> None:
        if "ERR_ABORTED" not in reason:  # the walk went on before the answer came
            self.faults.append(f"{page.url} {address} {reason}")

    def look_at_words(self, page: Page, said: ConsoleMessage) -> None:
        # That a page is not there is said of the page itself; everything else stands above.
        if said.type in {"error", "warning"} and "404 (Not Found)" not in said.text:
            self.faults.append(f"{page.url} says {said.text}")


def all_addresses(page: Page) -> list[str]:
    found = re.findall(r"<loc>([^<]+)</loc>", page.request.get("/sitemap.xml").text())
    return [urlsplit(address).path for address in found] + OTHERS


@ON_A_DESKTOP
def test_nothing_foreign_nothing_stored_nothing_broken(page: Page, town):
    """Several pages load at the same time; that they are light is asked below."""
    walk, addresses = Walk(urlsplit(town.address).netloc), all_addresses(page)
    assert len(addresses) > 150
    pages = [page.context.new_page() for _ in range(AT_ONCE)]
    for open_page in pages:
        walk.watch(open_page)
    for start in range(0, len(addresses), AT_ONCE):
        group = list(zip(pages, addresses[start : start + AT_ONCE], strict=False))
        for open_page, address in group:
            open_page.goto(address, wait_until="commit")
        for open_page, address in group:
            open_page.wait_for_load_state("load")
            if open_page.evaluate(STORED) != [0, 0, 0]:
                walk.faults.append(f"{address} stores something")
    assert page.context.cookies() == []
    assert not walk.faults, "\n".join(sorted(set(walk.faults)))


@ON_A_PHONE
def test_a_first_view_is_light_and_nothing_jumps(page: Page, town):
    """Even before the jobs have made the pictures that are smaller still."""
    browser = page.context.browser
    assert browser is not None
    heavy = []
    for address in KINDS:
        page.goto(address)  # the first visit makes sizes of pictures
        found = weigh(browser, town.address + address)
        if found.first_view > MOST_BYTES or found.scripts > MOST_SCRIPT_BYTES or found.shift > MOST_SHIFT:
            heavy.append(f"{address}: {found}")
    assert not heavy, "\n".join(heavy)
