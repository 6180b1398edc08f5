"""Pairing: who may listen where, one-time links, cookies that are kept as hashes, and forgetting a device."""

import hashlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st
from litestar.testing import TestClient

from nattero.store.journal import Journal, open_journal
from nattero.web.pairing import COOKIE, LIFETIME, TRIES, Pairing, cookie, keeping, token_in
from nattero.web.policy import Policy, RefusedError, policy_for
from nattero.web.site import Site
from tests.web.asgi import ask
from tests.web.small import entry, guarded, site_in

NAME = "home.example:8765"
PAIRED = Policy(frozenset({NAME}), secure=True, pairing=True, address=f"https://{NAME}/")
HEAD = [("host", NAME)]


class Clock:
    """A clock that a test sets forward."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = open_journal(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = site_in(tmp_path / "data")
    yield made
    made.journal.close()


def token_of(link: str) -> str:
    return link.partition("?token=")[2]


def phone(site: Site, pairing: Pairing, agent: str = "") -> TestClient[Any]:
    """A browser on a phone, over HTTPS."""
    app = guarded(site, PAIRED, pairing)
    client: TestClient[Any] = TestClient(app, f"https://{NAME}")
    client.headers.update({"sec-fetch-site": "same-origin", "user-agent": agent})
    return client


def test_a_link_pairs_one_device_once(journal: Journal) -> None:
    pairing = Pairing(journal)
    token = token_of(pairing.invitation(f"https://{NAME}/"))
    secret = pairing.pair(token, "iPhone")
    assert secret is not None
    assert pairing.knows(secret)
    assert pairing.pair(token, "iPhone") is None
    assert len(pairing.devices()) == 1


def test_a_link_is_too_old_after_ten_minutes(journal: Journal) -> None:
    clock = Clock()
    pairing = Pairing(journal, clock)
    token = token_of(pairing.invitation("https://here/"))
    clock.now = LIFETIME - 1
    assert pairing.is_open(token)
    clock.now = LIFETIME
    assert not pairing.is_open(token)
    assert pairing.pair(token, "iPhone") is None


def test_a_new_link_withdraws_the_one_before(journal: Journal) -> None:
    pairing = Pairing(journal)
    first, second = token_of(pairing.invitation("https://here/")), token_of(pairing.invitation())
    assert pairing.pair(first, "x") is None
    assert pairing.pair(second, "x")


def test_guessing_withdraws_the_link(journal: Journal) -> None:
    pairing = Pairing(journal)
    token = token_of(pairing.invitation("https://here/"))
    for guess in range(TRIES):
        assert not pairing.is_open(str(guess))
    assert pairing.pair(token, "x") is None


def test_nothing_that_opens_the_diary_is_on_the_disk(journal: Journal) -> None:
    pairing = Pairing(journal)
    token = token_of(pairing.invitation("https://here/"))
    secret = pairing.pair(token, "x") or ""
    kept = b"".join(path.read_bytes() for path in journal.path.parent.iterdir())
    assert secret.encode() not in kept
    assert token.encode() not in kept
    assert hashlib.sha256(secret.encode()).digest() in kept


@given(st.text(max_size=60))
def test_no_other_cookie_opens_the_diary(secret: str) -> None:
    assert secret.strip() in {"", "the right one"} or cookie([(b"cookie", b"a=b")], COOKIE) != secret
    sent = [(b"Cookie", f"x=%$; {COOKIE}=right; ;;=; y".encode())]
    assert cookie(sent, COOKIE) == "right"


@given(st.binary(max_size=80))
def test_cookies_of_any_form_are_read_without_harm(sent: bytes) -> None:
    assert isinstance(cookie([(b"cookie", sent)], COOKIE), str)


def test_the_cookie_cannot_be_read_by_script_or_sent_in_the_clear() -> None:
    parts = keeping("abc").split("; ")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000"} <= set(parts)
    assert parts[0] == "__Host-nattero_device=abc"


@pytest.mark.parametrize(
    "path", ["/", "/diary", "/relief/", "/relieff", "/settings", "/sw.js", "/pair/another", "/pairs", "/static"]
)
def test_a_device_that_is_not_paired_reads_how_to_pair_in_four_languages(journal: Journal, path: str) -> None:
    answer = ask(path=path, headers=[*HEAD, ("accept-language", "nb")], policy=PAIRED, pairing=Pairing(journal))
    assert (answer.status, answer.reached) == (401, [])
    assert re.findall(r'<section class="card" lang="(..)"', answer.text) == ["nb", "nl", "id", "en"]


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_a_program_that_is_not_paired_is_told_so_as_json(journal: Journal, method: str) -> None:
    head = [*HEAD, ("content-type", "application/json")]
    answer = ask(method, "/api/entries", head, [b"{}"], PAIRED, Pairing(journal))
    assert (answer.status, answer.reached) == (401, [])
    assert b'"problem":"unpaired"' in answer.body


def test_a_paired_device_comes_in_until_it_is_forgotten(journal: Journal) -> None:
    pairing, elsewhere = Pairing(journal), Pairing(journal)
    secret = pairing.pair(token_of(pairing.invitation("https://here/")), "iPhone")
    head = [*HEAD, ("cookie", f"{COOKIE}={secret}")]
    assert ask(headers=head, policy=PAIRED, pairing=pairing).status == 200
    assert ask(headers=[*HEAD, ("cookie", f"{COOKIE}=x{secret}")], policy=PAIRED, pairing=pairing).status == 401
    assert elsewhere.revoke(pairing.devices()[0].id)
    assert ask(headers=head, policy=PAIRED, pairing=pairing).status == 401
    assert not pairing.revoke("nobody")


def test_a_device_that_comes_by_keeps_its_cookie_for_another_year(journal: Journal) -> None:
    pairing = Pairing(journal)
    secret = pairing.pair(token_of(pairing.invitation("https://here/")), "iPhone")
    head = [*HEAD, ("cookie", f"{COOKIE}={secret}")]
    assert "set-cookie" not in ask(headers=head, policy=PAIRED, pairing=pairing).headers
    long_ago = int((datetime.now(UTC) - timedelta(days=2)).timestamp() * 1e6)
    with journal.writing() as connection:
        connection.execute("UPDATE device SET last_seen = ?", (long_ago,))
    assert ask(headers=head, policy=PAIRED, pairing=pairing).headers["set-cookie"] == keeping(secret or "")
    assert (pairing.devices()[0].last_seen or 0) > long_ago
    assert "set-cookie" not in ask(headers=head, policy=PAIRED, pairing=pairing).headers


def test_opening_the_link_does_not_use_it_up_and_pressing_the_button_does(site: Site) -> None:
    pairing = Pairing(site.journal)
    link = pairing.invitation(PAIRED.address)
    with phone(site, pairing, "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0)") as client:
        for _ in range(3):
            shown = client.get(link)
            assert shown.status_code == 200
        assert client.get("/diary").status_code == 401
        done = client.post("/pair", data={"token": token_of(link)}, follow_redirects=False)
        assert (done.status_code, done.headers["location"]) == (303, "/")
        assert client.get("/diary").status_code == 200
        assert client.get(link, follow_redirects=False).status_code == 303
    with phone(site, pairing) as other:
        assert other.get(link).status_code == 404
        assert other.post("/pair", data={"token": token_of(link)}).status_code == 404
        assert other.get("/diary").status_code == 401
    assert [device.name for device in pairing.devices()] == ["iPhone"]


def test_a_paired_device_shows_the_code_for_the_next_one(site: Site) -> None:
    pairing = Pairing(site.journal)
    link = pairing.invitation(PAIRED.address)
    with phone(site, pairing) as client:
        assert client.post("/pair/another").status_code == 401
        client.post("/pair", data={"token": token_of(link)})
        page = client.post("/pair/another").text
    shown = re.search(r"https://[^<\s]+", page)
    assert shown is not None
    assert pairing.is_open(token_of(shown[0]))
    assert '<svg viewBox="0 0' in page
    assert "style=" not in page


def test_relief_is_for_everybody_and_says_nothing_of_anybody(site: Site) -> None:
    pairing = Pairing(site.journal)
    link = pairing.invitation(PAIRED.address)
    site.journal.append([entry("answers", {"answers": {"language": "nl", "country": "NO", "varicose_veins": "yes"}})])
    with phone(site, pairing) as stranger:
        shown = stranger.get("/relief").text
    with phone(site, pairing) as known:
        known.post("/pair", data={"token": token_of(link)})
        own = known.get("/relief").text
    assert ('<html lang="en"' in shown, '<html lang="nl"' in own) == (True, True)
    assert ('"varicose_veins":true' in shown, '"varicose_veins":true' in own) == (False, True)
    assert ("tel:113" in shown, "tel:113" in own) == (False, True)


def test_a_link_may_be_pasted_where_the_camera_opens_another_app(site: Site) -> None:
    pairing = Pairing(site.journal)
    link = pairing.invitation(PAIRED.address)
    with phone(site, pairing) as client:
        assert client.get("/pair", params={"token": f" {link} "}).status_code == 200
        assert client.get("/pair", params={"token": token_of(link)}).status_code == 200
        assert client.get("/pair", params={"token": "https://evil.example/?x=1"}).status_code == 404
    assert token_in(link) == token_of(link)


# Where Nattero may listen.


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return issued(tmp_path_factory.mktemp("tls"), "home.example", "192.0.2.7", "2001:db8::7", "*.house.example")


def issued(folder: Path, *names: str, until: datetime | None = None) -> tuple[Path, Path]:
    """A certificate from an authority of one's own, as mkcert makes them."""
    made = trustme.CA().issue_cert(*names, not_after=until)
    cert, key = folder / "cert.pem", folder / "key.pem"
    made.cert_chain_pems[0].write_to_path(str(cert))
    made.private_key_pem.write_to_path(str(key))
    return cert, key


