"""A given programme comes through code and file as it was; what is wrong is named; nobody is made to do what may hurt."""

import string
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.diary.payloads import Given, GivenPart, Plan
from nattero.knowledge.exercises import Limit, allowed
from nattero.plan.given import Fault, bounds, decided, doubts, given_from, refused, written
from nattero.plan.given_code import code, file, from_code, from_file
from tests.plan.programmes import DUTCH, bank, programmes

LIMITS = st.frozensets(st.sampled_from(get_args(Limit)), max_size=5)
SHORT = Given(title="Kuiten", parts=[GivenPart(exercise="toes-up", repetitions=5)])


def plain(**more: Any) -> dict[str, Any]:
    return {"title": "Calves", "parts": [{"exercise": "toes-up"}], **more}


@given(programmes)
def test_a_programme_comes_through_its_code_and_its_file_as_it_was(programme: Given) -> None:
    assert from_code(code(programme), bank()) == programme
    assert from_file(file(programme), bank()) == programme
    assert given_from(written(programme), bank()) == programme


@given(programmes)
def test_a_programme_comes_through_the_plan_in_the_diary_as_it_was(programme: Given) -> None:
    value = {"at": "2026-11-22T08:00:00Z", "first": "2026-11-22", "given": msgspec.to_builtins(programme)}
    assert msgspec.convert(value, Plan).given == programme


@given(programmes, st.sampled_from(["{}", "https://nattero.example/plan/given#{}", "Dear Ann,\n\n{}\n\nYours, Tom 7"]))
def test_a_code_is_found_in_a_link_and_in_a_message(programme: Given, around: str) -> None:
    assert from_code(around.format(code(programme)), bank()) == programme


def test_a_code_survives_small_letters_and_broken_lines() -> None:
    made = code(DUTCH)
    lines = "\r\n".join(made[start : start + 60] for start in range(0, len(made), 60))
    assert from_code(lines.lower(), bank()) == DUTCH


def test_eight_exercises_with_notes_fit_in_a_code_of_a_thousand_characters() -> None:
    assert len(code(DUTCH)) < 1000


def test_every_change_of_one_character_is_noticed() -> None:
    made = code(SHORT)
    alphabet = string.ascii_uppercase + string.digits + "-."
    for place, right in enumerate(made):
        for wrong in alphabet:
            if wrong != right:
                changed = made[:place] + wrong + made[place + 1 :]
                assert isinstance(from_code(changed, bank()), list), changed


@given(st.data())
@settings(max_examples=300)
def test_a_long_code_that_was_cut_swapped_or_mistyped_is_noticed(data: st.DataObject) -> None:
    made = code(DUTCH)
    place = data.draw(st.integers(9, len(made) - 2))
    other = data.draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
    for changed in (
        made[:place],
        made[:place] + other + made[place + 1 :],
        made[:place] + made[place + 1] + made[place] + made[place + 2 :],
        made[:place] + made[place + 1 :],
    ):
        assert changed == made or from_code(changed, bank()) == [Fault("code", "broken")]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "missing"),
        (" \n", "missing"),
        ("hello", "wrong"),
        ("NATTERO1-", "broken"),
        ("NATTERO1-AAAAAAAA", "broken"),
        ("NATTERO9999-AAAA", "broken"),
    ],
)
def test_what_is_no_code_is_said_to_be_none(text: str, fault: str) -> None:
    assert from_code(text, bank()) == [Fault("code", fault)]


