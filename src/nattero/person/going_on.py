"""A trial that runs, changed: paused by itself, looked at, ended; the same for the pages and the command line.

In: a `Trying` value and a trial of theirs. Out: the next version of the trial. What was drawn never changes.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal

import msgspec

from nattero.diary.payloads import Trial
from nattero.diary.trials import Tried
from nattero.person.open_sign import OpenSign
from nattero.person.trying import Trying, changed_since
from nattero.trials import running
from nattero.trials.told import is_clear

PAUSES: tuple[Literal["illness", "travel", "other"], ...] = ("illness", "travel", "other")
ENDS: tuple[Literal["side-effect", "given-up", "danger"], ...] = ("side-effect", "given-up", "danger")
"""Why somebody may pause or end their trial, as forms and commands name it."""


def paused_by_itself(who: Trying, signs: Iterable[OpenSign]) -> Trial | None:
    """Give the running trial paused, where a danger sign or a pregnancy says so; None where nothing is to be changed.

    `signs` are those that are open. The pause for a danger sign begins on the day it was told, also where that is seen later.
    """
    found = who.running
    if found is None or running.open_pause(found.trial):
        return None
    why = who.pause_for(found.trial)
    if why is None:
        return None
    told = [day for sign in signs if (day := sign.wrote_on or sign.said_on)] if why == "danger" else []
    return running.paused(found.trial, why, who.person.now, who.person.zone, min(told, default=None))


def gone_on(found: Tried, who: Trying, *, midwife_knows: bool = False) -> Trial | None:
    """Give the trial going on from the coming evening; None without a pause, or where something still speaks against it.

    `midwife_knows`: who became pregnant asked her midwife or doctor, and may go on.
    """
    if not running.open_pause(found.trial):
        return None
    trial = msgspec.structs.replace(found.trial, pregnant=found.trial.pregnant or (midwife_knows and who.pregnant))
    if who.pause_for(trial):
        return None
    return running.resumed(trial, who.person.now, who.person.zone)


def stopped(found: Tried, why: Literal["side-effect", "given-up", "danger"], who: Trying) -> Trial:
    """Give the trial ended now. What its nights say so far comes with it where they gave it up: they asked for that.

    One tap for a side effect or danger may be a slip, so its result stays unknown until its evening is over, or they ask.
    """
    now, zone = who.person.now, who.person.zone
    if why != "given-up":
        return running.stopped(found.trial, why, now, zone)
    return _with_result(found, running.ended(found.trial, why, now, zone), who)


def told(found: Tried, who: Trying) -> Trial | None:
    """Give a trial that was stopped with its order and its result; None where they are known."""
    if found.trial.ended is None or not found.trial.ended.sealed:
        return None
    return _with_result(found, running.unsealed(found.trial, who.person.now), who)


def to_tell(who: Trying) -> Iterator[tuple[Tried, Trial]]:
    """Give each stop whose evening is over and whose result nobody worked out yet, with the trial as it then is."""
    for found in who.over:
        until = running.back_until(found.trial, who.person.zone)
        if until and who.person.now >= until and (made := told(found, who)):
            yield found, made


def slipped(who: Trying) -> Tried | None:
    """Give the trial whose stop can still be taken back: nothing else was begun since, and the evening is not over."""
    latest = who.over[0] if who.over and who.running is None else None
    until = running.back_until(latest.trial, who.person.zone) if latest else None
    return latest if until and who.person.now < until else None


def gone_back(who: Trying) -> Trial | None:
    """Give the trial going on after a stop that was a slip; None where there is none to take back."""
    found = slipped(who)
    return running.taken_back(found.trial, who.person.now, who.person.zone) if found else None


def described(trial: Trial, note: str, now: datetime) -> Trial:
    """Give a trial that was stopped with the entry that tells what it was; as it is, where it was not stopped so."""
    if trial.ended is None or trial.ended.at is None:
        return trial
    return msgspec.structs.replace(trial, at=now, ended=msgspec.structs.replace(trial.ended, note=note))


def _with_result(found: Tried, ended: Trial, who: Trying) -> Trial:
    """Give an ended trial with what its nights say; without that where it was changed."""
    if changed_since(found) in {"order", "replaced"}:
        return ended
    from nattero.trials.answering import answer

    rows = running.table(ended, who.nights(ended), who.person.now, who.person.zone)
    return msgspec.structs.replace(ended, result=answer(ended, rows, who.person.now))


def opened(found: Tried, who: Trying) -> Trial | None:
    """Give the trial with the helper's list opened once more; None where nothing is written down: it is over."""
    return running.opened(found.trial, who.person.now) if found.trial.concealed else None


def looked(found: Tried, who: Trying) -> Trial | None:
    """Give the trial after the look that is due: ended where it is clear or over; None where none is due, or it was changed."""
    due = who.state(found.trial).due
    if due is None or changed_since(found) in {"order", "replaced"}:
        return None
    from nattero.trials.answering import answer

    now, zone = who.person.now, who.person.zone
    told = answer(found.trial, running.table(found.trial, who.nights(found.trial), now, zone, due), now)
    return running.looked(found.trial, due, told, clear=is_clear(told.numbers), now=now, zone=zone)