def refused(host: str, cert: Path | None, key: Path | None, *hosts: str) -> str:
    with pytest.raises(RefusedError) as caught:
        policy_for(host, 8765, cert, key, list(hosts))
    for lang in ("en", "nl", "nb", "id"):
        assert caught.value.text(lang)
    return caught.value.code


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.0.0.2"])
def test_on_this_computer_alone_nobody_need_pair(host: str) -> None:
    policy = policy_for(host, 8765, None, None, [])
    assert not policy.pairing
    assert not policy.secure
    assert policy.address == f"http://{f'[{host}]' if ':' in host else host}:8765/"


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.0.2.7", "2001:db8::7", "home.example", "", "127.0.0.1.evil.example"]
)
def test_beyond_this_computer_there_is_only_https(host: str) -> None:
    assert refused(host, None, None) == "no-certificate"


def test_another_name_for_this_computer_needs_https_too() -> None:
    assert refused("127.0.0.1", None, None, "home.example") == "no-certificate"


@pytest.mark.parametrize(
    ("host", "hosts", "address"),
    [
        ("192.0.2.7", [], "https://192.0.2.7:8765/"),
        ("2001:0DB8:0::7", [], "https://[2001:db8::7]:8765/"),
        ("0.0.0.0", [], "https://home.example:8765/"),
        ("::", ["192.0.2.7"], "https://192.0.2.7:8765/"),
        ("192.0.2.7", ["phone.house.example"], "https://phone.house.example:8765/"),
        ("127.0.0.1", ["home.example:443"], "https://home.example/"),
    ],
)
def test_with_a_certificate_the_address_is_one_that_the_phone_will_believe(
    host: str, hosts: list[str], address: str, chain: tuple[Path, Path]
) -> None:
    policy = policy_for(host, 8765, *chain, hosts)
    assert (policy.pairing, policy.secure, policy.address) == (True, True, address)
    assert {"home.example:8765", "localhost:8765", "192.0.2.7:8765", "[2001:db8::7]:8765"} <= policy.hosts


