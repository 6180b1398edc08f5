"""Nothing is cut off: on a narrow screen, at 400 %, and in four times the text size, in every language."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.serving import Served
from tests.web.looked_at import LANGUAGES, PAGES, opened

NARROW = 320
SCREENS = [(NARROW, 640), (NARROW, 256)]  # 320 x 256 is 1280 x 1024 at 400 %
WIDE = 1280
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture(scope="module", params=LANGUAGES)
def tab(request: pytest.FixtureRequest, lasting_context: Callable[..., BrowserContext], full: Served) -> Page:
    """A tab in each language."""
    return opened(lasting_context, full, request.param, "light", viewport={"width": NARROW, "height": 640})


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_cut_off(tab: Page, full: Served, path: str):
    tab.goto(full.url + path)
    for width, height in SCREENS:
        tab.set_viewport_size({"width": width, "height": height})
        assert tab.evaluate(WIDTH) <= width, height
    tab.set_viewport_size({"width": WIDE, "height": 1024})
    tab.evaluate("document.documentElement.style.fontSize = '72px'")
    assert tab.evaluate(WIDTH) <= WIDE
