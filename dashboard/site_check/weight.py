"""What a page weighs for somebody who was never here: what comes over the line before one scrolls.

Asked of the site by itself, so that no browser is needed: the page, its styles, scripts and preloaded fonts, and the pictures
that are not fetched later. `bench/weight.py` measures the same in a browser.
"""

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.test import Client

KB = 1024
MOST, MOST_SCRIPTS = 100 * KB, 30 * KB
AT_ONCE = {"stylesheet", "preload", "modulepreload"}


@dataclass(frozen=True)
class Weight:
    """Bytes as they are sent, without their heads."""

    whole: int
    scripts: int


class Parts(HTMLParser):
    """The addresses that a browser fetches for the first view."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.scripts: set[str] = set()
        self.others: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "script" and said.get("src"):
            self.scripts.add(said["src"])
        elif tag == "link" and AT_ONCE & set(said.get("rel", "").split()):
            self.others.add(said.get("href", ""))
        elif tag == "img" and said.get("loading") != "lazy":
            self.others.add(said.get("src", ""))


class Scales:
    """Weighs pages; what several of them need is fetched once."""

    def __init__(self) -> None:
        secure, host = urlsplit(settings.SITE_URL).scheme == "https", urlsplit(settings.SITE_URL).netloc
        self.client = Client(SERVER_NAME=host.partition(":")[0], headers={"accept-encoding": "br, gzip"})
        self.secure = secure
        self.sizes: dict[str, int] = {}

    def weigh(self, path: str) -> Weight:
        """Raises ValueError for a page that does not answer."""
        response = self.client.get(path, secure=self.secure)
        if response.status_code != 200:
            raise ValueError(str(response.status_code))
        plain = Client(SERVER_NAME=self.client.defaults["SERVER_NAME"]).get(path, secure=self.secure)
        parts = Parts(plain.text)
        scripts = sum(self.size(urljoin(path, address)) for address in parts.scripts)
        others = sum(self.size(urljoin(path, address)) for address in parts.others if address)
        return Weight(len(response.content) + scripts + others, scripts)

    def size(self, address: str) -> int:
        if address not in self.sizes:
            response = self.client.get(urlsplit(address).path, secure=self.secure)
            self.sizes[address] = len(b"".join(response)) if response.status_code == 200 else 0
        return self.sizes[address]
