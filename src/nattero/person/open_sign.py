"""A danger sign that is open for a person, and where it comes from."""

from dataclasses import dataclass
from datetime import date

from nattero.knowledge.model import Urgency

TODAY: frozenset[Urgency] = frozenset({"emergency", "urgent"})
"""With a sign of these somebody looks at it today."""


@dataclass(frozen=True, slots=True)
class OpenSign:
    """A danger sign that stands: by a rule of the diary and its nights, from a check-up of a day, or by own words of a day.

    Where none of these is there, it was said in the settings or in the plan. `why` are the answers heard in own words; `denied_on`
    is the day on which the person said that what was heard there is not so, `known_on` that on which they said that their doctor knows.
    """

    flag: str
    urgency: Urgency
    rule: str | None = None
    nights: tuple[date, ...] = ()
    said_on: date | None = None
    wrote: str | None = None
    wrote_on: date | None = None
    why: tuple[str, ...] = ()
    denied_on: date | None = None
    known_on: date | None = None

    @property
    def today(self) -> bool:
        """Whether somebody has to look at it today."""
        return self.urgency in TODAY
