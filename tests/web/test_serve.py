"""Starting to serve, or saying in one sentence why not; and what the running server adds to the guard: its every answer."""

import http.client
import json
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from nattero.web.headers import FOR_FILES, FOR_PAGES
from tests import serving
from tests.serving import Served

LANGUAGES = ["en", "nl", "nb", "id"]


def told(folder: Path, *arguments: str, **env: str) -> tuple[int, str]:
    """The exit code and the words of a `serve` that does not start."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "nattero", "serve", *arguments]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=30, env=serving.environment(home, **env), cwd=home
    )
    assert done.stdout == ""
    return done.returncode, done.stderr


def is_one_sentence(text: str) -> bool:
    """Whether a person is told one thing: no traceback, no second line."""
    return len(text.splitlines()) == 1 and "Traceback" not in text and text.strip().endswith((".", ")."))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_second_server_on_the_same_diary_says_where_the_first_one_is(served: Served, tmp_path: Path, lang: str):
    code, said = told(tmp_path, "--data", str(served.data), "--port", "0", "--lang", lang)
    assert code == 3
    assert served.url in said
    assert str(served.process.pid) in said
    assert is_one_sentence(said)
    assert answer(served, "GET", "/api/health")[0] == 200


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_port_that_is_in_use_is_named(tmp_path: Path, lang: str):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, said = told(tmp_path, "--data", str(tmp_path / "data"), "--port", port, "--lang", lang)
    assert code == 4
    assert port in said
    assert is_one_sentence(said)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7"])
def test_what_may_not_be_served_leaves_nothing_behind(tmp_path: Path, host: str):
    code, said = told(tmp_path, "--data", str(tmp_path / "data"), "--host", host, "--port", "0")
    assert code == 4
    assert "--cert" in said
    assert is_one_sentence(said)
    assert not (tmp_path / "data").exists()


def test_an_address_that_is_not_this_computers_is_named(tmp_path: Path):
    code, said = told(tmp_path, "--data", str(tmp_path / "data"), "--host", "127.0.0.1x", "--port", "0")
    assert code == 4
    assert is_one_sentence(said)


def test_a_server_that_was_killed_leaves_the_diary_to_the_next_one(serve: Callable[..., Served]):
    first = serve()
    first.kill()
    assert answer(serve(data=first.data), "GET", "/api/health")[0] == 200


def test_while_serving_all_that_is_written_is_for_its_owner_only(serve: Callable[..., Served], tmp_path: Path):
    data = tmp_path / "loose"
    data.mkdir(mode=0o777)
    data.chmod(0o777)
    served = serve(data=data)
    entry = {
        "id": "0199c0de-7a10-7000-8000-000000000001", "person": "me", "recorded_at": "2026-01-05T02:16:40.120Z",
        "device": "d", "zone": "UTC", "kind": "cramp", "version": 1, "payload": {"at": "2026-01-05T02:14:10Z"},
    }  # fmt: skip
    body = json.dumps({"entries": [entry]}).encode()
    assert answer(served, "POST", "/api/entries", body, {"content-type": "application/json"})[0] == 201
    files = [path for path in data.rglob("*") if path.is_file()]
    assert {"nattero.sqlite3", "nattero.sqlite3-wal", "serve.lock"} <= {path.name for path in files}
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def answer(
    served: Served, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[int, dict[str, str], bytes]:
    """What the server answers to a program."""
    connection = http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=20)
    connection.request(method, path, body, headers or {})
    given = connection.getresponse()
    found = given.status, {name.lower(): value for name, value in given.getheaders()}, given.read()
    connection.close()
    return found


JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status"),
    [
        ("GET", "/", None, {}, 200),
        ("GET", "/relief", None, {}, 200),
        ("GET", "/nowhere", None, {}, 404),
        ("GET", "/diary/2026-99-99", None, {}, None),
        ("GET", "/sw.js", None, {}, 200),
        ("GET", "/manifest.webmanifest", None, {}, 200),
        ("GET", "/settings/diary.jsonl", None, {}, 200),
        ("GET", "/static/none/app.css", None, {}, 404),
        ("GET", "/api/entries", None, {}, 200),
        ("GET", "/api/nowhere", None, {}, 404),
        ("HEAD", "/", None, {}, None),
        ("OPTIONS", "/api/entries", None, {"origin": "http://evil.example"}, 405),
        ("TRACE", "/", None, {}, 405),
        ("POST", "/api/entries", b"{", JSON, 400),
        ("POST", "/api/entries", b"[" * 100_000, JSON, 400),
        ("POST", "/api/entries", b"x" * 1_000_001, JSON, 413),
        ("POST", "/entries", b"kind=night", {"content-type": "application/x-www-form-urlencoded"}, 403),
        ("POST", "/nowhere", b"{}", JSON, 404),
        ("GET", "/", None, {"host": "evil.example"}, 421),
        ("GET", "/api/entries", None, {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"}, 403),
    ],
)
def test_every_answer_of_the_server_carries_the_policies_and_no_permission_for_others(
    shared_server: Served, method: str, path: str, body: bytes | None, headers: dict[str, str], status: int | None
):
    given, found, said = answer(shared_server, method, path, body, headers)
    assert status in {None, given}
    assert given < 500
    wanted = FOR_FILES if path.startswith("/static/") else FOR_PAGES
    assert wanted.items() <= found.items()
    assert not [name for name in found if name.startswith("access-control")]
    assert "server" not in found
    assert "cache-control" in found
    assert b"Traceback" not in said


def test_a_static_file_carries_what_a_file_needs(shared_server: Served):
    page = answer(shared_server, "GET", "/")[2].decode()
    path = page.partition('stylesheet" href="')[2].partition('"')[0]
    status, headers, _ = answer(shared_server, "GET", path)
    assert status == 200
    assert FOR_FILES.items() <= headers.items()
    assert "immutable" in headers["cache-control"]


@pytest.mark.parametrize(
    "path",
    ["/static/../../site.py", "/static/%2e%2e/%2e%2e/site.py", "/static//etc/passwd", "/static/..%2f..%2fsite.py"],
)
def test_no_path_leads_out_of_the_static_files(shared_server: Served, path: str):
    build = answer(shared_server, "GET", "/")[2].decode().partition("/static/")[2].partition("/")[0]
    for tried in (path, path.replace("/static/", f"/static/{build}/")):
        assert answer(shared_server, "GET", tried)[0] in {400, 404}


def test_what_a_request_says_about_its_sender_is_not_believed(shared_server: Served):
    forged = {"x-forwarded-proto": "https", "x-forwarded-host": "evil.example", "x-forwarded-for": "192.0.2.1"}
    form = {"content-type": "application/x-www-form-urlencoded", "origin": shared_server.url.replace("http:", "https:")}
    assert answer(shared_server, "POST", "/entries", b"kind=night", forged | form)[0] == 403
    assert "evil.example" not in str(answer(shared_server, "GET", "/", None, forged))


def raw(served: Served, sent: bytes) -> bytes:
    """What comes back for bytes as they are, until the server closes."""
    with socket.create_connection((urlsplit(served.url).hostname or "", urlsplit(served.url).port or 0), 20) as there:
        there.sendall(sent)
        there.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: there.recv(65536), b""))


@pytest.mark.parametrize(
    "line",
    [b"nonsense", b"GET / HTTP/9.9", b"GET  HTTP/1.1", b"CONNECT evil.example:443 HTTP/1.1", b"GET \xff HTTP/1.1"],
)
def test_what_is_no_http_is_refused_by_the_server_itself_without_a_word_of_the_diary(
    shared_server: Served, line: bytes
):
    said = raw(shared_server, line + b"\r\nHost: %b\r\n\r\n" % urlsplit(shared_server.url).netloc.encode())
    assert said.startswith((b"HTTP/1.1 400", b"HTTP/1.1 405")) or said == b""
    assert b"Traceback" not in said
    assert answer(shared_server, "GET", "/api/health")[0] == 200


def test_two_lengths_or_a_length_and_chunks_are_no_way_to_smuggle_a_second_request(shared_server: Served):
    host = urlsplit(shared_server.url).netloc.encode()
    hidden = b"GET /api/entries HTTP/1.1\r\nHost: %b\r\n\r\n" % host
    for lengths in (b"Content-Length: 2\r\nContent-Length: 90", b"Content-Length: 2\r\nTransfer-Encoding: chunked"):
        head = b"POST /api/entries HTTP/1.1\r\nHost: %b\r\nContent-Type: application/json\r\n%b\r\n\r\n" % (
            host,
            lengths,
        )
        said = raw(shared_server, head + b"{}" + hidden)
        assert b'"entries":[' not in said


def test_a_web_socket_is_not_opened(shared_server: Served):
    upgrade = {"connection": "upgrade", "upgrade": "websocket", "sec-websocket-version": "13", "sec-websocket-key": "x"}
    status, _, _ = answer(shared_server, "GET", "/api/entries", None, {**upgrade, "origin": "http://evil.example"})
    assert status != 101
    values: dict[str, Any] = json.loads(answer(shared_server, "GET", "/api/health")[2])
    assert values["status"] == "ok"


def test_a_server_at_rest_holds_nothing_of_what_reckons_hears_or_typesets() -> None:
    heavy = "{'icalendar', 'numpy', 'rapidfuzz', 'scipy', 'typst'}"
    code = f"import sys, nattero.web.app; print(sorted(set(sys.modules) & {heavy}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
