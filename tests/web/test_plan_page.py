"""The plan's pages without script: proposed, taken over, fitted, changed; what is forbidden is never put in."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

from nattero import pen
from nattero.diary.payloads import Measure, NightCheck, Plan, Session, SessionStep
from nattero.diary.plans import planned
from nattero.knowledge.limits import LIMITS
from nattero.web.pages.plan_words import limit_questions
from nattero.web.site import Site
from tests.plan.people import MEASURES
from tests.web import small
from tests.web.pages_of import Page

PATHS = ["/plan", "/plan/more", "/plan/change", "/plan/sheet"]
Client = TestClient[Litestar]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = small.site_in(tmp_path / "data")
    yield made
    made.journal.close()


def plan(site: Site) -> Plan:
    found = planned(site.person(small.ZONE).entries)
    assert found is not None
    return found.plan


def ids(site: Site) -> list[str]:
    return [each.id for each in plan(site).measures]


def send(client: Client, path: str, **fields: str) -> Any:
    return client.post(path, data=fields, follow_redirects=False)


def take(client: Client) -> None:
    send(client, "/plan/take", measures="evening-stretch night-light loose-bedclothes")


@pytest.mark.parametrize("lang", ["nl", "nb", "id", "en"])
def test_each_page_of_the_plan_is_well_made_in_each_language(site: Site, lang: str) -> None:
    client = small.client_of(site, lang)
    for path in PATHS * 2:
        answer = client.get(path)
        assert answer.status_code == 200
        read = Page(answer.text)
        assert read.forbidden == []
        assert len(set(read.ids)) == len(read.ids)
        if path == PATHS[-1]:
            take(client)


def test_until_a_plan_is_made_one_is_proposed_and_nothing_is_written_down(site: Site) -> None:
    client = small.client_of(site)
    page = client.get("/plan").text
    assert "Take this plan" in page
    assert page.count('class="card measure"') == 3
    assert planned(site.person(small.ZONE).entries) is None


def test_a_plan_is_taken_over_as_it_was_shown_and_a_programme_can_be_started(site: Site) -> None:
    client = small.client_of(site)
    take(client)
    assert set(ids(site)) == {"evening-stretch", "night-light", "loose-bedclothes"}
    assert plan(site).first == date(2026, 11, 22)
    page = client.get("/plan").text
    assert "The plan" in page
    assert 'href="/session/evening-stretch-sitting"' in page
    assert "Take this plan" not in page


def test_what_was_not_shown_is_not_taken_over(site: Site) -> None:
    send(small.client_of(site), "/plan/take", measures="evening-rub nothing-known")
    assert planned(site.person(small.ZONE).entries) is None


def test_one_is_taken_out_with_its_reason_and_not_proposed_again(site: Site) -> None:
    client = small.client_of(site)
    take(client)
    send(client, "/plan/out", measure="evening-stretch", why="hurt")
    assert "evening-stretch" not in ids(site)
    assert [(each.id, each.why) for each in plan(site).ended] == [("evening-stretch", "hurt")]
    send(client, "/plan/out", measure="night-light", why="other")
    send(client, "/plan/out", measure="loose-bedclothes", why="other")
    page = client.get("/plan").text
    assert 'id="m-evening-stretch"' not in page


def test_another_is_put_in_while_there_is_room_and_not_beyond_three(site: Site) -> None:
    client = small.client_of(site)
    take(client)
    send(client, "/plan/in", measure="stretch-at-once")
    assert len(ids(site)) == 3
    send(client, "/plan/out", measure="night-light", why="other")
    send(client, "/plan/in", measure="stretch-at-once")
    assert set(ids(site)) == {"evening-stretch", "loose-bedclothes", "stretch-at-once"}


@pytest.mark.parametrize("measure", ["evening-rub", "warm-bath", "magnesium-tablets", "foot-game", "quinine"])
def test_what_is_forbidden_no_use_or_for_others_is_never_put_in(site: Site, measure: str) -> None:
    send(small.client_of(site), "/plan/in", measure=measure)
    assert planned(site.person(small.ZONE).entries) is None


def test_a_measure_nobody_knows_is_not_found(site: Site) -> None:
    client = small.client_of(site)
    assert send(client, "/plan/in", measure="marathon").status_code == 404
    assert send(client, "/plan/out", measure="marathon").status_code == 404


def test_every_limit_is_asked_about_as_a_question() -> None:
    asked = limit_questions(lambda text: text)
    assert set(asked) == set(LIMITS)
    assert all(text.endswith("?") for text in asked.values())


def test_to_say_what_one_can_do_lets_more_fit(site: Site) -> None:
    client = small.client_of(site)
    send(client, "/plan/change", **{"limit.unsteady": "no", "limit.numb_feet": "no", "minutes": "10"})
    assert plan(site).limits == {"unsteady": False, "numb_feet": False}
    assert plan(site).minutes == 10
    page = client.get("/plan").text
    assert "Take this plan" in page
    assert "The evening stretch, sitting" not in page
    assert "The evening stretch" in page


def test_what_limits_a_person_later_stops_what_they_do(site: Site) -> None:
    client = small.client_of(site)
    take(client)
    send(client, "/plan/change", **{"limit.clot_sign": "yes"})
    page = client.get("/plan").text
    assert "Not now:" in page
    assert "/session/evening-stretch" not in page
    assert page.index("One leg is swollen") < page.index("Not now:")
    assert "Then change your answer" in page
    send(client, "/plan/change", **{"limit.clot_sign": "no"})
    assert "One leg is swollen" not in client.get("/plan").text


def test_times_are_kept_and_a_time_that_cannot_be_is_asked_again_with_all_else_kept(site: Site) -> None:
    client = small.client_of(site)
    take(client)
    send(client, "/plan/change", **{"time.evening-stretch": "21:15", "checkin": "07:30"})
    assert {each.id: each.time for each in plan(site).measures}["evening-stretch"] == "21:15"
    assert plan(site).checkin == "07:30"
    answer = send(client, "/plan/change", **{"checkin": "25:00", "limit.dizzy": "yes"})
    assert answer.status_code == 422
    assert "25:00 cannot be" in answer.text
    assert 'name="limit.dizzy" value="yes" checked' in answer.text
    assert plan(site).checkin == "07:30"


@pytest.mark.parametrize("minutes", ["-3", "121", "many", "1e3"])
def test_minutes_that_cannot_be_are_named(site: Site, minutes: str) -> None:
    answer = send(small.client_of(site), "/plan/change", minutes=minutes)
    assert answer.status_code == 422
    assert "0-120" in answer.text


def test_zero_minutes_a_day_leave_a_plan_that_takes_none(site: Site) -> None:
    client = small.client_of(site)
    send(client, "/plan/change", minutes="0")
    page = client.get("/plan").text
    assert "minute" not in page.split("Take this plan")[0]
    assert 'id="m-night-light"' in page


def test_a_clot_sign_of_the_check_up_is_said_first_and_nothing_is_planned(site: Site) -> None:
    client = small.client_of(site)
    client.post("/checkup", data={"text": "", "medicines": ""})
    run = small_run(site)
    client.post("/checkup/ask", data={"run": run, "shown": "swelling_one_leg", "answer.swelling_one_leg": "yes"})
    page = client.get("/plan").text
    assert "First somebody looks at this" in page
    assert 'class="card measure"' not in page


def small_run(site: Site) -> str:
    return next(entry.id for entry in site.entries() if entry.kind == "checkup")


def test_a_danger_sign_of_long_ago_still_stands_and_is_asked_about_with_its_day(site: Site) -> None:
    said = {"at": "2025-10-03T18:00:00Z", "answers": {"swelling_one_leg": True}, "done": True}
    site.journal.append([small.entry("checkup", said, small.MORNING - timedelta(days=415))])
    page = small.client_of(site).get("/plan").text
    assert "nothing is planned" in page
    assert "3 October 2025. Is it still so?" in page


def test_who_takes_out_what_they_never_took_over_is_not_offered_it_again(site: Site) -> None:
    client = small.client_of(site)
    send(client, "/plan/out", measure="loose-bedclothes", why="other")
    page = client.get("/plan").text
    assert "Take this plan" in page
    assert 'id="m-loose-bedclothes"' not in page


def test_the_evening_shows_the_way_to_the_plan_and_the_morning_does_not(tmp_path: Path) -> None:
    evening = small.site_in(tmp_path / "data", small.MORNING.replace(hour=19))
    client = small.client_of(evening)
    assert "The plan for tonight" not in client.get("/").text
    take(client)
    assert "The plan for tonight" in client.get("/").text
    evening.journal.close()
    morning = small.site_in(tmp_path / "data")
    assert "The plan for tonight" not in small.client_of(morning).get("/").text
    morning.journal.close()


actions = st.one_of(
    st.tuples(st.just("/plan/in"), st.fixed_dictionaries({"measure": st.sampled_from(sorted(MEASURES))})),
    st.tuples(st.just("/plan/out"), st.fixed_dictionaries({"measure": st.sampled_from(sorted(MEASURES))})),
    st.tuples(st.just("/plan/take"), st.fixed_dictionaries({"measures": st.just(" ".join(MEASURES))})),
    st.tuples(st.just("/plan/easier"), st.fixed_dictionaries({"measure": st.just("evening-stretch")})),
    st.tuples(
        st.just("/plan/change"),
        st.dictionaries(st.sampled_from([f"limit.{limit}" for limit in LIMITS]), st.sampled_from(["yes", "no", ""])),
    ),
)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(actions, max_size=6))
def test_whatever_is_pressed_in_whatever_order_the_plan_holds_three_things_at_most(
    site: Site, pressed: list[tuple[str, dict[str, str]]]
) -> None:
    client = small.client_of(site)
    for path, fields in pressed:
        assert client.post(path, data=fields, follow_redirects=False).status_code == 303
    assert client.get("/plan").status_code == 200
    found = planned(site.person(small.ZONE).entries)
    assert found is None or len(found.plan.measures) <= 3
    assert found is None or all(MEASURES[each.id].get("offered") != "false" for each in found.plan.measures)


def written(site: Site, *payloads: Any) -> None:
    """Puts entries into the diary, each a little later than the one before."""
    for payload in payloads:
        at = site.clock() + timedelta(seconds=1)
        site.journal.append([pen.entry(site.journal, payload, zone=small.ZONE, at=at)])


def going_for(days: int) -> Plan:
    stretch = Measure(id="evening-stretch", programme="evening-stretch-sitting", time="21:30")
    return Plan(at=small.MORNING, first=small.LAST_NIGHT - timedelta(days=days), measures=[stretch])


def nights(first: int, last: int, cramps: int) -> list[NightCheck]:
    days = [small.LAST_NIGHT - timedelta(days=ago) for ago in range(first, last)]
    return [NightCheck(date=day, cramps=cramps, exposures={"stretched": True}) for day in days]


def test_when_it_is_time_both_rates_are_shown_with_their_ranges_and_called_no_proof(site: Site) -> None:
    written(site, *nights(0, 28, 1), *nights(44, 72, 2), going_for(43))
    page = small.client_of(site).get("/plan").text
    assert "Time to look" in page
    assert "In the four weeks before: 14 cramps a week (likely between" in page
    assert "In the last four weeks: 7 cramps a week (likely between" in page
    assert "no proof" in page


def test_without_enough_nights_one_is_asked_what_one_thinks(site: Site) -> None:
    written(site, going_for(43))
    assert "Too few nights were filled in" in small.client_of(site).get("/plan").text


def test_after_it_hurt_something_easier_is_offered_and_taken(site: Site) -> None:
    steps = [SessionStep(exercise="sit-reach", of=6, done=2, hurt=True)]
    hurt = Session(
        at=small.MORNING - timedelta(hours=10), programme="evening-stretch-sitting", steps=steps, ended="hurt"
    )
    written(site, going_for(5), hurt)
    client = small.client_of(site)
    page = client.get("/plan").text
    assert "It hurt" in page
    assert "Do this instead: Three minutes in the evening" in page
    send(client, "/plan/easier", measure="evening-stretch")
    assert plan(site).measures[0].programme == "three-minutes"
    assert 'class="card said"' not in client.get("/plan").text


def test_who_does_what_they_planned_is_offered_one_thing_more_and_nothing_else_is_said(site: Site) -> None:
    written(site, going_for(20), *nights(0, 20, 1))
    page = small.client_of(site).get("/plan").text
    assert "Room for one more" in page
    assert page.count('class="card said"') == 1


def test_a_plan_that_simply_goes_on_is_left_in_peace(site: Site) -> None:
    written(site, going_for(5), *nights(0, 5, 1))
    assert 'class="card said"' not in small.client_of(site).get("/plan").text


def test_somewhere_else_in_the_world_the_same_plan_stands(site: Site) -> None:
    written(site, going_for(5))
    for zone in ("Asia/Jakarta", "Pacific/Kiritimati", "America/Los_Angeles"):
        page = small.client_of(site, zone=zone).get("/plan").text
        assert "21:30" in page
