"""Trials of several people together say more than each, and what somebody new may think is never more than that."""

from math import log
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.diary.payloads import Trial, TrialArm
from nattero.trials.pool import Said, said_by, together
from nattero.trials.prior import PERSON_SD
from nattero.trials.series import Refused
from tests.trials.over import ARMS, over

ONE = st.builds(Said, st.just("x"), st.floats(-1.5, 1), st.floats(0.01, 1), st.integers(8, 84))


def said_of(trial: Trial) -> list[Said]:
    found = said_by(trial)
    assert not isinstance(found, Refused)
    return found


def test_ten_people_say_more_than_each_and_near_the_truth() -> None:
    said = [each for seed in range(10) for each in said_of(over(seed, 0.6, ARMS[:2]))]
    (pooled,) = together(said)
    assert pooled.trials == 10
    assert pooled.people
    assert pooled.people.average.lo < 0.6 < pooled.people.average.hi
    assert pooled.people.average.p_better > 0.99
    assert pooled.people.average.sd_log < min(each.variance**0.5 for each in said)
    assert pooled.people.next.sd_log > pooled.people.average.sd_log


@settings(max_examples=30)
@given(st.lists(ONE, min_size=3, max_size=8), st.randoms())
def test_the_order_of_files_does_not_matter_and_a_prior_is_drawn_to_nothing(said: list[Said], random: Random) -> None:
    (pooled,) = together(said)
    mixed = list(said)
    random.shuffle(mixed)
    (again,) = together(mixed)
    assert pooled.people
    assert again.people
    assert again.people.average.median == pytest.approx(pooled.people.average.median)
    assert pooled.people.average.lo < pooled.people.average.median < pooled.people.average.hi
    assert pooled.people.next.lo <= pooled.people.average.lo
    assert abs(pooled.prior.mean) <= abs(pooled.people.average.mean_log) + 0.05
    assert 0 < pooled.prior.weight < 1


@given(st.lists(ONE, min_size=1, max_size=2))
def test_of_one_or_two_nothing_is_said_of_others_but_a_prior_nearly_as_doubtful_as_before(said: list[Said]) -> None:
    (pooled,) = together(said)
    assert pooled.people is None
    assert pooled.prior.sd > PERSON_SD


def test_many_alike_leave_the_next_person_free_to_differ_a_little_and_people_at_odds_a_lot() -> None:
    alike = together([Said("x", log(0.5), 0.04, 84)] * 20)[0]
    odds = together([Said("x", log(0.5) + 0.8 * (-1) ** each, 0.04, 84) for each in range(20)])[0]
    assert alike.people
    assert odds.people
    assert alike.people.spread[0] < PERSON_SD < odds.people.spread[0]
    assert alike.prior.sd < odds.prior.sd
    assert odds.people.average.median == pytest.approx(0.5, abs=0.03)


def test_three_arms_say_two_things_and_what_was_not_compared_with_nothing_says_none() -> None:
    assert {each.what for each in said_of(over(1, 0.6, ARMS))} == {"loose-bedclothes", "warm milk"}
    against = [TrialArm(id="A", measure="warm-socks"), *ARMS[1:2]]
    assert said_by(over(1, 0.6, against)) == []
    silent = msgspec.structs.replace(over(1, 0.6, ARMS[:2]), result=None)
    assert isinstance(said_by(silent), Refused)
