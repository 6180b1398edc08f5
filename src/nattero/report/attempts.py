"""What was tried, for the doctor's page: the plan, the sessions, what was done in the night, trials and what came of them.

In: a `Person`, all entries of theirs, the nights of the period, the pack. Out: `Tried`. The numbers of a trial are those that were
kept when it ended; a trial that was changed afterwards, or numbers that cannot be read, say nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from nattero.diary.entry import Entry
from nattero.diary.night import Night
from nattero.diary.payloads import Trial, TrialArm
from nattero.diary.plans import planned
from nattero.diary.plans import sessions as sessions_of
from nattero.diary.summary import NotYet
from nattero.diary.trials import Tried as Registered
from nattero.diary.trials import trials
from nattero.insight.found import Since
from nattero.insight.lines import Line
from nattero.knowledge.pack import Pack
from nattero.person import Person
from nattero.person.before_trial import before
from nattero.person.lines import lines_of
from nattero.person.sign_answers import local_day
from nattero.report.choice import Choice
from nattero.report.letter import Arm, Began, Contrast, Measured, Sessions, Slip, TrialOutcome, Tried
from nattero.report.nights import cramps_of

UNREADABLE = "unreadable"
SAYS_NOTHING = frozenset({"order", "replaced"})


def tried(
    who: Person,
    entries: Iterable[Entry],
    nights: Sequence[Night],
    pack: Pack,
    choice: Choice,
    trial: date | None = None,
) -> Tried:
    """Give what was tried; trials whenever they were, the rest within the period; rates of nights before the `trial` that runs."""
    outcomes = [outcome(each, pack) for each in trials(each for each in entries if each.person == who.name)]
    wanted = choice.wants("tried")
    return Tried(
        plan=tuple(plan(who, pack)) if wanted else (),
        sessions=sessions(who, nights[0].date, nights[-1].date) if wanted and nights else None,
        relief=relief(nights, pack) if wanted else (),
        trials=tuple(reversed(outcomes)) if choice.wants("trials") else (),
        medicines=tuple(medicines(who, nights, trial)) if wanted and choice.wants("medicines") else (),
    )


def medicines(who: Person, nights: Sequence[Night], trial: date | None) -> Iterable[Began]:
    """Give the medicines that were noted within the period, with the rates since then and before, as /insight counts them."""
    for one in lines_of(who, who.entries, who.every_night):
        if one.kind != "medicine" or not nights or not nights[0].date <= one.date <= nights[-1].date:
            continue
        found = rates(before(who.every_night, trial), one)
        pair = (None, None) if isinstance(found, NotYet) else (found.rate_after, found.rate_before)
        yield Began(one.date, one.name or None, *pair)


def rates(every: Sequence[Night], one: Line) -> Since | NotYet:
    """Give the rate since a line and before it, as /insight counts them; or what is missing for that."""
    from nattero.insight.findings import too_little, unfinished  # slow to import
    from nattero.insight.history import history
    from nattero.insight.regressors import told
    from nattero.insight.since import since

    whole = history(every)
    seen = told(whole)
    wait = unfinished(whole, seen) or too_little(seen)
    return wait or since(seen, whole.first or one.date, one, (0.0, 1))


def plan(who: Person, pack: Pack) -> Iterable[Measured]:
    """Give the measures of the plan that stands, then those that were ended."""
    standing = planned(who.entries)
    if standing is None:
        return
    if standing.plan.given:
        yield Measured(id="given", title=standing.plan.given.title)
    for each in standing.plan.measures:
        if each.id in pack.measures:
            since = standing.since(each)
            yield Measured(id=each.id, programme=each.programme, since=since, claims=pack.measures[each.id].claims)
    for over in standing.plan.ended:
        if over.id in pack.measures:
            yield Measured(id=over.id, ended=over.date, why=over.why, claims=pack.measures[over.id].claims)


def sessions(who: Person, first: date, last: date) -> Sessions | None:
    """Give the sessions of the period; None without one."""
    done = [each for each in sessions_of(who.entries) if each.any and first <= each.day <= last]
    if not done:
        return None
    return Sessions(
        done=len(done),
        whole=sum(each.session.ended == "whole" for each in done),
        days=len({each.day for each in done}),
        hurt=sum(each.session.ended == "hurt" or any(step.hurt for step in each.session.steps) for each in done),
        first=done[0].day,
        last=done[-1].day,
    )


def relief(nights: Iterable[Night], pack: Pack) -> tuple[tuple[str, int], ...]:
    """Give what was done during cramps, the most frequent first."""
    counted = Counter(step for each in cramps_of(nights) for step in dict.fromkeys(each.cramp.steps))
    return tuple((step, times) for step, times in counted.most_common() if step in pack.relief)


def outcome(found: Registered, pack: Pack) -> TrialOutcome:
    """Give a trial and what came of it."""
    from nattero.person.trying import changed_since  # what it needs is slow to import, and most diaries hold no trial
    from nattero.trials.told import never_packed

    trial, changed = found.trial, changed_since(found)
    nothing = changed in SAYS_NOTHING or never_packed(trial)
    numbers = trial.result.numbers if trial.result and not nothing else {}
    rates, contrasts = numbers_of(numbers)
    refused = trial.result.refused if trial.result else None
    return TrialOutcome(
        entry=found.id,
        at=trial.at,
        first=trial.first,
        arms=tuple(arm(each, rates) for each in trial.arms),
        nights=trial.design.nights,
        block=trial.design.block,
        better=trial.design.better,
        blinded=trial.design.blinded,
        opened=len(trial.opened),
        recorded=recorded(trial),
        ended=trial.ended.date if trial.ended else None,
        why=trial.ended.why if trial.ended else None,
        changed=changed,
        refused=refused or (UNREADABLE if numbers and not contrasts else None),
        contrasts=contrasts if trial.ended else (),
        unopened=trial.ended is not None and trial.concealed,
        slips=tuple(Slip(local_day(each.at, found.zone), each.why, each.seen) for each in trial.slips),
        claims=tuple(
            dict.fromkeys(
                claim
                for each in trial.arms
                if each.measure and each.measure in pack.measures
                for claim in pack.measures[each.measure].claims
            )
        ),
    )


def arm(each: TrialArm, rates: Mapping[str, tuple[float, float, float]]) -> Arm:
    """Give an arm, with its cramps a week where they were worked out."""
    return Arm(each.id, each.measure, each.programme, each.words, rates.get(each.id))


def recorded(trial: Trial) -> int | None:
    """Give how many nights went into the result; None without one."""
    if trial.result is None:
        return None
    return sum(row.cramps is not None for row in trial.result.table)


def numbers_of(
    found: Mapping[str, Any],
) -> tuple[dict[str, tuple[float, float, float]], tuple[Contrast, ...]]:
    """Give the rates and comparisons of a result as it was kept; nothing of what cannot be read."""
    from nattero.trials.told import contrasts

    try:
        rates = {name: (rate["mean"], rate["lo"], rate["hi"]) for name, rate in found.get("rate", {}).items()}
        return (
            msgspec.convert(rates, dict[str, tuple[float, float, float]], strict=True),
            msgspec.convert([dict(each) for each in contrasts(found)], tuple[Contrast, ...], strict=True),
        )
    except (msgspec.ValidationError, KeyError, TypeError, AttributeError):
        return {}, ()
