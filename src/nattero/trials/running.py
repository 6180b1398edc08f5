"""A trial while it runs: which night this is, what is done tonight, which nights count, and when it is looked at.

In: a `Trial`, the nights of the diary, the instant and the zone. Out: values. A night's arm is given from noon of its own day on and
not before: no function here takes a night to come. Evenings of a pause are no nights of the trial; after it the order goes on.
"""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from nattero.diary.night import Closed, Night, night_of
from nattero.diary.payloads import Trial, TrialArm, TrialEnd, TrialPause, TrialResult, TrialRow, TrialSlip
from nattero.trials.allocation import allocate
from nattero.trials.registered import broken, drawn_order, layout_of

ASKED = "trial"
"""The exposure of the check-in that tells whether it was done as drawn."""
ONE_DAY = timedelta(days=1)
SAME_LOOK = timedelta(minutes=10)
MORNING = 5  # the hour until which one may still be going to bed, and look once more
NOTICE = timedelta(hours=1)  # that there is at least to take a stop back
WhyPaused = Literal["illness", "travel", "danger", "forbidden", "pregnancy", "other"]
Stage = Literal["ahead", "running", "paused", "over", "ended", "broken"]


@dataclass(frozen=True)
class State:
    """How a trial stands: nights gone by (the one that runs is none of them), recorded, not recorded, and the look that is due."""

    stage: Stage
    gone: int = 0
    recorded: int = 0
    missing: int = 0
    due: int | None = None
    next_look: int | None = None


@dataclass(frozen=True)
class Evening:
    """A night of the trial: its number from 1, the arm, and whether it is one of wash-out."""

    night: date
    number: int
    arm: TrialArm
    washout: bool


def evenings(trial: Trial, now: datetime, zone: str) -> list[Evening]:
    """Give the nights of a trial whose noon has come, earliest first. Nothing of a trial that was changed is given."""
    if broken(trial):
        return []
    drawn = allocate(layout_of(trial.arms, trial.design), trial.seed)
    last = night_of(now, zone)
    if trial.ended:
        last = min(last, trial.ended.date - ONE_DAY)
    found: list[Evening] = []
    night = trial.first
    while night <= last and len(found) < trial.design.nights:
        if not is_paused(trial, night):
            number = len(found)
            found.append(Evening(night, number + 1, trial.arms[drawn.order[number]], not drawn.counts(number)))
        night += ONE_DAY
    return found


def bag(trial: Trial, evening: Evening) -> int | None:
    """Give the number of the bag that a helper packed for this night; None where nobody did."""
    return (evening.number - 1) // trial.design.block + 1 if trial.design.blinded else None


def bags(trial: Trial) -> list[TrialArm]:
    """Give what belongs in each bag, the first first. For the helper alone. Nothing where there is none, or it was changed."""
    if not trial.design.blinded or broken(trial):
        return []
    arms = {str(arm.id): arm for arm in trial.arms}
    return [arms[letter] for letter in drawn_order(trial)[:: trial.design.block]]


def opened(trial: Trial, now: datetime) -> Trial:
    """Give the trial with the list of the bags opened once more; what is looked at again soon afterwards is the same look."""
    if trial.opened and now - trial.opened[-1] < SAME_LOOK:
        return trial
    return msgspec.structs.replace(trial, at=now, opened=[*trial.opened, now])


def tonight(trial: Trial, now: datetime, zone: str) -> Evening | None:
    """Give what is done this evening; None from the morning until noon, in a pause, before the first night and after the last."""
    by_day = _today(now, zone) != night_of(now, zone) and now.astimezone(ZoneInfo(zone)).hour >= MORNING
    if trial.ended or by_day:
        return None
    return of_night(trial, night_of(now, zone), now, zone)


def of_night(trial: Trial, night: date, now: datetime, zone: str) -> Evening | None:
    """Give what was to be done on a night that has begun; None for any other."""
    return next((each for each in evenings(trial, now, zone) if each.night == night), None)


def is_paused(trial: Trial, night: date) -> bool:
    """Whether an evening lies in a pause."""
    return any(pause.first <= night and (pause.last is None or night <= pause.last) for pause in trial.pauses)


def open_pause(trial: Trial) -> TrialPause | None:
    """Give the pause that has no end yet."""
    return next((pause for pause in trial.pauses if pause.last is None), None)


def state(trial: Trial, nights: Iterable[Night], now: datetime, zone: str) -> State:
    """Tell how a trial stands."""
    if broken(trial):
        return State("broken")
    running = night_of(now, zone)
    past = [each for each in evenings(trial, now, zone) if each.night < running]
    counted = {night.date for night in nights if isinstance(night, Closed)}
    recorded = sum(each.night in counted for each in past)
    due = [
        look
        for look in trial.design.looks
        if max(trial.looked, default=0) < look <= len(past) and _can_say(trial, past[:look], counted)
    ]
    ahead = [look for look in trial.design.looks if look > len(past)]
    stage: Stage = "running"
    if trial.ended:
        stage = "ended"
    elif len(past) >= trial.design.nights:
        stage = "over"
    elif open_pause(trial):
        stage = "paused"
    elif running < trial.first:
        stage = "ahead"
    return State(
        stage,
        len(past),
        recorded,
        len(past) - recorded,
        max(due, default=None) if not trial.ended else None,
        min(ahead, default=None),
    )


def _can_say(trial: Trial, past: Sequence[Evening], told: AbstractSet[date]) -> bool:
    """Whether enough of these nights count for a look to say anything; the last look is taken whatever there is."""
    counting = sum(each.night in told and not each.washout for each in past)
    return len(past) == trial.design.nights or counting >= trial.design.least


