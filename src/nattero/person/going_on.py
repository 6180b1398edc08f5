"""A trial that runs, changed: paused by itself, looked at, ended; the same for the pages and the command line.

In: a `Trying` value and a trial of theirs. Out: the next version of the trial. What was drawn never changes.
"""

from collections.abc import Iterable
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
    """Give the trial ended now, with what its nights say so far; without that where it was changed."""
    ended = running.ended(found.trial, why, who.person.now, who.person.zone)
    if changed_since(found) in {"order", "replaced"}:
        return ended
    from nattero.trials.answering import answer

    rows = running.table(found.trial, who.nights(found.trial), who.person.now, who.person.zone)
    return msgspec.structs.replace(ended, result=answer(found.trial, rows, who.person.now))


def opened(found: Tried, who: Trying) -> Trial | None:
    """Give the trial with the helper's list opened once more; None where nothing is written down: it is over."""
    return None if found.trial.ended else running.opened(found.trial, who.person.now)


def looked(found: Tried, who: Trying) -> Trial | None:
    """Give the trial after the look that is due: ended where it is clear or over; None where none is due, or it was changed."""
    due = who.state(found.trial).due
    if due is None or changed_since(found) in {"order", "replaced"}:
        return None
    from nattero.trials.answering import answer

    now, zone = who.person.now, who.person.zone
    told = answer(found.trial, running.table(found.trial, who.nights(found.trial), now, zone, due), now)
    return running.looked(found.trial, due, told, clear=is_clear(told.numbers), now=now, zone=zone)
