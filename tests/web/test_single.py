"""Relief as one file, opened from the disk in a real browser: no server, no network, four languages, and nothing white at night."""

import base64
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import BrowserContext, Page, Route, expect

from nattero.web import single
from nattero.web.bundle import bundle
from nattero.web.pages.relief import at_relief
from nattero.web.view import LANGUAGES
from tests import packed
from tests.web.looked_at import BRIGHTEST
from tests.web.pages_of import Page as Parsed

FIRST = "section:not([hidden]) > [data-part=step]:not([hidden]) [data-step]:not([hidden]) h2"
OVER = "section:not([hidden]) > .end [data-act=over]"
PHONE = {"width": 390, "height": 844}
LOCALES = {"nl": "nl-BE", "nb": "nn-NO", "id": "id-ID", "en": "en-US"}
COLOURS = """
async (png) => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  return new Set(new Uint32Array(pen.getImageData(0, 0, image.width, image.height).data.buffer)).size;
}
"""
COLOURED = ["color-contrast", "link-in-text-block"]  # rules of axe
LARGEST = 217_500  # bytes, with every step, a helper's too, in four languages
Opened = Callable[..., Page]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as the command writes it."""
    out = tmp_path_factory.mktemp("single") / "relief.html"
    command = [sys.executable, "-m", "nattero", "relief", "--out", str(out), "--lang", "en"]
    subprocess.run(command, check=True, capture_output=True)
    return out


@pytest.fixture
def trouble() -> Iterator[list[str]]:
    """What a browser complained about, and every request that left the file; a test that uses it ends without any."""
    found: list[str] = []
    yield found
    assert not found


@pytest.fixture
def opened(new_context: Callable[..., BrowserContext], file: Path, trouble: list[str]) -> Opened:
    """Opens the file in a fresh profile with settings; `theme` is one chosen before, `at` the phone's clock."""

    def open_(lang: str = "en", theme: str = "", at: datetime | None = None, **settings: Any) -> Page:
        context = new_context(**{"locale": LOCALES[lang], "viewport": PHONE, **settings})

        def refuse(route: Route) -> None:
            trouble.append(route.request.url)
            route.abort()

        context.route(lambda url: url != file.as_uri(), refuse)
        page = context.new_page()
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        if at:
            page.clock.install(time=at)
        page.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective));"
            + (f"localStorage.setItem('nattero.theme', '{theme}');" if theme else "")
        )
        page.goto(file.as_uri())
        return page

    return open_


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_opens_in_the_browsers_language_at_the_first_instruction_with_its_time_running(opened: Opened, lang: str):
    page, pack = opened(lang), packed.pack()
    expect(page.locator(FIRST)).to_have_text(pack.text("step.calf-pull.title", lang))
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.get_by_role("timer")).to_be_in_viewport()
    expect(page.locator("[data-step=calf-pull]:visible svg.figure")).to_be_in_viewport()
    expect(page.locator(OVER)).to_be_in_viewport()
    expect(page.get_by_role("timer")).not_to_have_text("30")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_any_language_is_one_touch_away_and_the_cramp_goes_on(opened: Opened, lang: str):
    page, pack = opened("nl" if lang == "en" else "en"), packed.pack()
    page.locator("section:not([hidden]) [data-act=next]").click()
    onset = page.evaluate("JSON.parse(localStorage.getItem('nattero.alone')).onset")
    page.locator(f"[data-speak={lang}]").click()
    question = page.locator("section:not([hidden]) [data-part=ask] [data-answers] button").first
    expect(question).to_have_text(pack.text("question.clot_sign", lang))
    assert page.evaluate("JSON.parse(localStorage.getItem('nattero.alone')).onset") == onset
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", lang)


