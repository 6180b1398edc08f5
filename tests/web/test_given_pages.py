"""A physiotherapist builds a programme and gives it; its person opens it, is asked what may not be right, takes it over."""

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from litestar import Litestar
from litestar.testing import TestClient
from playwright.sync_api import BrowserContext, Page, expect

from nattero.diary.entry import read
from nattero.diary.merge import current
from nattero.diary.payloads import Given, GivenPart, Measure, Plan
from nattero.pen import entry
from nattero.plan.given_code import NAME, code, file, from_code
from nattero.store.journal import open_journal
from nattero.web.pages.given_new import qr
from nattero.web.site import Site
from tests.plan.programmes import DUTCH, bank
from tests.serving import Served
from tests.web import small
from tests.web.pages_of import Page as Read

EASY = Given(title="In bed", by="Ann", parts=[GivenPart(exercise="toes-up", hold=10, note="Slowly.")])
WALL = Given(title="Wall", parts=[GivenPart(exercise="wall-stretch"), GivenPart(exercise="toes-up")])
Client = TestClient[Litestar]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = small.site_in(tmp_path / "data")
    yield made
    made.journal.close()


@pytest.fixture
def client(site: Site) -> Client:
    return small.client_of(site)


def plan(site: Site) -> Plan | None:
    found = [payload for one in current(site.journal.entries()) if isinstance(payload := read(one), Plan)]
    assert len(found) < 2
    return found[0] if found else None


def press(client: Client, do: str, **fields: str) -> str:
    return client.post("/plan/given/new", data={**fields, "do": do}).text


def titles(html: str) -> list[str]:
    return re.findall(r"<h3>\d+\. (.*?)</h3>", html)


def fields_of(html: str) -> dict[str, str]:
    return {name: value for name, value, on in Read(html).forms[0].fields if on}


def test_the_form_grows_turns_and_shrinks_without_script(client: Client) -> None:
    page = press(client, "add:toes-up", title="Mine")
    page = press(client, "add:towel-stretch", **fields_of(page))
    page = press(client, "up:1", **fields_of(page))
    assert titles(page) == ["Stretch with a towel", "Draw your toes up"]
    assert fields_of(page)["title"] == "Mine"
    page = press(client, "remove:1", **fields_of(page))
    assert titles(page) == ["Stretch with a towel"]


def test_doses_are_the_banks_until_they_are_changed(client: Client) -> None:
    fields = fields_of(press(client, "add:towel-stretch", title="Mine"))
    exercise = bank()["towel-stretch"]
    assert fields["parts.0.hold"] == str(exercise.hold)
    fields["parts.0.hold"] = "45"
    given = from_code(press(client, "preview", **fields), bank())
    assert isinstance(given, Given)
    assert given.parts[0].hold == 45
    assert given.parts[0].repetitions == exercise.repetitions


def test_one_may_begin_with_a_programme_of_ours(client: Client, site: Site) -> None:
    page = press(client, "start", start="evening-stretch")
    assert len(titles(page)) == len(site.pack.programmes["evening-stretch"].parts)
    assert fields_of(page)["title"]


@pytest.mark.parametrize("do", ["up:0", "down:9", "remove:x", "add:marathon", "start:marathon", "", "preview:1"])
def test_a_button_that_means_nothing_changes_nothing(client: Client, do: str) -> None:
    page = press(client, "add:toes-up", title="Mine")
    assert titles(press(client, do, **fields_of(page))) == ["Draw your toes up"]


def test_what_is_wrong_is_named_beside_its_field_and_nothing_is_lost(client: Client) -> None:
    fields = fields_of(press(client, "add:toes-up", title="")) | {"parts.0.hold": "5000", "parts.0.note": "Gently"}
    answer = client.post("/plan/given/new", data={**fields, "do": "preview"})
    assert answer.status_code == 422
    assert "Give the programme a title." in answer.text
    assert "“Seconds” is a whole number from 1 to 900." in answer.text
    assert 'value="5000"' in answer.text
    assert 'value="Gently"' in answer.text
    assert 'href="#f-parts-0-hold"' in answer.text


@pytest.mark.parametrize(
    "fields",
    [
        {"parts.0.exercise": "toes-up"},
        {"parts.7.exercise": "toes-up", "parts.7.hold": "x" * 3000},
        {"parts.0.hold": "5"},
        {"parts.0.exercise": "marathon"},
        {"parts.99.exercise": "toes-up", "muscle": "nose", "kind": "x"},
        {"code": "NATTERO1-AAAA", "do": "give"},
    ],
)
def test_no_form_breaks_the_builder(client: Client, fields: dict[str, str]) -> None:
    for do in ("show", "preview", "up:0"):
        answer = client.post("/plan/given/new", data={"do": do, **fields})
        assert answer.status_code in {200, 422}
        assert 'id="builder"' in answer.text


