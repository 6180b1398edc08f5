"""A trial as a small file: whatever of it is changed by hand is seen, and its nights have to be those that were drawn."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nattero.diary.payloads import Trial
from nattero.diary.trials import Tried
from nattero.trials.protocol import ChangedError, read_shared, shared
from tests.trials.over import ARMS, over

MADE = over(1, 0.6, ARMS)


def file_of(trial: Trial, hours: int = 0) -> bytes:
    """The trial as a file, written down so many hours after the day before its first night."""
    return shared(Tried("", "UTC", trial, trial.at + timedelta(hours=hours), trial.hash))


def leaves(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to every value of a file."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if parts is None:
        yield way
    else:
        for name, part in parts:
            yield from leaves(part, (*way, name))


WAYS = list(leaves(msgspec.json.decode(file_of(MADE))))


def otherwise(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, str):
        return value[:-1] + ("1" if value[-1:] != "1" else "2")
    return not value if isinstance(value, bool) else 1 if value is None else value + 1


@settings(max_examples=60)
@given(st.sampled_from(WAYS))
def test_whatever_is_changed_in_a_file_is_seen(way: tuple[Any, ...]) -> None:
    told = msgspec.json.decode(file_of(MADE))
    part = told
    for name in way[:-1]:
        part = part[name]
    part[way[-1]] = otherwise(part[way[-1]])
    with pytest.raises(ValueError, match=r"changed|no trial"):
        read_shared(msgspec.json.encode(told))


@given(st.integers(0, 82))
def test_nights_stand_in_their_order(night: int) -> None:
    assert MADE.result
    rows = MADE.result.table
    moved = msgspec.structs.replace(rows[night], night=rows[night + 1].night)
    table = [*rows[:night], moved, *rows[night + 1 :]]
    result = msgspec.structs.replace(MADE.result, table=table)
    with pytest.raises(ChangedError):
        read_shared(file_of(msgspec.structs.replace(MADE, result=result)))


def test_what_was_written_down_after_its_first_night_had_begun_everywhere_is_late() -> None:
    noon = MADE.first - MADE.at.date()
    hours = int(noon.total_seconds() // 3600) - MADE.at.hour
    assert read_shared(file_of(MADE, hours + 20)).early
    assert not read_shared(file_of(MADE, hours + 28)).early
