"""In a real browser: the figure moves without script, and stands still for who asks for less movement and on paper."""

from collections.abc import Callable
from importlib.resources import files

import pytest
from playwright.sync_api import BrowserContext, Page

from nattero.draw.figure import figure
from tests.draw.poses import BY_ID, EVERY

STYLE = files("nattero").joinpath("web/static/figure.css").read_text(encoding="utf-8")
TONES = ":root{--figure:#338;--figure-far:#aad;--warm:#a50;--line:#ddd;--paper:#fff;--ink:#111}"
WHERE = """t => {const s = document.querySelector('svg.figure'); s.pauseAnimations(); s.setCurrentTime(t);
 return [...s.querySelectorAll('path')].map(p => p.getBoundingClientRect()).map(b => [b.x, b.y, b.width, b.height])}"""


def shown(page: Page, *, moving: bool = True) -> Page:
    svg = figure(BY_ID["wall-lean"], title="t", description="d", uid="a", moving=moving)
    page.set_content(f"<style>{TONES}{STYLE}</style>{svg}")
    return page


def places(page: Page, seconds: float) -> list[list[float]]:
    found: list[list[float]] = page.evaluate(WHERE, seconds)
    return found


def apart(one: list[list[float]], other: list[list[float]]) -> float:
    return max(abs(a - b) for p, q in zip(one, other, strict=True) for a, b in zip(p, q, strict=True))


def test_the_figure_moves_to_the_working_frame_and_back(page: Page) -> None:
    start, work = places(shown(page), 0), places(page, 3)
    assert apart(start, work) > 20
    assert apart(start, places(page, 5.999)) < 1
    assert apart(work, places(shown(page, moving=False), 0)) < 0.5


ALL = """t => [...document.querySelectorAll('svg.figure')].map(s => {s.pauseAnimations(); s.setCurrentTime(t);
 return [...s.querySelectorAll('path')].map(p => p.getBoundingClientRect()).map(b => [b.x, b.y, b.width, b.height])})"""


@pytest.mark.parametrize("media", ["reduced", "print"])
def test_every_figure_stands_in_its_working_frame_for_less_motion_and_on_paper(
    new_context: Callable[..., BrowserContext], media: str
) -> None:
    page = new_context(reduced_motion="reduce" if media == "reduced" else "no-preference").new_page()
    if media == "print":
        page.emulate_media(media="print")

    def everything(moving: bool) -> None:
        svgs = (figure(pose, title="t", description="d", uid=pose.id, moving=moving) for pose in EVERY)
        page.set_content(f"<style>{TONES}{STYLE}svg{{width:220px!important}}</style>{''.join(svgs)}")

    everything(moving=True)
    frames: list[list[list[list[float]]]] = [page.evaluate(ALL, t) for t in (0, 1, 3)]
    everything(moving=False)
    stills: list[list[list[float]]] = page.evaluate(ALL, 0)
    for frame in frames:
        for pose, one, still in zip(EVERY, frame, stills, strict=True):
            assert apart(one, still) < 0.5, pose.id
