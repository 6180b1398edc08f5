"""What several files about pages share: a server with a year of diary, and one browser profile for a whole file."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests import serving
from tests.serving import Served
from tests.web.held import Diary, since_now


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with a year of diary."""
    data = tmp_path_factory.mktemp("full") / "data"
    subprocess.run([sys.executable, "-m", "nattero", "demo", "--data", str(data)], check=True, capture_output=True)
    server = serving.serve(data)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def lasting_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Make profiles that last for a whole file, for tests that only look."""
    made: list[BrowserContext] = []

    def new(**settings: Any) -> BrowserContext:
        made.append(browser.new_context(**{"locale": "en-GB", **settings}))
        return made[-1]

    yield new
    for context in made:
        context.close()


@pytest.fixture
def diary(shared_server: Served) -> Diary:
    """The diary of a server that serves all tests of a file, as if it were empty."""
    return since_now(shared_server.url)
