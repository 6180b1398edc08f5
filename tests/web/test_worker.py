"""What makes the pages an app on a phone: everything the worker keeps is there, and a new version takes over whole."""

import json
import re
import struct
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from nattero.web.files import content
from nattero.web.view import LANGUAGES, assets
from nattero.web.worker import worker_text
from tests.serving import Served
from tests.web.proxy import proxy
from tests.web.test_offline import until, with_worker

SCRIPTS = ["device.js", "outbox.js", "app.js", "sw.js"]


def build() -> dict[str, object]:
    """Return what the worker's first line says."""
    line = worker_text().splitlines()[0]
    value: dict[str, object] = json.loads(line.removeprefix("const BUILD = ").removesuffix(";"))
    return value


def test_everything_the_worker_keeps_is_served(shared_server: Served) -> None:
    with httpx.Client(base_url=shared_server.url) as http:
        for field in ("statics", "pages"):
            addresses = build()[field]
            assert isinstance(addresses, list)
            assert [address for address in addresses if http.get(address).status_code != 200] == []
        script = http.get("/sw.js")
    assert script.headers["content-type"].startswith("text/javascript")
    assert script.headers["cache-control"] == "no-cache"
    assert script.text == worker_text()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_manifest_speaks_the_readers_language_and_its_icons_are_as_large_as_it_says(
    shared_server: Served, lang: str
) -> None:
    with httpx.Client(base_url=shared_server.url, headers={"accept-language": lang}) as http:
        manifest = http.get("/manifest.webmanifest")
        assert manifest.headers["content-type"] == "application/manifest+json"
        told = manifest.json()
        assert told["lang"] == lang
        assert told["description"]
        for icon in told["icons"]:
            answer = http.get(icon["src"])
            assert answer.headers["content-type"] == icon["type"]
            if icon["type"] == "image/png":
                assert "{}x{}".format(*struct.unpack(">II", answer.content[16:24])) == icon["sizes"]


def test_chrome_finds_nothing_that_hinders_installing(page: Page, shared_server: Served) -> None:
    with_worker(page, shared_server.url + "/")
    session = page.context.new_cdp_session(page)
    assert session.send("Page.getAppManifest")["errors"] == []
    hindrances = [each["errorId"] for each in session.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    assert set(hindrances) <= {"in-incognito"}


def test_a_new_version_takes_over_with_its_own_files_and_the_old_ones_go(page: Page, shared_server: Served) -> None:
    newer = "feedc0ffee00"
    with proxy(shared_server.url) as line:
        with_worker(page, line.url + "/")
        line.renamed = (assets().build, newer)
        page.goto(line.url + "/diary")
        until(page, f"(await caches.keys()).sort().join() === 'pages,static-{newer}'")
        line.mode = "gone"
        for path in ("/relief", "/diary", "/nowhere"):
            page.goto(line.url + path)
            assert newer in page.content()
            assert page.evaluate("[...document.styleSheets].every((sheet) => sheet.cssRules.length > 0)")
        expect(page.locator("h1")).to_have_text("Nattero cannot be reached")


def test_a_page_of_another_version_is_not_kept_without_its_files(page: Page, shared_server: Served) -> None:
    with proxy(shared_server.url) as line:
        with_worker(page, line.url + "/")
        line.renamed = (assets().build, "feedc0ffee00")
        line.kept_from_change = ("/sw.js",)
        page.goto(line.url + "/learn")
        page.goto(line.url + "/diary")
        until(page, "!(await navigator.serviceWorker.ready).installing")
        line.mode = "gone"
        page.goto(line.url + "/diary")
        assert assets().build in page.content()
        assert page.evaluate("[...document.styleSheets].every((sheet) => sheet.cssRules.length > 0)")


def test_a_device_that_is_not_paired_keeps_no_page_and_once_paired_keeps_them(
    new_context: Callable[..., BrowserContext], shared_server: Served
) -> None:
    page = new_context().new_page()
    with proxy(shared_server.url) as line:
        line.refused = ("/relief", "/diary")
        page.goto(line.url + "/")
        page.evaluate("navigator.serviceWorker.ready")
        until(page, "(await (await caches.open('pages')).keys()).length === 4")
        line.refused = ()
        page.reload()
        until(page, "(await (await caches.open('pages')).keys()).length === 6")


def test_the_scripts_of_the_offline_half_are_small_and_ask_nobody_else() -> None:
    sizes = {name: len(content(name, "br")) for name in SCRIPTS}
    assert sum(sizes.values()) <= 9_300, sizes
    assert not re.search(r"https?://", "".join((assets().root / name).read_text() for name in SCRIPTS))


def test_a_style_leaves_its_comments_behind_and_loses_no_rule() -> None:
    def rules(text: str) -> str:
        return "".join(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).split())

    for name in [name for name in assets().names if name.endswith(".css") and name != "app.css"]:
        source, served = (assets().root / name).read_text(), content(name, "").decode()
        assert rules(served) == rules(source), name
        assert not re.search(r"^\s*/\*", served, re.MULTILINE), name