def test_a_certificate_for_another_name_is_refused_before_serving(chain: tuple[Path, Path]) -> None:
    assert refused("192.0.2.8", *chain) == "other-name"
    assert refused("0.0.0.0", *chain, "a.b.house.example") == "other-name"


def test_a_certificate_that_is_of_no_use_is_refused_with_its_reason(tmp_path: Path, chain: tuple[Path, Path]) -> None:
    cert, key = chain
    old = issued(tmp_path, "home.example", until=datetime(2020, 1, 1, tzinfo=UTC))
    nonsense = tmp_path / "nonsense.pem"
    nonsense.write_text("-----BEGIN CERTIFICATE-----\n")
    assert refused("192.0.2.7", cert, None) == refused("192.0.2.7", None, key) == "half-certificate"
    assert refused("192.0.2.7", cert, tmp_path / "nothing") == "no-file"
    assert refused("home.example", *old) == "stale-certificate"
    assert refused("192.0.2.7", cert, old[1]) == refused("192.0.2.7", key, cert) == "bad-certificate"
    assert refused("192.0.2.7", nonsense, key) == "bad-certificate"


def test_a_certificate_without_a_name_for_the_phone_asks_for_one(tmp_path: Path) -> None:
    assert refused("0.0.0.0", *issued(tmp_path, "*.house.example", "127.0.0.1")) == "no-name"


def test_what_is_no_name_is_refused(chain: tuple[Path, Path]) -> None:
    assert refused("192.0.2.7", *chain, "http://home.example/") == "bad-name"
