"""What an entry says: the payloads of the kinds this program knows, and the fields they are made of.

In: JSON values. Out: typed payloads, each field within its limits. What is not known is absent or None, never invented.
"""

import math
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
ShortText = Annotated[str, msgspec.Meta(max_length=2000)]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
Side = Literal["left", "right", "both"]
Muscle = Literal["calf", "foot", "toes", "shin", "hamstring", "thigh"]
Clock = Annotated[str, msgspec.Meta(pattern=r"\A([01][0-9]|2[0-3]):[0-5][0-9]\Z")]
"""A time of day on the wall, wherever the person is: `21:30`."""
Value = bool | int | float | Annotated[str, msgspec.Meta(max_length=400)] | None


class Payload(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What the payloads of the known kinds have in common: no field that is not named here."""


class Cramp(Payload, frozen=True):
    """One episode: its onset, how long (seconds), how bad (0 none to 10 worst), where, and what was done.

    `heard`, here and beside every other note: the answers that a program heard of danger in a note that stayed where it was written.
    """

    at: Instant
    seconds: Annotated[int, msgspec.Meta(ge=0, le=86_400)] | None = None
    pain: Annotated[int, msgspec.Meta(ge=0, le=10)] | None = None
    side: Side | None = None
    muscle: Muscle | None = None
    steps: Annotated[list[Name], msgspec.Meta(max_length=60)] = []
    danger: Annotated[list[Name], msgspec.Meta(max_length=60)] = []
    note: ShortText | None = None
    heard: dict[Name, Value] = {}


class NightCheck(Payload, frozen=True):
    """What was said in the morning about the night of `date` (its evening): how many cramps in all, and the day before it.

    Without `cramps` nobody has counted them yet: the night stays missing or open, and what else was said of it is kept.
    """

    date: date
    cramps: Annotated[int, msgspec.Meta(ge=0, le=50)] | None = None
    sore: bool | None = None
    exposures: dict[Name, Value] = {}
    note: ShortText | None = None
    heard: dict[Name, Value] = {}


Rating = Annotated[int, msgspec.Meta(ge=0, le=10)]


class Sleep(Payload, frozen=True):
    """What was said now and then of the week up to `date`: how well one slept (0 very badly to 10 very well), and how much one
    dreaded the night (0 not at all to 10 as much as can be).

    Our own two questions, one number each. That one number for a week of sleep can be a sound measure was shown with another wording
    (Snyder et al. 2018, J Clin Sleep Med 14:1849-1857); ours were never tested, so a person is compared with nobody but themselves.
    """

    date: date
    well: Rating | None = None
    dread: Rating | None = None


class Answers(Payload, frozen=True):
    """Answers to questions, by question id; None forgets an earlier answer."""

    answers: dict[Name, Value]


class CheckUp(Payload, frozen=True):
    """One check-up as far as it went: answers by feature (None: asked, not known), medicines as typed, own words.

    Each further screen corrects the entry before it, so that a check-up is one family of entries and stands once.
    """

    at: Instant
    answers: dict[Name, Value] = {}
    medicines: Annotated[list[Annotated[str, msgspec.Meta(max_length=200)]], msgspec.Meta(max_length=100)] = []
    text: Annotated[str, msgspec.Meta(max_length=4000)] | None = None
    done: bool = False


class Measure(Payload, frozen=True):
    """One thing of a plan: its id in the pack, the programme it is where it is one, and when a reminder may come.

    `since` is its first day, where it joined the plan later than others, `until` its last, where it has one.
    """

    id: Name
    programme: Name | None = None
    time: Clock | None = None
    since: date | None = None
    until: date | None = None


class Ended(Payload, frozen=True):
    """A measure that was given up or done with, on which day and why."""

    id: Name
    date: date
    why: Literal["helped", "no-help", "too-hard", "hurt", "other"]


class GivenPart(Payload, frozen=True):
    """An exercise of the bank as a physiotherapist gives it: doses that differ from the bank, and a word.

    `instead_of` is the exercise that was given, where this safer one is done until its giver was asked. `agreed`: the
    person said that its giver knows of what speaks against it, so it is done as given.
    """

    exercise: Name
    hold: Annotated[int, msgspec.Meta(ge=1, le=900)] | None = None
    repetitions: Annotated[int, msgspec.Meta(ge=1, le=30)] | None = None
    sets: Annotated[int, msgspec.Meta(ge=1, le=30)] | None = None
    rest: Annotated[int, msgspec.Meta(ge=0, le=120)] | None = None
    times: Annotated[int, msgspec.Meta(ge=1, le=30)] | None = None
    note: Annotated[str, msgspec.Meta(max_length=400)] | None = None
    instead_of: Name | None = None
    agreed: bool = False


class Given(Payload, frozen=True):
    """A programme that somebody else made for the person, out of the exercises of the bank.

    `left_out` are exercises that were given too, and are left out until their giver was asked.
    """

    title: Annotated[str, msgspec.Meta(min_length=1, max_length=120)]
    parts: Annotated[list[GivenPart], msgspec.Meta(min_length=1, max_length=20)]
    by: Annotated[str, msgspec.Meta(max_length=120)] | None = None
    note: ShortText | None = None
    left_out: Annotated[list[Name], msgspec.Meta(max_length=20)] = []


class Plan(Payload, frozen=True):
    """What the person means to do from `first` on; limits as they said them, minutes a day they can give."""

    at: Instant
    first: date
    measures: Annotated[list[Measure], msgspec.Meta(max_length=12)] = []
    ended: Annotated[list[Ended], msgspec.Meta(max_length=60)] = []
    minutes: Annotated[int, msgspec.Meta(ge=0, le=120)] | None = None
    limits: dict[Name, bool] = {}
    checkin: Clock | None = None
    given: Given | None = None


class SessionStep(Payload, frozen=True):
    """One exercise of a session: repetitions done of those there were (both legs counted), and whether it hurt."""

    exercise: Name
    of: Annotated[int, msgspec.Meta(ge=1, le=2000)]
    done: Annotated[int, msgspec.Meta(ge=0, le=2000)] = 0
    hurt: bool = False
    skipped: bool = False


class Session(Payload, frozen=True):
    """One session as far as it got; `seconds` without pauses. `ended` None: it was interrupted."""

    at: Instant
    programme: Name
    steps: Annotated[list[SessionStep], msgspec.Meta(max_length=60)] = []
    seconds: Annotated[int, msgspec.Meta(ge=0, le=14_400)] = 0
    ended: Literal["whole", "stopped", "hurt"] | None = None
    note: ShortText | None = None


class TrialArm(Payload, frozen=True):
    """One way of doing it: a measure of the pack (with its programme), or own words; neither: as usual.

    `kinds`: what kinds of things the own words name, for each of which the person said that what has to be so is.
    """

    id: Literal["A", "B", "C"]
    measure: Name | None = None
    programme: Name | None = None
    words: Annotated[str, msgspec.Meta(min_length=1, max_length=120)] | None = None
    kinds: Annotated[list[Name], msgspec.Meta(max_length=20)] = []


class TrialDesign(Payload, frozen=True):
    """How a trial is laid out: nights in all, nights a block, nights of wash-out in it, and the rule of stopping.

    `looks`: after which nights it is looked at. From `better` on it is called clear that something helps or harms, from
    `same` on that it makes no difference; both stand before the first night. `half_life`: days, of what is left over.
    `blinded`: a helper packs every block into a numbered bag, and only the helper knows what is in it.
    """

    nights: Annotated[int, msgspec.Meta(ge=8, le=400)]
    block: Annotated[int, msgspec.Meta(ge=1, le=28)] = 1
    washout: Annotated[int, msgspec.Meta(ge=0, le=27)] = 0
    looks: Annotated[list[Annotated[int, msgspec.Meta(ge=1, le=1100)]], msgspec.Meta(max_length=100)] = []
    least: Annotated[int, msgspec.Meta(ge=8, le=1100)] = 28
    better: Annotated[float, msgspec.Meta(gt=0.5, lt=1)] = 0.975
    same: Annotated[float, msgspec.Meta(gt=0.5, lt=1)] = 0.9
    half_life: Annotated[float, msgspec.Meta(ge=0, le=60)] = 0.0
    number: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 1
    blinded: bool = False


class TrialPrior(Payload, frozen=True):
    """What was thought of the effect before the start: a normal law of the log rate ratio, and where it comes from."""

    name: Literal["evidence", "sceptical", "flat"]
    mean: float
    sd: Annotated[float, msgspec.Meta(gt=0)]
    weight: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.0
    trials: Annotated[list[Name], msgspec.Meta(max_length=60)] = []
    note: Annotated[str, msgspec.Meta(max_length=80)] = ""


class TrialPause(Payload, frozen=True):
    """Evenings that are no part of the trial: from `first` on, until `last` or, where there is none, until it goes on.

    `forbidden`: something in it was no longer for this person.
    """

    first: date
    last: date | None = None
    why: Literal["illness", "travel", "danger", "forbidden", "pregnancy", "other"] = "other"


class TrialEnd(Payload, frozen=True):
    """How a trial ended: on which day, and why.

    `at`: when it was stopped, where that was one tap that can be taken back; `note`: the entry that tells what it was. `sealed`: neither
    its order nor its result was worked out yet, so that it can go on unseen.
    """

    date: date
    why: Literal["done", "clear", "side-effect", "given-up", "danger"]
    at: Instant | None = None
    note: Name | None = None
    sealed: bool = False


class TrialSlip(Payload, frozen=True):
    """A stop that was taken back: when it was made and taken back, and why it was made; `seen`: the result was seen in between."""

    at: Instant
    back: Instant
    why: Literal["side-effect", "danger"]
    note: Name | None = None
    seen: bool = False


class TrialRow(Payload, frozen=True):
    """A night as it went into the analysis; empty: missing, or a night of wash-out."""

    night: date
    arm: Literal["A", "B", "C"] | None = None
    cramps: Annotated[int, msgspec.Meta(ge=0, le=50)] | None = None
    adhered: bool | None = None


class TrialResult(Payload, frozen=True):
    """The answer as it was worked out: the nights it was made from, and the numbers or why there are none."""

    at: Instant
    table: Annotated[list[TrialRow], msgspec.Meta(max_length=400)]
    numbers: dict[Name, Any] = {}
    refused: ShortText | None = None


class Trial(Payload, frozen=True, kw_only=True):
    """A trial on oneself: its arms, design, and order, drawn once from `seed` before `first`, with a hash of them all.

    `order` is written out only once it has ended, so that nobody reads by accident what is to come; until then it is
    worked out from `seed`. `run_in`: recorded nights and cramps of them before the start; `chance` of a clear answer as it
    was said then. `looked`: the looks taken; `opened`: when a helper opened the list of the bags; `slips`: stops that were
    taken back. Each change supersedes the one before; the order never changes.
    """

    at: Instant
    first: date
    arms: Annotated[list[TrialArm], msgspec.Meta(min_length=2, max_length=3)]
    design: TrialDesign
    seed: Annotated[str, msgspec.Meta(min_length=8, max_length=80)]
    algorithm: Name
    order: Annotated[str, msgspec.Meta(pattern=r"\A([ABC]{8,400})?\Z")] = ""
    hash: Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
    prior: TrialPrior
    run_in: Annotated[list[Annotated[int, msgspec.Meta(ge=0, le=50_000)]], msgspec.Meta(max_length=2)] = []
    chance: Annotated[float, msgspec.Meta(ge=0, le=1)] | None = None
    pregnant: bool = False
    looked: Annotated[list[Annotated[int, msgspec.Meta(ge=1, le=1100)]], msgspec.Meta(max_length=100)] = []
    opened: Annotated[list[Instant], msgspec.Meta(max_length=100)] = []
    pauses: Annotated[list[TrialPause], msgspec.Meta(max_length=60)] = []
    slips: Annotated[list[TrialSlip], msgspec.Meta(max_length=60)] = []
    ended: TrialEnd | None = None
    result: TrialResult | None = None
    note: ShortText | None = None

    @property
    def concealed(self) -> bool:
        """Whether nothing of how it goes is to be shown yet: it runs, or was stopped and may still go on."""
        return self.ended is None or self.ended.sealed


class Retraction(Payload, frozen=True):
    """Takes back the entry that its entry supersedes."""

    reason: ShortText | None = None


class Note(Payload, frozen=True):
    """Words at a moment; none where they stayed at home and only what was `heard` in them left."""

    at: Instant
    text: ShortText
    heard: dict[Name, Value] = {}


Known = Cramp | NightCheck | Sleep | Answers | CheckUp | Plan | Session | Trial | Retraction | Note
KINDS: Mapping[tuple[str, int], type[Known]] = {
    ("cramp", 1): Cramp,
    ("night", 1): NightCheck,
    ("sleep", 1): Sleep,
    ("answers", 1): Answers,
    ("checkup", 1): CheckUp,
    ("plan", 1): Plan,
    ("session", 1): Session,
    ("trial", 1): Trial,
    ("retraction", 1): Retraction,
    ("note", 1): Note,
}


def number_of(value: Value) -> float:
    """What was said as a number: yes 1, no 0, a text that says something 1, nothing NaN."""
    if isinstance(value, str):
        return 1.0 if value.strip() else math.nan
    return math.nan if value is None or not math.isfinite(value) else float(value)
