"""Tables of nights are read whatever their order, and what cannot be used is refused with the reason."""

import random
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.trials.exposure import exposures
from nattero.trials.series import RefusedError, Series, read_series
from tests.trials.nights import series

Row = dict[str, str | None]


def rows(arms: str = "ABABABABAB", cramps: str = "1020301011") -> list[Row]:
    pairs = enumerate(zip(arms, cramps, strict=True), start=1)
    return [{"night": str(n), "arm": arm, "cramps": "" if count == "." else count} for n, (arm, count) in pairs]


@given(st.randoms())
def test_the_order_of_rows_does_not_matter(chance: random.Random) -> None:
    table = rows()
    shuffled = table[:]
    chance.shuffle(shuffled)
    assert read_series(shuffled) == read_series(table)


def test_a_night_without_a_row_is_a_night_without_a_count() -> None:
    table = rows(cramps="102030.011")
    assert read_series([row for row in table if row["night"] != "7"]).cramps == read_series(table).cramps


def test_dates_give_the_day_of_the_week() -> None:
    dated = [{**row, "night": f"2026-11-{22 + int(row['night'] or 0) - 1:02}"} for row in rows()[:9]]
    found = read_series(dated)
    assert found.weekday == 6  # 22 November 2026 is a Sunday
    assert found.cramps == read_series(rows()[:9]).cramps


def test_the_reference_comes_first_and_can_be_chosen() -> None:
    assert read_series(rows()).arms == ("A", "B")
    assert read_series(rows(), "B").arms == ("B", "A")


