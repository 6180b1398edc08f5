"""What a plan may hold: one frozen struct for each measure, and for whom it is meant.

In: rows of `measures`. Out: validated values. Measures that are no use, or not safe, are rows too (`offered: false`), so
that pages can say so; a plan never holds them. A line of `when`, `never` and `ask_first` is a finding as
`knowledge.finding` reads it, over the features of the check-up, what follows from them, and the limits of exercises.
"""

from collections.abc import Collection, Iterator
from typing import Annotated, Literal, get_args

import msgspec

from nattero.knowledge.exercises import Limit
from nattero.knowledge.finding import conditions, features
from nattero.knowledge.medicines import Advice
from nattero.knowledge.model import Certainty, Id, Population, Row, Text

Kind = Literal[
    "exercise", "walk", "sport", "fluids", "food", "caffeine", "alcohol", "warmth", "shoes", "bed", "position", "legs-up",
    "sitting", "massage", "weight", "sleep", "smoking", "safety", "relief", "visit", "supplement", "medicine", "device",
    "folk",
]  # fmt: skip
Moment = Literal["morning", "day", "dinner", "evening", "bedtime", "night"]
Evidence = Literal["supported", "uncertain", "none", "contradicted"]
ADVISED: frozenset[Evidence] = frozenset({"supported", "uncertain"})
"""How good the evidence must be for a measure to be offered."""
BY_DAY: frozenset[Moment] = frozenset({"morning", "day"})
LIMITS: frozenset[str] = frozenset(get_args(Limit))
Span = Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{1,2} (hours|days|weeks)\Z")]
NOT_FOR_CHILDREN: frozenset[Kind] = frozenset({"supplement", "medicine", "caffeine", "alcohol", "weight"})


class Course(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How soon something acts and how long it goes on when it is left out: what a trial on oneself is laid out by.

    Each is a number of hours, days or weeks. `source` is where it is from; `assumed`: nobody has measured it.
    """

    onset: Span
    carry_over: Span
    source: Id | None = None
    assumed: bool = False

    def __post_init__(self) -> None:
        if self.assumed == bool(self.source):
            raise ValueError("How soon it acts has a `source`, or is `assumed`")

    @property
    def nights(self) -> tuple[int, int]:
        """Onset and carry-over as nights: what acts and is over within hours needs none."""
        return _nights(self.onset), _nights(self.carry_over)


def _nights(span: str) -> int:
    number, unit = span.split()
    return int(number) * {"hours": 0, "days": 1, "weeks": 7}[unit]


class Measure(Row, frozen=True, kw_only=True):
    """One thing a person can do, or had better leave: what it acts on, who must not, how sure, how much effort.

    `programmes`: of an exercise, the best first; the first that is allowed for the person is the one. `when`: what makes it
    worth doing (empty: sensible for anybody it is for). `never` and `ask_first`: any one line that holds forbids it, or
    has the person ask first. `advice`: what `interactions` call the same advice, so a medicine that does not go with it
    forbids it (not-on-your-own) or has the person ask (ask-first). `evidence` is that it helps against cramps (of kind
    safety: against falls). `minutes` a day; `judged` after so many nights; `exposure` of the morning check-in, whose
    answer `done` tells that it was done (a number counts as no when it is 0). `remedy` is its page among the interventions. `trial`: where
    somebody may test it on themselves, how soon it acts and how long it goes on. `once`: it is done once and then stays so, so nothing
    reminds of it day by day.
    """

    kind: Kind
    people: tuple[Population, ...]
    offered: bool = True
    programmes: tuple[Id, ...] = ()
    factors: tuple[Id, ...] = ()
    when: Text | None = None
    never: tuple[Text, ...] = ()
    ask_first: tuple[Text, ...] = ()
    advice: tuple[Advice, ...] = ()
    evidence: Evidence
    certainty: Certainty
    effort: Annotated[int, msgspec.Meta(ge=1, le=3)] = 1
    minutes: Annotated[int, msgspec.Meta(ge=0, le=60)] = 0
    moment: Moment = "day"
    judged: Annotated[int, msgspec.Meta(ge=14, le=90)] | None = None
    exposure: Id | None = None
    done: Literal["yes", "no"] = "yes"
    remedy: Id | None = None
    trial: Course | None = None
    once: bool = False
    claims: tuple[Id, ...]

    def __post_init__(self) -> None:
        if not (self.claims and self.people):
            raise ValueError("A measure needs at least one of each of `claims` and `people`")
        for line in self.findings:
            conditions(line)
        if self.offered and self.evidence not in ADVISED:
            raise ValueError("What does not help is not `offered`")
        if (self.judged is None) == self.offered:
            raise ValueError("What is `offered`, and only that, says when it is `judged`")
        if bool(self.programmes) != (self.kind == "exercise"):
            raise ValueError("An exercise, and only an exercise, names `programmes`")
        if self.trial and self.moment in BY_DAY and not any(self.trial.nights):
            raise ValueError("In a trial, what is done by day goes on for a day: its lot is seen at noon")
        held_out = self.offered or self.trial is not None  # what is only warned of, children and parents hear too
        if held_out and self.kind in NOT_FOR_CHILDREN and {"children", "everyone"} & set(self.people):
            raise ValueError(f"A measure of kind {self.kind} is not for children")

    @property
    def findings(self) -> tuple[str, ...]:
        """Its `when`, `never` and `ask_first` lines together."""
        return (*((self.when,) if self.when else ()), *self.never, *self.ask_first)

    @property
    def asks(self) -> frozenset[str]:
        """The features and limits its lines speak of."""
        return frozenset(name for line in self.findings for name in features(line))


FILES: dict[str, type[msgspec.Struct]] = {"measures": Measure}
"""The file that holds what a plan can."""

REFERENCES = (
    ("measures", "programmes", "programmes"),
    ("measures", "factors", "factors"),
    ("measures", "exposure", "exposures"),
    ("measures", "remedy", "interventions"),
    ("measures", "claims", "claims"),
)
"""Which of its fields hold ids of which other file."""


def texts_of_measure(measure: Measure) -> Iterator[str]:
    """Give the keys of a measure's texts: what is neither offered nor tested has nothing to do; `usual`: a night without it in a trial."""
    parts = ["title", "why"]
    if measure.offered or measure.trial:
        parts.append("do")
    if measure.trial:
        parts.append("usual")
    yield from (f"measure.{measure.id}.{part}" for part in parts)


def meant_for(measure: Measure, people: Collection[Population]) -> bool:
    """Give whether a measure is for somebody of these groups.

    Who is pregnant is `pregnant` and not `adults`, and a child is `children` and nothing else: what does not name them,
    nor everyone, is not for them.
    """
    return "everyone" in measure.people or not set(people).isdisjoint(measure.people)
