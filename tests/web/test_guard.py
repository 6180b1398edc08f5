"""The guard: who is heard, what may be written from where, how much at once, and what every answer tells the browser."""

import http.client
import itertools
import json
import re
import stat
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import BrowserContext, Page, Playwright

from nattero.store.place import FILE_MODE, FOLDER_MODE
from nattero.web.headers import FOR_PAGES
from nattero.web.policy import Policy
from nattero.web.view import LANGUAGES
from tests.conftest import FLAGS
from tests.serving import Served
from tests.web.asgi import HERE, LOCAL, Pairs, ask

OWN = f"http://{HERE}"
JSON = ("content-type", "application/json")
FORM = ("content-type", "application/x-www-form-urlencoded")
VISIBLE = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40)
PAGES = [
    "/",
    "/relief",
    "/checkin",
    "/diary",
    "/diary/cramp/new",
    "/learn",
    "/learn/danger",
    "/more",
    "/settings",
    "/nothing",
    "/offline",
]


def write(*headers: tuple[str, str], method: str = "POST", host: str = HERE) -> int:
    return ask(method, "/api/entries", [("host", host), *headers], [b"{}"]).status


@pytest.mark.parametrize("host", ["localhost:8765", "LocalHost:8765", "127.0.0.1:8765", "[::1]:8765"])
def test_every_spelling_of_this_computer_is_heard(host: str) -> None:
    assert ask(headers=[("host", host)]).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "evil.example:8765", "localhost", "localhost:8766", "localhost:", "localhost.:8765",
        "localhost:8765:8765", "localhost:08765x", "xlocalhost:8765", "localhost.evil.example:8765",
        "127.0.0.1.evil.example:8765", "127.1:8765", "2130706433:8765", "0.0.0.0:8765", "[::1:8765", "::1:8765",
        "[::ffff:127.0.0.1]:8765", "me@localhost:8765", "localhost:8765/", "localhost:8765,evil.example", "",
    ],
)  # fmt: skip
def test_a_name_that_is_not_on_the_list_is_not_heard(host: str) -> None:
    answer = ask(headers=[("host", host)])
    assert answer.status in {400, 421}
    assert not answer.reached


@given(VISIBLE)
def test_no_other_host_is_ever_heard(host: str) -> None:
    answer = ask(headers=[("host", host)])
    assert bool(answer.reached) == (host.lower() in LOCAL.hosts)


def test_a_request_without_a_host_or_with_two_is_not_heard() -> None:
    assert ask(headers=[]).status == 400
    assert ask(headers=[("host", HERE), ("host", HERE)]).status == 400
    assert ask(headers=[("host", HERE), ("Host", "evil.example")]).status == 400


def test_a_host_without_a_port_means_the_port_of_its_scheme() -> None:
    plain, safe = Policy(frozenset({"localhost:80"})), Policy(frozenset({"localhost:443"}), secure=True)
    assert ask(headers=[("host", "localhost")], policy=plain).status == 200
    assert ask(headers=[("host", "localhost")], policy=safe).status == 200
    assert ask(headers=[("host", "localhost:80")], policy=safe).status == 421


def test_the_refusal_of_a_name_says_what_to_do_in_the_readers_language() -> None:
    answer = ask(headers=[("host", "evil.example"), ("accept-language", "nl")])
    assert 'lang="nl"' in answer.text
    assert "--allow-host" in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_our_own_pages_may_write(method: str) -> None:
    assert write(("origin", OWN), ("sec-fetch-site", "same-origin"), FORM, method=method) == 200
    assert write(("origin", OWN), FORM, method=method) == 200
    assert write(("sec-fetch-site", "same-origin"), FORM, method=method) == 200


@pytest.mark.parametrize(
    "origin",
    [
        "null", "", "http://evil.example", "https://localhost:8765", "http://localhost", "http://localhost:8766",
        "http://127.0.0.1:8765", "http://localhost:8765.evil.example", "http://localhost:8765/", "file://",
        "chrome-extension://abc", f"{OWN}, {OWN}",
    ],
)  # fmt: skip
def test_another_origin_may_not_write(origin: str) -> None:
    assert write(("origin", origin), JSON) == 403
    assert write(("origin", origin), ("sec-fetch-site", "same-origin"), JSON) == 403
    assert write(("origin", OWN), ("origin", origin), JSON) == 403


@given(VISIBLE)
def test_no_other_origin_ever_writes(origin: str) -> None:
    assert write(("origin", origin), JSON) == (200 if origin == OWN else 403)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", "", "same-origin, cross-site"])
def test_a_browser_that_says_the_request_is_from_elsewhere_may_not_write(site: str) -> None:
    assert write(("sec-fetch-site", site), JSON) == 403
    assert write(("sec-fetch-site", site), ("origin", OWN), JSON) == 403


def test_a_program_that_is_no_browser_may_write_json() -> None:
    assert write(JSON) == 200
    assert write(("content-type", "Application/JSON; charset=utf-8")) == 200


