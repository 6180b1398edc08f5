"""People like you: probabilities that hold together for everybody, clear refusals, and a table that is what the fit gives."""

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.checkup.peer_math import form, inverse, logistic, mean_probability, symmetric
from nattero.checkup.peer_person import PersonError
from nattero.checkup.peer_table import FITTED, NAMES, read_names, read_table
from nattero.checkup.peer_terms import INPUTS, TERMS, age_basis
from nattero.checkup.peers import Peers, people_like_you
from nattero.knowledge.pack import pack_root
from nattero.knowledge.rows import PackError
from nattero.knowledge.words import LANGUAGES
from scripts.survey.fit import TABLE, fit, table_text
from scripts.survey.people import OUTCOMES, blank_table, read_people
from scripts.survey.validate import ALL, masks, measures, predict
from tests import packed
from tests.checkup.persons import persons

PACK = packed.pack()
TABLE_SHIPPED = read_table(pack_root())
PERSONS = persons(TABLE_SHIPPED.names)
PLAIN = {"age": 50, "sex": "female"}


def answer(**person: Any) -> Peers:
    return people_like_you({**PLAIN, **person}, TABLE_SHIPPED)


def problem(**person: Any) -> tuple[str, str]:
    with pytest.raises(PersonError) as refused:
        answer(**person)
    return refused.value.field, refused.value.code


@given(PERSONS)
def test_probabilities_hold_together_for_everybody(person: dict[str, Any]) -> None:
    found = people_like_you(person, TABLE_SHIPPED)
    assert 0 < found.p_frequent <= found.p_any < 1
    for low, value, high in (
        (found.range_any[0], found.p_any, found.range_any[1]),
        (found.range_frequent[0], found.p_frequent, found.range_frequent[1]),
    ):
        assert 0 <= low <= value + 1e-12
        assert value <= high + 1e-12 <= 1 + 1e-9


@given(PERSONS)
def test_what_moved_the_number_is_what_was_told_the_strongest_first(person: dict[str, Any]) -> None:
    moved = people_like_you(person, TABLE_SHIPPED).moved_by
    assert len({row.input for row in moved}) == len(moved)
    assert all((row.change > 0) == (row.direction == "up") and abs(row.change) <= 100 for row in moved)
    assert [abs(row.change) for row in moved] == sorted((abs(row.change) for row in moved), reverse=True)
    told = {row.input.partition(".")[0] for row in moved} - {"mood", "medicines"}
    assert told <= {name for name, value in person.items() if value is not None}


@given(PERSONS, st.integers())
def test_the_order_of_lists_and_fields_does_not_matter(person: dict[str, Any], seed: int) -> None:
    chance = random.Random(seed)
    turned = {name: person[name] for name in chance.sample(sorted(person), len(person))}
    for name in ("conditions", "medicines"):
        if isinstance(turned.get(name), list):
            turned[name] = chance.sample(turned[name], len(turned[name]))
    assert people_like_you(turned, TABLE_SHIPPED) == people_like_you(person, TABLE_SHIPPED)


@given(PERSONS)
def test_null_is_the_same_as_left_out(person: dict[str, Any]) -> None:
    told = {name: value for name, value in person.items() if value is not None}
    if "sleep" in told:
        told["sleep"] = {name: value for name, value in told["sleep"].items() if value is not None}
    assert people_like_you(told, TABLE_SHIPPED) == people_like_you(person, TABLE_SHIPPED)


@given(PERSONS, st.text(min_size=1))
def test_an_unknown_field_is_refused_by_its_name(person: dict[str, Any], name: str) -> None:
    if name not in {*person, "age", "sex"} and code_of({**person, name: 1}) == "unknown":
        with pytest.raises(PersonError) as refused:
            people_like_you({**person, name: 1}, TABLE_SHIPPED)
        assert refused.value.field == name


def code_of(person: dict[str, Any]) -> str:
    try:
        people_like_you(person, TABLE_SHIPPED)
    except PersonError as error:
        return error.code
    return ""


