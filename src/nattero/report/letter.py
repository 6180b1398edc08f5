"""The doctor's page as data: who, which nights, what was found, what was tried. No words of ours, no layout.

In: nothing. Out: structs of ids and numbers, the same for every language; texts in them are the patient's own. Every statement
carries the claims and sources behind it, by their ids in the pack. `writing.letter` makes them out of a diary.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, get_args

import msgspec

from nattero.diary.payloads import Value
from nattero.diary.summary import NotYet, Rate, Spread
from nattero.knowledge.medicines import Association
from nattero.knowledge.model import Certainty, Urgency
from nattero.knowledge.steps import Evidence, Strength

if TYPE_CHECKING:
    from nattero.insight.course import Course

Part = Literal[
    "pattern", "picture", "flags", "criteria", "explanations", "contributors", "medicines", "tried", "trials", "words",
    "notes", "questions", "tests", "sources",
]  # fmt: skip
PARTS: tuple[Part, ...] = get_args(Part)
UNASKED: frozenset[Part] = frozenset({"notes"})
"""Parts that are only there when they are asked for."""
Standing = Literal["met", "not_met", "unknown"]
Why = Literal["done", "clear", "side-effect", "given-up", "danger"]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What every statement carries: the claims and the sources behind it, by their ids in the pack."""

    claims: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Who(msgspec.Struct, frozen=True):
    """The person, as little as needed. `sex`: female, male, other or unknown. `by_other`: somebody else keeps the diary."""

    name: str | None = None
    age: float | None = None
    sex: str = "unknown"
    pregnant: bool | None = None
    by_other: bool = False


class Period(msgspec.Struct, frozen=True):
    """The nights that are covered, both included, and what is known of them. `zones`: where they were lived."""

    first: date
    last: date
    closed: int
    open: int
    missing: int
    quiet: int
    zones: tuple[str, ...] = ()

    @property
    def nights(self) -> int:
        """All nights of the period."""
        return (self.last - self.first).days + 1


class Pattern(msgspec.Struct, frozen=True):
    """What the nights show. `rate` over the period, `recent` over its last four weeks (None where that is the same).

    `pain` 0-10; `seconds`; `hours` by hour of the local clock; `sides` and `muscles` by how many cramps; `long`: cramps that
    lasted over ten minutes; `sore`: of how many nights that were asked about the leg was still sore in the morning.
    """

    rate: Rate | NotYet
    recent: Rate | NotYet | None
    cramps: int
    with_cramps: int
    pain: Spread | None
    seconds: Spread | None
    long: int
    hours: dict[int, int]
    sides: dict[str, int]
    muscles: dict[str, int]
    sore: tuple[int, int] | None


class Answer(msgspec.Struct, frozen=True):
    """A question of the check-up (a feature of the pack) and its answer; None: asked, and not known.

    `given`: it was answered as a question; else it was told in own words, or follows from an answer or a medicine. `inferred`: nobody
    said it, it follows from a medicine alone.
    """

    feature: str
    value: Value
    given: bool = True
    inferred: bool = False


class Wrote(msgspec.Struct, frozen=True):
    """A note in which a danger sign was heard: its day and the words; None where they stayed elsewhere or are left off the page."""

    day: date
    text: str | None = None


class Raised(Said, frozen=True, kw_only=True):
    """A danger sign that is raised: by answers (`why`), by nights of the diary, or by what was written on a day (`wrote_on`).

    `wrote` are the patient's own words behind it, where there are any; `notes` what else was written of it.
    """

    id: str
    rule: str | None
    urgency: Urgency
    why: tuple[str, ...] = ()
    nights: tuple[date, ...] = ()
    by: str | None = None  # the row of diary_flags that saw it in the diary
    wrote_on: date | None = None
    wrote: str | None = None
    notes: tuple[Wrote, ...] = ()
    known_on: date | None = None  # the person said then that their doctor or nurse knows of it, or has looked at it
    looked_on: date | None = None  # the day on which, the person says, a doctor or nurse looked at it


class Criterion(Said, frozen=True, kw_only=True):
    """A criterion of sleep medicine (`icsd`), or one of the seven features, and how it stands.

    `diary`: nobody answered it, and the diary shows it: minutes, how many cramps or mornings, or pain of 10. `against`: it was
    answered, and the diary shows something else.
    """

    set: Literal["icsd", "seven"]
    place: str
    feature: str
    met: Standing
    diary: float | None = None
    against: float | None = None