@pytest.mark.parametrize(
    "kind", [FORM[1], "multipart/form-data; boundary=x", "text/plain", "text/plain;application/json", ""]
)
def test_what_a_foreign_form_could_send_is_refused_without_proof_of_its_origin(kind: str) -> None:
    assert write(("content-type", kind)) == 403
    assert write() == 403


def test_another_site_may_link_to_a_page_but_not_read_or_embed_one() -> None:
    def read(site: str, mode: str) -> int:
        return ask(headers=[("host", HERE), ("sec-fetch-site", site), ("sec-fetch-mode", mode)]).status

    assert read("cross-site", "navigate") == 200
    for site, mode in itertools.product(("cross-site", "same-site"), ("cors", "no-cors", "websocket")):
        assert read(site, mode) == 403
    assert read("same-origin", "cors") == read("none", "navigate") == 200


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get"])
def test_other_methods_are_not_done_and_nobody_is_told_that_they_may_come_from_elsewhere(method: str) -> None:
    asked: Pairs = [("host", HERE), ("origin", "http://evil.example"), ("access-control-request-method", "POST")]
    answer = ask(method, headers=asked)
    assert answer.status == 405
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_a_body_of_a_megabyte_is_taken_whole_and_one_byte_more_is_not() -> None:
    head = [("host", HERE), JSON]
    parts = [b"a" * 250_000] * 4
    assert ask("POST", headers=head, parts=parts).reached == [b"a" * 1_000_000]
    answer = ask("POST", "/api/entries", head, [*parts, b"a"])
    assert (answer.status, answer.reached) == (413, [])
    assert json.loads(answer.body)["message"] == "This is more than Nattero takes at once: at most 1 MB."


def test_a_body_that_is_announced_too_large_is_refused_unread() -> None:
    for length, more in [
        ("99000000", []),
        ("1000001", [("expect", "100-continue")]),
        ("-1", []),
        ("1e3", []),
        ("٣", []),
    ]:
        head = [("host", HERE), JSON, ("content-length", length.encode().decode("latin-1")), *more]
        assert ask("POST", headers=head, parts=[b"{}"]).status == 413


def test_half_a_body_never_reaches_the_app() -> None:
    answer = ask("POST", headers=[("host", HERE), JSON], parts=[b'{"entries": [', b"1"], whole=False)
    assert (answer.status, answer.reached) == (0, [])


@pytest.mark.parametrize(
    ("method", "path", "host"),
    [("GET", "/", HERE), ("GET", "/", "evil.example"), ("POST", "/", HERE), ("PUT", "/api/x", HERE)],
)
def test_every_answer_carries_the_policies(method: str, path: str, host: str) -> None:
    headers = ask(method, path, [("host", host)]).headers
    assert FOR_PAGES.items() <= headers.items()
    assert "no-store" in headers["cache-control"] or "no-cache" in headers["cache-control"]


def test_the_content_policy_knows_nothing_but_our_own_files() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in FOR_PAGES["content-security-policy"].split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == "'none'"
    assert set(rules.values()) == {"'none'", "'self'"}


# From here on: a real server, and a real browser.


def raw(served: Served, head: str, body: bytes = b"") -> tuple[int, dict[str, str], bytes]:
    """Send bytes as they are, and return the answer."""
    at = urlsplit(served.url)
    connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=20)
    connection.connect()
    connection.sock.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body)
    answer = http.client.HTTPResponse(connection.sock, method=head.split(" ", 1)[0])
    answer.begin()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return found


def test_the_server_itself_hears_no_other_name(shared_server: Served) -> None:
    netloc = urlsplit(shared_server.url).netloc
    assert raw(shared_server, f"GET / HTTP/1.1\nHost: {netloc}")[0] == 200
    assert raw(shared_server, f"GET / HTTP/1.1\nHost: {netloc.upper()}")[0] == 200
    assert raw(shared_server, "GET / HTTP/1.1\nHost: evil.example")[0] == 421
    assert raw(shared_server, "GET / HTTP/1.1")[0] == 400
    assert raw(shared_server, "GET / HTTP/1.0")[0] == 400
    assert (
        raw(shared_server, f"GET http://evil.example/ HTTP/1.1\nHost: evil.example:{urlsplit(shared_server.url).port}")[
            0
        ]
        == 421
    )


def test_the_server_tells_neither_its_name_nor_allows_other_origins(shared_server: Served) -> None:
    netloc = urlsplit(shared_server.url).netloc
    for method, path in [("GET", "/"), ("GET", "/api/entries"), ("OPTIONS", "/api/entries"), ("GET", "/nothing")]:
        _, headers, _ = raw(shared_server, f"{method} {path} HTTP/1.1\nHost: {netloc}\nOrigin: http://evil.example")
        assert "server" not in headers
        assert not [name for name in headers if name.startswith("access-control")]


def test_megabytes_in_chunks_without_a_length_are_refused_in_words(shared_server: Served) -> None:
    netloc = urlsplit(shared_server.url).netloc
    head = f"POST /api/entries HTTP/1.1\nHost: {netloc}\nContent-Type: application/json\nTransfer-Encoding: chunked"
    chunk = b"%x\r\n" % 500_000 + b" " * 500_000 + b"\r\n"
    status, _, body = raw(shared_server, head, chunk * 5 + b"0\r\n\r\n")
    assert status == 413
    assert json.loads(body)["problem"] == "large"


