"""The quantile of a gamma distribution against SciPy's, over all that a diary can ask of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import gammainc, gammaincinv

from nattero.diary.gamma import below, quantile


@settings(max_examples=200)
@given(shape=st.floats(0.5, 40_000), probability=st.floats(0.001, 0.999))
def test_a_quantile_is_scipys(shape: float, probability: float) -> None:
    assert quantile(shape, probability) == pytest.approx(float(gammaincinv(shape, probability)), rel=1e-10)


@settings(max_examples=100)
@given(shape=st.floats(0.5, 40_000), part=st.floats(0.01, 3))
def test_the_chance_below_a_value_is_scipys(shape: float, part: float) -> None:
    assert below(shape, shape * part) == pytest.approx(float(gammainc(shape, shape * part)), rel=1e-8, abs=1e-12)
