"""Every page on a phone, loaded once, at night: no white, nothing axe objects to in any theme, nothing too small to press."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.serving import Served
from tests.web.looked_at import PAGES, brightest, opened

BY_COLOUR = ["color-contrast", "link-in-text-block"]  # the rules of axe that a theme can change the answer of
LOOK = """async (only) => {
  const found = await axe.run(document, { resultTypes: ["violations"], ...(only ? { runOnly: { type: "rule", values: only } } : {}) });
  return found.violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map((node) => node.target)]);
}"""
WEAR = """(theme) => {
  document.documentElement.dataset.theme = theme;
  document.body.getBoundingClientRect();
  for (const change of document.getAnimations()) if (change instanceof CSSTransition) change.finish();
}"""
SMALL = """() => [...document.querySelectorAll('a[href], button, summary, select, input, textarea')]
  .filter(e => e.getClientRects().length && e.type !== 'hidden' && !e.closest('.sr, .skip, p, li p, svg'))
  .map(e => e.matches('input') ? e.closest('label') ?? e : e)
  .map(e => [e.textContent.trim().slice(0, 30) || e.name, e.getBoundingClientRect().width, e.getBoundingClientRect().height])
  .filter(([, width, height]) => height < 47.5 && width < 300 || height < 33)"""


@pytest.fixture(scope="module")
def tab(lasting_context: Callable[..., BrowserContext], full: Served) -> Page:
    """A phone at night, in Dutch."""
    return opened(lasting_context, full, "nl", "night", viewport={"width": 390, "height": 844}, bypass_csp=True)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_dark_at_night_and_can_be_used_by_everyone(tab: Page, browser: Browser, full: Served, path: str):
    tab.goto(full.url + path)
    red, green, blue = brightest(browser, tab.screenshot(full_page=True))
    assert green < 140
    assert blue < 100
    assert red > 150
    assert not tab.evaluate(SMALL)
    tab.evaluate(Axe().axe_script)
    assert not tab.evaluate(LOOK, None)
    for theme in ("light", "dark"):
        tab.evaluate(WEAR, theme)
        assert not tab.evaluate(LOOK, BY_COLOUR), theme
