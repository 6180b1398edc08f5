"""Takes the pictures of the README from a demo diary in a real browser: `python -m scripts.pictures`.

In: Nattero as it is. Out: docs/images/*.png. Run it when a page has changed.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from scripts import browser as browsers
from tests import serving
from tests.conftest import FLAGS

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
PICTURES = {
    "tonight": ("/", "en", "light"),
    "relief": ("/relief", "nl", "light"),
    "diary": ("/diary", "nb", "dark"),
    "night": ("/relief", "id", "night"),
}


def take(browser: Browser, address: str, name: str) -> None:
    """Takes one picture, of a telephone's size."""
    path, lang, theme = PICTURES[name]
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale=lang, service_workers="block")
    cookies = [{"name": "lang", "value": lang, "url": address}, {"name": "theme", "value": theme, "url": address}]
    context.add_cookies([{"name": "zone", "value": "Europe/Amsterdam", "url": address}, *cookies])  # type: ignore[list-item]  # plain cookies
    page = context.new_page()
    page.clock.install(time="2026-11-22T07:12:00+01:00")
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=IMAGES / f"{name}.png")
    context.close()


def main() -> None:
    """Takes them all."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        data = Path(folder) / "data"
        subprocess.run([sys.executable, "-m", "nattero", "demo", "--data", str(data)], check=True, capture_output=True)
        server = serving.serve(data)
        browser = playwright.chromium.launch(executable_path=browsers.ensure(), args=FLAGS)
        for name in PICTURES:
            take(browser, server.url, name)
        browser.close()
        server.stop()


if __name__ == "__main__":
    main()