def test_the_link_carries_the_code_where_no_server_sees_it(client: Client) -> None:
    page = client.post(
        "/plan/given/new", data={"code": code(EASY), "do": "give", "address": "https://192.168.1.20:8765"}
    )
    assert f"https://192.168.1.20:8765/plan/given#{code(EASY)}" in page.text
    bad = client.post("/plan/given/new", data={"code": code(EASY), "do": "give", "address": "javascript:alert(1)"})
    assert "That is no address." in bad.text
    assert "javascript:" not in bad.text


def test_a_preview_can_be_changed_again(client: Client) -> None:
    page = client.post("/plan/given/new", data={"code": code(DUTCH)}).text
    assert len(titles(page)) == len(DUTCH.parts)
    assert fields_of(page)["by"] == DUTCH.by


def test_a_programme_too_long_to_scan_has_no_code_to_scan(client: Client) -> None:
    many = [GivenPart(exercise=name, note=hashlib.sha512(name.encode()).hexdigest()) for name in list(bank())[:20]]
    page = client.post("/plan/given/new", data={"code": code(Given(title="x", parts=many)), "do": "give"})
    assert "too long for a code to scan" in page.text
    assert qr("x" * 1501) == ""
    assert "<svg" in qr(code(DUTCH))


def test_the_file_is_taken_over_as_the_code_is(client: Client, site: Site) -> None:
    saved = client.post("/plan/given/file", data={"code": code(EASY)})
    assert NAME in saved.headers["content-disposition"]
    assert saved.content == file(EASY)
    page = client.post("/plan/given", data={"code": ""}, files={"file": (NAME, saved.content, "application/json")})
    client.post("/plan/given/take", data=fields_of(page.text), follow_redirects=False)
    standing = plan(site)
    assert standing is not None
    assert standing.given == EASY


