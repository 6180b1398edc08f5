"""The phone in the bedroom, as far as one machine can be one: a certificate of one's own, a browser that trusts it, the
code on the screen, pairing, and relief with the network gone. docs/phone.md is the same way in words.
"""

import os
import re
import shutil
import ssl
import subprocess
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
import segno
import trustme
from axe_playwright_python.sync_playwright import Axe
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from nattero.web.pairing import pairing_lines
from tests.conftest import FLAGS
from tests.serving import Served
from tests.web.test_offline import with_worker

NAME = "home.example"
LIGHT = {"█": (0, 0), "▀": (0, 1), "▄": (1, 0), " ": (1, 1)}  # upper and lower square; 1 is dark
SCANNED = re.compile(r"https://\S+/pair\?token=\S+")


@dataclass
class Home:
    """A computer at home that serves beyond itself: the server, its authority's certificate, and its own."""

    served: Served
    authority: Path
    cert: Path

    @property
    def link(self) -> str:
        """The link beneath the code on its screen."""
        return next(line for line in self.served.lines if SCANNED.match(line)).strip()

    @property
    def port(self) -> str:
        return self.served.url.rpartition(":")[2]


@pytest.fixture
def home(tmp_path: Path, serve: Callable[..., Served]) -> Home:
    """A fresh server at every address of this machine, with a certificate of the kind that mkcert makes."""
    authority, cert, key = (tmp_path / name for name in ("rootCA.pem", "home.pem", "home-key.pem"))
    own = trustme.CA()
    issued = own.issue_cert(NAME, "localhost", "127.0.0.1")
    own.cert_pem.write_to_path(str(authority))
    issued.cert_chain_pems[0].write_to_path(str(cert))
    issued.private_key_pem.write_to_path(str(key))
    served = serve("--host", "0.0.0.0", "--cert", str(cert), "--key", str(key))
    made = Home(served, authority, cert)
    until_told(made)
    return made


def until_told(home: Home) -> None:
    """Wait until the server answers: by then the code is on its screen."""
    transport = httpx.HTTPTransport(verify=ssl.create_default_context(cafile=str(home.authority)), retries=5)
    with httpx.Client(transport=transport) as client:
        assert client.get(f"https://127.0.0.1:{home.port}/", timeout=20).status_code == 401


