"""How long the next trial would have to be: longer than one that stayed unclear, and the longer the less its nights said."""

from math import exp

from hypothesis import assume, given
from hypothesis import strategies as st

from nattero.diary.payloads import TrialPrior
from nattero.trials.decision import NORMAL, RULE
from nattero.trials.further import YEAR, nights_needed

DOUBT = TrialPrior("sceptical", 0.0, 0.4)
EFFECTS, SPREADS = st.floats(-1.5, 1.5), st.floats(0.1, 0.39)


def told(effect: float, sd: float) -> dict[str, object]:
    """A comparison with this log rate ratio."""
    return {"rate_ratio": {"mean_log": effect, "sd_log": sd, "median": exp(effect)}}


@given(EFFECTS, SPREADS, st.integers(28, 126))
def test_what_stayed_unclear_would_have_to_be_longer(effect: float, sd: float, nights: int) -> None:
    same = NORMAL.cdf((0.223 - effect) / sd) - NORMAL.cdf((-0.223 - effect) / sd)
    assume(NORMAL.cdf(abs(effect) / sd) < RULE.better)
    assume(same < RULE.same - 0.1)
    needed = nights_needed(told(effect, sd), nights, DOUBT, RULE)
    assert needed is None or nights < needed <= YEAR


@given(EFFECTS, SPREADS, st.integers(28, 126), st.integers(2, 6))
def test_the_surer_one_has_to_be_the_longer_it_takes(effect: float, sd: float, nights: int, tests: int) -> None:
    one, several = (nights_needed(told(effect, sd), nights, DOUBT, rule) for rule in (RULE, RULE.among(tests)))
    assert several is None or (one is not None and one <= several)


@given(st.floats(0.4, 1.0))
def test_nights_that_said_nothing_give_no_length(sd: float) -> None:
    assert nights_needed(told(-0.5, sd), 56, DOUBT, RULE) is None
