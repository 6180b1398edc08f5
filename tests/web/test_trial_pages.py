"""The trial room without script: from the choice to the answer; what is to come is never shown, and a side effect always stops."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from nattero.diary.entry import write
from nattero.diary.payloads import Trial
from nattero.diary.plans import planned
from nattero.diary.trials import Tried, trials
from nattero.plan.occasions import TRIAL, occasions, with_trial
from nattero.trials.answering import numbers
from nattero.trials.protocol import CENT, SPENT, digest, read_shared
from nattero.trials.registered import drawn_order
from nattero.web.site import Site
from tests.web import small
from tests.web.pages_of import Page

Client = TestClient[Litestar]
TODAY = date(2026, 11, 22)
ANSWERS = {"answers": {"steady": "yes", "can_stand": "yes", "pregnant": "no"}}
PLAN = {
    "at": "2026-11-20T10:00:00+00:00",
    "first": "2026-11-20",
    "measures": [{"id": "evening-stretch", "programme": "evening-stretch-sitting", "time": "22:00"}],
}
STRETCH = {"arm": "evening-stretch.evening-stretch-sitting", "against": "nothing", "weeks": "8"}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = small.site_in(tmp_path / "data")
    made.journal.append([small.entry("answers", ANSWERS), *run_in()])
    yield made
    made.journal.close()


def run_in(nights: int = 20) -> list[Any]:
    chance = Random(3)
    return [
        small.night(TODAY - timedelta(days=back), chance.choice([0, 0, 1, 1, 2, 3])) for back in range(1, nights + 1)
    ]


def at(site: Site, day: date, hour: int = 9) -> None:
    """The site lives at this hour from now on."""
    ticks = iter(range(1, 10**9))
    now = datetime.combine(day, time(hour), ZoneInfo(small.ZONE))
    site.clock = lambda: now + timedelta(milliseconds=next(ticks))


def send(client: Client, path: str, **fields: str) -> Any:
    return client.post(path, data=fields, follow_redirects=False)


def found(site: Site) -> Tried:
    return trials(site.entries())[-1]


def trial(site: Site) -> Trial:
    return found(site).trial


def begun(site: Site, **more: str) -> Client:
    client = small.client_of(site)
    assert send(client, "/trial/start", **STRETCH | more).headers["location"] == "/trial"
    return client


def live(site: Site, ratio: float = 1.0, rate: float = 2.4, nights: int = 56) -> None:
    """Tells the nights of the trial, as somebody whose cramps have this rate ratio would."""
    chance, made = Random(11), trial(site)
    for number in range(nights):
        day = made.first + timedelta(days=number)
        mean = rate * (ratio if drawn_order(made)[number] == "B" else 1.0)
        count = sum(chance.random() < mean / 12 for _ in range(12))
        at(site, day + timedelta(days=1))
        site.journal.append(
            [
                small.entry(
                    "night", {"date": day.isoformat(), "cramps": count, "exposures": {"trial": True}}, at=site.clock()
                )
            ]
        )


def test_a_trial_goes_from_the_choice_to_the_answer(site: Site) -> None:
    client = small.client_of(site)
    assert "/trial/new" in Page(client.get("/trial").text).links
    assert "56 nights" in client.get("/trial/new", params=STRETCH).text
    begun(site)
    assert trial(site).first.strftime("%A") in {"Wednesday", "Thursday", "Friday"}
    live(site, ratio=0.35)
    at(site, trial(site).first + timedelta(days=57), 14)
    answer = send(client, "/trial/look")
    assert answer.headers["location"].startswith("/trial/result/")
    page = client.get(answer.headers["location"]).text
    assert "cramps where you would otherwise have had 10" in page
    assert "is possible (95\u00a0%)" in page
    assert "helps you (about" in page
    links = Page(page).links
    assert "/trial/new" in links
    assert any("/learn/remedies/" in link for link in links)  # others tried it
    made = trial(site)
    for letter in "AB":
        rows = made.result.table if made.result else []
        counts = [row.cramps for row in rows if row.arm == letter and row.cramps is not None]
        assert f"{sum(counts)} cramps in {len(counts)} nights" in page
    assert made.result is not None
    assert made.result.numbers["decision"] == "helps"


def test_the_paper_fills_every_item_and_the_file_gives_the_same_digits(site: Site) -> None:
    client = begun(site)
    name = found(site).first_hash[:12]
    before = client.get(f"/trial/paper/{name}").text
    assert found(site).trial.seed not in before
    assert client.get(f"/trial/file/{name}").status_code == 404
    live(site, ratio=0.35)
    at(site, trial(site).first + timedelta(days=57), 14)
    send(client, "/trial/look")
    page = client.get(f"/trial/paper/{name}").text
    report, _, protocol = page.partition('id="protocol"')
    for part, items in ((report, CENT), (protocol, SPENT)):
        shown = re.findall(r'<dt><span class="soft">(\S+)</span> [^<]+</dt><dd class="code">([^<]+)</dd>', part)
        assert [number for number, _ in shown] == [number for number, _ in items]
        assert all(text.strip() for _, text in shown)
    assert "<svg" in report  # the nights, as CENT 17a.1 recommends
    again = read_shared(client.get(f"/trial/file/{name}").content).trial
    assert again.result is not None
    assert numbers(again, again.result.table) == again.result.numbers


def test_tonights_arm_is_shown_from_noon_on_and_nothing_of_the_nights_to_come(site: Site) -> None:
    client = begun(site)
    made = trial(site)
    for day in range(6):
        when = made.first + timedelta(days=day)
        for hour in (6, 11):
            at(site, when, hour)
            assert 'class="big"' not in client.get("/trial").text
        at(site, when, 1)
        assert ("As always</p>" in client.get("/trial").text) == (day > 0 and drawn_order(made)[day - 1] == "A")
        at(site, when, 12)
        page = client.get("/trial").text
        assert ("As always</p>" in page) == (drawn_order(made)[day] == "A")
        paper = client.get(f"/trial/paper/{made.hash[:12]}").text
        assert paper.count("<li>") == day + 1
        assert drawn_order(made) not in paper + page
        assert made.seed not in paper + page


@pytest.mark.parametrize("day", [0, 3, 30])
def test_a_side_effect_stops_it_in_one_tap_on_any_day_and_even_when_paused(site: Site, day: int) -> None:
    client = begun(site)
    at(site, trial(site).first + timedelta(days=day), 22)
    if day == 3:
        send(client, "/trial/pause", why="illness")
    page = client.get("/trial").text
    assert '<input type="hidden" name="why" value="side-effect">' in page
    there = send(client, "/trial/stop", why="side-effect").headers["location"]
    assert "side effect" in client.get(there).text
    ended = trial(site).ended
    assert ended is not None
    assert ended.why == "side-effect"
    assert 'class="big"' not in client.get("/trial").text


@pytest.mark.parametrize("seen", [False, True])
def test_a_stop_that_was_a_slip_is_taken_back_that_evening_unseen_and_the_report_tells_both(
    site: Site, seen: bool
) -> None:
    client = begun(site)
    live(site, ratio=0.3, nights=30)
    at(site, trial(site).first + timedelta(days=30), 22)
    before = trial(site)
    there = send(client, "/trial/stop", why="side-effect").headers["location"]
    name = there.rpartition("/")[2]
    page = client.get(there).text
    assert page.index("trouble breathing") < page.index('action="/trial/go-back"')
    assert "cramps in" not in page + client.get(f"/trial/paper/{name}").text
    assert (trial(site).order, trial(site).result) == ("", None)
    assert client.get(f"/trial/file/{name}").status_code == 404
    send(client, f"/trial/describe/{name}", text="a rash on my leg")
    if seen:
        send(client, f"/trial/show/{name}")
        assert "cramps in" in client.get(there).text
    assert 'action="/trial/go-back"' in client.get(there).text
    send(client, "/trial/go-back")
    after = trial(site)
    assert (after.ended, after.result, after.order, after.hash) == (None, None, "", before.hash)
    assert 'class="big"' in client.get("/trial").text
    send(client, "/trial/stop", why="given-up")
    paper = client.get(f"/trial/paper/{name}").text
    assert "a rash on my leg" in paper
    assert "Taken back the same evening" in paper
    assert ("had been seen" in paper) is seen


def test_a_stop_stands_from_the_next_morning_on_and_its_result_is_worked_out_then(site: Site) -> None:
    client = begun(site)
    live(site, nights=10)
    at(site, trial(site).first + timedelta(days=10), 22)
    there = send(client, "/trial/stop", why="side-effect").headers["location"]
    at(site, trial(site).first + timedelta(days=11), 6)
    page = client.get(there).text
    assert 'action="/trial/go-back"' not in page
    assert trial(site).result is not None
    send(client, "/trial/go-back")
    assert trial(site).ended is not None


def test_what_gave_a_side_effect_is_not_offered_again(site: Site) -> None:
    client = begun(site, arm="loose-bedclothes")
    at(site, trial(site).first + timedelta(days=5), 13)
    send(client, "/trial/stop", why="side-effect")
    page = client.get("/trial/new").text
    assert 'value="loose-bedclothes"' not in page
    assert "because of a side effect" in page
    assert send(client, "/trial/start", **STRETCH | {"arm": "loose-bedclothes"}).status_code == 422


def test_the_plan_does_not_ask_for_what_a_trial_tests(site: Site) -> None:
    site.journal.append([small.entry("plan", PLAN)])
    client = small.client_of(site)
    at(site, TODAY + timedelta(days=1), 20)
    asked = client.get("/plan").text
    assert 'href="/session/evening-stretch-sitting"' in asked
    begun(site)
    at(site, trial(site).first + timedelta(days=1), 20)
    page = client.get("/plan").text
    assert "This is in your trial now." in page
    assert 'href="/session/evening-stretch-sitting"' not in page
    assert 'href="/plan"' not in client.get("/").text.partition("<nav")[0]
    standing = planned(site.entries())
    asked_for = with_trial(standing.plan if standing else None, trial(site))
    assert asked_for
    assert {each.id for each in occasions(asked_for)} == {TRIAL}
    send(client, "/trial/stop", why="given-up")
    assert 'href="/session/evening-stretch-sitting"' in client.get("/plan").text


def test_a_danger_sign_blocks_the_start_and_pauses_what_runs(site: Site) -> None:
    client = begun(site)
    at(site, trial(site).first, 13)
    swollen = {"at": site.clock().isoformat(), "answers": {"swelling_one_leg": True, "calf_tender": True}, "done": True}
    site.journal.append([small.entry("checkup", swollen, at=site.clock())])
    page = client.get("/trial").text
    assert 'class="big"' not in page
    assert [pause.why for pause in trial(site).pauses] == ["danger"]
    send(client, "/trial/go-on")
    assert trial(site).pauses[0].last is None
    send(client, "/trial/stop", why="given-up")
    send(client, "/trial/start", **STRETCH)
    assert len(trials(site.entries())) == 1


def test_a_pause_for_danger_begins_on_the_day_it_was_told_also_where_the_trial_is_opened_later(site: Site) -> None:
    client = begun(site)
    told, seen = trial(site).first + timedelta(days=3), trial(site).first + timedelta(days=6)
    at(site, told, 8)
    swollen = {"at": site.clock().isoformat(), "answers": {"swelling_one_leg": True, "calf_tender": True}, "done": True}
    site.journal.append([small.entry("checkup", swollen, at=site.clock())])
    at(site, seen, 20)
    client.get("/trial")
    assert [pause.first for pause in trial(site).pauses] == [told]


def test_who_became_pregnant_goes_on_when_her_midwife_says_so(site: Site) -> None:
    client = begun(site, arm="loose-bedclothes")
    at(site, trial(site).first + timedelta(days=9), 13)
    site.journal.append([small.entry("answers", {"answers": {"pregnant": "yes"}}, at=site.clock())])
    assert 'name="midwife"' in client.get("/trial").text
    assert trial(site).pauses[0].first == trial(site).first + timedelta(days=9)
    send(client, "/trial/go-on")
    assert trial(site).pauses[0].last is None
    send(client, "/trial/go-on", midwife="yes")
    assert 'class="big"' in client.get("/trial").text
    assert [pause.why for pause in trial(site).pauses if pause.last is None] == []


def test_danger_typed_as_ones_own_question_is_said_first_and_kept_nowhere(site: Site) -> None:
    kept = len(site.entries())
    shown = small.client_of(site).get("/trial/new?arm=own&own=my+calf+is+swollen+and+red+since+this+morning").text
    assert shown.index(site.pack.say("flag.one-leg-swollen.sign", "en", "other")) < shown.index("<form")
    assert len(site.entries()) == kept


def test_danger_in_own_words_pauses_what_runs_until_they_say_that_it_is_not_so(site: Site) -> None:
    client = begun(site)
    at(site, trial(site).first, 13)
    wrote = small.entry(
        "note", {"at": site.clock().isoformat(), "text": "My left calf is swollen and red since this morning."}
    )
    site.journal.append([wrote])
    page = client.get("/trial").text
    assert 'class="big"' not in page
    assert "You wrote on" in page
    assert [pause.why for pause in trial(site).pauses] == ["danger"]
    for sign in re.findall(r'name="(answers\.danger\.[^"]+):text" value="no"', page):
        site.journal.append(
            [small.entry("answers", {"answers": {sign.removeprefix("answers."): "no"}}, at=site.clock())]
        )
    send(client, "/trial/go-on")
    assert all(pause.last is not None for pause in trial(site).pauses)


def test_danger_stands_first_and_can_be_answered_where_a_trial_is_chosen(site: Site) -> None:
    client = small.client_of(site)
    wrote = "My left calf is swollen and red since this morning."
    site.journal.append([small.entry("note", {"at": site.clock().isoformat(), "text": wrote})])
    first = client.get("/trial").text.partition("</h1>")[2].lstrip()
    assert first.startswith('<section class="card alert"')
    chosen = "/trial/new?arm=own&own=socks+in+bed&weeks=4"
    for address in ("/trial/new", chosen):
        page = client.get(address).text
        form = re.search(r'<form method="post" action="/entries".*?</form>', page, re.DOTALL)
        assert form
        fields = re.findall(r'name="([^"]+)" value="([^"]*)"', form[0])
        assert ("next", address.replace("+", "%20").replace("&", "&amp;")) in fields


def test_only_one_trial_runs_at_a_time_and_the_next_has_to_be_surer(site: Site) -> None:
    client = begun(site)
    send(client, "/trial/start", **STRETCH)
    assert len(trials(site.entries())) == 1
    first = trial(site)
    send(client, "/trial/stop", why="given-up")
    send(client, "/trial/start", **STRETCH)
    assert trial(site).design.number == 2
    assert trial(site).design.better > first.design.better


@pytest.mark.parametrize(
    "fields",
    [
        {"arm": "own", "own": "stop my statin"},
        {"arm": "own", "own": "magnesium tablets"},
        {"arm": "own", "own": ""},
        {"arm": "quinine"},
        {"arm": "potassium-tablets"},
        {"arm": "nonsense"},
        {"arm": "legs-up", "against": "tonic-water"},
        {"arm": "legs-up", "against": "legs-up"},
        {"arm": "loose-bedclothes", "weeks": "0"},
        {"arm": "loose-bedclothes", "weeks": "abc"},
    ],
)
def test_what_may_not_be_tested_is_refused_on_every_way_with_a_reason(site: Site, fields: dict[str, str]) -> None:
    client = small.client_of(site)
    shown = client.get("/trial/new", params=fields)
    assert shown.status_code == 422
    assert 'role="alert"' in shown.text
    assert send(client, "/trial/start", **fields).status_code == 422
    assert trials(site.entries()) == []


def test_without_a_run_in_nothing_starts_and_the_page_says_how_many_nights_are_missing(tmp_path: Path) -> None:
    made = small.site_in(tmp_path / "data")
    made.journal.append([small.entry("answers", ANSWERS), *run_in(9)])
    client = small.client_of(made)
    assert "9 of 14 nights filled in" in client.get("/trial").text
    send(client, "/trial/start", **STRETCH)
    assert trials(made.entries()) == []
    made.journal.close()


def test_a_trial_that_was_changed_says_so_and_gives_no_verdict(site: Site) -> None:
    client = begun(site)
    live(site, ratio=0.35)
    at(site, trial(site).first + timedelta(days=57), 14)
    there = send(client, "/trial/look").headers["location"]
    forged = msgspec.structs.replace(trial(site), order=drawn_order(trial(site)).translate(str.maketrans("AB", "BA")))
    site.journal.append([small.entry("trial", write(forged), at=site.clock(), supersedes=found(site).id)])
    page = client.get(there).text
    assert "somebody changed it afterwards" in page
    assert "The chance that" not in page


def test_the_morning_asks_whether_it_was_done_as_drawn(site: Site) -> None:
    client = begun(site)
    night = trial(site).first
    at(site, night + timedelta(days=1), 8)
    assert "Did you do it that way?" in client.get(f"/checkin?date={night}").text
    send(client, "/entries", kind="night", **{"date:date": str(night), "cramps:int": "0", "next": "/"})
    asked = client.get("/").text
    assert "Did you do it that way?" in asked
    assert 'name="exposures.trial:bool" value="true"' in asked
    assert "Did you do it that way?" not in client.get(f"/checkin?date={night - timedelta(days=1)}").text


def test_an_unclear_look_shows_nothing_and_goes_on(site: Site) -> None:
    client = begun(site)
    due = trial(site).design.looks[0]
    live(site, nights=due + 1)
    at(site, trial(site).first + timedelta(days=due + 1), 14)
    assert send(client, "/trial/look").headers["location"] == "/trial?looked=yes"
    page = client.get("/trial?looked=yes").text
    assert "Not clear yet" in page
    assert trial(site).result is None
    assert trial(site).looked == [due]


@pytest.mark.parametrize("lang", ["nl", "nb", "id", "en"])
def test_every_page_of_a_trial_is_well_made_in_each_language(site: Site, lang: str) -> None:
    client = small.client_of(site, lang)
    paths = ["/trial", "/trial/new"]
    for path in paths:
        whole(client, path)
    assert Page(client.get("/trial/new", params=STRETCH).text).forbidden == []
    begun(site)
    name = trial(site).hash[:12]
    at(site, trial(site).first, 14)
    whole(client, "/trial")
    live(site, ratio=0.35)
    at(site, trial(site).first + timedelta(days=57), 14)
    whole(client, "/trial")
    send(client, "/trial/look")
    for path in (f"/trial/result/{name}", f"/trial/paper/{name}", "/trial"):
        whole(client, path)


def whole(client: Client, path: str) -> None:
    answer = client.get(path)
    read = Page(answer.text)
    assert answer.status_code == 200, path
    assert read.headings.count("h1") == 1
    assert read.forbidden == []
    assert len(set(read.ids)) == len(read.ids)


MAGNESIUM = {"arm": "magnesium-tablets", "against": "nothing", "weeks": "8", "blinded": "yes"}


@pytest.fixture
def packed(site: Site) -> Client:
    """A trial whose bags a helper packs."""
    at(site, TODAY)
    told = {"at": site.clock().isoformat(), "answers": small.CLEARED, "done": True}
    site.journal.append([small.entry("checkup", told, at=site.clock())])
    client = small.client_of(site)
    assert "magnesium-tablets" in client.get("/trial/new").text
    assert send(client, "/trial/start", **MAGNESIUM).status_code == 303
    return client


def test_nothing_is_swallowed_in_a_trial_before_it_was_asked_whether_they_may(site: Site) -> None:
    unasked = {name: value for name, value in small.CLEARED.items() if name not in {"kidney_disease", "dialysis"}}
    told = {"at": site.clock().isoformat(), "answers": unasked, "done": True}
    site.journal.append([small.entry("checkup", told, at=site.clock())])
    client = small.client_of(site)
    assert "/checkup/ask?item=kidney_disease" in client.get("/trial/new").text
    assert send(client, "/trial/start", **MAGNESIUM).status_code == 422


def test_what_is_no_longer_for_them_is_named_with_what_to_do_about_the_bags(site: Site, packed: Client) -> None:
    at(site, trial(site).first + timedelta(days=20), 18)
    told = {"at": site.clock().isoformat(), "answers": small.CLEARED | {"kidney_disease": True}, "done": True}
    site.journal.append([small.entry("checkup", told, at=site.clock())])
    page = packed.get("/trial").text
    assert "Magnesium tablets: Not suitable" in page
    assert "Take nothing more from any of the bags" in page
    assert "/checkup/ask?item=kidney_disease" in page
    assert 'class="big"' not in page
    assert [pause.why for pause in trial(site).pauses] == ["forbidden"]


def test_who_is_blinded_sees_numbers_of_bags_until_the_end_and_then_what_was_in_them(
    site: Site, packed: Client
) -> None:
    made, name = trial(site), found(site).first_hash[:12]
    assert made.design.blinded
    assert made.first >= TODAY + timedelta(days=7)
    for day in (0, made.design.block, 3 * made.design.block + 1):
        at(site, made.first + timedelta(days=day), 18)
        page = packed.get("/trial").text
        assert f'class="big">Bag {day // made.design.block + 1}</p>' in page
        assert "does not count yet" not in page  # that would tell that another bag holds another thing
        paper = packed.get(f"/trial/paper/{name}").text.partition('id="order"')[2]
        assert "Magnesium" not in paper
        at(site, made.first + timedelta(days=day + 1), 8)
        assert "Your trial: Bag" in packed.get(f"/checkin?date={made.first + timedelta(days=day)}").text
    at(site, made.first + timedelta(days=2 * made.design.block), 14)
    there = send(packed, "/trial/stop", why="given-up").headers["location"]
    page = packed.get(there).text
    assert "was to be in the bags" in page
    assert page.partition('id="bags"')[2].partition("</ol>")[0].count("<li>") == 2
    assert "Nobody has opened it" in page  # nobody packed anything, so nobody was blinded
    assert "packed the bags." not in page + packed.get(f"/trial/paper/{name}").text
    assert "Magnesium" in packed.get(f"/trial/paper/{name}").text.partition('id="order"')[2]


def test_the_helpers_list_tells_every_bag_and_that_it_was_opened_is_written_down(site: Site, packed: Client) -> None:
    name, block = found(site).first_hash[:12], trial(site).design.block
    before = packed.get(f"/trial/helper/{name}").text
    assert "<table" not in before
    assert "bags cannot be ready" in packed.get("/trial").text
    assert trial(site).opened == []
    listed = send(packed, f"/trial/helper/{name}").text
    letters = drawn_order(trial(site))[::block]
    assert listed.count("<td>") == len(letters)
    assert listed.count("<td>Magnesium") == letters.count("B")
    assert len(trial(site).opened) == 1
    assert "bags cannot be ready" not in packed.get("/trial").text
    assert "was opened" in packed.get(f"/trial/paper/{name}").text


def test_only_what_is_swallowed_can_be_packed_and_an_open_trial_has_no_list(site: Site) -> None:
    client = small.client_of(site)
    assert client.get("/trial/new", params=STRETCH | {"blinded": "yes"}).status_code == 422
    begun(site)
    assert client.get(f"/trial/helper/{found(site).first_hash[:12]}").status_code == 404


def resealed(told: dict[str, Any]) -> bytes:
    """A file changed by somebody who knows how to seal it again."""
    held = msgspec.convert(told["trial"], Trial)
    at_ = msgspec.convert(told["registered"], datetime)
    return msgspec.json.encode(told | {"digest": digest(at_, held)})


def told_otherwise(content: bytes, name: str) -> dict[str, Any]:
    """A file with the first number of its nights that is told changed by hand."""
    told: dict[str, Any] = msgspec.json.decode(content)
    row = next(each for each in told["trial"]["result"]["table"] if name in each)
    row[name] += 1
    return told


def test_anothers_trial_is_worked_out_again_and_nothing_of_it_is_kept(site: Site) -> None:
    client = begun(site)
    live(site, ratio=0.35, nights=30)
    at(site, trial(site).first + timedelta(days=30), 14)
    send(client, "/trial/stop", why="given-up")
    content = client.get(f"/trial/file/{found(site).first_hash[:12]}").content
    held = len(site.entries())
    page = client.post("/trial/shared", files={"file": ("trial.json", content)})
    assert "the same, to the last digit" in page.text
    assert "cramps where you would otherwise have had 10" in page.text
    other = msgspec.json.decode(content)
    other["trial"]["result"]["numbers"]["p_better"] = 0.999
    assert "Stopped early." in page.text
    for each in (other, told_otherwise(content, "cramps")):
        assert (
            client.post("/trial/shared", files={"file": ("trial.json", msgspec.json.encode(each))}).status_code == 422
        )
    page = client.post("/trial/shared", files={"file": ("trial.json", resealed(other))})
    assert "otherwise than the file says" in page.text
    assert "helps you" not in page.text
    assert "Stopped early." not in page.text
    for wrong in (b"", b"{}", b"\xff", content[:200]):
        assert client.post("/trial/shared", files={"file": ("trial.json", wrong)}).status_code == 422
    assert len(site.entries()) == held


def test_why_there_is_no_answer_is_told_with_what_was_not_told_and_what_did_not_count_yet(
    site: Site, packed: Client
) -> None:
    send(packed, f"/trial/helper/{found(site).first_hash[:12]}")
    live(site, nights=9)
    at(site, trial(site).first + timedelta(days=12), 14)
    page = packed.get(send(packed, "/trial/stop", why="given-up").headers["location"]).text
    assert trial(site).result is not None
    assert "nothing to compare" in page
    assert "12 nights were changes from one to the other" in page
    assert "not filled in" not in page.partition('id="bags"')[0]


def test_a_file_that_says_it_was_clear_is_not_believed_where_its_nights_do_not_say_so(site: Site) -> None:
    client = begun(site)
    at(site, trial(site).first + timedelta(days=3), 14)
    send(client, "/trial/stop", why="given-up")
    told = msgspec.json.decode(client.get(f"/trial/file/{found(site).first_hash[:12]}").content)
    for why in ("clear", "done"):
        told["trial"]["ended"]["why"] = why
        page = client.post("/trial/shared", files={"file": ("trial.json", resealed(told))}).text
        assert page.index("otherwise than the file says") < page.index("another person")
        assert "by the rule fixed at the start" not in page
        assert "All nights are over" not in page


def test_own_words_are_shown_before_they_are_shared_and_can_be_left_out(site: Site) -> None:
    client = begun(site, arm="own", own="a story for my wife")
    at(site, trial(site).first + timedelta(days=3), 14)
    send(client, "/trial/stop", why="given-up")
    name = found(site).first_hash[:12]
    assert "a story for my wife" in client.get(f"/trial/result/{name}").text.partition('name="words"')[0]
    assert b"my wife" in client.get(f"/trial/file/{name}").content
    without = client.get(f"/trial/file/{name}", params={"words": "no"}).content
    assert b"my wife" not in without
    assert read_shared(without).trial.arms[1].words == "B"


def test_the_page_before_a_start_says_the_chance_for_other_lengths_too(site: Site) -> None:
    client = small.client_of(site)
    page = Page(client.get("/trial/new", params=STRETCH | {"arm": "loose-bedclothes"}).text)
    others = [link for link in page.links if "weeks=" in link]
    assert not any("/learn/remedies/" in link for link in page.links)  # nobody tried loose bedclothes
    assert [link.rpartition("weeks=")[2] for link in others] == ["4", "12"]
    assert client.get(others[1]).status_code == 200
