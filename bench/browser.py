"""A real Chromium for the measurements, found and started as the tests do."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from scripts import browser as browsers
from tests.conftest import FLAGS


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsers.ensure(), args=FLAGS)
        yield browser
        browser.close()