@pytest.fixture
def new_phone(playwright: Playwright, browser_path: Path, tmp_path: Path) -> Iterator[Callable[..., BrowserContext]]:
    """Make phones: browsers with profiles of their own, which trust the authority of a home and find its name."""
    made: list[BrowserContext] = []

    def new(home: Home, name: str = "phone", trusting: bool = True) -> BrowserContext:
        flags = [*FLAGS, f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
        own_home = tmp_path / f"{name}-home"
        if trusting:
            flags += trust(home, own_home)
        folder = tmp_path / f"{name}-profile"
        env: dict[str, str | float | bool] = {**os.environ, "HOME": str(own_home)}
        made.append(
            playwright.chromium.launch_persistent_context(
                folder, executable_path=browser_path, args=flags, env=env, locale="en-GB"
            )
        )
        return made[-1]

    yield new
    for context in made:
        context.close()


def trust(home: Home, folder: Path) -> list[str]:
    """Make a browser trust a home's authority, as its owner does once; the flags it needs for that.

    Where certutil (Debian: libnss3-tools) is installed the authority goes into the list that Chromium reads; elsewhere
    the certificate is let through by the hash of its key.
    """
    certutil = shutil.which("certutil")
    if certutil:
        database = folder / ".pki/nssdb"
        database.mkdir(parents=True)
        list_ = f"sql:{database}"
        subprocess.run([certutil, "-d", list_, "-N", "--empty-password"], check=True)
        subprocess.run([certutil, "-d", list_, "-A", "-t", "C,,", "-n", "home", "-i", home.authority], check=True)
        return []
    key = x509.load_pem_x509_certificate(home.cert.read_bytes()).public_key()
    shown = sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
    return [f"--ignore-certificate-errors-spki-list={b64encode(shown).decode()}"]


def squares(lines: list[str]) -> list[list[int]]:
    """Read a code off a terminal: rows of dark (1) and light (0) squares."""
    rows: list[list[int]] = []
    for line in lines:
        rows.append([LIGHT[block][0] for block in line])
        rows.append([LIGHT[block][1] for block in line])
    return rows


def pair(page: Page, home: Home) -> None:
    page.goto(home.link)
    with page.expect_navigation(url=f"{home.served.url}/"):
        page.get_by_role("button", name="Pair this phone").click()


def test_the_code_on_the_screen_is_the_link_beneath_it(home: Home) -> None:
    drawn = [line.rstrip("\n") for line in home.served.lines if set(line.strip("\n")) <= set(LIGHT) and line.strip()]
    link = segno.make(home.link, error="l")
    wanted = [list(row) for row in link.matrix_iter(border=4)]
    assert squares(drawn)[: len(wanted)] == wanted


def test_the_code_is_black_on_white_in_every_terminal() -> None:
    lines = pairing_lines("https://home.example/pair?token=x", "en", coloured=True).splitlines()
    drawn = [line for line in lines if "\x1b" in line]
    assert len(drawn) > 15
    assert all(line.startswith("\x1b[97;40m") and line.endswith("\x1b[0m") for line in drawn)


def test_a_phone_that_does_not_trust_the_certificate_shows_nothing_of_nattero(
    home: Home, new_phone: Callable[..., BrowserContext]
) -> None:
    page = new_phone(home, trusting=False).new_page()
    with pytest.raises(Exception, match="ERR_CERT_AUTHORITY_INVALID"):
        page.goto(home.link)


def test_a_phone_is_paired_by_the_code_and_then_helps_without_the_computer(
    home: Home, new_phone: Callable[..., BrowserContext]
) -> None:
    phone = new_phone(home)
    page = phone.pages[0]
    refused = page.goto(f"{home.served.url}/diary")
    assert refused is not None
    assert refused.status == 401
    expect(page.get_by_text("Dit apparaat is nog niet aan Nattero gekoppeld")).to_be_visible()
    assert page.evaluate("fetch('/api/entries').then((answer) => answer.status)") == 401
    pair(page, home)
    expect(page.get_by_role("link", name="Cramp now")).to_be_visible()
    (cookie,) = [each for each in phone.cookies() if each.get("name") == "__Host-nattero_device"]
    assert (cookie.get("secure"), cookie.get("httpOnly"), cookie.get("sameSite")) == (True, True, "Lax")
    with_worker(page, f"{home.served.url}/")
    home.served.kill()
    page.goto(f"{home.served.url}/relief")
    expect(page.locator("[data-step]:visible")).to_have_count(1)
    page.get_by_role("link", name="It is over").click()
    expect(page.get_by_text("Well done. It is over.")).to_be_visible()


def test_the_link_works_once_and_a_forgotten_phone_is_out(home: Home, new_phone: Callable[..., BrowserContext]) -> None:
    first = new_phone(home).pages[0]
    pair(first, home)
    second = new_phone(home, "second").pages[0]
    used = second.goto(home.link)
    assert used is not None
    assert used.status == 404
    expect(second.get_by_role("heading", level=1)).to_have_text("This code has been used, or is too old")
    first.goto(f"{home.served.url}/settings")
    first.get_by_role("button", name="Pair another device").click()
    second.goto(first.locator(".link-text").inner_text())
    with second.expect_navigation(url=f"{home.served.url}/"):
        second.get_by_role("button", name="Pair this phone").click()
    first.goto(f"{home.served.url}/settings")
    first.locator("#devices li").first.get_by_role("button", name="Forget").click()
    expect(first.locator("#devices li")).to_have_count(1)
    assert second.evaluate("fetch('/api/entries').then((answer) => answer.status)") == 401
    assert first.evaluate("fetch('/api/entries').then((answer) => answer.status)") == 200


@pytest.mark.parametrize("theme", ["light", "dark", "night"])
def test_axe_finds_nothing_on_the_pages_of_pairing(
    home: Home, new_phone: Callable[..., BrowserContext], theme: str
) -> None:
    phone = new_phone(home)
    phone.add_cookies([{"name": "theme", "value": theme, "url": home.served.url}])
    page = phone.pages[0]
    page.goto(f"{home.served.url}/diary")
    found = [objections(page)]
    page.goto(home.link)
    found.append(objections(page))
    pair(page, home)
    page.goto(f"{home.served.url}/settings")
    with page.expect_navigation():
        page.get_by_role("button", name="Pair another device").click()
    found.append(objections(page))
    assert found == [[], [], []]
    assert page.locator("html").get_attribute("data-theme") == theme


def objections(page: Page) -> list[str]:
    """Return what axe finds wrong with a page."""
    response = Axe().run(page, options={"resultTypes": ["violations"]}).response
    return [str(rule["id"]) for rule in response["violations"]]


def test_without_a_certificate_nattero_does_not_serve_beyond_this_computer(
    serve: Callable[..., Served], tmp_path: Path
) -> None:
    with pytest.raises(RuntimeError, match=r"needs --cert and --key; docs/phone\.md says how"):
        serve("--host", "0.0.0.0")
    assert not list((tmp_path / "data").glob("*.sqlite3"))
