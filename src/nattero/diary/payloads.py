"""What an entry says: the payloads of the kinds this program knows, and the fields they are made of.

In: JSON values. Out: typed payloads, each field within its limits. What is not known is absent or None, never invented.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal

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
    """One episode: its onset, how long (seconds), how bad (0 none to 10 worst), where, and what was done."""

    at: Instant
    seconds: Annotated[int, msgspec.Meta(ge=0, le=86_400)] | None = None
    pain: Annotated[int, msgspec.Meta(ge=0, le=10)] | None = None
    side: Side | None = None
    muscle: Muscle | None = None
    steps: Annotated[list[Name], msgspec.Meta(max_length=60)] = []
    danger: Annotated[list[Name], msgspec.Meta(max_length=60)] = []
    note: ShortText | None = None


class NightCheck(Payload, frozen=True):
    """What was said in the morning about the night of `date` (its evening): how many cramps in all, and the day before it."""

    date: date
    cramps: Annotated[int, msgspec.Meta(ge=0, le=50)]
    sore: bool | None = None
    exposures: dict[Name, Value] = {}
    note: ShortText | None = None


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

    `since` is its first day, where it joined the plan later than others.
    """

    id: Name
    programme: Name | None = None
    time: Clock | None = None
    since: date | None = None


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


class Retraction(Payload, frozen=True):
    """Takes back the entry that its entry supersedes."""

    reason: ShortText | None = None


class Note(Payload, frozen=True):
    """Words at a moment."""

    at: Instant
    text: ShortText


Known = Cramp | NightCheck | Answers | CheckUp | Plan | Session | Retraction | Note
KINDS: Mapping[tuple[str, int], type[Known]] = {
    ("cramp", 1): Cramp,
    ("night", 1): NightCheck,
    ("answers", 1): Answers,
    ("checkup", 1): CheckUp,
    ("plan", 1): Plan,
    ("session", 1): Session,
    ("retraction", 1): Retraction,
    ("note", 1): Note,
}
