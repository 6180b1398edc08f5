"""The exercise bank: nobody is given what is forbidden for them, and every exercise of the web articles is answered."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.knowledge.check import check
from nattero.knowledge.exercises import (
    ASK_FIRST,
    LIMITS_OF,
    MAY_FALL,
    UPRIGHT,
    Dose,
    Exercise,
    Limit,
    Part,
    Programme,
    allowed,
    dose,
    seconds,
    substitute,
    widened,
)
from nattero.knowledge.words import LANGUAGES
from tests import packed
from tests.knowledge.packs import EXERCISES, PROGRAMMES, write_pack

PACK = packed.pack()
BANK = PACK.exercises
any_exercise = st.sampled_from(list(BANK.values()))
any_limits = st.frozensets(st.sampled_from(get_args(Limit)), max_size=4)
ROW: dict[str, Any] = {
    "id": "a", "position": "sitting", "hold": 10, "repetitions": 3, "sides": "both", "muscles": ["calf"],
    "kind": "stretch", "never": ["clot_sign", "recent_surgery"], "claims": ["stretch"], "pose": "lie",
}  # fmt: skip


def exercise(**changes: object) -> Exercise:
    return msgspec.convert({**ROW, **changes}, Exercise)


def test_each_exercise_of_the_articles_is_answered_in_exactly_one_place() -> None:
    places: tuple[Mapping[str, Any], ...] = (PACK.exercises, PACK.programmes, PACK.rejected_exercises)
    answers = Counter(answer for rows in places for row in rows.values() for answer in row.answers)
    assert answers == Counter(f"E{number:02d}" for number in range(1, 48))


@given(any_exercise, any_limits)
def test_what_stands_in_for_an_exercise_is_never_forbidden_itself(one: Exercise, limits: frozenset[Limit]) -> None:
    other = substitute(one, limits, BANK)
    assert other is None or not set(other.never) & widened(limits)
    assert other is one or not allowed(one, limits)


@pytest.mark.parametrize("one", BANK.values(), ids=lambda one: one.id)
def test_a_limit_takes_an_exercise_away_and_leaves_another(one: Exercise) -> None:
    for limit in set(one.never) - ASK_FIRST:
        assert substitute(one, (limit,), BANK) is not None, limit


@pytest.mark.parametrize("limit", sorted(ASK_FIRST))
def test_no_leg_is_exercised_where_somebody_has_to_look_at_it_first(limit: Limit) -> None:
    assert {one.kind for one in BANK.values() if allowed(one, (limit,))} == {"breathing", "relaxation"}
    assert not any(one.muscles for one in BANK.values() if allowed(one, (limit,)))


@pytest.mark.parametrize("one", PACK.programmes.values(), ids=lambda one: one.id)
def test_no_programme_holds_what_is_forbidden_for_its_people(one: Programme) -> None:
    expected = set(one.limits).union(*(() if one.steady else LIMITS_OF.get(people, ()) for people in one.people))
    for name in one.exercises:
        assert not widened(expected) & set(BANK[name].never), name


def test_what_is_done_at_night_is_done_lying_or_sitting() -> None:
    night = [one for one in BANK.values() if one.night_safe]
    assert {one.position for one in night} == {"lying", "sitting"}
    assert not {tool for one in night for tool in one.equipment} & {"ball", "stick", "foam-roller", "bicycle", "wall"}


def test_at_bedtime_only_what_was_tested_standing_is_done_standing() -> None:
    for one in PACK.programmes.values():
        if one.moment == "bedtime" and not one.steady:
            assert all(BANK[name].night_safe for name in one.exercises), one.id
        assert one.steady or not any(BANK[name].position in UPRIGHT for name in one.exercises), one.id


def test_the_evening_stretch_has_the_dose_of_its_trial() -> None:
    one = PACK.programmes["evening-stretch"]
    assert {muscle for name in one.exercises for muscle in BANK[name].muscles} == {"calf", "hamstring"}
    for part in one.parts:
        found = dose(BANK[part.exercise], part)
        assert (found.hold, found.repetitions, found.rest, found.sets, found.times) == (10, 3, 10, 1, 1)
        assert BANK[part.exercise].sides == "each"
    assert sum(seconds(BANK[part.exercise], dose(BANK[part.exercise], part)) for part in one.parts) <= 180


@given(any_exercise, st.integers(1, 900), st.integers(1, 30), st.integers(0, 120))
def test_more_of_an_exercise_never_takes_less_time(one: Exercise, hold: int, repetitions: int, rest: int) -> None:
    amount = dose(one, Part(one.id, hold=hold, repetitions=repetitions, rest=rest))
    assert amount == Dose(hold, repetitions, one.sets, rest, one.times)
    longer = dose(one, Part(one.id, hold=hold, repetitions=repetitions, rest=rest + 1))
    assert 0 < hold * repetitions <= seconds(one, amount) <= seconds(one, longer)


@pytest.mark.parametrize(
    "changes",
    [
        {"position": "standing"},
        {"position": "wall", "never": ["clot_sign", "recent_surgery", *MAY_FALL]},
        {"position": "wall", "never": ["clot_sign", "recent_surgery", "numb_feet", *MAY_FALL], "night_safe": True},
        {"never": []},
        {"claims": []},
        {"instead": ["a"]},
        {"hold": 0},
        {"never": ["ghosts"]},
        {"answers": ["E1"]},
    ],
)
def test_an_unsafe_exercise_cannot_be_built(changes: dict[str, object]) -> None:
    with pytest.raises(msgspec.ValidationError):
        exercise(**changes)


def test_a_walk_in_shoes_is_not_forbidden_for_numb_feet() -> None:
    assert exercise(position="standing", shoes=True, never=["clot_sign", "recent_surgery", *MAY_FALL]).shoes


@pytest.mark.parametrize(
    "changes", [{"limits": []}, {"people": ["pregnant"], "limits": ["pregnant"]}, {"parts": []}, {"claims": []}]
)
def test_a_programme_names_the_limits_of_its_people(changes: dict[str, object]) -> None:
    row = {
        "id": "p", "people": ["older"], "limits": ["unsteady"], "moment": "day", "tested": "untested",
        "parts": [{"exercise": "a"}], "claims": ["stretch"],
    }  # fmt: skip
    assert msgspec.convert(row, Programme).exercises == ("a",)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**row, **changes}, Programme)


def test_older_people_who_stand_firmly_may_have_a_standing_programme() -> None:
    assert all(PACK.programmes[name].steady for name in ("evening-stretch", "strength"))


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"programmes": PROGRAMMES.replace("pull", "lean")}, "lean is never for unsteady"),
        ({"programmes": PROGRAMMES.replace("pull", "swim")}, "swim is not in exercises.yaml"),
        ({"exercises": EXERCISES.replace("instead: [pull]", "instead: []")}, "nothing stands in for it where unsteady"),
        ({"exercises": EXERCISES.replace("instead: [pull]", "instead: [fly]")}, "fly is not in exercises.yaml"),
        (
            {"exercises": EXERCISES.replace("  night_safe: true\n", "  instead: [lean]\n")},
            "lean is forbidden for everybody that this is forbidden for",
        ),
    ],
)
def test_the_check_names_what_would_be_forbidden(tmp_path: Path, changes: dict[str, str], problem: str) -> None:
    assert not check(write_pack(tmp_path / "good"))
    assert any(problem in str(finding) for finding in check(write_pack(tmp_path / "bad", **changes)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_has_not_been_tested_says_so(lang: str) -> None:
    said = {
        "en": ("test", "not been shown", "not sure"),
        "nl": ("onderzo", "getest", "aangetoond", "niet zeker"),
        "nb": ("prøvd", "testet", "undersøkt", "ikke vist", "ikke sikkert"),
        "id": ("belum", "tidak diketahui"),
    }
    for one in PACK.programmes.values():
        text = PACK.text(f"programme.{one.id}.why", lang).lower()
        assert one.tested != "untested" or any(words in text for words in said[lang]), one.id
