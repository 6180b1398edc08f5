"""A bar of evidence starts in the middle, stays inside its track, and is longer for more."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.draw.balance import LEAST, WIDTH, balance

weights = st.floats(-50, 50)


def drawn(weight: float, limit: float = 3.0) -> tuple[str, float, float]:
    """The side, the start and the length of the bar as it is drawn."""
    found = re.search(r'bar-(for|against)" x="([-\d.e]+)" y="0" width="([-\d.e]+)"', balance(weight, limit))
    assert found
    return found[1], float(found[2]), float(found[3])


@given(weights, st.floats(0.1, 10))
def test_a_bar_begins_or_ends_in_the_middle_and_stays_on_its_track(weight: float, limit: float) -> None:
    side, start, length = drawn(weight, limit)
    assert side == ("for" if weight >= 0 else "against")
    assert (start if side == "for" else start + length) == pytest.approx(WIDTH / 2, abs=0.11)
    assert start >= -0.1
    assert start + length <= WIDTH + 0.1
    assert length >= LEAST or weight == 0


@given(weights, weights)
def test_more_weight_is_never_a_shorter_bar(one: float, other: float) -> None:
    lighter, heavier = sorted((one, other), key=abs)
    assert drawn(lighter)[2] <= drawn(heavier)[2]


def test_a_limit_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="above zero"):
        balance(1.0, 0)
