"""What one page of each kind weighs on a phone, for somebody who was never here.

    python -m bench.weight http://127.0.0.1:8000        (a site with the demo town, its jobs done)

Bytes are counted as they come over the line, heads included. The first view is all of it but pictures further down that
the browser fetches ahead.
"""

import sys
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import find_chromium

# One of each kind: home, listing, service, news, project, search, form, standard, error.
KINDS = [
    "/",
    "/dienstleistungen/",
    "/dienstleistungen/hund-anmelden/",
    "/aktuelles/",
    "/aktuelles/muehlenstrasse-gesperrt/",
    "/mitmachen/",
    "/suche/?q=hund",
    "/kontakt/",
    "/impressum/",
    "/gibt-es-nicht/",
]
PHONE: dict[str, Any] = {"viewport": {"width": 412, "height": 823}, "device_scale_factor": 1.75}
SHIFTS = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => setTimeout(() => done(sum), 50));
})"""
# Pictures further down that the browser has fetched ahead.
BELOW = """() => [...document.images].filter((picture) => picture.loading === "lazy"
  && picture.getBoundingClientRect().top > innerHeight).map((picture) => picture.currentSrc)"""


@dataclass(frozen=True)
class Weight:
    """Bytes, requests, and how much of the page jumped (cumulative layout shift)."""

    first_view: int
    whole: int
    scripts: int
    requests: int
    shift: float


def weigh(browser: Browser, address: str) -> Weight:
    """One visit with nothing kept."""
    context = browser.new_context(**PHONE)
    page = context.new_page()
    sizes: dict[str, int] = {}
    kinds: dict[str, tuple[str, str]] = {}
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on(
        "Network.responseReceived",
        lambda event: kinds.update({event["requestId"]: (event["type"], event["response"]["url"])}),
    )
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(address, wait_until="networkidle")
    below, shift = set(page.evaluate(BELOW)), page.evaluate(SHIFTS)
    context.close()
    first = sum(size for number, size in sizes.items() if kinds[number][1] not in below)
    scripts = sum(size for number, size in sizes.items() if kinds[number][0] == "Script")
    return Weight(first, sum(sizes.values()), scripts, len(sizes), shift)


def main() -> None:
    site = sys.argv[1].rstrip("/")
    sys.stdout.write(f"{'page':40} {'first view':>10} {'whole':>8} {'scripts':>8} {'requests':>8} {'shift':>6}\n")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for path in KINDS:
            found = weigh(browser, site + path)
            line = f"{found.first_view:10} {found.whole:8} {found.scripts:8} {found.requests:8} {found.shift:6.3f}"
            sys.stdout.write(f"{path:40} {line}\n")


if __name__ == "__main__":
    main()
