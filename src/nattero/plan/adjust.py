"""How a plan goes on: what the diary shows of it, and the one thing worth saying about it.

In: the plan that stands, sessions, nights, today, what would be proposed now. Out: for each measure on how many days it was
done, of those that are known; how the nights were before and since; and one `Advice`. A day that nobody told of counts as
nothing: not done is only what somebody said. A change between before and since is never called an effect: nights change by
themselves, and people begin when they are at their worst (regression to the mean; Barnett et al. 2005, doi
10.1093/ije/dyh299).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from nattero.diary.night import ONE_DAY, Closed, Night
from nattero.diary.payloads import Measure as Planned_
from nattero.diary.payloads import Value
from nattero.diary.plans import Done, Planned
from nattero.diary.summary import NotYet, Rate, rate
from nattero.knowledge.measures import Measure
from nattero.plan.fit import Fit
from nattero.plan.planner import BESIDE, MOST, Proposal
from nattero.plan.profile import Profile
from nattero.plan.programme import Tailored, tailored
from nattero.plan.shelf import Shelf

SETTLED = 14  # days after which something may be added
TOLD = 7  # days that must be known before they say anything
SELDOM, MOSTLY = 1 / 3, 2 / 3
RECENT = 7  # days in which a session that hurt, or was broken off, is news
BROKEN_OFF = 2  # sessions broken off in these days that say it is too much
LOOK_BACK = 28  # nights before a measure and at its end that are set side by side
STILL_NEWS = 14  # days for which it is said that it is time to judge
Kind = Literal["hurt", "easier", "judge", "next", "keep"]


@dataclass(frozen=True, slots=True)
class Doing:
    """A measure of the plan: since when, on how many days it was done, of how many that are known, of how many there were."""

    id: str
    since: date
    done: int
    known: int
    days: int

    @property
    def share(self) -> float | None:
        """The share of the known days on which it was done; None while too few are known."""
        return self.done / self.known if self.known >= TOLD else None


@dataclass(frozen=True, slots=True)
class Nights:
    """How nights were before a measure and lately: two rates with their ranges. No effect, only a before and a since."""

    before: Rate | NotYet
    since: Rate | NotYet


@dataclass(frozen=True, slots=True)
class Advice:
    """The one thing worth saying: `hurt`, `easier`, `judge` (look at the nights), `next` (add this one) or `keep`."""

    kind: Kind
    measure: str | None = None
    nights: Nights | None = None


@dataclass(frozen=True)
class Progress:
    """How the plan goes: each measure, and the one thing to say."""

    doing: tuple[Doing, ...]
    advice: Advice


def progress(
    planned: Planned, done: Iterable[Done], nights: Sequence[Night], today: date, ahead: Proposal, shelf: Shelf
) -> Progress:
    """Give how a plan goes. `nights` are all nights of the diary in order; `ahead` is what would be proposed now."""
    sessions = tuple(done)
    rows = [each for each in planned.plan.measures if each.id in shelf.measures]
    doing = tuple(_doing(each, shelf.measures[each.id], planned, sessions, nights, today) for each in rows)
    found = (_hurt(rows, sessions, today), _easier(rows, doing, sessions, today), _judge(doing, nights, today, shelf))
    said = next((advice for advice in found if advice), None) or _next(doing, ahead, today) or Advice("keep")
    return Progress(doing, said)


def easier(each: Fit, shelf: Shelf, profile: Profile) -> Tailored | None:
    """Give the next programme of a measure that a person may do instead of the one they do, or None after the last."""
    names = each.measure.programmes
    if each.tailored is None or each.tailored.programme not in names:
        return None
    after = names[names.index(each.tailored.programme) + 1 :]
    made = (tailored(shelf.programmes[name], profile.limits.all, shelf.exercises) for name in after)
    return next((one for one in made if one), None)


def _doing(
    planned: Planned_, measure: Measure, plan: Planned, done: Iterable[Done], nights: Iterable[Night], today: date
) -> Doing:
    """Give on how many days a measure was done: by its sessions, or as the mornings say of the day before."""
    since = plan.since(planned)
    days = {since + ONE_DAY * number for number in range(max((today - since).days, 0))}
    known = {day: holds for day, holds in _told(measure, nights).items() if day in days}
    names = {planned.programme, *measure.programmes} - {None}
    known |= {each.day: True for each in done if each.day in days and each.any and each.session.programme in names}
    return Doing(planned.id, since, sum(known.values()), len(known), len(days))


def _told(measure: Measure, nights: Iterable[Night]) -> Mapping[date, bool]:
    """Give on which days the mornings say that a measure was done, or not."""
    if measure.exposure is None:
        return {}
    said = {night.date: night.exposures.get(measure.exposure) for night in nights if isinstance(night, Closed)}
    return {day: _holds(value) is (measure.done == "yes") for day, value in said.items() if value is not None}


def _holds(value: Value) -> bool:
    """Tell whether an exposure was there: yes, or a number above 0."""
    return bool(value) if isinstance(value, bool | int | float) else value not in {None, "", "no", "false"}


def _hurt(rows: Iterable[Planned_], done: Iterable[Done], today: date) -> Advice | None:
    """Tell of a programme whose last session was ended because it hurt, a short while ago."""
    for row in rows:
        mine = [each for each in done if each.session.programme == row.programme]
        if mine and mine[-1].session.ended == "hurt" and (today - mine[-1].day).days <= RECENT:
            return Advice("hurt", row.id)
    return None


def _easier(rows: Iterable[Planned_], doing: Iterable[Doing], done: Iterable[Done], today: date) -> Advice | None:
    """Tell of a measure that is too much: seldom done on the days that are known, or its sessions are broken off."""
    for row, each in zip(rows, doing, strict=True):
        mine = [one for one in done if one.session.programme == row.programme and (today - one.day).days <= RECENT]
        broken = sum(one.session.ended in {"stopped", None} for one in mine)
        if (each.share is not None and each.share < SELDOM) or (broken >= BROKEN_OFF and 2 * broken > len(mine)):
            return Advice("easier", row.id)
    return None


def _judge(doing: Iterable[Doing], nights: Sequence[Night], today: date, shelf: Shelf) -> Advice | None:
    """Tell that it is time to judge a measure, for a while after that day, with the nights before it and lately."""
    for each in doing:
        measure = shelf.measures[each.id]
        judged = None if measure.kind in BESIDE else measure.judged
        if judged is not None and judged <= (today - each.since).days < judged + STILL_NEWS:
            return Advice("judge", each.id, side_by_side(each.since, nights, today))
    return None


def side_by_side(since: date, nights: Iterable[Night], today: date) -> Nights:
    """Give the nights before a day, and the last ones, of those four weeks each that were checked in."""
    rows = list(nights)
    before = [night for night in rows if since - LOOK_BACK * ONE_DAY <= night.date < since]
    lately = [night for night in rows if max(since, today - LOOK_BACK * ONE_DAY) <= night.date < today]
    return Nights(rate(before), rate(lately))


def _next(doing: Sequence[Doing], ahead: Proposal, today: date) -> Advice | None:
    """Offer one more measure to somebody who mostly does what they planned, when it has settled and there is room."""
    if not doing or len(doing) >= MOST:
        return None
    settled = all((today - each.since).days >= SETTLED for each in doing)
    mostly = all(each.share is not None and each.share >= MOSTLY for each in doing)
    mine = {each.id for each in doing}
    more = next((choice.id for choice in ahead.chosen if choice.id not in mine), None)
    return Advice("next", more) if settled and mostly and more else None