def test_when_it_is_over_it_says_since_when_and_how_long_with_a_text_to_copy(opened: Opened):
    page = opened(at=datetime(2026, 11, 22, 1, 14, tzinfo=UTC), timezone_id="Europe/Amsterdam")
    page.clock.run_for(25_000)
    page.locator(OVER).click()
    expect(page.locator("[data-since]:visible")).to_have_text("It began at 02:14.")
    expect(page.locator("[data-lasted]:visible")).to_have_text(re.compile(r"It lasted (2[5-9]|3\d) s\."))
    text = page.locator("[data-text]:visible").input_value()
    assert "22 November 2026" in text
    assert re.search(r"0:(2[5-9]|3\d) min", text)
    assert "Calf" in text
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").first.click()
    expect(page.locator("[data-copied]:visible")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == text
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Lay your foot on a pillow")).to_be_visible()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("button", name="Cramp now")).to_be_visible()


def test_cramps_are_kept_on_the_phone_until_they_are_forgotten(opened: Opened):
    page = opened()
    page.locator(OVER).click()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Done").click()
    page.get_by_role("button", name="Cramp now").click()
    page.locator(OVER).click()
    page.get_by_text("All cramps kept on this phone").click()
    assert len(page.locator("[data-all]:visible").input_value().splitlines()) == 2
    page.get_by_role("button", name="Forget all of these").click()
    assert page.evaluate("localStorage.getItem('nattero.alone.cramps')") is None


def test_a_browser_that_keeps_nothing_still_leads_through_relief_and_says_that_it_keeps_nothing(
    new_context: Callable[..., BrowserContext], file: Path
):
    page = new_context(viewport=PHONE).new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('', 'SecurityError') }})"
    )
    page.goto(file.as_uri())
    expect(page.locator(FIRST)).to_have_text("Pull your toes towards you")
    page.locator(OVER).click()
    expect(page.get_by_text("This phone cannot keep it")).to_be_visible()


def test_standing_comes_only_after_the_person_says_they_can_stand_safely(opened: Opened):
    page = opened()
    none, question = (
        page.get_by_role("button", name="None of these"),
        page.locator("section:not([hidden]) [data-part=ask]"),
    )
    for _ in range(12):
        if question.is_visible() and not none.is_visible():
            break
        if question.is_visible():
            none.click()
        assert "stand" not in page.locator(FIRST).inner_text().lower()
        page.get_by_role("button", name="Next step").click()
    expect(question).to_contain_text("Safe to stand?")
    page.get_by_role("button", name="No, stay in bed").click()
    expect(page.locator(FIRST)).to_have_text("Pull your toes towards you")


def test_what_was_answered_once_is_not_asked_again(opened: Opened):
    page = opened()
    page.get_by_role("button", name="Next step").click()
    page.get_by_role("button", name="Varicose veins").click()
    expect(page.locator(FIRST)).not_to_have_text("Rub the calf softly")
    page.evaluate("localStorage.removeItem('nattero.alone')")
    page.reload()
    page.get_by_role("button", name="Next step").click()
    expect(page.locator(FIRST)).not_to_have_text("Rub the calf softly")
    expect(page.locator("section:not([hidden]) [data-part=ask]")).to_be_hidden()


def test_a_danger_sign_says_what_to_do_and_the_numbers_follow_the_country_that_is_touched(opened: Opened):
    page = opened("nb")
    page.locator("section:not([hidden]) > .end [data-act=danger]").click()
    call = page.locator("section:not([hidden]) [data-part=danger] [data-call]")
    expect(call).to_have_attribute("href", "tel:113")
    page.get_by_role("radio", name="Nederland").click(force=True)
    expect(call).to_have_attribute("href", "tel:112")
    page.locator("section:not([hidden]) [data-act=sign][data-value=one-leg-swollen]").click()
    advice = page.locator("section:not([hidden]) [data-advice=one-leg-swollen]")
    expect(advice).to_contain_text(packed.pack().text("country.NL.medical", "nb"))
    page.locator(OVER).click()
    assert packed.pack().text("flag.one-leg-swollen.sign", "nb") in page.locator("[data-text]:visible").input_value()
    page.reload()
    page.locator("section:not([hidden]) > .end [data-act=danger]").click()
    expect(call).to_have_attribute("href", "tel:112")


