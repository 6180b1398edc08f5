"""What several files about pages share: a server with a year of diary, and a diary that looks empty."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests import serving
from tests.serving import Served
from tests.web.held import Diary, since_now


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with a year of diary, for tests that only look."""
    data = tmp_path_factory.mktemp("full") / "data"
    subprocess.run([sys.executable, "-m", "nattero", "demo", "--data", str(data)], check=True, capture_output=True)
    server = serving.serve(data)
    yield server
    server.stop()


@pytest.fixture
def diary(shared_server: Served) -> Diary:
    """The diary of a server that serves all tests of a file, as if it were empty."""
    return since_now(shared_server.url)