@given(
    st.dictionaries(
        st.sampled_from(
            ["age", "sex", "bmi", "conditions", "medicines", "sleep", "health", "pregnant", "phq9", "other"]
        ),
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text()
        | st.lists(st.text())
        | st.dictionaries(st.text(), st.integers()),
    )
)
def test_anything_at_all_is_answered_or_refused_with_words_in_four_languages(person: dict[str, Any]) -> None:
    code = code_of(person)
    assert code == "" or all(PACK.text(f"peers.problem.{code}", lang) for lang in LANGUAGES)


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ({"age": 15.9}, ("age", "young")),
        ({"age": 121}, ("age", "age")),
        ({"age": "70"}, ("age", "age")),
        ({"age": True}, ("age", "age")),
        ({"age": float("nan")}, ("age", "age")),
        ({"age": 10**400}, ("age", "age")),
        ({"age": None}, ("age", "missing")),
        ({"sex": None}, ("sex", "missing")),
        ({"sex": "woman"}, ("sex", "sex")),
        ({"sex": "male", "pregnant": True}, ("pregnant", "pregnant")),
        ({"age": 80, "pregnant": True}, ("pregnant", "pregnant")),
        ({"pregnant": "yes"}, ("pregnant", "flag")),
        ({"bmi": 5}, ("bmi", "bmi")),
        ({"education": 0}, ("education", "education")),
        ({"health": "superb"}, ("health", "health")),
        ({"sleep": []}, ("sleep", "object")),
        ({"sleep": {"leg_jerks": 5}}, ("sleep.leg_jerks", "scale")),
        ({"sleep": {"snoring": "almost_always"}}, ("sleep.snoring", "scale")),
        ({"sleep": {"hours": 25}}, ("sleep.hours", "hours")),
        ({"sleep": {"dreams": 1}}, ("sleep.dreams", "unknown")),
        ({"conditions": "diabetes"}, ("conditions", "names")),
        ({"conditions": ["hiccups"]}, ("conditions.hiccups", "condition")),
        ({"conditions": {"diabetes": 1}}, ("conditions.diabetes", "flag")),
        ({"medicines": [1]}, ("medicines", "names")),
        ({"medicines": ["x"] * 501}, ("medicines", "names")),
    ],
)
def test_what_cannot_be_is_refused_by_field_and_reason(person: dict[str, Any], expected: tuple[str, str]) -> None:
    assert problem(**person) == expected


@given(PERSONS)
@settings(max_examples=30)
def test_leg_jerks_several_times_a_week_never_make_frequent_cramps_less_likely(person: dict[str, Any]) -> None:
    sleep = person.get("sleep") or {}
    chances = [
        people_like_you({**person, "sleep": {**sleep, "leg_jerks": jerks}}, TABLE_SHIPPED).p_frequent
        for jerks in ("never", "sometimes", "often")
    ]
    assert chances == sorted(chances)


def test_a_medicine_is_recognised_inside_a_combination_and_in_capitals() -> None:
    alone = answer(medicines=["formoterol"])
    assert answer(medicines=["Formoterol/Budesonide"]) == alone
    assert answer(medicines=["BUDESONIDE; FORMOTEROL"]) == alone
    assert answer(medicines=["budesonide"]).p_any < alone.p_any


def test_an_empty_list_says_none_of_them_while_nothing_says_nothing() -> None:
    assert answer(conditions=[]).p_frequent < answer().p_frequent
    assert answer(conditions={}) == answer()
    assert answer(conditions=["varicose_veins"]) == answer(conditions=[])


def test_the_survey_s_oldest_are_one_group_and_few_people_are_told_of() -> None:
    assert answer(age=84) == answer(age=80)
    assert answer(age=95).thin == ("age",)
    assert answer(age=55, pregnant=True).thin == ("pregnant",)
    assert set(answer(bmi=80, conditions={"rls": True}).thin) == {"bmi", "conditions.restless_legs"}


def test_other_sex_lies_between_both() -> None:
    chances = [answer(sex=sex).p_any for sex in ("male", "unknown", "female")]
    assert chances == sorted(chances)
    assert answer(sex="other") == answer(sex="unknown")
    assert answer(age=30, sex="unknown", pregnant=True).p_any == answer(age=30, pregnant=True).p_any


def test_every_input_has_its_name_in_four_languages() -> None:
    for lang in LANGUAGES:
        assert all(PACK.text(f"peers.{name}", lang) for name in {*INPUTS.values(), "age", "sex"})


def test_every_condition_of_the_pack_is_known_to_the_survey_s_names() -> None:
    assert set(PACK.conditions) <= set(TABLE_SHIPPED.condition_of)


def test_every_term_has_its_value_and_its_row() -> None:
    assert {*TERMS, "pregnant"} == set(INPUTS)
    assert [term.id for term in TABLE_SHIPPED.terms] == list(INPUTS)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    for name in (FITTED, NAMES):
        (tmp_path / name).write_text(pack_root().joinpath(name).read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("people: 5886", "people: many", "people"),
        ("knots: [", "knots: [1, ", "knots"),
        ("pregnant_share", "pregnant_shares", "pregnant_shares"),
        ("covariance:\n", 'covariance:\n  - "1 2"\n', "covariance"),
    ],
)
def test_a_broken_table_is_refused_by_file_and_field(broken: Path, old: str, new: str, field: str) -> None:
    text = (broken / FITTED).read_text(encoding="utf-8")
    (broken / FITTED).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError) as refused:
        read_table(broken)
    assert (refused.value.finding.file, refused.value.finding.key) == (FITTED, field)


