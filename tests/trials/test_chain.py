"""Chains of nights, solved all in one call, against each block's matrix written out and inverted."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.trials import chain
from nattero.trials.quadrature import Array

CORRELATIONS = st.sampled_from([1e-4, 0.3, 0.9, 0.9999])


def dense(diagonal: Array, off: Array) -> Array:
    return np.diag(diagonal) + np.diag(off[:-1], 1) + np.diag(off[:-1], -1)


@settings(max_examples=20)
@given(st.integers(2, 40), st.integers(1, 3), CORRELATIONS, CORRELATIONS, st.integers(0, 2**32 - 1))
def test_blocks_solved_together_give_what_each_gives_alone(
    nights: int, trials: int, low: float, high: float, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    spread, correlation = rng.uniform(0.05, 3, (trials, 2)), np.tile([low, high], (trials, 1))
    prior, off = chain.precision(spread, correlation, nights)
    told = rng.uniform(0, 5, prior.shape) * (rng.random(prior.shape) < 0.7)
    chains, variance = chain.factor(prior + told, off)
    right = rng.normal(size=(3, *prior.shape))
    found = right.copy()
    chain.solve(chains, found)
    for block in np.ndindex(trials, 2):
        matrix = dense((prior + told)[block], off[block])
        assert variance[block] == pytest.approx(np.diag(np.linalg.inv(matrix)), rel=1e-6)
        assert found[:, *block] == pytest.approx(np.linalg.solve(matrix, right[:, *block].T).T, rel=1e-6, abs=1e-9)
        assert chains.log_determinant[block] == pytest.approx(np.linalg.slogdet(matrix)[1], rel=1e-9, abs=1e-6)


@settings(max_examples=20)
@given(st.integers(2, 40), CORRELATIONS, st.integers(0, 2**32 - 1))
def test_the_prior_times_columns_is_that_of_the_matrix_written_out(nights: int, correlation: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    spread, keep = rng.uniform(0.05, 3, (2, 3)), np.full((2, 3), correlation)
    columns = rng.normal(size=(4, 2, 1, nights))
    diagonal, off = chain.precision(spread, keep, nights)
    found = np.empty((4, 2, 3, nights))
    chain.pulled(spread, keep, columns, out=found)
    for trial, point in np.ndindex(2, 3):
        matrix = dense(diagonal[trial, point], off[trial, point])
        wanted = columns[:, trial, 0] @ matrix
        assert found[:, trial, point] == pytest.approx(wanted, rel=1e-6, abs=1e-9 * np.abs(matrix).max())