class Weight(msgspec.Struct, frozen=True):
    """An answer and how much it weighs for (above 0) or against; natural logarithm of the odds."""

    feature: str
    answer: Value
    weight: float


class Explanation(Said, frozen=True, kw_only=True):
    """An explanation: its share beside the others (judged, not measured), what speaks for and against, the strongest first."""

    condition: str
    share: float
    fit: Literal["best", "too", "less"]
    pro: tuple[Weight, ...]
    con: tuple[Weight, ...]


class Contributor(Said, frozen=True, kw_only=True):
    """What may play a part. `why` may hold `medicines`."""

    id: str
    kind: str
    evidence: Evidence
    strength: Strength
    certainty: Certainty
    why: tuple[str, ...]


class Guess(msgspec.Struct, frozen=True):
    """A medicine that may be meant; `names` where a language writes it otherwise than `inn`."""

    inn: str
    names: dict[str, str] = {}

    def named(self, lang: str) -> str:
        """Give its name as people of a language write it."""
        return self.names.get(lang) or self.inn


class Medicine(Said, frozen=True, kw_only=True):
    """A medicine as it was written, what it was recognised as, and its known link with cramps.

    `what`: medicine, other (known, nothing to say), group (a kind), unsure, unknown. `ask`: key of what to ask about it.
    `names`: how it is written in each language, where that is not as in `inn`.
    """

    typed: str
    what: str
    id: str | None = None
    inn: str | None = None
    atc: str | None = None
    association: Association | None = None
    mechanism: str | None = None
    ask: str | None = None
    suggestions: tuple[Guess, ...] = ()
    names: dict[str, str] = {}

    def named(self, lang: str) -> str:
        """Give its name as people of a language write it; what was typed, where it is no medicine for sure."""
        return self.names.get(lang) or self.inn or self.typed


class Test(Said, frozen=True, kw_only=True):
    """A test that guidelines would consider, and why: answers, conditions, paths, or `medicines`."""

    id: str
    why: tuple[str, ...]


class Checked(msgspec.Struct, frozen=True):
    """A check-up: when, whether it was finished, and what it found. `entry` is the id of its entry.

    `urgency` is what it called for; `taken` how many medicines the person said they take, by name or as a number, None
    where nobody asked; `answers` is all that was said, heard or implied; `safety` the danger signs that concern
    such a person and were asked: yes, no or not known; `unasked` the signs that everybody should be asked about and this
    person was not; `contradict` pairs of answers that cannot both be right; `unclear`: too little is known to say what fits.
    """

    entry: str
    at: datetime
    zone: str
    done: bool
    urgency: Urgency
    raised: tuple[Raised, ...]
    safety: tuple[Answer, ...]
    unasked: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    unclear: bool
    explanations: tuple[Explanation, ...]
    contributors: tuple[Contributor, ...]
    taken: int | None
    medicines: tuple[Medicine, ...]
    unread: int  # lines of a medicine list beyond what is read
    again: tuple[str, ...]  # what was written of a medicine that stands in the list already
    tests: tuple[Test, ...]
    answers: tuple[Answer, ...]
    contradict: tuple[tuple[str, ...], ...]
    text: str | None  # own words


class Measured(Said, frozen=True, kw_only=True):
    """A measure of the plan: since when, and until when and why if it was given up. Own titles come from `title`."""

    id: str
    programme: str | None = None
    title: str | None = None
    since: date | None = None
    ended: date | None = None
    why: str | None = None


class Sessions(msgspec.Struct, frozen=True):
    """Sessions of exercises within the period: how many, how many whole, on how many days, how many hurt, first and last."""

    done: int
    whole: int
    days: int
    hurt: int
    first: date
    last: date


class Ratio(msgspec.Struct, frozen=True):
    """A rate ratio: its median and its credible interval (95 %)."""

    median: float
    lo: float
    hi: float


class Contrast(msgspec.Struct, frozen=True):
    """One arm against another: the ratio, the probability that it is below 1, and the decision by the rule fixed beforehand."""

    arm: str
    reference: str
    rate_ratio: Ratio
    p_better: float
    decision: Literal["helps", "harms", "no-meaningful-difference", "not-yet-clear"]