def test_after_ten_minutes_it_says_whom_to_ring(opened: Opened):
    page = opened(at=datetime.now(UTC))
    page.clock.run_for(31_000)
    page.get_by_role("button", name="None of these").click()
    page.clock.run_for(600_000)
    if page.get_by_role("button", name="No, stay in bed").is_visible():
        page.get_by_role("button", name="No, stay in bed").click()
        page.clock.run_for(1_000)
    expect(page.locator("section:not([hidden]) [data-advice=over-ten-minutes]")).to_be_visible()


def test_a_helper_gets_the_helpers_steps_and_other_muscles_their_own(opened: Opened):
    page, pack = opened(), packed.pack()
    page.get_by_role("button", name="Not the calf").click()
    page.get_by_role("button", name="I am helping somebody").click()
    expect(page.locator(FIRST)).to_have_text(pack.text("step.helper-calf.title", "en"))
    page.get_by_role("button", name="Not the calf").click()
    page.get_by_role("button", name="Back of the thigh").click()
    expect(page.locator(FIRST)).to_have_text(pack.text("step.helper-hamstring.title", "en"))


def test_why_shows_the_claim_of_the_step_with_its_sources(opened: Opened):
    page, pack = opened(), packed.pack()
    page.get_by_role("button", name="Why?").click()
    claim = pack.claims[pack.relief["calf-pull"].claims[0]]
    expect(page.locator("[data-claim]:visible")).to_have_count(1)
    expect(page.locator("[data-claim]:visible")).to_contain_text(pack.text(f"claim.{claim.id}", "en"))
    page.locator(".sources summary").click()
    expect(page.locator(".sources")).to_contain_text(pack.sources[claim.sources[0]].title)


@pytest.mark.parametrize("hour", [3, 12])
def test_night_follows_the_phones_clock_and_can_be_chosen(opened: Opened, hour: int):
    page = opened(at=datetime(2026, 11, 22, hour, tzinfo=UTC), timezone_id="UTC")
    expect(page.locator("html")).to_have_attribute("data-theme", "night" if hour == 3 else "auto")
    page.get_by_role("button", name="Look").click()
    page.get_by_role("button", name="Night: red on black").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "night")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "night")


def every_part(page: Page) -> Iterator[str]:
    """Goes through the parts of the page, and names each once it is on the screen."""
    yield "step"
    for act in ("elsewhere", "why", "looks"):
        page.locator(f"section:not([hidden]) [data-act={act}]").click()
        yield act
        page.locator(f"section:not([hidden]) [data-part={act}] [data-act=back]").click()
    page.locator("section:not([hidden]) > .end [data-act=danger]").click()
    yield "danger"
    page.locator("section:not([hidden]) [data-act=sign]").first.click()
    yield "advice"
    page.locator("section:not([hidden]) [data-act=next]").click()
    yield "ask"
    for act in ("over", "skip", "rest"):
        page.locator(f"section:not([hidden]) > .end [data-act={act}]").click()
        yield act


@pytest.mark.parametrize("theme", ["light", "dark", "night"])
def test_axe_finds_nothing_in_any_part(opened: Opened, theme: str):
    page = opened("nl", theme, bypass_csp=True)
    looked_for = {} if theme == "light" else {"runOnly": COLOURED}  # all else is the same in every theme
    for part in every_part(page):
        results = Axe().run(page, options={"resultTypes": ["violations"], **looked_for})
        assert not results.violations_count, (part, [rule["id"] for rule in results.response["violations"]])


def test_night_never_shows_a_white_pixel(opened: Opened, new_context: Callable[..., BrowserContext]):
    page, reader = opened(theme="night"), new_context().new_page()
    for part in every_part(page):
        red, green, blue = reader.evaluate(BRIGHTEST, base64.b64encode(page.screenshot(full_page=True)).decode())
        assert green < 160, part
        assert blue < 100, part
        assert red > 150, part


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("width", "height"), [(320, 640), (320, 256)])
def test_nothing_is_cut_off_on_a_narrow_screen(opened: Opened, lang: str, width: int, height: int):
    page = opened(lang, viewport={"width": width, "height": height})
    for part in every_part(page):
        assert page.evaluate("document.documentElement.scrollWidth") <= width, part


