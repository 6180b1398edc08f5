"""What people try and what trials found of it: the rows that ship, and the effects that are worked out from them."""

from typing import Any

import msgspec
import pytest

from nattero.knowledge.effects import agrees
from nattero.knowledge.interventions import Intervention, TrialResult, effect_of, seen, texts_of
from nattero.knowledge.pack import Pack
from nattero.knowledge.words import LANGUAGES
from tests import packed

TRIAL = {
    "id": "a",
    "source": "s",
    "arm": "x",
    "against": "y",
    "people": "older",
    "design": "parallel",
    "outcome": "cramps",
    "better": "lower",
    "result": "none",
}
REMEDY = {
    "id": "a",
    "kind": "habit",
    "verdict": "unknown",
    "certainty": "low",
    "people": ["older"],
    "claims": ["c"],
    "why_not": "prescriber",
}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return packed.pack()


def trial(**more: Any) -> TrialResult:
    return msgspec.convert(TRIAL | more, TrialResult)


@pytest.mark.parametrize(
    ("name", "estimate", "low", "high", "digits"),
    [
        ("nygaard-2008-cramps", 1.80 / 2, -1.32 / 2, 4.92 / 2, 2),  # printed over two weeks, shown over one
        ("dahle-1995", 5.66, 1.35, 23.68, 2),
        ("supakatisant-2015-half", 1.42, 1.09, 1.86, 2),
        ("supakatisant-2015-pain", 1.43, 0.99, 2.06, 2),
        ("roguin-maor-2017", -0.38, -2.12, 1.36, 2),
        ("tan-2024-cramps", -2.67, -3.19, -2.15, 2),
        ("hallegraeff-2012-cramps", -8.4, -12.6, -4.2, 1),  # printed a night
        ("coppin-2005-stretching", 1.95 / 4, -3.01 / 4, 6.9 / 4, 2),  # printed over four weeks
    ],
)
def test_effects_are_those_that_were_printed_or_reproduce_them(
    pack: Pack, name: str, estimate: float, low: float, high: float, digits: int
) -> None:
    found = seen(pack.trials[name])
    assert found is not None
    assert found == pytest.approx((estimate, low, high), abs=0.6 * 10**-digits)


def test_an_interval_narrower_than_its_numbers_allow_is_noticed_and_said(pack: Pack) -> None:
    both = ((row, row.published, effect_of(row)) for row in pack.trials.values())
    doubtful = [row for row, told, made in both if told and made and not agrees(made, told.low, told.high)]
    assert [row.id for row in doubtful] == ["tan-2024-cramps"]
    assert all("printed-too-narrow" in row.cautions for row in doubtful)


def test_a_lopsided_interval_stays_as_it_was_printed(pack: Pack) -> None:
    assert seen(pack.trials["sebo-2014-pregnant"]) == (-0.807, -1.207, -0.015)


def test_only_results_that_measured_the_same_in_the_same_people_share_a_pool(pack: Pack) -> None:
    pools: dict[str, set[tuple[str, str, str, str]]] = {}
    for row in pack.trials.values():
        if row.pool:
            pools.setdefault(row.pool, set()).add((row.arm, row.against, row.people, row.outcome))
            assert row.design != "review"
    assert pools
    assert all(len(kinds) == 1 for kinds in pools.values())


def test_no_trial_is_added_up_twice(pack: Pack) -> None:
    pooled = [(row.pool, row.source) for row in pack.trials.values() if row.pool]
    assert len(pooled) == len(set(pooled))


def test_every_intervention_can_be_said_in_every_language(pack: Pack) -> None:
    keys = {key for row in pack.interventions.values() for key in texts_of(row)}
    keys |= {key for row in pack.trials.values() for key in texts_of(row)}
    assert all(pack.text(key, lang) for key in keys for lang in LANGUAGES)


def test_every_medicine_and_everything_unsafe_is_nothing_to_try_alone(pack: Pack) -> None:
    for row in pack.interventions.values():
        if row.kind == "medicine" or row.verdict == "unsafe":
            assert row.test is None, row.id


def test_what_is_unsafe_names_a_harm_and_its_source(pack: Pack) -> None:
    assert all(row.harms for row in pack.interventions.values() if row.verdict == "unsafe")


def test_vitamin_k2_asks_about_blood_thinners_first(pack: Pack) -> None:
    assert {row.id for row in pack.interventions["vitamin-k2"].never} == {"vitamin-k-thinners"}


def test_no_remedy_is_said_to_help_with_more_than_low_certainty(pack: Pack) -> None:
    hopeful = [row for row in pack.interventions.values() if row.verdict in {"helps", "may-help"}]
    assert hopeful
    assert {row.certainty for row in hopeful} == {"low"}


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"design": "review"}, "`k`"),
        ({"k": 3}, "`k`"),
        ({"pool": "p"}, "`pool`"),
        ({"printed": {"measure": "md", "value": 3, "low": 0, "high": 2}}, "`value`"),
    ],
)
def test_a_result_that_contradicts_itself_cannot_be_built(more: dict[str, Any], what: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=what):
        trial(**more)


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"claims": []}, "`claims`"),
        ({"why_not": None}, "`why_not`"),
        ({"test": {"before": 14, "during": 28}}, "`why_not`"),
        ({"verdict": "unsafe", "why_not": None, "test": {"before": 14, "during": 28}}, "unsafe"),
    ],
)
def test_an_intervention_that_contradicts_itself_cannot_be_built(more: dict[str, Any], what: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=what):
        msgspec.convert(REMEDY | more, Intervention)


def test_without_numbers_of_both_arms_there_is_no_effect() -> None:
    arm = {"mean": 3.0, "sd": 1.0, "n": 20}
    assert effect_of(trial()) is None
    assert effect_of(trial(treated=arm)) is None
    assert effect_of(trial(treated=arm, control={"mean": 3.0})) is None
    assert effect_of(trial(treated={"median": 3.0}, control={"median": 4.0})) is None
    assert effect_of(trial(treated=arm, control=arm, plotted=False)) is None
    assert effect_of(trial(treated=arm, control=arm)) is not None
    assert seen(trial()) is None