@given(st.text(max_size=300) | st.text("NATERO1-ABCDEF234567#/ ", max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    found = from_code(text, bank())
    assert isinstance(found, Given) or found


@given(st.binary(max_size=300))
def test_no_file_breaks_the_reader(content: bytes) -> None:
    assert isinstance(from_file(content, bank()), list)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "missing"),
        (file(DUTCH)[:-40], "broken"),
        (b'{"nattero": "diary"}', "wrong"),
        (b'{"nattero": "programme", "version": 2}', "newer"),
        (b'{"nattero": "programme", "version": "1"}', "wrong"),
        (b"[" * 50_000, "broken"),
        (b" " + b"x" * 60_001, "long"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(content: bytes, fault: str) -> None:
    assert from_file(content, bank()) == [Fault("file", fault)]


@pytest.mark.parametrize(
    ("value", "field", "fault"),
    [
        ([], "programme", "wrong"),
        ({"parts": [{"exercise": "toes-up"}]}, "title", "missing"),
        (plain(title=""), "title", "missing"),
        (plain(title="x" * 121), "title", "long"),
        (plain(color="red"), "color", "unknown"),
        (plain(left_out=["toes-up"]), "left_out", "unknown"),
        (plain(instead_of="toes-up"), "instead_of", "unknown"),
        (plain(parts=[]), "parts", "missing"),
        (plain(parts="toes-up"), "parts", "wrong"),
        (plain(parts=[{"exercise": "toes-up"}] * 21), "parts", "long"),
        (plain(parts=["toes-up"]), "parts.0", "wrong"),
        (plain(parts=[{"exercise": "toes-up"}, {"exercise": "marathon"}]), "parts.1.exercise", "unknown"),
        (plain(parts=[{}]), "parts.0.exercise", "missing"),
        (plain(parts=[{"exercise": "toes-up", "hold": 901}]), "parts.0.hold", "wrong"),
        (plain(parts=[{"exercise": "toes-up", "hold": 0}]), "parts.0.hold", "wrong"),
        (plain(parts=[{"exercise": "toes-up", "rest": -1}]), "parts.0.rest", "wrong"),
        (plain(parts=[{"exercise": "toes-up", "sets": "two"}]), "parts.0.sets", "wrong"),
        (plain(parts=[{"exercise": "toes-up", "note": "x" * 401}]), "parts.0.note", "long"),
        (plain(parts=[{"exercise": "toes-up", "hold": 900, "repetitions": 30}]), "parts.0", "much"),
        (plain(parts=[{"exercise": "wall-stretch", "agreed": True}]), "parts.0.agreed", "unknown"),
        (plain(parts=[{"exercise": "toes-up", "instead_of": "wall-stretch"}]), "parts.0.instead_of", "unknown"),
    ],
)
def test_what_is_wrong_is_named_with_its_field(value: Any, field: str, fault: str) -> None:
    assert given_from(value, bank()) == [Fault(field, fault)]


def test_everything_that_is_wrong_is_named_at_once() -> None:
    value = plain(title="", parts=[{"exercise": "marathon"}, {"exercise": "toes-up", "hold": 0, "sets": 31}])
    found = given_from(value, bank())
    assert isinstance(found, list)
    assert {fault.field for fault in found} == {"title", "parts.0.exercise", "parts.1.hold", "parts.1.sets"}


def test_the_bounds_of_a_dose_are_those_of_the_diary() -> None:
    assert bounds("hold") == (1, 900)
    assert bounds("rest") == (0, 120)


@given(programmes, LIMITS, LIMITS)
def test_who_decides_nothing_does_nothing_that_is_or_may_be_forbidden(
    programme: Given, held: frozenset[Limit], unknown: frozenset[Limit]
) -> None:
    taken = decided(programme, doubts(programme, bank(), held, unknown), {})
    for part in taken.parts if taken else []:
        assert allowed(bank()[part.exercise], held | unknown)
        assert not part.agreed


@given(programmes, LIMITS, LIMITS)
def test_what_was_given_is_changed_only_where_there_is_a_doubt_and_says_so(
    programme: Given, held: frozenset[Limit], unknown: frozenset[Limit]
) -> None:
    asked = doubts(programme, bank(), held, unknown)
    taken = decided(programme, asked, {})
    safe = [part for place, part in enumerate(programme.parts) if place not in {doubt.place for doubt in asked}]
    kept = [part for part in taken.parts if part.instead_of is None] if taken else []
    assert kept == safe
    if taken:
        named = [part.instead_of for part in taken.parts if part.instead_of]
        assert sorted([*named, *taken.left_out]) == sorted(doubt.exercise for doubt in asked)


@given(programmes, LIMITS, LIMITS)
def test_nothing_stands_in_that_the_programme_has_already(
    programme: Given, held: frozenset[Limit], unknown: frozenset[Limit]
) -> None:
    found = [doubt.instead for doubt in doubts(programme, bank(), held, unknown) if doubt.instead]
    assert len(set(found)) == len(found)
    assert not set(found) & {part.exercise for part in programme.parts}


@given(programmes, LIMITS, LIMITS)
def test_who_asked_does_what_was_given_and_handing_it_on_tells_nobody(
    programme: Given, held: frozenset[Limit], unknown: frozenset[Limit]
) -> None:
    asked = doubts(programme, bank(), held, unknown)
    taken = decided(programme, asked, {doubt.place: "given" for doubt in asked})
    assert taken is not None
    assert [part.exercise for part in taken.parts] == [part.exercise for part in programme.parts]
    assert {place for place, part in enumerate(taken.parts) if part.agreed} == {doubt.place for doubt in asked}
    assert from_code(code(taken), bank()) == programme


@given(programmes)
def test_without_limits_there_is_nothing_to_ask(programme: Given) -> None:
    assert doubts(programme, bank(), (), ()) == []


def test_with_a_sign_of_a_clot_nothing_is_taken_over() -> None:
    assert refused({"clot_sign", "unsteady"}) == {"clot_sign"}
    assert refused({"recent_surgery", "unsteady"}) == set()
