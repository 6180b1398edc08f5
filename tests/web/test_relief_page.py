"""Relief as the person at three in the morning meets it: one tap, one instruction, and the cramp is in the diary."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from nattero.knowledge.model import MOMENTARY, Condition, Muscle
from nattero.relief.situation import Situation
from nattero.relief.table import look_up, table
from tests import packed
from tests.serving import Served

FIRST = "[data-step]:not([hidden]) h2"


HELD = """async ([kind, number]) => {
  for (let asked = 0; ; asked += 1) {
    const all = await fetch("/api/entries").then((answer) => answer.json());
    const found = all.entries.filter((entry) => entry.kind === kind);
    if (found.length >= number || asked === 1000) return found;
  }
}"""


def wait_for(page: Page, kind: str, number: int) -> list[dict[str, Any]]:
    """What the server holds of a kind, in the order it arrived, once there are so many."""
    held: list[dict[str, Any]] = page.evaluate(HELD, [kind, number])
    return held


@pytest.fixture
def relief(new_context: Callable[..., BrowserContext], served: Served) -> Page:
    """The relief page, alive, from the server itself: no worker shows what it kept of it where the server is slow."""
    page = new_context(service_workers="block", viewport={"width": 390, "height": 844}).new_page()
    page.goto(f"{served.url}/relief?lang=en")
    expect(page.locator(".relief.live")).to_be_visible()
    return page


def test_one_tap_on_the_start_page_gives_the_first_instruction_with_its_picture_and_time(page: Page, served: Served):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{served.url}/?lang=en")
    page.get_by_role("link", name="Cramp now").click()
    expect(page.locator(".relief.live")).to_be_visible()
    expect(page.locator(FIRST)).to_have_text("Pull your toes towards you")
    expect(page.locator("[data-step]:not([hidden]) svg")).to_be_in_viewport()
    expect(page.get_by_role("timer")).to_be_in_viewport()
    expect(page.get_by_role("link", name="It is over")).to_be_in_viewport()
    expect(page.get_by_role("link", name="Leg swollen")).to_be_in_viewport()


SHOWN = "[...document.querySelectorAll('[data-step]')].filter(step => step.getClientRects().length).length"


def test_while_the_script_is_on_its_way_one_step_is_shown_and_no_list(page: Page, served: Served):
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/relief.js", hold)
    page.goto(f"{served.url}/relief?lang=en", wait_until="commit")
    expect(page.get_by_role("heading", name="Pull your toes towards you")).to_be_visible()
    expect(page.get_by_text("Where is the cramp?")).to_be_hidden()
    expect(page.locator("[data-step]:visible")).to_have_count(1)  # from the first paint on, which waits for the style
    held[0].continue_()
    expect(page.locator(".relief.live")).to_be_visible()
    assert page.evaluate(SHOWN) == 1


def test_should_the_script_never_come_every_step_is_there(page: Page, served: Served):
    page.route("**/relief.js", lambda route: route.abort())
    page.goto(f"{served.url}/relief?lang=en")
    expect(page.get_by_text("Where is the cramp?")).to_be_visible()
    assert page.evaluate(SHOWN) > 3


@pytest.mark.parametrize("chosen", ["[data-act=muscle][data-value=thigh]", "[data-act=reach]", "[data-act=back]"])
def test_the_step_that_was_asked_for_is_shown_from_its_top(relief: Page, chosen: str):
    relief.set_viewport_size({"width": 360, "height": 480})
    relief.get_by_role("button", name="Not the calf").click()
    relief.locator(f"[data-part=elsewhere] {chosen}").click()
    expect(relief.locator("[data-where]")).to_be_in_viewport()
    assert relief.evaluate("window.scrollY") == 0


def test_it_is_over_writes_the_cramp_down_before_anything_else_is_asked(relief: Page):
    relief.get_by_role("link", name="It is over").click()
    (cramp,) = wait_for(relief, "cramp", 1)
    assert cramp["payload"]["muscle"] == "calf"
    assert 0 <= cramp["payload"]["seconds"] < 60
    assert "pain" not in cramp["payload"]
    expect(relief.get_by_text("Where was it?")).to_be_visible()


def test_leg_and_pain_are_added_by_touch_and_replace_the_first_words(relief: Page):
    relief.get_by_role("link", name="It is over").click()
    expect(relief.get_by_role("heading", name="Well done")).to_be_focused()
    relief.locator(".zone[tabindex='0']").press("ArrowRight")  # one stop for the keyboard, arrows go on from it
    expect(relief.locator(".zone:focus")).to_have_attribute("aria-checked", "true")
    expect(relief.locator(".zone[tabindex='0']")).to_have_count(1)
    relief.locator(".zone[data-side=right][data-muscle=calf]").first.click()
    relief.locator("input[name='pain:int'][value='7']").click()
    relief.get_by_role("button", name="Save").click()
    first, second = wait_for(relief, "cramp", 2)
    assert second["supersedes"] == first["id"]
    assert (second["payload"]["side"], second["payload"]["pain"]) == ("right", 7)
    expect(relief.get_by_text("Written down")).to_be_visible()


def test_everything_but_it_is_over_may_be_skipped(relief: Page):
    relief.get_by_role("link", name="It is over").click()
    relief.get_by_role("button", name="Skip").click()
    expect(relief.get_by_text("Written down")).to_be_visible()
    assert len(wait_for(relief, "cramp", 1)) == 1


def test_rubbing_is_asked_about_in_one_tap_and_the_answer_is_remembered(relief: Page):
    relief.get_by_role("button", name="Next step").click()
    expect(relief.locator("[data-question]")).to_be_visible()
    relief.get_by_role("button", name="Varicose veins").click()
    expect(relief.locator(FIRST)).not_to_have_text("Rub the calf softly")
    # Nobody stands at a loss after the question, and what no voice says a screen reader hears.
    expect(relief.locator(FIRST)).to_be_focused()
    expect(relief.locator("[data-said]")).to_have_text(packed.pack().say("step.breathe.say", "en", "other"))
    (answer,) = wait_for(relief, "answers", 1)
    assert answer["payload"] == {"answers": {"varicose_veins": "yes"}}
    relief.evaluate("localStorage.clear()")
    relief.reload()
    expect(relief.locator(".relief.live")).to_be_visible()
    shown = json.loads(relief.locator("#relief-data").text_content() or "")
    assert shown["conditions"]["varicose_veins"] is True


def test_standing_comes_only_after_the_person_says_they_can_stand_safely(relief: Page):
    none_of_these = relief.get_by_role("button", name="None of these")
    question = relief.locator("[data-part=ask]")
    for _ in range(12):
        if question.is_visible() and not none_of_these.is_visible():
            break
        if question.is_visible():
            none_of_these.click()
        assert "stand" not in relief.locator(FIRST).inner_text().lower()
        relief.get_by_role("button", name="Next step").click()
    expect(relief.locator("[data-question]")).to_contain_text("Safe to stand?")
    relief.get_by_role("button", name="No, stay in bed").click()
    expect(relief.locator(FIRST)).to_have_text("Pull your toes towards you")


def test_a_danger_sign_shows_what_to_do_and_whom_to_call_and_is_written_down(relief: Page):
    relief.get_by_role("link", name="Leg swollen").click()
    relief.get_by_role("button", name="Short of breath, chest pain").click()
    advice = relief.locator("[data-advice=breathless-chest]")
    expect(advice).to_be_visible()
    expect(advice.get_by_role("link")).to_have_attribute("href", "tel:112")
    expect(relief.locator(FIRST)).to_be_hidden()  # nobody who has to call is led through steps
    relief.get_by_role("button", name="This is not so").click()
    expect(advice).to_be_hidden()
    expect(relief.locator(FIRST)).to_be_visible()
    relief.get_by_role("link", name="Leg swollen").click()
    relief.get_by_role("button", name="One leg is swollen").click()
    expect(relief.locator(FIRST)).to_have_text("Breathe out slowly")  # the leg rests until somebody looked at it
    expect(relief.locator(FIRST)).to_be_focused()
    relief.get_by_role("button", name="This is not so").click()
    expect(relief.locator(FIRST)).to_have_text("Pull your toes towards you")
    relief.get_by_role("link", name="Leg swollen").click()
    relief.get_by_role("button", name="Short of breath, chest pain").click()
    relief.reload()
    expect(advice).to_be_visible()
    relief.get_by_role("button", name="It is over").click()
    (cramp,) = wait_for(relief, "cramp", 1)
    assert cramp["payload"]["danger"] == ["breathless-chest"]


def test_after_ten_minutes_it_says_what_to_do_and_still_writes_the_cramp_down(page: Page, served: Served):
    page.clock.install(time=datetime.now(UTC) - timedelta(minutes=15))  # so that the end is not in the server's future
    page.goto(f"{served.url}/relief?lang=en")
    expect(page.locator(".relief.live")).to_be_visible()
    page.clock.run_for(29_000)
    assert page.get_by_role("timer").inner_text() in {"1", "2"}
    page.clock.run_for(2_000)
    if page.locator("[data-part=ask]").is_visible():
        page.get_by_role("button", name="None of these").click()
    page.clock.run_for(600_000)
    if page.locator("[data-part=ask]").is_visible():
        page.get_by_role("button", name="No, stay in bed").click()
        page.clock.run_for(1_000)
    expect(page.locator("[data-advice=over-ten-minutes]")).to_be_visible()
    page.get_by_role("link", name="It is over").click()
    page.clock.resume()
    (cramp,) = wait_for(page, "cramp", 1)
    assert cramp["payload"]["seconds"] > 600
    assert "over-ten-minutes" in cramp["payload"]["danger"]


def test_a_closed_tab_goes_on_where_it_was_and_the_start_page_can_finish_it(relief: Page, served: Served):
    relief.get_by_role("button", name="Not the calf").click()
    relief.get_by_role("link", name="Foot", exact=True).click()
    onset = relief.evaluate("JSON.parse(localStorage.getItem('nattero.relief')).onset")
    relief.goto(f"{served.url}/?lang=en")
    expect(relief.get_by_text("was not finished")).to_be_visible()
    relief.get_by_role("link", name="Go on").click()
    expect(relief.locator(FIRST)).to_have_count(1)  # without its script yet the page shows every step
    expect(relief.locator(FIRST)).to_have_text("Bend your toes back")
    assert relief.evaluate("JSON.parse(localStorage.getItem('nattero.relief')).onset") == onset
    relief.goto(f"{served.url}/?lang=en")
    relief.get_by_role("button", name="It is over").click()
    expect(relief.get_by_text("was not finished")).to_be_hidden()
    (cramp,) = wait_for(relief, "cramp", 1)
    assert cramp["payload"]["muscle"] == "foot"
    assert "seconds" not in cramp["payload"]
    relief.goto(f"{served.url}/relief")
    expect(relief.locator(".relief.live")).to_be_visible()
    relief.goto(f"{served.url}/")
    relief.get_by_role("button", name="There was no cramp").click()
    expect(relief.get_by_text("was not finished")).to_be_hidden()
    assert relief.evaluate("localStorage.getItem('nattero.relief')") is None


def test_the_script_finds_the_steps_that_the_relief_room_gives(relief: Page):
    """Every muscle, place, reach and standing, with each condition true, false and unknown in turn."""
    steps = packed.pack().relief.values()
    made = table(steps, helper=False)
    cases, expected = [], []
    for muscle in get_args(Muscle):
        for place in ("bed", "water"):
            for reach in (True, False):
                for stand in (True, None):
                    for condition in (None, *get_args(Condition)):
                        for rest_known in (True, False):
                            held: frozenset[Condition] = frozenset({condition} if condition else ())
                            unknown: frozenset[Condition] = (
                                frozenset() if rest_known else frozenset(get_args(Condition)) - held
                            )
                            situation = Situation(muscle, place, reach, stand, False, held, unknown)
                            expected.append([step for step, _ in look_up(made, situation)])
                            conditions = dict.fromkeys(held, True) | dict.fromkeys(
                                set(get_args(Condition)) - held - unknown, False
                            )
                            cases.append(
                                [
                                    {
                                        "muscle": muscle,
                                        "place": place,
                                        "reach": reach,
                                        "stand": stand,
                                        "conditions": conditions,
                                    },
                                    sorted(unknown - MOMENTARY),
                                ]
                            )
    source = relief.locator("script[src$='relief.js']").get_attribute("src") or ""
    found = relief.evaluate(
        "([path, table, cases]) => import(path).then(({ procedure }) => cases.map(([s, unknown]) => procedure(table, s, unknown)))",
        [source.replace("relief.js", "procedure.js"), made, cases],
    )
    assert found == expected
    assert len(cases) > 300


def test_without_script_the_page_is_the_procedure_as_a_list(new_context: Any, served: Served):
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{served.url}/relief?lang=en&muscle=hamstring")
    expect(page.locator(".step:visible h2").first).to_contain_text("Straighten your knee slowly")
    expect(page.locator("b", has_text="Short of breath, chest pain")).to_be_visible()
    expect(page.get_by_role("link", name="It is over")).to_be_visible()
    page.get_by_role("link", name="I am in the water").click()
    expect(page.locator(".step:visible h2").first).to_contain_text("Float on your back")