def test_adherence_is_understood_in_words_and_shares() -> None:
    told = ["yes", "no", "1", "0", "0.5", "", None, "yes", "1.0", "0.0"]
    found = read_series([{**row, "adhered": word} for row, word in zip(rows(), told, strict=True)])
    assert found.adhered == (1, 0, 1, 0, 0.5, None, None, 1, 1, 0)


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ([], "no-rows"),
        ([{"night": "1", "cramps": "2"}], "columns"),
        (rows("AAAAAAAAAA"), "one-arm"),
        (rows("ABABABABA", "102030101"[:9])[:3], "too-few-nights"),
        (rows(cramps=".........."), "too-few-nights"),
        (rows(cramps="0000000000"), "no-cramps"),
        (rows("ABABABABAb"), "arms-alike"),
        (rows("ABABABABAX"), "too-few-in-arm"),
        (rows("ABCDABCDAB"), "too-many-arms"),
        (rows("AAAAABBBBB"), "before-after"),
        (rows("AAACCCCBBB"), "before-after"),
        (rows("AAAAAABBBBBA", "30302301010."), "before-after"),
        (rows("XYXYXYXYXY"), "reference"),
        ([*rows(), {"night": "3", "arm": "A", "cramps": "1"}], "night-twice"),
        ([*rows(), {"night": "11", "arm": "A", "cramps": "-1"}], "cramps"),
        ([*rows(), {"night": "11", "arm": "A", "cramps": "many"}], "cramps"),
        ([*rows(), {"night": "11", "arm": "A", "cramps": "1.5"}], "cramps"),
        ([*rows(), {"night": "11", "arm": "A", "cramps": "nan"}], "cramps"),
        ([*rows(), {"night": "11", "arm": "A", "cramps": "51"}], "cramps"),
        ([*rows(), {"night": "11", "arm": "A", "cramps": "9" * 5000}], "cramps"),
        ([*rows(), {"night": "9" * 5000, "arm": "A", "cramps": "1"}], "night"),
        ([*rows(), {"night": "--11", "arm": "A", "cramps": "1"}], "night"),
        ([*rows(), {"night": "11", "arm": "\x1b[31mB", "cramps": "1"}], "arm-name"),
        ([*rows(), {"night": "11", "arm": "B\n12,A,3", "cramps": "1"}], "arm-name"),
        ([*rows(), {"night": "11", "arm": "B" * 81, "cramps": "1"}], "arm-name"),
        ([*rows(), {"night": "11", "arm": "A", "cramps": "1_0"}], "cramps"),
        ([*rows(), {"night": "11", "arm": "", "cramps": "1"}], "arm"),
        ([*rows(), {"night": "yesterday", "arm": "A", "cramps": "1"}], "night"),
        ([*rows(), {"night": "2026-11-22", "arm": "A", "cramps": "1"}], "night"),
        ([*rows(), {"night": "2000", "arm": "A", "cramps": "1"}], "too-long"),
        ([*rows(), {"night": "11", "arm": "A", "cramps": "1", "adhered": "perhaps"}], "adhered"),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(table: list[Row], code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_series(table)
    assert refused.value.code == code


@settings(max_examples=60)
@given(
    st.lists(
        st.fixed_dictionaries(dict.fromkeys(("night", "arm", "cramps", "adhered"), st.text(max_size=12))), max_size=9
    )
)
def test_whatever_is_in_the_cells_there_is_a_trial_or_a_reason(others: list[dict[str, str]]) -> None:
    with suppress(RefusedError):
        read_series([*rows(), *others])


@given(st.integers(12, 60), st.integers(12, 60), st.sampled_from([0, 1, 2]), st.sampled_from([0, 1, 2]), st.randoms())
def test_a_change_from_before_to_after_stays_one_whatever_few_nights_stand_round_it(
    before: int, after: int, ahead: int, behind: int, chance: random.Random
) -> None:
    arms = "B" * (ahead // 2) + "A" * before + "B" * after + "A" * (behind // 2)
    unknown = "B" * (ahead % 2) + arms + "A" * (behind % 2)
    table = rows(unknown, "".join(chance.choice("123") for _ in unknown))
    if ahead % 2:
        table[0]["cramps"] = ""
    if behind % 2:
        table[-1]["adhered"] = "no"
    with pytest.raises(RefusedError, match="before-after"):
        read_series(table)


@given(st.sampled_from([1, 2, 3, 5, 7, 14]), st.integers(2, 6), st.randoms())
def test_arms_that_go_to_and_fro_by_lot_are_never_called_before_and_after(
    block: int, rounds: int, chance: random.Random
) -> None:
    pairs = [chance.choice(["AB", "BA"]) for _ in range(max(rounds, 10 // block))]
    arms = "".join(arm * block for pair in pairs for arm in pair)
    assert read_series(rows(arms, "12" * (len(arms) // 2))).nights == len(arms)


def test_a_date_without_dashes_and_an_arm_written_in_two_ways_are_the_same() -> None:
    plain = [{**row, "night": f"2026-01-{place:02}"} for place, row in enumerate(rows("ABABABABAB"), start=1)]
    compact = [{**row, "night": str(row["night"]).replace("-", "")} for row in plain]
    assert read_series(compact) == read_series(plain)
    accents = [
        {**row, "arm": each} for row, each in zip(plain, ["A", "r\u00e9", "A", "re\u0301", "A"] * 2, strict=True)
    ]
    assert read_series(accents).arms == ("A", "r\u00e9")


def test_what_is_left_over_halves_with_every_half_life() -> None:
    exposure, used = exposures(series("ABAAAB" + "AB" * 3, [1] * 12), half_life=1)
    assert exposure[:6, 0].tolist() == [0, 1, 0.5, 0.25, 0.125, 1]
    assert used.all()


def test_nothing_is_left_over_unless_it_is_said() -> None:
    exposure, _ = exposures(series("ABAB" * 3, [1] * 12))
    assert set(exposure[:, 0]) == {0.0, 1.0}


def test_what_was_not_done_does_not_count_and_a_night_of_neither_arm_is_left_out() -> None:
    exposure, used = exposures(series("ABAB" * 3, [1] * 12, [0.0, 0.0, 1.0, 0.5] * 3))
    assert exposure[:4, 0].tolist() == [0, 0, 0, 0.5]
    assert used[:4].tolist() == [0, 1, 1, 1]


@given(st.lists(st.sampled_from([None, 0, 1, 2, 9]), min_size=12, max_size=12), st.floats(0, 60))
def test_exposure_lies_between_none_and_whole(counts: list[int | None], half_life: float) -> None:
    trial = series("AABB" * 3, [1, 2, 3] * 4)
    exposure, used = exposures(
        Series(trial.arms, trial.arm, (*counts[:3], *trial.cramps[3:]), trial.adhered), half_life
    )
    assert 0 <= exposure.min() <= exposure.max() <= 1
    assert set(used) <= {0.0, 1.0}


def test_an_impossible_half_life_is_refused() -> None:
    with pytest.raises(RefusedError, match="carry-over"):
        exposures(series("AABB" * 3, [1] * 12), half_life=61)
