"""What every room's tests may use: hypothesis' profiles, a browser, and a server that is really running.

`served` is a fresh server for one test, `shared_server` one for a whole file that only reads, `serve` starts as many
as a test needs. `page` is a tab of a fresh profile, `new_context` makes profiles with settings, `lasting_context` ones for
a whole file, `new_profile` ones that outlive the browser.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from scripts import browser as browsers
from tests import serving
from tests.killing import close, end, process_of

# The same examples every time, so that a run says something about the change and not about luck;
# `--hypothesis-profile=explore` looks for new ones. No deadline: two tests share two cores with a browser.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None, database=None, print_blob=True)
hypothesis.settings.register_profile("explore", deadline=None, max_examples=1_000)
hypothesis.settings.load_profile("steady")

# What is to come true in a page may take its time: how fast the machine is says nothing about the change.
expect.set_options(timeout=20_000)

FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
]


@pytest.fixture(scope="session")
def browser_path() -> Path:
    """The browser `make test` found or installed; without one the tests fail, they are never skipped."""
    found = browsers.find()
    if found is None:
        pytest.fail(browsers.MISSING)
    return found


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright's driver. It keeps an event loop running in this thread: what needs one of its own runs in another."""
    with sync_playwright() as driver:
        yield driver


@dataclass
class Chromium:
    """The headless browser of a worker: one for all its tests, and another where that one is gone."""

    playwright: Playwright
    path: Path
    running: Browser | None = None
    process: int = 0

    def browser(self) -> Browser:
        """Give the browser that runs."""
        if self.running is None or not self.running.is_connected():
            self.running = self.playwright.chromium.launch(executable_path=self.path, args=FLAGS)
            self.process = process_of(self.running)
        return self.running

    def close(self, context: BrowserContext) -> None:
        """Close a profile of the browser that runs; of one that is gone nothing is left to close."""
        if context.browser is self.running and not close(context, self.process):
            self.running = None


@pytest.fixture(scope="session")
def chromium(playwright: Playwright, browser_path: Path) -> Iterator[Chromium]:
    """The browser of this worker. Asked to end, it now and then takes half a minute, and nothing in it is worth keeping."""
    made = Chromium(playwright, browser_path)
    yield made
    if made.running and made.running.is_connected():
        end(made.process)
        made.running.close()


@pytest.fixture
def browser(chromium: Chromium) -> Browser:
    """A headless browser; each test has profiles of its own in it, which see nothing of one another."""
    return chromium.browser()


def contexts(chromium: Chromium) -> Iterator[Callable[..., BrowserContext]]:
    """What makes profiles with Playwright's settings, and closes them all in the end."""
    made: list[BrowserContext] = []

    def new(**settings: Any) -> BrowserContext:
        made.append(chromium.browser().new_context(**{"locale": "en-GB", **settings}))
        return made[-1]

    yield new
    for context in made:
        chromium.close(context)


@pytest.fixture
def new_context(chromium: Chromium) -> Iterator[Callable[..., BrowserContext]]:
    """Make profiles with Playwright's settings: viewport, locale, color_scheme, timezone_id, java_script_enabled ..."""
    yield from contexts(chromium)


@pytest.fixture(scope="module")
def lasting_context(chromium: Chromium) -> Iterator[Callable[..., BrowserContext]]:
    """Make profiles that last for a whole file, for tests that only look."""
    yield from contexts(chromium)


@pytest.fixture
def new_profile(playwright: Playwright, browser_path: Path, tmp_path: Path) -> Iterator[Callable[..., BrowserContext]]:
    """Open a browser on a named profile folder, so that a test can close or kill it and come back."""
    made: list[BrowserContext] = []

    def open_(name: str = "profile", **settings: Any) -> BrowserContext:
        settings = {"locale": "en-GB", **settings}
        made.append(
            playwright.chromium.launch_persistent_context(
                tmp_path / name, executable_path=browser_path, args=FLAGS, **settings
            )
        )
        return made[-1]

    yield open_
    for context in made:
        context.close()


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    """A fresh profile in English."""
    return new_context()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab of a fresh profile."""
    return context.new_page()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., serving.Served]]:
    """Start servers: `serve()`, `serve(data=folder)`, `serve("--host", "0.0.0.0")`; they are stopped at the end."""
    made: list[serving.Served] = []

    def start(*arguments: str, data: Path | None = None, **settings: Any) -> serving.Served:
        made.append(serving.serve(data or tmp_path / "data", *arguments, **settings))
        return made[-1]

    yield start
    for server in made:
        server.stop()


@pytest.fixture
def served(serve: Callable[..., serving.Served]) -> serving.Served:
    """A fresh server with an empty diary, for this test alone."""
    return serve()


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[serving.Served]:
    """One server for a whole file, for tests that only read."""
    server = serving.serve(tmp_path_factory.mktemp("shared") / "data")
    yield server
    server.stop()
