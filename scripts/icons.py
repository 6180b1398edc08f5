"""Draws the PNG icons that phones ask for from the one SVG: `python scripts/icons.py`, after changing the drawing.

In: src/nattero/web/static/icon.svg. Out: icon-180.png (iOS), icon-192.png and icon-512.png (Android) beside it.
"""

from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from scripts import browser

STATIC = Path(__file__).resolve().parent.parent / "src/nattero/web/static"
SIZES = [180, 192, 512]


def draw(static: Path) -> list[Path]:
    """Return the icons, drawn anew."""
    svg = (static / "icon.svg").read_text(encoding="utf-8")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=browser.ensure(), args=["--no-sandbox", "--disable-gpu"])
        return [_draw(running.new_page(viewport={"width": size, "height": size}), svg, static, size) for size in SIZES]


def _draw(page: Page, svg: str, static: Path, size: int) -> Path:
    page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block; width: {size}px }}</style>{svg}")
    path = static / f"icon-{size}.png"
    page.screenshot(path=path)
    return path


if __name__ == "__main__":
    draw(STATIC)
