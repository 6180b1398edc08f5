"""What a person's plan is made from: their answers, their latest check-up, their medicines, what they wrote, the plan that stands.

In: a `Person`, the pack, and the check-up's desk, which is only opened for who did a check-up or wrote something. Out: an `Outlook`: the
profile that the plan room takes, the plan as it stands, and what is to be asked back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from nattero.checkup.case import Answer, Case
from nattero.checkup.contradictions import AskBack, contradictions, read_contradictions
from nattero.checkup.contributors import LINKED
from nattero.diary.checkups import Run, runs
from nattero.diary.entry import read
from nattero.diary.payloads import Answers, CheckUp, Plan, Value
from nattero.diary.plans import Planned, planned, sessions
from nattero.knowledge.exercises import Limit
from nattero.knowledge.features import Feature, takes
from nattero.knowledge.limits import LIMITS
from nattero.knowledge.pack import Pack
from nattero.person import Person
from nattero.person.open_sign import TODAY
from nattero.person.sign_answers import settled_signs, shown
from nattero.person.written import STILL_OPEN, limiting, written
from nattero.plan.adjust import Progress, progress
from nattero.plan.planner import Proposal, propose
from nattero.plan.profile import Profile, Said, Sign, profile_of
from nattero.plan.shelf import Shelf

if TYPE_CHECKING:
    from nattero.checkup.desk import Desk

PERSON = ("age", "sex", "pregnant")


@dataclass(frozen=True)
class Own:
    """What is said of a person here and now, beside their diary: it goes before their plan, and stands beside a check-up."""

    age: float | None = None
    sex: str = "unknown"
    limits: Mapping[Limit, bool] = field(default_factory=dict)
    minutes: int | None = None


NOTHING = Own()


@dataclass(frozen=True)
class Outlook:
    """A person as their plan sees them; `ask_back` are answers of the check-up that contradict one another."""

    profile: Profile
    planned: Planned | None = None
    run: Run | None = None
    ask_back: tuple[AskBack, ...] = ()
    unclear: tuple[str, ...] = field(default=())


def outlook(
    person: Person, pack: Pack, desk: "Callable[[], Desk]", lang: str, own: Own = NOTHING, *, heard_limits: bool = True
) -> Outlook:
    """Give a person as their plan sees them. `lang` is the language their own words are heard in.

    `heard_limits`: whether words of the last weeks limit them, which is slow to find out and raises no danger sign.
    """
    mine = runs(person.entries)
    standing = planned(person.entries)
    told = of_person(person, pack, standing)
    heard = tuple(Sign(each.flag, each.urgency) for each in written(person, pack, desk))
    limits = limiting(person, pack, desk) if heard_limits else {}
    said = with_own(replace(told, noticed=(*told.noticed, *heard), heard=limits), own)
    if not mine:
        return Outlook(_profile(said, pack), standing, ask_back=tuple(_ask_back(said, Case(), pack)))
    from nattero.checkup.gathering import gather  # slow to import, and without a check-up nothing is weighed

    run, room = mine[-1], desk()
    case = case_of(run, pack.features, lang)
    medicines = room.recognised(case.medicines, case.text, case.language)
    known = gather(case, room.heard(case.text, lang), medicines, room)
    others = room.names.known.others if medicines.medicines else {}
    said = replace(
        said,
        readings=known.readings,
        age=known.case.age if said.age is None else said.age,
        sex=known.case.sex if said.sex == "unknown" else said.sex,
        pregnant=known.case.pregnant,
        medicines=medicines.ids() | medicines.others(),
        kinds={name: str(others[name].kind) for name in sorted(medicines.others()) if others[name].kind},
        clear=bool(case.medicines or case.answers.get("med_count") == 0) and not medicines.asked_back(),
        unclear=bool(medicines.asked_back()),
        linked=any(each.association in LINKED for each in medicines.medicines),
    )
    unclear = tuple(each.typed for each in medicines.asked_back())
    back = {each.id: each for each in (*known.ask_back, *_ask_back(said, known.case, pack))}
    return Outlook(_profile(said, pack), standing, run, tuple(back.values()), unclear)


def held_up(person: Person, pack: Pack, desk: "Callable[[], Desk]", lang: str) -> bool:
    """Tell whether a danger sign stands that somebody has to look at before anything of a plan is asked of this person."""
    return outlook(person, pack, desk, lang).profile.stopped


def of_person(person: Person, pack: Pack, standing: Planned | None) -> Said:
    """Give what a person said outside a check-up: in the settings, in their plan, and what their diary shows."""
    plan = standing.plan if standing else None
    told = last_told(person, pack)
    settled = {
        sign: each
        for sign, each in settled_signs(person, pack).items()
        if pack.red_flags[sign].urgency not in TODAY or each.at >= told
    }
    return Said(
        settings={name: text_of(value) for name, value in person.answers.items() if name in pack.questions},
        limits=known_limits(plan.limits) if plan else {},
        minutes=plan.minutes if plan else None,
        refused=frozenset(each.id for each in plan.ended) - {each.id for each in plan.measures}
        if plan
        else frozenset(),
        with_doctor=frozenset(settled),
        go_on=frozenset(sign for sign, each in settled.items() if each.go_on),
        noticed=tuple(
            Sign(each.flag, each.urgency)
            for each in shown(person, pack)
            if person.last_night - max(each.nights) <= STILL_OPEN
        ),
    )


def last_told(person: Person, pack: Pack) -> datetime:
    """Give when danger may have been told last outside of notes: in a check-up, in the limits of the plan, by a question."""
    asked = {name for row in pack.limits.values() if row.sign for name in row.answers}
    found = [datetime.min.replace(tzinfo=UTC)]
    for entry in person.entries:
        payload = read(entry) if entry.kind in ("checkup", "plan", "answers") else None
        limited = isinstance(payload, Plan) and any(payload.limits.values())
        answered = isinstance(payload, Answers) and not asked.isdisjoint(payload.answers)
        if limited or answered or isinstance(payload, CheckUp):
            found.append(entry.recorded_at)
    return max(found)


def going(person: Person, seen: Outlook, shelf: Shelf) -> Progress | None:
    """Give how the plan that stands goes; None without one."""
    if seen.planned is None:
        return None
    nights = person.nights(seen.planned.plan.first - timedelta(days=28), person.latest_night)
    today = person.last_night + timedelta(days=1)
    return progress(seen.planned, sessions(person.entries), nights, today, ahead(seen, shelf), shelf)


def ahead(seen: Outlook, shelf: Shelf) -> Proposal:
    """Give what would be planned now, what the person has already taken first."""
    kept = [each.id for each in seen.planned.plan.measures] if seen.planned else []
    return propose(seen.profile, shelf, kept)


def case_of(run: Run, features: Mapping[str, Feature], lang: str, country: str | None = None) -> Case:
    """What was said, as the check-up takes it; what a newer Nattero asked and this one does not know is left out."""
    known = {name: value for name, value in run.said.answers.items() if name in features}
    answers: dict[str, Answer] = {
        name: value for name, value in known.items() if value is None or takes(features[name], value)
    }
    age, sex, pregnant = (answers.get(name) for name in PERSON)
    return Case(
        id=run.id,
        age=age if isinstance(age, int | float) else None,
        sex=str(sex or "unknown"),
        pregnant=pregnant if isinstance(pregnant, bool) else None,
        language=lang,
        country=country,
        answers=answers,
        medicines=tuple(run.said.medicines),
        text=run.said.text or "",
    )


def known_limits(said: Mapping[str, bool]) -> dict[Limit, bool]:
    """Give the limits a person named; what a newer Nattero calls a limit and this one does not know is left out."""
    return {limit: said[limit] for limit in LIMITS if limit in said}


def text_of(value: Value) -> str:
    """An answer as the pack writes it; yes and true are the same."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def with_own(said: Said, own: Own) -> Said:
    """Give what a person said, with what is said here and now."""
    minutes = said.minutes if own.minutes is None else own.minutes
    return replace(said, age=own.age, sex=own.sex, limits={**said.limits, **own.limits}, minutes=minutes)


def _ask_back(said: Said, case: Case, pack: Pack) -> list[AskBack]:
    """Give what cannot be right of age, sex and pregnancy together, wherever each was said."""
    expecting = said.limits.get("pregnant") or said.limits.get("third_trimester")
    pregnant = said.pregnant or expecting or said.settings.get("pregnant") == "yes" or None
    if pregnant is None and said.age is None:
        return []
    whole = replace(case, age=said.age, sex=said.sex, pregnant=pregnant)
    return contradictions(whole, read_contradictions(pack.root))


def _profile(said: Said, pack: Pack) -> Profile:
    return profile_of(said, pack.limits.values(), pack.red_flags.values())
