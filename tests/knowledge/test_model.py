"""What cannot be true cannot be built."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.knowledge.model import Claim, Country, Source, Step

CLAIM = {
    "id": "stretch",
    "topic": "relief",
    "populations": ["everyone"],
    "verdict": "supported",
    "certainty": "low",
    "sources": ["nhs"],
}


def test_a_claim_without_a_source_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="sources"):
        Claim(id="x", topic="t", populations=("everyone",), verdict="supported", certainty="high", sources=())
    with pytest.raises(msgspec.ValidationError, match="sources"):
        msgspec.convert({**CLAIM, "sources": []}, Claim)


def test_a_claim_is_for_somebody() -> None:
    with pytest.raises(msgspec.ValidationError, match="populations"):
        msgspec.convert({**CLAIM, "populations": []}, Claim)


def test_a_source_can_be_found() -> None:
    with pytest.raises(ValueError, match="doi"):
        Source(id="x", kind="trial", title="T", by="B", year=2012)


def test_a_step_stands_on_a_claim_and_is_for_a_muscle() -> None:
    with pytest.raises(ValueError, match="claims"):
        Step(id="x", muscles=("calf",), place="bed", order=1, pose="p", claims=())
    with pytest.raises(ValueError, match="muscles"):
        Step(id="x", muscles=(), place="bed", order=1, pose="p", claims=("c",))


def test_a_number_to_call_has_a_source() -> None:
    with pytest.raises(ValueError, match="sources"):
        Country(id="NL", emergency="112", sources=())


@given(
    st.sampled_from(sorted(CLAIM)), st.one_of(st.none(), st.integers(), st.just("nonsense!"), st.just(["nonsense!"]))
)
def test_no_field_of_a_claim_takes_just_anything(field: str, value: object) -> None:
    if field == "topic" and isinstance(value, str):
        return
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**CLAIM, field: value}, Claim)


@given(st.text(min_size=1).filter(lambda name: name not in Claim.__struct_fields__))
def test_an_unknown_field_is_refused(name: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**CLAIM, name: "x"}, Claim)


def test_what_is_known_cannot_be_changed() -> None:
    claim = msgspec.convert(CLAIM, Claim)
    with pytest.raises(AttributeError):
        setattr(claim, "verdict", "unsafe")  # noqa: B010 - frozen for type checkers too
