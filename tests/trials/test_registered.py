"""A trial is fixed before its first night: whatever is changed afterwards is noticed."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from nattero.diary.entry import Entry, new_id, write
from nattero.diary.payloads import Trial, TrialArm, TrialDesign, TrialPrior
from nattero.diary.trials import trials
from nattero.trials.decision import RULE
from nattero.trials.question import Topic, layout
from nattero.trials.registered import broken, drawn_order, register

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
PRIOR = TrialPrior(name="sceptical", mean=0.0, sd=0.4)
ARMS = [TrialArm(id="A"), TrialArm(id="B", measure="evening-stretch"), TrialArm(id="C", words="warm milk")]


@st.composite
def made(draw: st.DrawFn) -> Trial:
    """A trial as somebody may register it."""
    spread, arms = draw(st.sampled_from([0, 0, 1, 3, 7, 14])), draw(st.integers(2, 3))
    design = layout([Topic("x", onset=spread)], arms, draw(st.sampled_from([4, 8, 12])), draw(st.integers(1, 5)))
    return register(
        AT, date(2026, 11, 23), ARMS[:arms], design, PRIOR, draw(st.text("0123456789abcdef", min_size=8, max_size=32))
    )


def changed_design(design: TrialDesign, draw: st.DataObject) -> TrialDesign:
    """The design with one of its numbers changed."""
    numbers: list[dict[str, Any]] = [{"better": 0.6}, {"looks": [8]}, {"least": 8}, {"same": 0.51}, {"number": 9}]
    return msgspec.structs.replace(design, **draw.draw(st.sampled_from(numbers)))


def other(trial: Trial, field: str, draw: st.DataObject) -> Trial:
    """The trial with another value in one field that was fixed."""
    changed: dict[str, Any] = {
        "order": lambda: drawn_order(trial)[1:] + ("A" if drawn_order(trial)[-1] != "A" else "B"),
        "seed": lambda: trial.seed + "0",
        "hash": lambda: ("1" if trial.hash[0] != "1" else "2") + trial.hash[1:],
        "first": lambda: date(2026, 12, 24),
        "arms": lambda: [TrialArm(id="A", words="something else"), *trial.arms[1:]],
        "design": lambda: changed_design(trial.design, draw),
        "prior": lambda: TrialPrior(name="flat", mean=0.0, sd=10.0),
    }
    return msgspec.structs.replace(trial, **{field: changed[field]()})


@given(made(), st.sampled_from(["order", "seed", "hash", "first", "arms", "design", "prior"]), st.data())
def test_nothing_that_was_fixed_can_be_changed_unnoticed(trial: Trial, field: str, data: st.DataObject) -> None:
    assert broken(trial) is None
    assert broken(other(trial, field, data)) is not None


@given(made(), made())
def test_a_whole_other_trial_in_its_place_is_noticed_too(trial: Trial, instead: Trial) -> None:
    first = entry(trial, 1)
    found = trials([first, entry(instead, 2, first.id)])
    assert len(found) == 1
    assert broken(found[0].trial) is None
    assert found[0].replaced == (instead.hash != trial.hash)


@given(made())
def test_every_round_holds_every_arm_once(trial: Trial) -> None:
    size = len(trial.arms) * trial.design.block
    letters = {arm.id for arm in trial.arms}
    for start in range(0, trial.design.nights, size):
        part = drawn_order(trial)[start : start + size]
        assert {letter: part.count(letter) for letter in letters} == dict.fromkeys(letters, trial.design.block)


@given(st.integers(1, 20), st.integers(2, 3))
def test_each_further_trial_has_to_be_surer(number: int, arms: int) -> None:
    design, before = (layout([Topic("x")], arms, 8, one) for one in (number + 1, number))
    assert design.better > before.better
    assert (1 - before.better) * number * (arms - 1) <= 1 - RULE.better + 1e-12


def entry(trial: Trial, number: int, supersedes: str | None = None) -> Entry:
    at = AT.replace(minute=number)
    return Entry(
        id=new_id(at, bytes([number] * 10)), recorded_at=at, device="phone", zone="Europe/Oslo", kind="trial",
        supersedes=supersedes, payload=write(trial),
    )  # fmt: skip
