"""The pages with script, in a real browser: the drawn legs, saving, deleting and bringing back, and the look."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from tests.serving import Served


def test_a_cramp_is_chosen_on_the_drawn_leg_saved_changed_deleted_and_brought_back(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/diary/cramp/new")
    page.locator(".zone[data-muscle=calf][data-side=left]").click()
    expect(page.locator('input[name="side:text"][value="left"]')).to_be_checked()
    expect(page.locator('input[name="muscle:text"][value="calf"]')).to_be_checked()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/diary")
    page.locator(".list-of-cramps a").first.click()
    expect(page.locator("h1")).to_contain_text("left calf")
    page.locator('label:has(input[name="side:text"][value="both"])').click()
    expect(page.locator('.zone[data-muscle=calf][aria-checked="true"]')).to_have_count(2)
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/diary/night/*")
    page.locator("main .list a").first.click()
    page.get_by_role("button", name="Delete this cramp").click()
    page.wait_for_url("**/diary?deleted=*")
    expect(page.locator(".list-of-cramps a")).to_have_count(0)
    page.locator(".flash").get_by_role("button", name="Undo").click()
    expect(page.locator(".list-of-cramps a b")).to_contain_text("both calves")


def test_the_drawn_legs_work_with_the_keyboard(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/diary/cramp/new")
    page.locator(".zone[data-muscle=foot][data-side=right]").focus()
    page.keyboard.press("Space")
    expect(page.locator('input[name="side:text"][value="right"]')).to_be_checked()
    expect(page.locator('input[name="muscle:text"][value="foot"]')).to_be_checked()


def test_the_look_changes_as_it_is_touched_and_the_language_when_it_is_saved(served: Served, page: Page) -> None:
    page.goto(f"{served.url}/settings#theme")
    page.locator("label:has(input[name=theme][value=dark])").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.locator("#language summary").click()
    page.locator("#language label:has(input[value=nb])").click()
    page.locator("#language button").click()
    expect(page.locator("h1")).to_have_text("Innstillinger")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_quiet_night_is_one_tap(served: Served, page: Page) -> None:
    begun = datetime.now(UTC) - timedelta(minutes=10)
    page.clock.install(time=begun)
    page.clock.pause_at(begun + timedelta(minutes=1))  # a form waits for a slow server while no time goes by
    page.goto(f"{served.url}/checkin")
    page.get_by_role("button", name="No cramp").click()
    expect(page.get_by_text("Written down: no cramp")).to_be_visible()