class Arm(msgspec.Struct, frozen=True):
    """An arm of a trial: a measure of the pack (with its programme), own words, or neither: as usual."""

    id: str
    measure: str | None = None
    programme: str | None = None
    words: str | None = None
    per_week: tuple[float, float, float] | None = None  # mean, low and high


class Slip(msgspec.Struct, frozen=True):
    """A stop for a side effect or danger that was taken back the same evening; `seen`: the result was seen in between."""

    day: date
    why: Why
    seen: bool


class TrialOutcome(Said, frozen=True, kw_only=True):
    """A trial on oneself. No numbers while it runs, nor where it was changed afterwards, nor where they were `refused`.

    `better`: the probability from which on it is called clear, fixed beforehand.
    `blinded`: a helper packed it into numbered bags; `opened`: how often the helper's list was opened before the end.
    `unopened`: it was stopped in one tap, and what came of it is not worked out yet. `slips`: such stops that were taken back.
    """

    entry: str
    at: datetime
    first: date
    arms: tuple[Arm, ...]
    nights: int
    block: int
    better: float
    blinded: bool = False
    opened: int = 0
    recorded: int | None = None
    ended: date | None = None
    why: Why | None = None
    changed: Literal["order", "replaced", "late"] | None = None
    refused: str | None = None
    contrasts: tuple[Contrast, ...] = ()
    unopened: bool = False
    slips: tuple[Slip, ...] = ()


class Began(msgspec.Struct, frozen=True):
    """A medicine noted with a night, as it was written, and cramps a week since then and before; None of too few nights."""

    day: date
    name: str | None
    after: float | None = None
    before: float | None = None


class Tried(msgspec.Struct, frozen=True):
    """What was tried: the plan, sessions, relief (steps of cramps, with how often) and trials, the latest first."""

    plan: tuple[Measured, ...] = ()
    sessions: Sessions | None = None
    relief: tuple[tuple[str, int], ...] = ()
    trials: tuple[TrialOutcome, ...] = ()
    medicines: tuple[Began, ...] = ()


class Denied(msgspec.Struct, frozen=True):
    """A danger sign that a program heard in a note of a day, and the day on which the person said that it is not so."""

    id: str
    wrote_on: date
    on: date


class OwnNote(msgspec.Struct, frozen=True):
    """A note of the diary, as it was written, with its day."""

    day: date
    text: str


class Slept(msgspec.Struct, frozen=True):
    """How the person said they slept and how much they dread the night, 0-10 each: a question of our own, not tested."""

    entry: str
    day: date
    well: int | None
    dread: int | None
    before: tuple[date, int | None, int | None] | None = None  # the time before that: its day, and the same two


class Letter(msgspec.Struct, frozen=True):
    """The doctor's page. What was left out on purpose is in `without`; then its part is empty.

    While a trial runs (`trial`: its first night) the period ends before it; danger and notes are of every night that was chosen.
    `noticed` is what the diary itself shows of danger, within the period, `denied` what of it the person said is not so. `course` is
    the rate from week to week, for the picture. `slept` is what was last said of sleep. `cited` is every source of what is said, once.
    """

    made: datetime
    zone: str
    who: Who
    period: Period | None
    trial: date | None
    pattern: Pattern | None
    noticed: tuple[Raised, ...]
    denied: tuple[Denied, ...]
    checkup: Checked | None
    tried: Tried
    notes: tuple[OwnNote, ...]
    asked: str | None  # what the patient wants to ask, in own words
    slept: Slept | None
    course: "Course | NotYet | None"
    counts: tuple[tuple[date, int | None], ...]  # cramps of each night; None: missing, or open
    without: tuple[Part, ...]
    cited: tuple[str, ...]

    @property
    def raised(self) -> tuple[Raised, ...]:
        """The danger signs of check-up and diary, each once, the most urgent first."""
        order = get_args(Urgency)
        found = {each.id: each for each in self.checkup.raised} if self.checkup else {}
        for each in self.noticed:
            told = found.get(each.id)
            if told is None:
                found[each.id] = each
            elif each.nights:
                found[each.id] = msgspec.structs.replace(each, why=told.why, wrote=told.wrote)
            elif each.wrote_on:
                found[each.id] = msgspec.structs.replace(told, notes=(*told.notes, Wrote(each.wrote_on, each.wrote)))
        return tuple(sorted(found.values(), key=lambda each: order.index(each.urgency)))
