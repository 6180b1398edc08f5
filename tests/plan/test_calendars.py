"""Which plan a calendar is made of, whatever order its entries arrive in, and what its events are called."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from nattero.calendars import calendar, standing_plan
from nattero.diary.entry import Entry, new_id
from nattero.diary.merge import current
from nattero.diary.plans import planned
from nattero.knowledge.pack import Pack
from tests import packed

BEGUN = datetime(2026, 1, 10, 12, 0, tzinfo=UTC)
PLAN: dict[str, Any] = {"at": "2026-01-10T12:00:00Z", "first": "2026-01-10", "checkin": "07:30"}
GIVEN = {"title": "After my new knee", "parts": [{"exercise": "toes-up"}]}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return packed.pack()


def entry(
    number: int, kind: str = "plan", supersedes: Entry | None = None, person: str = "me", **payload: Any
) -> Entry:
    at = BEGUN + timedelta(minutes=number)
    return Entry(
        id=new_id(at, number.to_bytes(10)),
        person=person,
        recorded_at=at,
        device="phone",
        zone="Europe/Oslo",
        kind=kind,
        supersedes=supersedes.id if supersedes else None,
        payload=PLAN | payload if kind == "plan" else payload,
    )


def titles(body: bytes) -> list[str]:
    return [str(event.summary.value) for event in getattr(vobject.readOne(body.decode()), "vevent_list", [])]


def corrected(times: int) -> list[Entry]:
    made = [entry(0)]
    for number in range(1, times):
        made.append(entry(number, supersedes=made[-1], checkin=f"08:{number:02d}"))
    return made


@given(st.integers(1, 6), st.randoms(use_true_random=False), st.integers(0, 5))
def test_the_last_correction_stands_under_its_first_name_in_whatever_order_they_arrive(
    times: int, chance: random.Random, lost: int
) -> None:
    whole = corrected(times)
    arrived = [one for place, one in enumerate(whole) if place != lost or place == times - 1]
    chance.shuffle(arrived)
    found = standing_plan(arrived, "me")
    assert found is not None
    assert found.plan.checkin == whole[-1].payload["checkin"]
    assert found.written == whole[-1].recorded_at
    if lost == 0 or lost >= times:
        assert found.family == whole[0].id


@given(st.lists(st.tuples(st.sampled_from(["plan", "retraction"]), st.integers(0, 11), st.booleans()), max_size=8))
def test_the_calendar_and_the_plans_page_speak_of_the_same_plan(made: list[tuple[str, int, bool]]) -> None:
    entries: list[Entry] = []
    for number, (kind, place, new) in enumerate(made):
        earlier = entries[place % len(entries)] if entries and not new else None
        if kind == "plan" or earlier:
            entries.append(entry(number, kind, earlier, **({"checkin": f"08:{number:02d}"} if kind == "plan" else {})))
    shown, told = planned(current(entries)), standing_plan(entries, "me")
    assert (shown and shown.plan) == (told and told.plan)


def test_a_plan_that_was_taken_back_is_no_plan() -> None:
    first = entry(0)
    assert standing_plan([first, entry(1, "retraction", first)], "me") is None
    assert standing_plan([], "me") is None


def test_nobody_elses_plan_is_read() -> None:
    assert standing_plan([entry(0, person="ola")], "me") is None


def test_of_two_plans_the_one_written_last_counts() -> None:
    found = standing_plan([entry(0, checkin="07:00"), entry(1, checkin="09:00")], "me")
    assert found is not None
    assert found.plan.checkin == "09:00"


@pytest.mark.parametrize("lang", ["nl", "nb", "id", "en"])
def test_a_calendar_names_what_there_is_to_do_only_when_asked(pack: Pack, lang: str) -> None:
    measures = [
        {"id": "evening-stretch", "programme": "evening-stretch", "time": "21:30"},
        {"id": "my-own", "programme": "given", "time": "20:00"},
        {"id": "gone-from-the-pack", "time": "19:00"},
    ]
    plan = standing_plan([entry(0, measures=measures, given=GIVEN)], "me")
    short, full = (titles(calendar(plan, pack, lang, "Etc/UTC", full=full)) for full in (False, True))
    assert len(short) == len(full) == 4
    assert all(title.startswith("Nattero: ") for title in short + full)
    assert full[3] == f"Nattero: {pack.words(lang)['measure.evening-stretch.title']}"
    assert full[2] == "Nattero: After my new knee"
    assert full[:2] == short[:2]
    assert not any("knee" in title for title in short)
    assert len(set(short)) == 3
