"""What journeys in a real browser share."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.chromium import find_chromium
from tests.browser.sizes import SIZES
from tests.browser.town import RunningTown, running_town

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def town(tmp_path_factory) -> Iterator[RunningTown]:
    """The demo town on a real server; one for all journeys of a worker."""
    with running_town(tmp_path_factory.mktemp("town")) as running:
        yield running


@pytest.fixture(scope="session")
def base_url(town) -> str:
    return town.address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]
    return {**browser_type_launch_args, "executable_path": find_chromium(), "args": arguments}


@pytest.fixture(params=list(SIZES))
def browser_context_args(browser_context_args, request):
    """Every journey is made on a phone and on a desktop."""
    return {**browser_context_args, "viewport": SIZES[request.param], "locale": "de-DE"}


@pytest.fixture
def assert_accessible(page: Page) -> Callable[..., None]:
    """Fails with axe's findings on the page that is open now, or on the part of it that is ours."""

    def check(part: str = "html") -> None:
        page.evaluate(AXE.read_text(encoding="utf-8"))  # not as a script tag, which the page's policy forbids
        result = page.evaluate(
            "([part, rules]) => axe.run(part, {runOnly: {type: 'tag', values: rules}})", [part, RULES]
        )
        findings = [
            f"{finding['id']}: {finding['help']} – {[node['html'][:160] for node in finding['nodes'][:3]]}"
            for finding in result["violations"]
        ]
        assert not findings, f"{page.url}\n" + "\n".join(findings)
        width, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert width <= room, f"{page.url} is {width} px wide on {room} px"

    return check
