"""The API: what is called held is on disk, what is wrong is named, and nothing that anybody sends is a traceback."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar
from litestar.datastructures import State
from litestar.openapi import OpenAPIConfig
from litestar.testing import TestClient

from nattero.diary.entry import new_id
from nattero.store.journal import open_journal
from nattero.web import api, button_api, errors
from nattero.web.site import Site
from tests import packed
from tests.serving import Served

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 22, 2, 16, tzinfo=UTC)
Json = dict[str, Any]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site with an empty diary that lives at a quarter past two."""
    journal = open_journal(tmp_path / "data")
    yield Site(journal, packed.pack(), clock=lambda: NOW)
    journal.close()


@pytest.fixture
def client(site: Site) -> Iterator[TestClient[Litestar]]:
    """The API alone, in this process, so that a fault of ours fails the test with its traceback."""
    with TestClient(Litestar(api.ROUTES, state=State({"site": site}), exception_handlers=errors.HANDLERS)) as running:
        yield running


def entry(number: int = 0, **changed: Any) -> Json:
    return {
        "id": new_id(NOW, number.to_bytes(10)),
        "person": "me",
        "recorded_at": "2026-11-22T02:15:00.120Z",
        "device": "phone-3f2a",
        "zone": "Europe/Amsterdam",
        "kind": "cramp",
        "version": 1,
        "supersedes": None,
        "payload": {"at": "2026-11-22T02:14:10Z", "seconds": 150},
        **changed,
    }


def send(client: TestClient[Litestar], *entries: Any, **settings: Any) -> httpx.Response:
    return client.post("/api/entries", json={"entries": list(entries)}, **settings)


def test_what_is_new_is_held_and_given_back_as_it_came(client: TestClient[Litestar]) -> None:
    first, second = entry(1), entry(2, payload={"at": "2026-11-22T02:14:10Z", "note": "naïve 🌙 <script>"})
    answer = send(client, first, second)
    assert answer.status_code == 201
    assert answer.json() == {"held": [first["id"], second["id"]], "refused": []}
    given_back = client.get("/api/entries").json()["entries"]
    assert [kept["id"] for kept in given_back] == [first["id"], second["id"]]
    assert given_back[1]["payload"] == second["payload"]


def test_sending_again_changes_nothing_and_is_held(client: TestClient[Litestar]) -> None:
    send(client, entry())
    answer = send(client, entry(), entry())
    assert answer.status_code == 200
    assert answer.json()["held"] == [entry()["id"]]
    assert len(client.get("/api/entries").json()["entries"]) == 1


def test_the_same_id_with_other_content_is_another_member_of_the_set(client: TestClient[Litestar]) -> None:
    send(client, entry())
    answer = send(client, entry(payload={"at": "2026-11-22T02:14:10Z", "seconds": 60}))
    assert answer.status_code == 201
    assert len(client.get("/api/entries").json()["entries"]) == 2


def test_the_good_ones_of_a_batch_are_held_and_the_others_named(client: TestClient[Litestar]) -> None:
    late, hard = (
        entry(2, payload={"at": "2027-01-01T00:00:00Z"}),
        entry(3, payload={"at": "2026-11-22T02:14:10Z", "pain": 11}),
    )
    answer = send(client, entry(1), late, hard, {"id": 7}, "x")
    assert answer.status_code == 201
    assert answer.json()["held"] == [entry(1)["id"]]
    named = [(each["index"], each["id"], each["field"], each["problem"]) for each in answer.json()["refused"]]
    assert named[:2] == [(1, late["id"], "payload.at", "future"), (2, hard["id"], "payload.pain", "wrong")]
    assert [(index, name) for index, name, _, _ in named[2:]] == [(3, None), (4, None)]
    assert all(each["message"] for each in answer.json()["refused"])


def test_a_batch_of_which_all_is_refused_is_unprocessable(client: TestClient[Litestar]) -> None:
    assert send(client, entry(payload={})).status_code == 422
    assert client.get("/api/entries").json() == {"entries": []}


def test_an_empty_batch_is_fine(client: TestClient[Litestar]) -> None:
    answer = send(client)
    assert (answer.status_code, answer.json()) == (200, {"held": [], "refused": []})


def test_kinds_and_versions_of_a_newer_program_are_kept_untouched(client: TestClient[Litestar]) -> None:
    newer = [entry(1, kind="dream", payload={"a": [1, {"b": None}]}), entry(2, version=9, payload={"later": True})]
    assert send(client, *newer).status_code == 201
    assert [kept["payload"] for kept in client.get("/api/entries").json()["entries"]] == [
        each["payload"] for each in newer
    ]


@pytest.mark.parametrize(("lang", "words"), [("nl", "heel getal"), ("nb", "helt tall"), ("id", "bilangan bulat")])
def test_a_refusal_speaks_the_readers_language(client: TestClient[Litestar], lang: str, words: str) -> None:
    wrong = entry(payload={"at": "2026-11-22T02:14:10Z", "pain": 99})
    answer = send(client, wrong, headers={"accept-language": lang})
    assert words in answer.json()["refused"][0]["message"]


