"""What a result is called follows its probability, and what is said of length and chance follows the design."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.diary.payloads import TrialArm, TrialDesign
from nattero.plans import Voice
from nattero.trial_answers import sentence
from nattero.trial_words import chance_text, design_text, length_text, usual, what_to_do
from nattero.trials.question import WEEKS, Topic, layout
from tests.plan.people import PACK

VOICE = Voice(PACK, "en")


@settings(max_examples=30)
@given(st.floats(0.9, 0.999), st.floats(0.3, 1.4), st.sampled_from(["helps", "harms", "no-meaningful-difference"]))
def test_an_answer_is_called_clear_only_where_its_own_interval_is(chance: float, end: float, decision: str) -> None:
    better = {"helps": chance, "harms": 1 - chance}.get(decision, 0.5)
    lo, hi = (0.2, end) if decision != "harms" else (1.3 - end / 2, 4.0)
    each = {
        "arm": "B", "reference": "A", "decision": decision, "p_better": better, "p_same": chance,
        "rate_ratio": {"median": (lo + hi) / 2, "lo": lo, "hi": hi},
    }  # fmt: skip
    said = sentence(each, {"A": "As always", "B": "x"}, VOICE)["verdict"]
    open_ = chance < 0.985 or (decision != "no-meaningful-difference" and lo <= 1 <= hi)
    assert ("probably" in said) == open_
    assert ("clear" in said) != open_
    assert "of 100" in said


TESTED = [
    TrialArm(id="B", measure=row.id, programme=programme)
    for row in PACK.measures.values()
    if row.trial
    for programme in (row.programmes or (None,))
]


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from(TESTED), min_size=1, max_size=2, unique_by=str), st.sampled_from(["en", "nl", "nb", "id"])
)
def test_every_night_says_what_a_night_without_each_other_thing_is(tested: list[TrialArm], lang: str) -> None:
    voice = Voice(PACK, lang)
    arms = [TrialArm(id="A"), *tested]
    for tonight in arms:
        text = what_to_do(tonight, arms, voice)
        for other in tested:
            assert (usual(other, voice) in text) == (other.measure != tonight.measure)


@given(st.sampled_from(WEEKS), st.integers(0, 14), st.integers(2, 3))
def test_another_length_than_was_chosen_is_said_with_its_reason(weeks: int, spread: int, arms: int) -> None:
    design = layout([Topic("x", onset=spread, carry_over=spread)], arms, weeks)
    said = length_text(weeks, design, arms, VOICE)
    assert bool(said) == (design.nights != 7 * weeks)
    assert not said or (str(design.nights) in said and str(7 * weeks) in said and str(arms * design.block) in said)
    assert ("longer" in said) == (design.nights > 7 * weeks)


@pytest.mark.parametrize(("longer", "helps"), [(None, False), (0.02, False), (0.3, True)])
def test_more_nights_are_said_to_help_only_where_they_do(longer: float | None, helps: bool) -> None:
    assert ("more nights" in chance_text(1.0, 0.01, VOICE, longer)) == helps


def test_three_are_done_in_rounds_and_not_in_pairs() -> None:
    design: TrialDesign = layout([Topic("x")], 3, 8)
    said = design_text(design.nights, design.block, design.washout, VOICE, 3)
    assert "round" in said
    assert "pair" not in said