def test_the_figures_are_drawn_and_move(opened: Opened, new_context: Callable[..., BrowserContext]):
    page = opened(theme="light", bypass_csp=True)
    figure = page.locator("[data-step=calf-pull]:visible svg.figure")
    first = figure.screenshot()
    assert new_context().new_page().evaluate(COLOURS, base64.b64encode(first).decode()) > 20
    page.wait_for_function("document.querySelector('.figures').getCurrentTime() > 2")
    assert figure.screenshot() != first
    still = opened(theme="light", reduced_motion="reduce", bypass_csp=True)
    figure = still.locator("[data-step=calf-pull]:visible svg.figure")
    first = figure.screenshot()
    still.wait_for_function("document.querySelector('.figures').getCurrentTime() > 2")
    assert figure.screenshot() == first


def test_without_script_every_language_stands_there_to_be_read_in_the_dark(opened: Opened):
    page, pack = opened(java_script_enabled=False), packed.pack()
    expect(page.locator("html")).to_have_attribute("data-theme", "night")
    for lang in LANGUAGES:
        page.locator(f"[data-speak={lang}]").click()
        part = page.locator(f"section#{lang}")
        expect(part.locator("h1")).to_be_in_viewport()
        for step in pack.relief.values():
            expect(part.get_by_text(pack.text(f"step.{step.id}.title", lang), exact=True).first).to_be_visible()
        for flag in at_relief(pack):
            expect(part.get_by_text(pack.text(f"flag.{flag.id}.sign", lang)).first).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator("a[href^='tel:']:visible").first).to_be_visible()


def test_the_page_is_small_strict_and_the_same_every_time(file: Path):
    html = file.read_text("utf-8")
    assert len(html.encode()) < LARGEST
    assert html == single.page("en")
    parsed = Parsed(html.replace("<script>", '<script src="own">'))
    assert not parsed.forbidden
    assert len(parsed.ids) == len(set(parsed.ids))
    assert [link for link in parsed.links if not link.startswith(("#", "tel:"))] == []
    assert "url(" not in html.partition("<style>")[2].partition("</style>")[0]
    policy = unescape(html.partition('Content-Security-Policy" content="')[2].partition('"')[0])
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy


def test_every_word_of_the_page_is_in_every_language():
    said = json.dumps(single.page_wide(packed.pack()), ensure_ascii=False)
    assert all(f'"{lang}"' in said for lang in LANGUAGES)
    languages = single.page_wide(packed.pack())["languages"]
    for lang in set(LANGUAGES) - {"en"}:
        assert languages[lang]["words"].keys() == languages["en"]["words"].keys()
        same = [name for name, text in languages[lang]["words"].items() if text == languages["en"]["words"][name]]
        assert not same, lang


def test_modules_are_joined_each_after_those_it_needs_and_hide_their_names(page: Page):
    joined = bundle(
        {
            "a.js": '// a\nimport { two } from "./b.js";\nimport { one } from "./c.js";\nconst x = 1;\nglobalThis.sum = x + one + two();',
            "b.js": 'import { one } from "./c.js";\nconst x = 2;\n/** two */\nexport function two() { return x * one; }',
            "c.js": "export const one = 10;\nconst x = 3;",
        },
        "a.js",
    )
    assert joined.index('"c.js"') < joined.index('"b.js"') < joined.index('"a.js"')
    assert "//" not in joined
    assert page.evaluate(f"() => {{ {joined}; return globalThis.sum }}") == 31


@given(
    st.sampled_from(
        ["export default 1;", "export { x };", 'import x from "./c.js";', 'import "./c.js";', "export * from './c.js';"]
    )
)
def test_an_import_or_export_in_another_form_is_an_error_and_never_left_out(line: str):
    with pytest.raises(ValueError, match="cannot join"):
        bundle({"a.js": f"const x = 1;\n{line}\n", "c.js": ""}, "a.js")
