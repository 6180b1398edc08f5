"""The nights of one trial, checked: rows of a table in, a `Series` without holes out, or the reason why they cannot be used.

A row has a night (a whole number or an ISO date), an arm, cramps, and perhaps adherence (yes, no or a share); what is empty was not
recorded. Rows may come in any order; nights between the first and the last that have no row are missing, like rows without a count.
Limits are judged, not measured.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count
from typing import Literal
from unicodedata import normalize

import msgspec

MOST_NIGHTS = 1100
MOST_CRAMPS = 50  # the most a diary holds in one night
MOST_ARMS = 3
LEAST_NIGHTS = 8
LEAST_IN_ARM = 3
LEAST_LEFT = 1 / 3  # of what a comparison tells, without what a single change can explain (judged)
LONGEST_NAME = 80
WORDS = {"yes": "1", "no": "0"}
_NUMBER = re.compile(r"-?\d{1,7}")  # eight digits are a date
_COUNT = re.compile(r"\+?\d{1,9}")

Code = Literal[
    "columns", "no-rows", "night", "night-twice", "too-long", "arm", "arms-alike", "before-after", "one-arm", "too-many-arms", "reference",
    "cramps", "adhered", "too-few-nights", "too-few-in-arm", "no-cramps", "carry-over", "file", "column-twice", "cells", "not-done",
    "unreadable", "arm-name",
]  # fmt: skip


class RefusedError(Exception):
    """Why a trial cannot be analysed: a code, and the place."""

    def __init__(self, code: Code, detail: object = "", row: int = 0) -> None:
        super().__init__(f"{code} {detail}".strip())
        self.refused = Refused(code, str(detail), row)

    @property
    def code(self) -> Code:
        """The code."""
        return self.refused.code


class Refused(msgspec.Struct, frozen=True):
    """A trial that is not analysed: why, what it is about, and the row of the table (0: none). The words are the edge's."""

    code: Code
    detail: str = ""
    row: int = 0


class Series(msgspec.Struct, frozen=True):
    """A trial night by night, from the first to the last; the first arm is the one compared with."""

    arms: tuple[str, ...]
    arm: tuple[int | None, ...]  # which of the arms was to be done, night by night
    cramps: tuple[int | None, ...]  # None: not recorded
    adhered: tuple[float | None, ...]  # None: not asked
    weekday: int = 0  # of the first night, Monday 0
    active: bool = (
        False  # the first arm is a thing itself, not how it always is: a night without another's thing is none of its
    )

    def __post_init__(self) -> None:
        _check(self)

    @property
    def nights(self) -> int:
        """How many nights there are from the first to the last."""
        return len(self.cramps)

    @property
    def recorded(self) -> int:
        """How many of them have a count."""
        return sum(count is not None for count in self.cramps)


def read_series(
    rows: Iterable[Mapping[str, str | None]], reference: str = "A", lines: Iterable[int] | None = None
) -> Series:
    """The trial in the rows of a table, which begin on these lines of it. Raises RefusedError with the first thing that is wrong."""
    nights: dict[int, tuple[str, int | None, float | None]] = {}
    weekday = None
    for number, row in zip(lines or count(2), rows, strict=False):
        if not {"night", "arm", "cramps"} <= row.keys():
            raise RefusedError("columns")
        told = {name: normalize("NFC", row.get(name) or "").strip() for name in ("night", "arm", "cramps", "adhered")}
        if not any(told.values()):
            continue
        night, is_date = _night(told["night"], number)
        if weekday is None:
            weekday = is_date
        if is_date != weekday:
            raise RefusedError("night", row=number)
        if night in nights:
            raise RefusedError("night-twice", told["night"], number)
        cramps = _cramps(told["cramps"], number)
        if cramps is not None and not told["arm"]:
            raise RefusedError("arm", row=number)
        if len(told["arm"]) > LONGEST_NAME or not told["arm"].isprintable():
            raise RefusedError("arm-name", LONGEST_NAME, number)
        nights[night] = (told["arm"], cramps, _adhered(told["adhered"], number))
    if not nights:
        raise RefusedError("no-rows")
    return _lined_up(nights, reference, is_dated=bool(weekday))


