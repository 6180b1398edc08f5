"""What a case may be: everything that cannot be is named, all of it at once, and nothing else is refused."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nattero.checkup.case import Case, CaseError, read_case
from nattero.checkup.contradictions import contradictions
from tests.checkup.cases import answers, checked
from tests.packed import desk

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=6,
)
FIELDS = ["id", "age", "sex", "pregnant", "language", "country", "answers", "medicines", "text"]


def read(raw: Any) -> Case:
    return read_case(raw, desk().pack.features)


def wrong(raw: Any) -> list[tuple[str, str]]:
    with pytest.raises(CaseError) as caught:
        read(raw)
    return [(problem.field, problem.code) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("raw", "field", "code"),
    [
        ({"age": 300}, "age", "impossible"),
        ({"age": -1}, "age", "impossible"),
        ({"age": float("nan")}, "age", "impossible"),
        ({"age": "old"}, "age", "kind"),
        ({"age": True}, "age", "kind"),
        ({"sex": "?"}, "sex", "unknown"),
        ({"sex": ["male"]}, "sex", "unknown"),
        ({"language": "klingon"}, "language", "unknown"),
        ({"country": 7}, "country", "kind"),
        ({"answers": {"left_ear": True}}, "answers.left_ear", "unknown"),
        ({"answers": {"fever": "very"}}, "answers.fever", "impossible"),
        ({"answers": {"duration_min": -3}}, "answers.duration_min", "impossible"),
        ({"answers": {"side": "left"}}, "answers.side", "impossible"),
        ({"answers": []}, "answers", "kind"),
        ({"medicines": ["x"] * 501}, "medicines", "too_many"),
        ({"medicines": ["x" * 400]}, "medicines[0]", "too_long"),
        ({"medicines": "x"}, "medicines", "kind"),
        ({"text": "x" * 10_000_000}, "text", "too_long"),
        ({"text": 3}, "text", "kind"),
        ({"pregnant": "maybe"}, "pregnant", "kind"),
        ([], "case", "kind"),
    ],
)
def test_what_cannot_be_is_named(raw: Any, field: str, code: str) -> None:
    assert wrong(raw) == [(field, code)]


def test_everything_that_is_wrong_is_named_at_once() -> None:
    assert wrong({"age": 300, "sex": "x", "answers": {"nose": 1}}) == [
        ("age", "impossible"),
        ("sex", "unknown"),
        ("answers.nose", "unknown"),
    ]


@given(st.dictionaries(st.sampled_from(FIELDS), plain, max_size=5))
def test_odd_input_is_a_case_or_a_problem_and_never_a_crash(raw: dict[str, Any]) -> None:
    try:
        case = read(raw)
    except CaseError as error:
        found = bool(error.problems)
    else:
        found = bool(checked(case).urgency)
    assert found


@given(answers())
def test_any_answers_its_questions_take_make_a_case(given_answers: dict[str, Any]) -> None:
    assert read({"answers": given_answers}).answers == given_answers


def test_age_and_sex_among_the_answers_count_where_nothing_else_is_said() -> None:
    case = read({"answers": {"age": 40, "sex": "female", "pregnant": True}})
    assert (case.age, case.sex, case.pregnant) == (40, "female", True)


def test_two_ages_are_asked_back() -> None:
    found = contradictions(read({"age": 40, "answers": {"age": 60}}), desk().contradictions)
    assert [pair.id for pair in found] == ["two-age"]


def test_every_contradiction_of_the_pack_is_about_features_there_are() -> None:
    known = set(desk().pack.features)
    for row in desk().contradictions:
        for side in (row.one, row.other):
            assert side.removeprefix("no ").split("<")[0].split(">")[0].split("=")[0] in known


@given(st.sampled_from([name for name in FIELDS if len(name) > 3]), st.data())
def test_a_field_whose_name_has_lost_a_letter_is_named_and_not_lost(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    slip = name[:place] + name[place + 1 :]
    with pytest.raises(CaseError) as caught:
        read_case({slip: None}, {})
    assert [(each.field, each.code, each.allowed) for each in caught.value.problems] == [(slip, "misspelt", name)]


def test_somebodys_own_fields_are_left_alone() -> None:
    assert read_case({"gold": {}, "category": "x", "note": "", "source": 3}, {}).text == ""
