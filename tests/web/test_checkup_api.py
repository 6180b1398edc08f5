"""The check-up over the API: the same answer as on the command line, problems named by field, nothing kept."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.datastructures import State
from litestar.testing import TestClient

from nattero.cases import answered
from nattero.web import checkup_api
from nattero.web.api import LARGEST_BODY
from nattero.web.site import Site
from tests.web import small

CASE: dict[str, Any] = {
    "id": "a",
    "age": 74,
    "sex": "female",
    "language": "nl",
    "answers": {"muscle_hard": True, "in_bed": True, "relief_stretch": True, "fever": None},
    "medicines": ["furosemide 40"],
}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = small.site_in(tmp_path / "data")
    yield made
    made.journal.close()


@pytest.fixture
def client(site: Site) -> TestClient[Litestar]:
    return TestClient(Litestar(checkup_api.ROUTES, state=State({"site": site, "pairing": None})))


def test_the_answer_is_that_of_the_command_line_and_nothing_is_kept(site: Site, client: TestClient[Litestar]) -> None:
    answer = client.post("/api/checkup", json=CASE)
    assert answer.status_code == 200
    assert answer.json() == json.loads(json.dumps(answered(CASE, "both", site.desk, "en")))
    assert site.person().entries == ()


@pytest.mark.parametrize(
    ("case", "field"),
    [
        ({**CASE, "age": 430}, "age"),
        ({**CASE, "sex": "cat"}, "sex"),
        ({**CASE, "language": "fr"}, "language"),
        ({**CASE, "answers": {"colour": True}}, "answers.colour"),
        ({**CASE, "answers": {"fever": 3}}, "answers.fever"),
        ({**CASE, "medicines": ["x"] * 501}, "medicines"),
        ([CASE], "case"),
    ],
)
def test_each_problem_is_named_by_its_field(client: TestClient[Litestar], case: Any, field: str) -> None:
    answer = client.post("/api/checkup", json=case)
    assert answer.status_code == 422
    assert [problem["field"] for problem in answer.json()["problems"]] == [field]


def test_what_cannot_be_read_or_is_too_much_is_refused(client: TestClient[Litestar]) -> None:
    assert client.post("/api/checkup", content=b"{age").status_code == 400
    assert client.post("/api/checkup", content=b"[" * 5000).status_code == 400
    assert client.post("/api/checkup", content=b'"' + b"x" * LARGEST_BODY + b'"').status_code == 413