def test_taking_over_keeps_the_rest_of_the_plan(client: Client, site: Site) -> None:
    now = site.clock()
    before = Plan(
        at=now, first=now.date(), measures=[Measure(id="stretch-evening", time="21:30")], minutes=10, given=WALL
    )
    site.journal.append([entry(site.journal, before, at=now)])
    answer = client.post("/plan/given/take", data={"code": code(EASY)}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/plan")
    standing = plan(site)
    assert standing is not None
    assert standing.given == EASY
    assert (standing.measures, standing.minutes, standing.first) == (before.measures, 10, before.first)


def test_a_time_makes_it_a_measure_and_taking_it_out_leaves_the_rest(client: Client, site: Site) -> None:
    now = site.clock()
    before = Plan(at=now, first=now.date(), measures=[Measure(id="stretch-evening", time="21:30")], minutes=10)
    site.journal.append([entry(site.journal, before, at=now)])
    for clock in ("20:00", "20:15"):
        client.post("/plan/given/take", data={"code": code(EASY), "time": clock}, follow_redirects=False)
    standing = plan(site)
    assert standing is not None
    assert standing.measures == [*before.measures, Measure(id="given", programme="given", time="20:15")]
    page = client.get("/plan/given").text
    assert "In your plan now: In bed" in page
    client.post("/plan/given/out", follow_redirects=False)
    standing = plan(site)
    assert standing is not None
    assert (standing.measures, standing.given, standing.minutes) == (before.measures, None, 10)
    entries = len(site.journal.entries())
    client.post("/plan/given/out", follow_redirects=False)
    assert len(site.journal.entries()) == entries


def test_who_said_nothing_is_asked_and_does_the_safer_one_meanwhile(client: Client, site: Site) -> None:
    page = client.post("/plan/given", data={"code": code(WALL)}, files={"file": ("", b"")}).text
    assert "You have not said whether that is you." in page
    client.post("/plan/given/take", data=fields_of(page), follow_redirects=False)
    standing = plan(site)
    assert standing is not None
    assert standing.given is not None
    assert [part.instead_of for part in standing.given.parts] == ["wall-stretch", None]
    assert "until you have asked about: Stretch your calf at the wall" in client.get("/plan/given").text
    assert standing.given.parts[0].exercise in bank()["wall-stretch"].instead


def test_what_nothing_stands_in_for_is_left_out_and_said_to_be(client: Client, site: Site) -> None:
    others = [GivenPart(exercise=name) for name in ("wall-stretch", *bank()["wall-stretch"].instead)]
    client.post("/plan/given/take", data={"code": code(Given(title="All", parts=others))}, follow_redirects=False)
    standing = plan(site)
    assert standing is not None
    assert standing.given is not None
    assert standing.given.left_out == ["wall-stretch"]
    assert "Left out until you have asked: Stretch your calf at the wall" in client.get("/plan/given").text


def test_who_asked_their_physiotherapist_does_it_as_given(client: Client, site: Site) -> None:
    site.journal.append([small.entry("answers", {"answers": {"steady": "no"}})])
    page = client.post("/plan/given", data={"code": code(WALL)}, files={"file": ("", b"")}).text
    assert "Whoever gave it knows this of me" in page
    client.post("/plan/given/take", data=fields_of(page) | {"part.0": "given"}, follow_redirects=False)
    standing = plan(site)
    assert standing is not None
    assert standing.given is not None
    assert [(part.exercise, part.agreed) for part in standing.given.parts] == [
        ("wall-stretch", True),
        ("toes-up", False),
    ]


def test_with_a_sign_of_a_clot_nothing_is_taken_over(client: Client, site: Site) -> None:
    site.journal.append([small.entry("answers", {"answers": {"clot_sign": "yes"}})])
    page = client.post("/plan/given/take", data={"code": code(EASY), "part.0": "given"}).text
    assert "until somebody has looked at it" in page
    assert "Take it into my plan" not in page
    assert plan(site) is None


@pytest.mark.parametrize("lang", ["nl", "nb", "id", "en"])
def test_a_bad_code_is_said_to_be_bad_and_changes_nothing(site: Site, lang: str) -> None:
    client = small.client_of(site, lang)
    for sent in ("", "hello", code(EASY)[:-3], code(EASY) + "A"):
        for path in ("/plan/given", "/plan/given/take"):
            answer = client.post(path, data={"code": sent})
            assert answer.status_code == 422
            assert 'role="alert"' in answer.text
    assert plan(site) is None


def test_a_form_that_is_none_is_refused_quietly(client: Client, site: Site) -> None:
    sent: dict[str, Any] = {"content": b"\xff\xfe", "headers": {"content-type": "multipart/form-data; boundary=x"}}
    assert client.post("/plan/given", **sent).status_code in {400, 422}
    assert client.post("/plan/given/sheet", data={}, follow_redirects=False).status_code == 303
    assert plan(site) is None


@pytest.mark.parametrize(("lang", "word"), [("nl", "Dag"), ("nb", "Dag"), ("id", "Hari"), ("en", "Day")])
def test_the_sheet_speaks_the_language_it_was_asked_in(client: Client, lang: str, word: str) -> None:
    page = client.post("/plan/given/sheet", data={"code": code(DUTCH), "sheet": lang}).text
    assert f'<html lang="{lang}"' in page
    assert f">{word}</th>" in page
    assert page.count('class="sheet-part"') == len(DUTCH.parts)
    assert "<animate" not in page
    assert Read(page).forbidden == []


def test_built_by_one_and_taken_over_by_another(
    serve: Callable[..., Served], new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    theirs, mine = serve(data=tmp_path / "clinic"), serve(data=tmp_path / "home")
    page = new_context(viewport={"width": 390, "height": 844}, bypass_csp=True).new_page()
    page.goto(f"{theirs.url}/plan/given/new")
    page.fill("#f-title", "Calves")
    page.fill("#f-by", "Ann")
    page.locator("[data-key='add wall-stretch']").click()
    page.locator("[data-key='add toes-up']").click()
    page.locator("[data-key='up toes-up']").click()
    expect(page.locator(".given-part h3").first).to_have_text("1. Draw your toes up")
    page.reload()  # the draft outlives it
    expect(page.locator(".given-part")).to_have_count(2)
    page.locator("#f-parts-0-hold").fill("20")
    send(page, "Look at it, and give it")
    page.locator("#address").fill(mine.url)
    send(page, "Use this address")
    calm(page)
    link = page.locator(".copy-text").first.text_content() or ""
    assert link.startswith(f"{mine.url}/plan/given#NATTERO1-")
    send(page, "Open the sheet")
    printed(page, tmp_path / "sheet.pdf", pages=1)

    asked: list[str] = []
    home = new_context(viewport={"width": 390, "height": 844}, bypass_csp=True).new_page()
    home.on("request", lambda request: asked.append(request.url))
    home.goto(link)
    expect(home.locator("h1")).to_have_text("Calves")
    assert not [url for url in asked if "NATTERO1" in url]
    assert "NATTERO1" not in home.url
    calm(home)
    send(home, "Take it into my plan")
    assert home.url == f"{mine.url}/plan"
    with open_journal(mine.data) as journal:
        (standing,) = [payload for one in current(journal.entries()) if isinstance(payload := read(one), Plan)]
    assert standing.given is not None
    assert (standing.given.title, standing.given.by) == ("Calves", "Ann")
    first, second = standing.given.parts
    assert (first.exercise, first.hold) == ("toes-up", 20)
    assert second.instead_of == "wall-stretch"


def send(page: Page, button: str) -> None:
    """Press a button that leads to another page, and be there: until then the old one, or half of the new, is read."""
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def calm(page: Page) -> None:
    """Nothing on the page is wrong for who hears it or sees it large."""
    results = Axe().run(page, options={"resultTypes": ["violations"]})
    assert [rule["id"] for rule in results.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def printed(page: Page, path: Path, pages: int) -> None:
    """The page prints on so many sheets of A4."""
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    page.pdf(path=path, prefer_css_page_size=True)
    content = path.read_bytes()
    assert len(re.findall(rb"/Type /Page\b", content)) == pages
    assert re.findall(rb"/MediaBox \[0 0 (\d+)[.\d]* (\d+)", content)[0] in {
        (b"594", b"841"),
        (b"595", b"841"),
        (b"595", b"842"),
    }
