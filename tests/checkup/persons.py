"""Persons as "people like you" may meet them, for hypothesis."""

from typing import Any

from hypothesis import strategies as st

from nattero.checkup.peer_person import EDUCATION, FLAGS, HEALTH, NIGHTS_A_MONTH, NIGHTS_A_WEEK, SCALES, SEXES
from nattero.checkup.peer_table import Names


def _maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def sleeps() -> st.SearchStrategy[dict[str, Any]]:
    """Answers about sleep, some of them null, in words or as numbers."""
    nights = {
        NIGHTS_A_WEEK: st.sampled_from(NIGHTS_A_WEEK) | st.integers(0, 3),
        NIGHTS_A_MONTH: st.sampled_from(NIGHTS_A_MONTH) | st.integers(0, 4),
    }
    answers = {name: _maybe(nights[words]) for name, words in SCALES.items()}
    return st.fixed_dictionaries({}, optional={**answers, "hours": _maybe(st.floats(0, 24))})


def persons(names: Names) -> st.SearchStrategy[dict[str, Any]]:
    """Persons that can be answered: age and sex, and any of the rest, some of it null."""
    conditions = sorted({name for known in names.conditions.values() for name in known} | set(names.not_asked))
    medicines = sorted({name for known in names.medicines.values() for name in known} | {"paracetamol", "unheard of"})
    rest: dict[str, st.SearchStrategy[Any]] = {
        **{flag: _maybe(st.booleans()) for flag in FLAGS if flag != "pregnant"},
        "id": st.integers() | st.text(),
        "bmi": _maybe(st.floats(10, 100)),
        "phq9": _maybe(st.floats(0, 27)),
        "education": _maybe(st.sampled_from(EDUCATION) | st.integers(1, 5)),
        "health": _maybe(st.sampled_from(HEALTH) | st.integers(1, 5)),
        "conditions": _maybe(
            st.lists(st.sampled_from(conditions), max_size=8)
            | st.dictionaries(st.sampled_from(conditions), _maybe(st.booleans()), max_size=8)
        ),
        "medicines": _maybe(st.lists(st.sampled_from(medicines), max_size=8)),
        "sleep": _maybe(sleeps()),
    }
    anybody = st.fixed_dictionaries({"age": st.floats(16, 120), "sex": st.sampled_from(sorted(SEXES))}, optional=rest)
    pregnant = st.fixed_dictionaries(
        {"age": st.integers(16, 59), "sex": st.just("female"), "pregnant": _maybe(st.booleans())}, optional=rest
    )
    return anybody | pregnant
