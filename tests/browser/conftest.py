"""What journeys in a real browser share."""

import os
from pathlib import Path

import pytest

from tests.browser.chromium import find_chromium

# Playwright runs an event loop in this thread; Django's database calls in tests are still ordinary ones.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]
    return {**browser_type_launch_args, "executable_path": find_chromium(), "args": arguments}
