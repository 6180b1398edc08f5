"""What a plan needs to know of a person, as one frozen value.

In: what a person said, in all readings where answers contradict one another, and the rules of limits. Out: a `Profile`.
What was said of a thing twice counts both ways, so the more cautious reading rules; what is assumed forbids, and never
speaks for anything.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from nattero.knowledge.exercises import Limit
from nattero.knowledge.facts import Answers, Facts, facts, meets
from nattero.knowledge.finding import conditions
from nattero.knowledge.limits import LimitRule, Limits, Told, limits_of
from nattero.knowledge.model import Population, RedFlag, Urgency

OLDER = 60  # years from which a person is among older people; the trial of the evening stretch took them from 55 on
GRAVE: tuple[Urgency, ...] = ("emergency", "urgent", "soon")
STOPS: frozenset[Urgency] = frozenset({"emergency", "urgent"})
"""With a danger sign of these somebody looks at it before anything is planned."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A danger sign that stands: which, and how urgent."""

    id: str
    urgency: Urgency


@dataclass(frozen=True, slots=True)
class Said:
    """Everything a person said, as the edge hands it over.

    `readings` are the answers of the check-up, in every reading there is of them. `heard` are answers heard in what they wrote lately:
    they limit, and speak for nothing. `settings` are answers to questions, as
    text. `medicines` are ids; `kinds` says of some what they are. `clear`: every medicine on their list was recognised,
    or they said that they take none; False too where nobody asked. `unclear`: one was not.
    `linked`: a medicine of theirs goes with cramps.
    `refused`: measures they do not want. `noticed`: danger signs that the diary shows. `with_doctor`: signs their doctor knows of
    or has looked at, so that they are settled; `go_on`: of these, those of which the doctor said that one may go on as before.
    """

    readings: tuple[Answers, ...] = ()
    heard: Answers = field(default_factory=dict)
    age: float | None = None
    sex: str = "unknown"
    pregnant: bool | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    medicines: frozenset[str] = frozenset()
    kinds: Mapping[str, str] = field(default_factory=dict)
    clear: bool = False
    unclear: bool = False
    linked: bool = False
    limits: Mapping[Limit, bool] = field(default_factory=dict)
    minutes: int | None = None
    refused: frozenset[str] = frozenset()
    noticed: tuple[Sign, ...] = ()
    with_doctor: frozenset[str] = frozenset()
    go_on: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Profile:
    """What a plan needs to know: `known` speaks for things, `guarded` (with every limit, said or assumed) against them."""

    known: Facts = field(default_factory=dict)
    guarded: Facts = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    people: frozenset[Population] = frozenset({"adults"})
    medicines: frozenset[str] = frozenset()
    kinds: Mapping[str, str] = field(default_factory=dict)
    clear: bool = False
    unclear: bool = False
    linked: bool = False
    minutes: int | None = None
    refused: frozenset[str] = frozenset()
    danger: tuple[Sign, ...] = ()

    @property
    def stopped(self) -> bool:
        """Whether a danger sign stands that somebody has to look at today, before anything is planned."""
        return any(sign.urgency in STOPS for sign in self.danger)


def profile_of(said: Said, rules: Iterable[LimitRule], flags: Iterable[RedFlag]) -> Profile:
    """Give the profile of a person."""
    pregnant = True if said.settings.get("pregnant") == "yes" else said.pregnant
    known = together(facts(reading, said.age, said.sex, pregnant) for reading in said.readings or ({},))
    heard: Facts = {name: (value,) for name, value in said.heard.items() if value is not None}
    signs, free = tuple(flags), said.go_on - {each.id for each in said.noticed}
    rows = tuple(row for row in rules if row.sign not in free)
    allowed = {item.feature for flag in signs if flag.id in free for part in conditions(flag.finding) for item in part}
    holding_back = {name: values for name, values in together((known, heard)).items() if name not in allowed}
    limits = limits_of(rows, Told(holding_back, with_denials(said), said.medicines, said.limits))
    itself = {row.sign for row in rows if row.said_itself(limits.because.get(row.limit, ()))}
    named = (Sign(flag.id, flag.urgency) for flag in signs if flag.id in itself)
    holding: Facts = dict.fromkeys(limits.all, (True,))
    told_of: Facts = dict.fromkeys(limits.all - limits.assumed, (True,))
    return Profile(
        known=together((known, told_of)),
        guarded=together((holding_back, holding)),
        limits=limits,
        people=people_of(known, limits),
        medicines=said.medicines,
        kinds=said.kinds,
        clear=said.clear,
        unclear=said.unclear,
        linked=said.linked,
        minutes=said.minutes,
        refused=said.refused,
        danger=tuple(each for each in danger(known, signs, (*said.noticed, *named)) if not settled(each, said)),
    )


def danger(known: Facts, flags: Iterable[RedFlag], noticed: Iterable[Sign] = ()) -> tuple[Sign, ...]:
    """Give the danger signs of `soon` and above that stand, each once, the most urgent first."""
    raised = (
        Sign(flag.id, flag.urgency)
        for flag in flags
        if flag.urgency in GRAVE and meets(flag.finding, known) is not None
    )
    found = {sign.id: sign for sign in (*noticed, *raised) if sign.urgency in GRAVE}
    return tuple(sorted(found.values(), key=lambda sign: GRAVE.index(sign.urgency)))


def settled(sign: Sign, said: Said) -> bool:
    """Tell whether a sign waits for nobody, as their doctor knows or has looked; never an emergency, nor what the nights show."""
    shown = {each.id for each in said.noticed}
    return sign.urgency != "emergency" and sign.id in said.with_doctor and sign.id not in shown


def together(readings: Iterable[Facts]) -> Facts:
    """Give several sets of facts as one: each feature with everything that any of them says."""
    found: dict[str, tuple[bool | float | str, ...]] = {}
    for known in readings:
        for name, values in known.items():
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *values)))
    return found


def with_denials(said: Said) -> dict[str, str]:
    """Give the answers to questions, and each plain no of the check-up that stands in every reading of it."""
    readings = said.readings or ({},)
    denied = {name for name, value in readings[0].items() if value is False}
    denied = {name for name in denied if all(reading.get(name) in {False, None} for reading in readings)}
    if said.pregnant is False and not any(reading.get("pregnant") for reading in readings):
        denied.add("pregnant")
    return {**{name: "no" for name in sorted(denied) if name not in said.settings}, **said.settings}


def people_of(known: Facts, limits: Limits) -> frozenset[Population]:
    """Give the groups a person belongs to. Who may be a child is one, and who said that she is pregnant is pregnant."""
    if "child" in known or "child_alone" in limits.because:
        return frozenset({"children"})
    if "pregnant" in limits.because:
        return frozenset({"pregnant"})
    old = any(isinstance(age, int | float) and age >= OLDER for age in known.get("age", ()))
    return frozenset({"adults", "older"} if old else {"adults"})
