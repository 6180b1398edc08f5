"""An order is drawn once, can be drawn again by anybody, is fair, and shows when it was changed."""

from collections import Counter

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.trials.allocation import Allocation, Design, allocate

designs = st.builds(
    lambda arms, block, rounds, rest: Design(tuple("ABC"[:arms]), arms * block * rounds + rest, block),
    st.integers(2, 3), st.integers(1, 14), st.integers(1, 8), st.integers(0, 10),
)  # fmt: skip
seeds = st.text("0123456789abcdef", min_size=8, max_size=32)


@given(designs, seeds)
def test_the_same_seed_gives_the_same_order_and_every_round_holds_every_arm(design: Design, seed: str) -> None:
    found = allocate(design, seed)
    assert found == allocate(design, seed)
    assert len(found.order) == design.nights
    whole = len(design.arms) * design.block
    for start in range(0, design.nights - whole + 1, whole):
        part = found.order[start : start + whole]
        assert Counter(part) == dict.fromkeys(range(len(design.arms)), design.block)
        for block in range(len(design.arms)):
            assert len(set(part[block * design.block : (block + 1) * design.block])) == 1


def test_every_order_of_a_round_comes_about_as_often() -> None:
    design = Design(("A", "B", "C"), 3)
    seen = Counter(allocate(design, f"seed-{number:05}").order for number in range(3000))
    assert len(seen) == 6
    assert all(400 < count < 600 for count in seen.values())  # 500 expected, deviation 20


def test_an_order_known_from_its_seed_stays_that_order() -> None:
    # worked out apart from the code: the last byte of the SHA-256 of "nattero-1:0", "nattero-1:1" ... is odd or even
    from hashlib import sha256

    parities = [sha256(f"nattero-1:{number}".encode()).digest()[-1] % 2 for number in range(6)]
    pairs = [(0, 1) if odd else (1, 0) for odd in parities]
    assert allocate(Design(("A", "B"), 12), "nattero-1").order == tuple(arm for pair in pairs for arm in pair)


@given(designs, seeds)
def test_an_order_survives_being_written_down_and_a_changed_one_is_recognised(design: Design, seed: str) -> None:
    found = allocate(design, seed)
    again = msgspec.json.decode(msgspec.json.encode(found), type=Allocation)
    assert again == found
    with pytest.raises(ValueError, match="drawn"):
        msgspec.structs.replace(found, order=(1 - min(found.order[0], 1), *found.order[1:]))


def test_the_first_nights_of_all_and_those_after_a_change_are_wash_out() -> None:
    found = allocate(Design(("A", "B"), 28, block=7, washout=2), "nattero-1")
    for night in range(28):
        start = night - night % 7
        changed = start == 0 or found.order[start] != found.order[start - 1]
        assert found.counts(night) == (not changed or night - start >= 2)


@pytest.mark.parametrize(
    ("arms", "nights", "block", "washout"),
    [
        ("A", 20, 1, 0),
        ("ABCD", 20, 1, 0),
        ("AA", 20, 1, 0),
        ("AB", 10, 7, 0),
        ("AB", 20, 3, 3),
        ("AB", 2000, 1, 0),
        ("AB", 60, 29, 0),
    ],
)
def test_an_impossible_design_cannot_be_made(arms: str, nights: int, block: int, washout: int) -> None:
    with pytest.raises(ValueError, match=r"trial|block"):
        Design(tuple(arms), nights, block, washout)


def test_a_seed_that_could_be_guessed_is_refused() -> None:
    with pytest.raises(ValueError, match="seed"):
        allocate(Design(("A", "B"), 14), "1")