def _lined_up(nights: Mapping[int, tuple[str, int | None, float | None]], reference: str, *, is_dated: bool) -> Series:
    """The series of nights, holes filled with missing nights."""
    first, last = min(nights), max(nights)
    if last - first + 1 > MOST_NIGHTS:
        raise RefusedError("too-long", MOST_NIGHTS)
    names = sorted({arm for arm, _, _ in nights.values() if arm})
    reference = normalize("NFC", reference).strip()
    if len(names) > 1 and reference not in names:
        raise RefusedError("reference", ", ".join(names))
    arms = (*(name for name in names if name == reference), *(name for name in names if name != reference))
    empty = ("", None, None)
    told = [nights.get(night, empty) for night in range(first, last + 1)]
    return Series(
        arms,
        tuple(arms.index(arm) if arm else None for arm, _, _ in told),
        tuple(cramps for _, cramps, _ in told),
        tuple(adhered for _, _, adhered in told),
        date.fromordinal(first).weekday() if is_dated else (first - 1) % 7,
    )


def _check(series: Series) -> None:
    """Refuses what no analysis could answer honestly."""
    folded = [name.casefold() for name in series.arms]
    if len(set(folded)) < len(folded):
        raise RefusedError("arms-alike", ", ".join(series.arms))
    if len(series.arms) < 2:
        raise RefusedError("one-arm")
    if len(series.arms) > MOST_ARMS:
        raise RefusedError("too-many-arms", ", ".join(series.arms))
    if series.nights > MOST_NIGHTS:
        raise RefusedError("too-long", MOST_NIGHTS)
    if series.recorded < LEAST_NIGHTS:
        raise RefusedError("too-few-nights", series.recorded)
    _check_arms(series)
    if not any(series.cramps):
        raise RefusedError("no-cramps")


def _check_arms(series: Series) -> None:
    """Refuses arms that cannot be told apart from time."""
    for index, name in enumerate(series.arms):
        there = sum(arm == index and count is not None for arm, count in zip(series.arm, series.cramps, strict=True))
        if there < LEAST_IN_ARM:
            raise RefusedError("too-few-in-arm", f"{name}: {there}")
    for index, name in enumerate(series.arms[1:], start=1):
        if _rests_on_one_change(series, index):
            raise RefusedError("before-after", name)


def _rests_on_one_change(series: Series, index: int) -> bool:
    """Whether most of what tells an arm from the first is gone if nights changed once, at the worst moment, for another reason.

    Then it is a change from before to after, whatever few nights were added to it.
    """
    nights = zip(series.arm, series.cramps, series.adhered, strict=True)
    told = [arm == index for arm, count, done in nights if arm in {0, index} and count is not None and done != 0]
    ones, others = sum(told), len(told) - sum(told)
    before, left = 0, _worth(ones, others)
    for night, is_one in enumerate(told, start=1):
        before += is_one
        left = min(left, _worth(before, night - before) + _worth(ones - before, others - night + before))
    return left < LEAST_LEFT * _worth(ones, others)


def _worth(ones: int, others: int) -> float:
    """What a comparison of so many nights with so many tells: the inverse of its variance."""
    return ones * others / (ones + others) if ones and others else 0.0


def _night(told: str, row: int) -> tuple[int, bool]:
    """A night's number, and whether it was told as a date, also as one without dashes."""
    if _NUMBER.fullmatch(told):
        return int(told), False
    try:
        return date.fromisoformat(told).toordinal(), True
    except ValueError as error:
        raise RefusedError("night", row=row) from error


def _cramps(told: str, row: int) -> int | None:
    """A night's count; None where nothing was recorded."""
    if not told:
        return None
    found = int(told) if _COUNT.fullmatch(told) else MOST_CRAMPS + 1
    if found > MOST_CRAMPS:
        raise RefusedError("cramps", row=row)
    return found


def _adhered(told: str, row: int) -> float | None:
    """How much of what was planned was done; None where nobody said."""
    if not told:
        return None
    try:
        value = float(WORDS.get(told, told))
    except ValueError as error:
        raise RefusedError("adhered", row=row) from error
    if not 0 <= value <= 1:
        raise RefusedError("adhered", row=row)
    return value