def table(trial: Trial, nights: Iterable[Night], now: datetime, zone: str, most: int | None = None) -> list[TrialRow]:
    """Give the nights that are over as the analysis takes them, up to `most` of them.

    What was not recorded is missing, and so is what was counted in a night of wash-out: its arm was done, and does not count yet.
    """
    said = {night.date: night for night in nights if isinstance(night, Closed)}
    past = [each for each in evenings(trial, now, zone) if each.night < night_of(now, zone)]
    return [_row(each, said.get(each.night)) for each in past[:most]]


def waiting(trial: Trial, rows: Sequence[TrialRow]) -> int:
    """Give how many of the first nights of a trial do not count however they are told: something set in or wore off."""
    drawn = allocate(layout_of(trial.arms, trial.design), trial.seed)
    return sum(not drawn.counts(place) for place in range(len(rows)))


def _row(each: Evening, said: Closed | None) -> TrialRow:
    kept = said.exposures.get(ASKED) if said else None
    adhered = kept if isinstance(kept, bool) else None
    cramps = said.count if said and not each.washout else None
    return TrialRow(night=each.night, arm=each.arm.id, cramps=cramps, adhered=adhered)


def paused(trial: Trial, why: WhyPaused, now: datetime, zone: str, since: date | None = None) -> Trial:
    """Give the trial with a pause from this day's evening on, or from that of an earlier day; the one that runs already is kept.

    A night that began the evening before stays in, so that none is taken out once its cramps are known. `since`: the day on which what
    pauses it was said, where that was seen only now; nothing of an earlier pause is taken twice.
    """
    if trial.ended or open_pause(trial):
        return trial
    free = max((pause.last + ONE_DAY for pause in trial.pauses if pause.last), default=trial.first)
    today = _today(now, zone)
    pause = TrialPause(first=max(min(since or today, today), trial.first, free), why=why)
    return msgspec.structs.replace(trial, at=now, pauses=[*trial.pauses, pause])


def _today(now: datetime, zone: str) -> date:
    return now.astimezone(ZoneInfo(zone)).date()


def resumed(trial: Trial, now: datetime, zone: str) -> Trial:
    """Give the trial going on from the coming evening; a pause of no evening is none."""
    last = _today(now, zone) - ONE_DAY
    closed = [pause if pause.last else msgspec.structs.replace(pause, last=last) for pause in trial.pauses]
    kept = [pause for pause in closed if pause.last is None or pause.first <= pause.last]
    return msgspec.structs.replace(trial, at=now, pauses=kept)


def ended(trial: Trial, why: Literal["done", "clear", "given-up"], now: datetime, zone: str) -> Trial:
    """Give the trial ended, its order written out: an evening that has begun is no longer part of it."""
    if trial.ended:
        return trial
    return msgspec.structs.replace(
        trial, at=now, order=_written_out(trial), ended=TrialEnd(date=night_of(now, zone), why=why)
    )


def stopped(trial: Trial, why: Literal["side-effect", "danger"], now: datetime, zone: str) -> Trial:
    """Give the trial stopped at once; neither its order nor a result is worked out, so that a slip can be taken back unseen."""
    if trial.ended:
        return trial
    end = TrialEnd(date=night_of(now, zone), why=why, at=now, sealed=True)
    return msgspec.structs.replace(trial, at=now, ended=end)


def unsealed(trial: Trial, now: datetime) -> Trial:
    """Give a trial that was stopped with its order written out, so that its result may be."""
    if trial.ended is None or not trial.ended.sealed:
        return trial
    end = msgspec.structs.replace(trial.ended, sealed=False)
    return msgspec.structs.replace(trial, at=now, order=_written_out(trial), ended=end)


def back_until(trial: Trial, zone: str) -> datetime | None:
    """Give the instant until which a stop can be taken back: the end of its evening; None for any other end, or none."""
    if trial.ended is None or trial.ended.at is None:
        return None
    local = trial.ended.at.astimezone(ZoneInfo(zone)) - timedelta(hours=MORNING) + NOTICE
    return datetime.combine(local.date() + ONE_DAY, time(MORNING), ZoneInfo(zone))


def taken_back(trial: Trial, now: datetime, zone: str) -> Trial | None:
    """Give a trial going on as if it had not been stopped, the stop kept in it; None where the evening of the stop is over."""
    until, end = back_until(trial, zone), trial.ended
    if until is None or end is None or end.at is None or end.why not in {"side-effect", "danger"} or now >= until:
        return None
    why: Literal["side-effect", "danger"] = "danger" if end.why == "danger" else "side-effect"
    slip = TrialSlip(at=end.at, back=now, why=why, note=end.note, seen=not end.sealed)
    order = trial.order if broken(trial) else ""
    return msgspec.structs.replace(trial, at=now, order=order, ended=None, result=None, slips=[*trial.slips, slip])


def _written_out(trial: Trial) -> str:
    return trial.order if broken(trial) else drawn_order(trial)


def looked(trial: Trial, look: int, result: TrialResult, *, clear: bool, now: datetime, zone: str) -> Trial:
    """Give the trial after a look: ended with its result where it is clear or was the last, else only with the look noted."""
    seen = msgspec.structs.replace(trial, at=now, looked=[*trial.looked, look])
    if not clear and look < trial.design.nights:
        return seen
    return msgspec.structs.replace(
        ended(seen, "clear" if clear and look < trial.design.nights else "done", now, zone), result=result
    )


def counted(rows: Sequence[TrialRow]) -> dict[str, tuple[int, int]]:
    """Give for each arm its recorded nights and the cramps in them."""
    found: dict[str, tuple[int, int]] = {}
    for row in rows:
        if row.arm is not None and row.cramps is not None:
            nights, cramps = found.get(row.arm, (0, 0))
            found[row.arm] = nights + 1, cramps + row.cramps
    return found
