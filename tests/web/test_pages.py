"""All pages: every language, one h1, no inline style or script, links that lead somewhere, claims with sources."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from nattero.web.site import Site
from nattero.web.view import LANGUAGES
from tests.web import small
from tests.web.pages_of import Page

PAGES = [
    *[
        "/diary",
        "/diary?month=2026-10",
        "/diary/night/2026-11-12",
        "/diary/night/2026-11-21",
        "/diary/cramp/new",
    ],
    *["/checkin", "/checkin?date=2026-11-12", "/checkin?date=2026-11-20", "/settings"],
    *["/ask", "/ask?q=magnesium", "/ask?q=laptop", "/ask?q=kuit+dik+en+rood"],
    *["/learn", "/learn/danger", "/learn/not", "/learn/no-pins", "/more"],
    *[
        "/trial",
        "/trial/new",
        "/trial/shared",
        "/settings/diary",
        "/checkup",
        "/session",
        "/session/three-minutes",
        "/session/evening-stretch",
        "/session/evening-stretch?sit=yes",
    ],
]
PAGES += ["/report", "/report/preview", "/insight"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with a plausible season; only read."""
    made = small.site_in(tmp_path_factory.mktemp("site") / "data")
    made.journal.append(small.season())
    yield made
    made.journal.close()


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[Site]:
    made = small.site_in(tmp_path / "data")
    yield made
    made.journal.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_whole_in_every_language(site: Site, lang: str) -> None:
    client = small.client_of(site, lang)
    for address in PAGES:
        answer = client.get(address)
        found = Page(answer.text)
        assert answer.status_code == 200, address
        assert found.lang == lang
        assert found.headings.count("h1") == 1, address
        assert found.forbidden == [], address
        assert len(found.ids) == len(set(found.ids)), address


def test_one_language_after_another_leaves_no_words_behind(site: Site) -> None:
    for lang, word in [
        ("en", "Settings"),
        ("nl", "Instellingen"),
        ("id", "Pengaturan"),
        ("nb", "Innstillinger"),
        ("en", "Settings"),
    ]:
        assert f"<h1>{word}</h1>" in small.client_of(site, lang).get("/settings").text


def test_no_link_of_any_page_leads_nowhere(site: Site) -> None:
    client = small.client_of(site)
    links = {link.partition("#")[0] for address in PAGES for link in Page(client.get(address).text).links}
    for link in sorted(link for link in links if link.startswith("/")):
        assert client.get(link).status_code == 200, link


@pytest.fixture(scope="module")
def told(site: Site) -> dict[str, str]:
    """The page of every claim."""
    client = small.client_of(site)
    return {claim: client.get(f"/learn/{claim}").text for claim in site.pack.claims}


def test_links_out_name_no_referrer(told: dict[str, str]) -> None:
    for text in told.values():
        for part in text.split("<a ")[1:]:
            if 'href="http' in part:
                assert 'rel="noreferrer' in part


def test_every_claim_opens_to_its_sources_and_to_what_stands_on_it(site: Site, told: dict[str, str]) -> None:
    for claim in site.pack.claims.values():
        links = Page(told[claim.id]).links
        for source in (site.pack.sources[name] for name in claim.sources):
            where = [f"https://doi.org/{source.doi}", f"https://pubmed.ncbi.nlm.nih.gov/{source.pmid}/", source.url]
            assert any(address in links for address in where), (claim.id, source.id)


def test_every_danger_sign_and_everything_not_to_do_is_listed(site: Site) -> None:
    client = small.client_of(site)
    danger, rejected = client.get("/learn/danger").text, client.get("/learn/not").text
    assert all(f'href="/learn/{flag.claim}"' in danger for flag in site.pack.red_flags.values())
    assert danger.count('class="flag"') == len(site.pack.red_flags)
    assert rejected.count('class="flag"') == len(site.pack.rejected)
    assert danger.index('id="emergency"') < danger.index('id="urgent"') < danger.index('id="routine"')


def test_every_room_is_two_taps_from_the_start(site: Site) -> None:
    client = small.client_of(site)
    near = set(Page(client.get("/").text).links)
    far = {link for address in near if address.startswith("/") for link in Page(client.get(address).text).links}
    rooms = [
        "/relief",
        "/checkin",
        "/diary",
        "/checkup",
        "/plan",
        "/session",
        "/trial",
        "/learn",
        "/ask",
        "/insight",
        "/report",
        "/settings",
    ]
    assert [room for room in rooms if room not in near | far] == []


@pytest.mark.parametrize("address", ["/nope", "/learn/nope", "/diary/", "/learn/%3Cscript%3E", "/diary/cramp/%00"])
def test_an_address_that_is_not_there_is_never_a_traceback(site: Site, address: str) -> None:
    answer = small.client_of(site).get(address)
    assert answer.status_code in {200, 404}
    assert "Traceback" not in answer.text


def test_a_form_with_a_mistake_comes_back_with_every_value_and_the_problem(own_site: Site) -> None:
    sent = {
        "kind": "cramp",
        "next": "/diary",
        "zone": small.ZONE,
        "at:local": "2031-01-01T02:00",
        "pain:int": "7",
        "side:text": "left",
        "steps:json": '["calf-pull"]',
        "note:text": "a <long> note",
    }
    answer = small.client_of(own_site, "nl").post("/entries", data=sent, follow_redirects=False)
    assert answer.status_code == 422
    assert own_site.journal.count() == 0
    (form,) = [form for form in Page(answer.text).forms if form.action == "/entries"]
    assert dict(form.pairs()) == sent
    assert 'role="alert"' in answer.text
    mended = small.client_of(own_site).post(
        "/entries", data=dict(form.pairs({"at:local": "2026-11-22T02:00"})), follow_redirects=False
    )
    assert (mended.status_code, mended.headers["location"]) == (303, "/diary")
    assert own_site.person().episodes()[0].cramp.pain == 7


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("pain:int", "eleven"),
        ("pain:int", "11"),
        ("seconds:minutes", "-5"),
        ("seconds:minutes", "99999"),
        ("side:text", "up"),
        ("note:text", "x" * 2001),
        ("muscle:text", "<script>"),
        ("at:local", "9999-99-99T99:99"),
        ("nonsense:text", "x"),
    ],
)
def test_no_mistake_of_a_form_is_saved_or_a_traceback(own_site: Site, field: str, value: str) -> None:
    sent = {"kind": "cramp", "at:local": "2026-11-22T02:00", field: value}
    answer = small.client_of(own_site).post("/entries", data=sent, follow_redirects=False)
    assert answer.status_code == 422
    assert own_site.journal.count() == 0
    assert "<script>" not in answer.text


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"kind=", b"kind=heartbeat&x:int=1", b"&&&===", b"kind=cramp", b"a=1&" * 500]
)
def test_what_is_no_form_of_ours_is_refused_without_a_traceback(own_site: Site, body: bytes) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = small.client_of(own_site).post("/entries", content=body, headers=headers, follow_redirects=False)
    assert 400 <= answer.status_code < 500
    assert "Traceback" not in answer.text
    assert own_site.journal.count() == 0
