"""Every component in every state, as axe sees it: on a phone, on a desktop, and in the colours of the reader's own."""

from playwright.sync_api import Page

from tests.browser.sizes import ON_A_DESKTOP
from tests.browser.test_editors import sign_in


@ON_A_DESKTOP
def test_every_component_is_accessible(page: Page, town, assert_accessible):
    sign_in(page, town, "redaktion")
    page.goto("/muster/")
    assert_accessible()
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    assert_accessible()
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(forced_colors="none")
    assert_accessible()
