"""What began in a person's life with their cramps, as dated lines.

In: a `Person`, all entries (superseded ones too), nights. Out: `Line` values: a medicine noted with a night, the first night of a trial,
the day a pregnancy was told, the first day of a plan and of what joined it later.
"""

from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from nattero.diary.entry import Entry, read
from nattero.diary.night import Closed, Night
from nattero.diary.payloads import Answers, CheckUp, Trial
from nattero.diary.plans import planned
from nattero.diary.trials import trials
from nattero.insight.lines import Line
from nattero.person import Person

MEDICINE_NOTED = "medicine_change"  # the exposure under which a person notes one
YES = (True, "yes")


def lines_of(person: Person, entries: Iterable[Entry], nights: Sequence[Night]) -> tuple[Line, ...]:
    """The dated lines, earliest first, each once; medicines are those noted with these `nights`."""
    mine = [entry for entry in entries if entry.person == person.name and entry.kind in ("trial", "retraction")]
    found = {*_medicines(nights), *_pregnancies(person.entries), *_plan(person.entries)}
    found |= {Line(each.trial.first, "trial", _tested(each.trial)) for each in trials(mine)}
    return tuple(sorted(found))


def _medicines(nights: Sequence[Night]) -> Iterator[Line]:
    """What was noted about a medicine, on the day it was first noted in these words."""
    seen: set[str] = set()
    for night in nights:
        said = night.exposures.get(MEDICINE_NOTED) if isinstance(night, Closed) else None
        text = said.strip() if isinstance(said, str) else ""
        if said in YES and not text:
            yield Line(night.date, "medicine")
        elif text and text.casefold() not in seen:
            seen.add(text.casefold())
            yield Line(night.date, "medicine", text)


def _pregnancies(standing: Iterable[Entry]) -> Iterator[Line]:
    """The days on which somebody who had not said so said that she is pregnant."""
    before = False
    about = (entry for entry in standing if entry.kind in ("answers", "checkup"))
    for entry in sorted(about, key=lambda one: (one.recorded_at, one.id)):
        payload = read(entry)
        said = payload.answers.get("pregnant") if isinstance(payload, Answers | CheckUp) else None
        if said is None:
            continue
        now = said in YES
        if now and not before:
            yield Line(entry.recorded_at.astimezone(ZoneInfo(entry.zone)).date(), "pregnancy")
        before = now


def _plan(standing: Iterable[Entry]) -> Iterator[Line]:
    """The first day of the plan, and of each thing that joined it later."""
    found = planned(entry for entry in standing if entry.kind == "plan")
    if found is None or not (found.plan.measures or found.plan.given):
        return
    yield Line(found.plan.first, "plan")
    for measure in found.plan.measures:
        if found.since(measure) > found.plan.first:
            yield Line(found.since(measure), "plan", measure.id)


def _tested(trial: Trial) -> str:
    """What a trial tests: the measures of its arms by their ids, or its own words."""
    return ", ".join(arm.measure or arm.words or "" for arm in trial.arms if arm.measure or arm.words)
