"""Danger that a diary shows: too many cramps for too long, one far longer than usual, a danger sign that was touched.

In: nights in order, ending with the latest, and the rules of `pack/diary_flags.yaml`. Out: what was noticed, the most
urgent first, each with the nights it was noticed in. A missing night is unknown: it breaks a row of nights and raises
nothing. One's own usual is the middle (median) of the cramps timed before, as a few long ones hardly move it.
"""

from bisect import insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from nattero.diary.night import Closed, Episode, Missing, Night, Open
from nattero.knowledge.model import URGENCIES, RedFlag, Urgency
from nattero.knowledge.noticing import DiaryRule

GRAVE = frozenset({"emergency", "urgent", "soon"})
NOT_YET = 2  # nights at the end that nobody wrote about yet: tonight, and a morning without a check-in


@dataclass(frozen=True, slots=True)
class Noticed:
    """What the diary shows: by which rule, the danger sign whose advice holds, how urgent, and in which nights."""

    rule: str
    flag: str
    urgency: Urgency
    nights: tuple[date, ...]


def diary_flags(nights: Sequence[Night], rules: Iterable[DiaryRule], flags: Mapping[str, RedFlag]) -> list[Noticed]:
    """Give what the nights show by these rules; each danger sign once, by the first rule that shows it."""
    found: dict[str, Noticed] = {}
    told = _told(nights)
    for rule in rules:
        for flag, where in _noticed(told, rule, flags):
            found.setdefault(flag, Noticed(rule.id, flag, flags[flag].urgency, where))
    return sorted(found.values(), key=lambda each: URGENCIES.index(each.urgency))


def ever_flagged(nights: Sequence[Night], rules: Iterable[DiaryRule], flags: Mapping[str, RedFlag]) -> list[Noticed]:
    """Give what any of the nights showed by these rules, however long ago; each danger sign once, with all its nights."""
    found: dict[str, Noticed] = {}
    for rule in rules:
        for flag, where in _ever(_told(nights), rule, flags):
            found.setdefault(flag, Noticed(rule.id, flag, flags[flag].urgency, where))
    return sorted(found.values(), key=lambda each: URGENCIES.index(each.urgency))


def _ever(
    nights: Sequence[Night], rule: DiaryRule, flags: Mapping[str, RedFlag]
) -> Iterable[tuple[str, tuple[date, ...]]]:
    """Give the danger signs that one rule showed in any of the nights."""
    if rule.kind == "touched":
        return _touched(nights, flags)
    where = _rows(nights, rule) if rule.kind == "nights_in_a_row" else _long(nights, rule)
    return [(str(rule.flag), where)] if where else []


def _rows(nights: Sequence[Night], rule: DiaryRule) -> tuple[date, ...]:
    """Give the nights that stand in rows of at least so many."""
    found: list[date] = []
    row: list[date] = []
    for night in nights:
        row = [*row, night.date] if _count(night) >= rule.cramps else []
        if len(row) == rule.nights:
            found += row
        elif len(row) > rule.nights:
            found.append(night.date)
    return tuple(found)


def _long(nights: Sequence[Night], rule: DiaryRule) -> tuple[date, ...]:
    """Give the nights with a cramp that was longer than a rule allows, and than this person's cramps before it were."""
    found: dict[date, None] = {}
    before: list[int] = []
    for night in nights:
        for episode in sorted(_episodes(night), key=lambda each: each.cramp.at):
            seconds = episode.cramp.seconds
            if seconds is None:
                continue
            if rule.seconds is not None and seconds > rule.seconds and _unusual(seconds, before, rule):
                found[night.date] = None
            insort(before, seconds)
    return tuple(found)


def _unusual(seconds: int, before: Sequence[int], rule: DiaryRule) -> bool:
    """Tell whether a cramp is long beside those before it, shortest first; always where a rule does not ask for that."""
    if rule.times is None:
        return True
    return len(before) >= rule.earlier and seconds > rule.times * median(before)


def _told(nights: Sequence[Night]) -> Sequence[Night]:
    """Give the nights without the last ones, if nobody has written about them yet."""
    for _ in range(NOT_YET):
        if nights and isinstance(nights[-1], Missing):
            nights = nights[:-1]
    return nights


def _noticed(
    nights: Sequence[Night], rule: DiaryRule, flags: Mapping[str, RedFlag]
) -> Iterator[tuple[str, tuple[date, ...]]]:
    """Give the danger signs that one rule shows, with their nights."""
    last = nights[-rule.nights :]
    if rule.kind == "touched":
        yield from _touched(last, flags)
        return
    if rule.kind == "nights_in_a_row":
        in_a_row = len(last) == rule.nights and all(_count(night) >= rule.cramps for night in last)
        where = tuple(night.date for night in last) if in_a_row else ()
    else:
        where = tuple(night.date for night in last if any(_is_long(each, nights, rule) for each in _episodes(night)))
    if where:
        yield str(rule.flag), where


def _touched(nights: Iterable[Night], flags: Mapping[str, RedFlag]) -> Iterator[tuple[str, tuple[date, ...]]]:
    """Give each grave danger sign that was touched during a cramp, with its nights."""
    where: dict[str, dict[date, None]] = {}
    for night in nights:
        for episode in _episodes(night):
            for flag in episode.cramp.danger:
                if flag in flags and flags[flag].urgency in GRAVE:
                    where.setdefault(flag, {})[night.date] = None
    yield from ((flag, tuple(dates)) for flag, dates in where.items())


def _is_long(episode: Episode, nights: Iterable[Night], rule: DiaryRule) -> bool:
    """Tell whether a cramp is longer than a rule allows, and than this person's cramps before it were."""
    seconds = episode.cramp.seconds
    if seconds is None or rule.seconds is None or seconds <= rule.seconds:
        return False
    if rule.times is None:
        return True
    timed = (each.cramp for night in nights for each in _episodes(night))
    before = [cramp.seconds for cramp in timed if cramp.seconds is not None and cramp.at < episode.cramp.at]
    return len(before) >= rule.earlier and seconds > rule.times * median(before)


def _count(night: Night) -> int:
    """Give how many cramps are known of a night: none of a missing one."""
    return 0 if isinstance(night, Missing) else night.count


def _episodes(night: Night) -> tuple[Episode, ...]:
    return night.episodes if isinstance(night, (Closed, Open)) else ()