@pytest.mark.parametrize(
    ("body", "status", "field", "problem"),
    [
        (b"", 400, "body", "malformed"),
        (b"{", 400, "body", "malformed"),
        (b"\xff\xfe", 400, "body", "malformed"),
        (b"[" * 100_000, 400, "body", "malformed"),
        (b"[]", 400, "entries", "missing"),
        (b"null", 400, "entries", "missing"),
        (b"{}", 400, "entries", "missing"),
        (b'{"entries": {}}', 400, "entries", "wrong"),
        (b'{"entries": "x"}', 400, "entries", "wrong"),
        (json.dumps({"entries": [0] * 501}).encode(), 413, "entries", "many"),
        (b'{"entries": ["' + b"x" * 1_000_000 + b'"]}', 413, "body", "large"),
    ],
)
def test_a_body_that_cannot_be_read_is_named(
    client: TestClient[Litestar], body: bytes, status: int, field: str, problem: str
) -> None:
    answer = client.post("/api/entries", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert (answer.json()["field"], answer.json()["problem"]) == (field, problem)
    assert answer.json()["message"]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
nearly = st.builds(
    lambda field, value, inside: (
        entry(payload={**entry()["payload"], field: value}) if inside else entry(**{field: value})
    ),
    st.sampled_from([*entry(), "at", "seconds", "pain", "note", "side", "steps", "date"]),
    anything,
    st.booleans(),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.lists(st.one_of(anything, nearly), max_size=5))
def test_whatever_is_sent_each_entry_is_held_or_refused(client: TestClient[Litestar], entries: list[Any]) -> None:
    answer = send(client, *entries)
    assert answer.status_code in {200, 201, 422}
    refused = {each["index"] for each in answer.json()["refused"]}
    taken = [each for index, each in enumerate(entries) if index not in refused]
    assert {each["id"] for each in taken} == set(answer.json()["held"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(st.binary(max_size=200) | anything.map(lambda value: json.dumps(value).encode()))
def test_whatever_the_body_is_the_answer_names_what_is_wrong(client: TestClient[Litestar], body: bytes) -> None:
    answer = client.post("/api/entries", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert set(answer.json()) == {"field", "problem", "message"}


def test_a_full_disk_is_507_in_a_sentence_and_the_entry_is_not_called_held(
    client: TestClient[Litestar], site: Site
) -> None:
    with site.journal.writing() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
    note = "x" * 2000
    answers = [send(client, entry(n, payload={"at": "2026-11-22T02:14:10Z", "note": note})) for n in range(20)]
    full = [answer for answer in answers if answer.status_code != 201]
    assert full
    assert all(answer.status_code == 507 and answer.json()["message"] for answer in full)
    assert len(client.get("/api/entries").json()["entries"]) == len(answers) - len(full)


def test_health_says_that_the_diary_can_be_read(client: TestClient[Litestar]) -> None:
    answer = client.get("/api/health")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")


def test_an_entry_of_a_clock_that_is_ahead_is_refused_until_its_time_comes(
    client: TestClient[Litestar], site: Site
) -> None:
    ahead = entry(recorded_at="2026-11-22T02:40:00Z")
    assert send(client, ahead).json()["refused"][0]["problem"] == "future"
    site.clock = lambda: NOW + timedelta(hours=1)
    assert send(client, ahead).status_code == 201


def test_the_served_api_takes_entries_and_names_itself_without_outside_scripts(shared_server: Served) -> None:
    with httpx.Client(base_url=shared_server.url) as http:
        old = entry(payload={"at": "2026-01-01T02:14:10Z"}, recorded_at="2026-01-01T03:00:00Z")
        assert http.post("/api/entries", json={"entries": [old]}).status_code == 201
        schema = http.get("/api/openapi.json").json()
        assert set(schema["paths"]) == {"/api/checkup", "/api/cramp-now", "/api/entries", "/api/health"}
        assert http.get("/api").status_code == 404
        assert http.get("/api/nowhere").status_code == 404
        assert http.get("/api/nowhere").json()["message"]
        assert http.delete("/api/entries", headers={"content-type": "application/json"}).status_code == 405


def test_every_path_of_the_api_is_documented(site: Site) -> None:
    app = Litestar([*api.ROUTES, *button_api.ROUTES], openapi_config=OpenAPIConfig("Nattero", "0"))
    documented = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    paths = app.openapi_schema.paths or {}
    found = [
        f"{method.upper()} {path}"
        for path, item in paths.items()
        for method in ("get", "post")
        if getattr(item, method)
    ]
    assert len(found) == 4
    assert [each for each in found if f"## `{each}`" not in documented] == []
    for field in (*entry(), "held", "refused", "index", "field", "problem", "message", "at", "new"):
        assert f"`{field}`" in documented
    assert set(re.findall(r"^\| (\d{3}) ", documented, re.MULTILINE)) >= {
        "200",
        "201",
        "400",
        "401",
        "403",
        "413",
        "422",
        "429",
        "507",
    }
