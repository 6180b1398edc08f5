"""What the pack may hold: one frozen struct for each kind of row.

In: rows of the pack's YAML files. Out: validated values. A statement without its source cannot be built, nor a step
without a claim. Certainty is in the terms of GRADE (Guyatt et al., BMJ 2008, doi 10.1136/bmj.39489.470347.AD).
"""

from typing import Annotated, Literal, get_args

import msgspec

Id = Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9][A-Za-z0-9_-]*\Z", max_length=60)]
Text = Annotated[str, msgspec.Meta(min_length=1)]
SeedClaim = Annotated[str, msgspec.Meta(pattern=r"\AC[0-9]{3}\Z")]
RuleId = Annotated[str, msgspec.Meta(pattern=r"\Arf_[a-z0-9_]+\Z")]
SeedProcedure = Annotated[str, msgspec.Meta(pattern=r"\AR[0-9]{2}\Z")]

SourceKind = Literal[
    "guideline", "health-service", "review", "trial", "cohort", "case-report", "label", "narrative", "standard"
]
Population = Literal["everyone", "adults", "older", "pregnant", "children", "caregivers", "swimmers"]
Verdict = Literal["supported", "uncertain", "contradicted", "unsafe"]
Certainty = Literal["high", "moderate", "low", "very-low"]
Urgency = Literal["emergency", "urgent", "soon", "routine", "self-care"]
URGENCIES: tuple[Urgency, ...] = get_args(Urgency)
"""The most urgent first."""
Muscle = Literal["calf", "foot", "toes", "shin", "hamstring", "thigh"]
Place = Literal["bed", "standing", "water", "after"]
Ability = Literal["reach", "stand"]
Spared = Literal["reach", "stand", "helper"]
Condition = Literal["varicose_veins", "blood_thinners", "clot_sign", "numb_feet", "unsteady", "pregnant", "child"]
MOMENTARY: frozenset[Condition] = frozenset({"clot_sign"})
"""True of tonight and not of a person: never remembered, and no step waits for it alone; the danger signs ask it from the start."""


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One row of the pack: its id, and no field that is not named."""

    id: Id


class Source(Row, frozen=True, kw_only=True):
    """Something that was published, and where to find it: at least one of DOI, PubMed number and address."""

    kind: SourceKind
    title: Text
    by: Text
    year: Annotated[int, msgspec.Meta(ge=1500, le=2100)]
    doi: Annotated[str, msgspec.Meta(pattern=r"\A10\.[0-9]{4,9}/\S+\Z")] | None = None
    pmid: Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{1,8}\Z")] | None = None
    url: Annotated[str, msgspec.Meta(pattern=r"\Ahttps?://\S+\Z")] | None = None

    def __post_init__(self) -> None:
        if not (self.doi or self.pmid or self.url):
            raise ValueError("A source needs at least one of `doi`, `pmid` and `url`")


class Claim(Row, frozen=True, kw_only=True):
    """One statement we stand behind (or say no to): for whom it holds, how sure it is, and what says so."""

    topic: Text
    answers: tuple[SeedClaim, ...] = ()
    populations: tuple[Population, ...]
    verdict: Verdict
    certainty: Certainty
    sources: tuple[Id, ...]

    def __post_init__(self) -> None:
        if not self.sources:
            raise ValueError("A claim needs at least one of `sources`")
        if not self.populations:
            raise ValueError("A claim needs at least one of `populations`")


class RedFlag(Row, frozen=True, kw_only=True):
    """A danger sign: what raises it, how urgent it is, and whether it is shown while a cramp is going on.

    `finding` is read by `knowledge.facts`. `rule` is the id under which others know the same sign. `alone` tells of a
    routine sign whether it is advice by itself, or only together with others. `checkup_only` signs take several answers, or
    an illness that is known: pages that list signs fold them away.
    """

    finding: Text
    urgency: Urgency
    within: Literal["now", "same-day", "days", "weeks"] | None = None
    claim: Id
    rule: RuleId | None = None
    alone: bool = True
    at_relief: bool = False
    checkup_only: bool = False


class Step(Row, frozen=True, kw_only=True):
    """One relief step: for which muscles, where, what a person must be able to do for it, and what takes it away.

    `needs` names abilities the person must have; `unless` names what makes the step superfluous (a towel for who can
    reach the foot, one's own hands for who has a helper's). `seconds` is None for a step without a timer. `helper` steps
    are done by somebody else.
    """

    muscles: tuple[Muscle, ...]
    place: Place
    order: int
    needs: tuple[Ability, ...] = ()
    unless: tuple[Spared, ...] = ()
    never: tuple[Condition, ...] = ()
    seconds: Annotated[int, msgspec.Meta(ge=1, le=600)] | None = None
    pose: Id
    claims: tuple[Id, ...]
    answers: tuple[SeedProcedure, ...] = ()
    helper: bool = False

    def __post_init__(self) -> None:
        if not self.claims:
            raise ValueError("A step needs at least one of `claims`")
        if not self.muscles:
            raise ValueError("A step needs at least one of `muscles`")


class Rejected(Row, frozen=True, kw_only=True):
    """A procedure that people meet elsewhere and that is named only to say no."""

    answers: tuple[SeedProcedure, ...]
    claim: Id


class Question(Row, frozen=True, kw_only=True):
    """What is asked about the person: the answers there are, and the moment it starts to matter."""

    values: tuple[Text, ...]
    when: Text


class Exposure(Row, frozen=True, kw_only=True):
    """Something of the day that a person may note because it may matter for the night."""

    type: Literal["yes_no", "count", "text"]
    claim: Id


class Country(Row, frozen=True, kw_only=True):
    """Where a person lives: whom to ring when a life is in danger, when it cannot wait, and when one no longer wants to live.

    None: there is no one number.
    """

    emergency: Text
    urgent: Text | None = None
    crisis: Text | None = None
    sources: tuple[Id, ...]

    def __post_init__(self) -> None:
        if not self.sources:
            raise ValueError("A country needs at least one of `sources`")