def test_what_the_diary_lies_in_is_for_its_owner_only(served: Served) -> None:
    served.stop()
    files = [path for path in served.data.rglob("*") if path.is_file()]
    assert files
    assert stat.S_IMODE(served.data.stat().st_mode) == FOLDER_MODE == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {FILE_MODE} == {0o600}


TELL = """document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  console.error(`forbidden: ${violatedDirective} ${blockedURI}`);
});"""


def test_no_page_asks_for_what_its_policy_forbids(
    shared_server: Served, new_context: Callable[..., BrowserContext]
) -> None:
    context = new_context()
    context.add_init_script(TELL)
    said: list[str] = []
    context.on(
        "console",
        lambda message: (
            said.append(f"{message.type}: {message.text}") if message.type in {"error", "warning"} else None
        ),
    )
    context.on("weberror", lambda error: said.append(str(error.error)))
    foreign: list[str] = []
    context.on(
        "request",
        lambda request: foreign.append(request.url) if not request.url.startswith(shared_server.url) else None,
    )
    tabs = [context.new_page() for _ in range(8)]  # while one waits for the network to be idle, the others load
    waiting = zip(PAGES, itertools.cycle(LANGUAGES))  # what a page asks for is the same in every language
    while several := list(zip(tabs, waiting, strict=False)):
        for tab, (path, lang) in several:
            tab.goto(f"{shared_server.url}{path}?lang={lang}", wait_until="commit")
        for tab, _ in several:
            tab.wait_for_load_state("networkidle")
    assert [line for line in said if "404" not in line] == []
    assert foreign == []


class Evil(BaseHTTPRequestHandler):
    """A page on another origin of the same computer."""

    def do_GET(self) -> None:
        body = b"<!doctype html><title>evil</title><body>"
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def evil() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Evil) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


ENTRY = {
    "id": "0199c0de-7a10-7000-8000-000000000001", "person": "me", "recorded_at": "2026-01-05T02:16:40.120Z",
    "device": "evil", "zone": "UTC", "kind": "cramp", "version": 1, "payload": {"at": "2026-01-05T02:14:10Z"},
}  # fmt: skip
BATCH = json.dumps({"entries": [ENTRY]})
AS_A_FORM = f"""<form method="post" enctype="text/plain" action="%s/api/entries">
<input name='{BATCH[:-1]}, "x":"' value='"}}'></form>"""
ATTACKS = {
    "fetch": "fetch(to, {method: 'POST', body, headers: {'content-type': 'application/json'}})",
    "fetch without asking": "fetch(to, {method: 'POST', body, mode: 'no-cors'})",
    "beacon": "navigator.sendBeacon(to, new Blob([body], {type: 'text/plain'}))",
    "read": "fetch(to).then((answer) => answer.text())",
    "script": "new Promise((onload, onerror) => {"
    " document.body.append(Object.assign(document.createElement('script'), { src: to, onload, onerror })); })",
}


def attack(page: Page, at: str, code: str) -> str:
    return str(page.evaluate(
        f"async ([to, body]) => {{ try {{ return String(await {code}); }} catch (error) {{ return 'failed'; }} }}",
        [f"{at}/api/entries", BATCH],
    ))  # fmt: skip


def test_another_page_in_the_same_browser_can_neither_write_nor_read_the_diary(
    served: Served, evil: str, page: Page
) -> None:
    page.goto(evil)
    for name, code in ATTACKS.items():
        got = attack(page, served.url, code)
        assert got == "failed" or name in {"fetch without asking", "beacon"}, name
    page.set_content(AS_A_FORM % served.url)
    with page.expect_navigation():
        page.evaluate("document.forms[0].submit()")
    assert "only from its own pages" in page.inner_text("body")
    page.goto(evil)
    page.set_content(f'<iframe src="{served.url}/diary"></iframe>')
    page.wait_for_load_state("networkidle")
    assert not page.frames[1].url.startswith("http") or "Nattero" not in page.frames[1].content()
    page.goto(f"{served.url}/api/entries")
    assert json.loads(page.inner_text("body")) == {"entries": []}


def test_a_name_that_was_made_to_point_here_reaches_nothing(
    shared_server: Served, playwright: Playwright, browser_path: Path
) -> None:
    port = urlsplit(shared_server.url).port
    flags = [*FLAGS, "--host-resolver-rules=MAP evil.example 127.0.0.1"]
    browser = playwright.chromium.launch(executable_path=browser_path, args=flags)
    page = browser.new_page()
    answer = page.goto(f"http://evil.example:{port}/")
    assert answer is not None
    assert answer.status == 421
    assert not re.search("cramp", page.inner_text("body"))
    assert attack(page, f"http://evil.example:{port}", ATTACKS["read"]).startswith('{"field"')
    browser.close()
