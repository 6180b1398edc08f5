"""The conditions and the pages built on claims: each stands on something, and what is urgent says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.knowledge.conditions import Condition
from nattero.knowledge.learning import Situation
from nattero.knowledge.words import LANGUAGES
from tests import packed

PACK = packed.pack()
RANK = ["self-care", "routine", "soon", "urgent", "emergency"]


def condition(see: tuple[str, ...], claims: tuple[str, ...], sources: tuple[str, ...] = ()) -> Condition:
    """A condition that stands on these claims and sources."""
    return Condition(id="any", role="mimic", urgency="soon", group="nerves", see=see, claims=claims, sources=sources)


def test_there_is_a_page_for_each_of_the_ninety_conditions_of_the_originals_and_the_literature():
    assert len(PACK.conditions) == 90
    assert {row.role for row in PACK.conditions.values()} == {"index", "mimic", "underlying", "both"}
    assert {seed for row in PACK.conditions.values() for seed in row.seeds} == {"S0", "S1", "S2", "S3", "S4"}


def test_every_emergency_and_urgent_condition_names_a_danger_sign_as_urgent_and_whom_to_ring():
    for row in PACK.conditions.values():
        if row.urgency not in {"emergency", "urgent"}:
            continue
        assert max((RANK.index(PACK.red_flags[flag].urgency) for flag in row.flags), default=-1) >= 3, row.id
        for lang in LANGUAGES:
            whom = PACK.text(f"condition.{row.id}.whom", lang)
            assert "{emergency}" in whom or "{medical}" in whom, (row.id, lang)


def test_who_must_call_at_once_reads_the_number_first():
    for row in PACK.conditions.values():
        if row.urgency == "emergency":
            for lang in LANGUAGES:
                first, _, _ = PACK.text(f"condition.{row.id}.whom", lang).partition(". ")
                assert "{emergency}" in first, (row.id, lang)


@given(st.lists(st.sampled_from(sorted(PACK.claims))), st.lists(st.sampled_from(sorted(PACK.sources))))
def test_a_condition_cannot_be_built_on_nothing(claims: list[str], sources: list[str]):
    if claims or sources:
        assert condition(("gp",), tuple(claims), tuple(sources)).claims == tuple(claims)
    else:
        with pytest.raises(ValueError, match="claims"):
            condition(("gp",), ())


def test_a_condition_without_somebody_to_see_cannot_be_built():
    with pytest.raises(ValueError, match="see"):
        condition((), ("no-pins",))


def test_a_situation_stands_on_claims_and_each_part_of_a_drawing_has_one():
    with pytest.raises(ValueError, match="claims"):
        Situation(id="any", kind="person", claims=())
    with pytest.raises(ValueError, match="parts"):
        Situation(id="any", kind="picture", claims=("no-pins",), parts=("nerve", "pain"))
    assert all(row.parts for row in PACK.situations.values() if row.kind == "picture")


def test_dangerous_myths_are_answered_by_a_claim_that_warns():
    for row in PACK.myths.values():
        if row.group == "dangerous":
            text = PACK.text(f"claim.{row.claim}", "en")
            assert PACK.claims[row.claim].verdict == "unsafe" or PACK.claims[row.claim].topic in {
                "red-flag",
                "safety",
                "swimming-safety",
                "folk-remedy",
            }, text


def test_nothing_implies_that_a_clinician_has_read_a_page():
    assert all(row.reviewer is None for row in PACK.reviews.values())
