"""A page worked with the keyboard alone, with every key counted."""

import time

from playwright.sync_api import Locator, Page

FARTHEST = 200


class Keyboard:
    """Real key presses; the mouse and the script never touch the page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = 0
        self.steps = 0
        self.begun = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.begun

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.presses += len(text)

    def go_to(self, selector: str) -> None:
        """From one element to the next until the one that is wanted has the focus."""
        self.steps += 1
        for _press in range(FARTHEST):
            if self.page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
                return
            self.press("Tab")
        raise AssertionError(f"{selector} is not reached by keyboard on {self.page.url}")

    def enter(self, selector: str) -> None:
        """Go to a link or button and use it."""
        self.go_to(selector)
        self.press("Enter")

    def fill(self, selector: str, text: str) -> None:
        self.go_to(selector)
        self.type(text)

    def reach(self, wanted: Locator) -> None:
        """As `go_to`, for what is found by the name that a screen reader says."""
        self.steps += 1
        for _press in range(FARTHEST):
            if wanted.evaluate("element => element === document.activeElement"):
                return
            self.press("Tab")
        raise AssertionError(f"{wanted} is not reached by keyboard on {self.page.url}")

    def use(self, wanted: Locator) -> None:
        self.reach(wanted)
        self.press("Enter")

    def write(self, wanted: Locator, text: str) -> None:
        self.reach(wanted)
        self.type(text)

    def skip_to_the_content(self) -> None:
        self.enter("a.skiplink, a.site-skip, a[href='#main'], a[href='#inhalt']")