@pytest.mark.parametrize("text", ["", "- a\n", "conditions: [\n"])
def test_names_that_are_no_mapping_are_refused(broken: Path, text: str) -> None:
    (broken / NAMES).write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match=NAMES):
        read_names(broken)


def test_the_table_that_ships_is_what_the_fit_gives() -> None:
    people = read_people()
    fitted = fit(people)
    terms = np.array([[term.any, term.frequent] for term in TABLE_SHIPPED.terms])
    assert np.allclose(np.column_stack([one.terms for one in fitted.outcomes.values()]), terms, atol=2e-3)
    for one, shipped in zip(fitted.outcomes.values(), (TABLE_SHIPPED.any, TABLE_SHIPPED.frequent), strict=True):
        assert np.allclose(one.base, shipped.base, atol=2e-3)
        assert one.spread == pytest.approx(shipped.spread, abs=2e-3)
        assert np.allclose(
            np.sqrt(np.diag(one.uncertainty)), np.sqrt(np.diag(symmetric(shipped.uncertainty))), rtol=0.02
        )
    assert np.allclose(fitted.covariance, TABLE_SHIPPED.residual, atol=2e-3)
    assert table_text(people, fitted).splitlines()[:4] == TABLE.read_text(encoding="utf-8").splitlines()[:4]


def test_the_survey_s_own_prevalence_comes_out_with_everything_and_with_age_and_sex_alone() -> None:
    people, shares = read_people(), {"any": 0.2999, "frequent": 0.0562}
    fitted = fit(people)
    for told in (ALL, frozenset[str]()):
        for outcome, chances in predict(people, fitted, masks(people, told)).items():
            assert np.average(people.outcome(outcome), weights=people.weight) == pytest.approx(
                shares[outcome], abs=5e-4
            )
            assert np.average(chances, weights=people.weight) == pytest.approx(shares[outcome], rel=0.02)


def test_the_check_up_answers_as_the_validation_did() -> None:
    people = read_people()
    chosen = np.random.default_rng(1).choice(len(people.rows), 60, replace=False)
    chances = predict(people, fit(people), masks(people, ALL))
    for row in chosen:
        found = people_like_you(people.persons[row], TABLE_SHIPPED)
        assert found.p_any == pytest.approx(chances["any"][row], abs=2e-3)
        assert found.p_frequent == pytest.approx(chances["frequent"][row], abs=2e-3)


def test_measures_know_perfect_and_worthless_predictions() -> None:
    rng = np.random.default_rng(2)
    chance, weight = rng.uniform(0.05, 0.95, 20_000), np.ones(20_000)
    outcome = (rng.uniform(size=20_000) < chance).astype(np.float64)
    found = measures(chance, outcome, weight)
    assert found["slope"] == pytest.approx(1, abs=0.05)
    assert found["intercept"] == pytest.approx(0, abs=0.05)
    assert measures(np.full(20_000, 0.5), outcome, weight)["AUC"] == pytest.approx(0.5)
    assert measures(outcome * 0.8 + 0.1, outcome, weight)["AUC"] == pytest.approx(1)


@given(st.integers(1, 8), st.integers(0, 1000))
def test_an_inverse_undoes_its_matrix(size: int, seed: int) -> None:
    drawn = np.random.default_rng(seed).normal(size=(size, size + 2))
    matrix = drawn @ drawn.T + 0.1 * np.eye(size)
    assert np.allclose(np.array(inverse(matrix.tolist())) @ matrix, np.eye(size), atol=1e-6)
    assert form([1.0] * size, matrix.tolist()) == pytest.approx(matrix.sum())


@given(st.floats(-8, 8), st.floats(0, 9))
def test_the_mean_probability_is_that_of_a_fine_sum(mean: float, variance: float) -> None:
    grid = np.linspace(-9, 9, 4001)
    density = np.exp(-(grid**2) / 2)
    exact = float((density / (1 + np.exp(-(mean + np.sqrt(variance) * grid)))).sum() / density.sum())
    assert mean_probability(mean, variance) == pytest.approx(exact, abs=3e-3)
    assert mean_probability(mean, -1) == logistic(mean)
    assert logistic(-1000) == 0


def test_age_counts_as_a_line_with_one_smooth_rise_in_middle_age() -> None:
    knots = TABLE_SHIPPED.knots
    bases = [age_basis(age, 1, knots) for age in range(16, 100)]
    rises = [basis[2] for basis in bases]
    assert rises == sorted(rises)
    assert {rises[0], rises[-1]} == {0, 1}
    assert max(np.diff(rises)) < 0.1
    assert bases[80 - 16] == bases[-1]
    assert set(OUTCOMES) == {"any", "frequent"}
    assert blank_table().terms == ()
