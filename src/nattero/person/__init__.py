"""One person's Nattero: takes the set of entries and hands values to the rooms.

In: entries (of anybody), the person's name, the instant and the zone they are looked at in. Out: answers, nights, numbers.
Nothing is kept here; everything is computed from the set.
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import msgspec

from nattero.checkup.diary_flags import Noticed, diary_flags
from nattero.diary.entry import Entry, read
from nattero.diary.merge import current
from nattero.diary.night import NOON, ONE_DAY, Episode, Night, Open, all_nights, episodes, night_of, nights
from nattero.diary.payloads import Answers, Value
from nattero.diary.summary import Summary, summary
from nattero.knowledge.pack import Pack

WEEKS_SHOWN = 4
MORNING = 5  # o'clock: from then on a night can be over
OTHERS = frozenset({"child", "other"})
"""Answers to whom the diary is about that say: somebody else than who keeps it."""


class Person(msgspec.Struct, frozen=True, dict=True):
    """A person at an instant: what stands in their diary, and what they answered."""

    name: str
    now: datetime
    zone: str
    entries: tuple[Entry, ...]
    answers: dict[str, Value]

    @property
    def by_other(self) -> bool:
        """Whether somebody else keeps the diary: of their child, or of one they care for."""
        return self.answers.get("for_whom") in OTHERS

    @property
    def last_night(self) -> date:
        """The night a morning's question is about: the one that began yesterday evening."""
        return self.now.astimezone(ZoneInfo(self.zone)).date() - ONE_DAY

    def nights(self, first: date, last: date) -> list[Night]:
        """Every night from `first` to `last`."""
        return nights(self.entries, first, last)

    @property
    def latest_night(self) -> date:
        """The last night worth showing: the coming one only when something was already written of it."""
        return self.every_night[-1].date if self.every_night else self.last_night

    @cached_property
    def every_night(self) -> list[Night]:
        """Every night from the first that was written about to the latest worth showing; none of an empty diary."""
        return all_nights(self.entries, self.last_night)

    @cached_property
    def nights_over(self) -> list[Night]:
        """Every night but one that still goes on and that nobody called finished: it is not unfinished, it is not over."""
        local = self.now.astimezone(ZoneInfo(self.zone))
        going_on = None if MORNING <= local.hour < NOON.hour else night_of(self.now, self.zone)
        return [night for night in self.every_night if not (isinstance(night, Open) and night.date == going_on)]

    def recent(self, weeks: int = WEEKS_SHOWN) -> list[Night]:
        """The nights of the last weeks, none from before the diary began."""
        return self.every_night[-7 * weeks :]

    def episodes(self) -> list[Episode]:
        """Every cramp that stands, earliest first."""
        return episodes(self.entries)

    def summary(self, weeks: int = WEEKS_SHOWN) -> Summary:
        """The numbers over the last weeks."""
        return summary(self.recent(weeks))

    def noticed(self, pack: Pack) -> list[Noticed]:
        """What the last weeks show of danger, the most urgent first."""
        return diary_flags(self.recent(), pack.diary_flags.values(), pack.red_flags)


def person(entries: Iterable[Entry], name: str, now: datetime, zone: str) -> Person:
    """The person called `name` at an instant, from a set of entries."""
    standing = tuple(current(entry for entry in entries if entry.person == name))
    return Person(name, now, zone, standing, answers(standing))


def answers(standing: Iterable[Entry]) -> dict[str, Value]:
    """The latest answer to each question; one that was taken back by None is absent."""
    given: dict[str, Value] = {}
    asked = [
        entry for entry in standing if entry.kind == "answers"
    ]  # reading all the others would take most of the time
    for entry in sorted(asked, key=lambda entry: (entry.recorded_at, entry.id)):
        payload = read(entry)
        if isinstance(payload, Answers):
            given.update(payload.answers)
    return {question: value for question, value in given.items() if value is not None}
