"""Beginning a trial: what somebody chose in, the trial as it would be out, or why it cannot be; for the pages and the command line.

In: a `Trying` value and a `Choice`. Out: `Chosen` or `Wrong`; at the start a `Trial`, drawn and sealed. What may not be tested is refused
here, whichever way it comes.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from nattero.diary.night import Closed
from nattero.diary.payloads import Trial, TrialArm, TrialDesign
from nattero.person.trying import Trying, prior_for, topics_by_id
from nattero.trials.question import (
    USUAL_WEEKS,
    WEEKS,
    Heard,
    Option,
    Own,
    Topic,
    arm_of,
    can_be_blinded,
    layout,
    obstacles,
    own_words,
)
from nattero.trials.registered import register

OWN, NOTHING, BOTH = "own", "nothing", "both"
NOON = 12
LONGEST_WORDS = 120
LASTING = 3  # nights that are left for one's own thing to wear off, where it lasts
PACKING = timedelta(days=7)  # that a helper has to fill the bags
WEEK = 7
MIDWEEK = (2, 3, 4)  # Wednesday to Friday: two nights or more from a week's turn on Sunday or Monday


@dataclass(frozen=True)
class Choice:
    """What somebody wants to test: an option or their own words, against what, how long, and whether a helper packs it.

    `agreed`: they said that what has to be so with their own thing is so.
    """

    arm: str = ""
    own: str = ""
    lasts: bool = True
    against: str = NOTHING
    weeks: int = USUAL_WEEKS
    blinded: bool = False
    agreed: bool = False


@dataclass(frozen=True)
class Asks:
    """What somebody's own words name is harmless where some things are so: the kinds, for each of which they say that it is."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Chosen:
    """Arms and design as they would be; `assumed`: nobody measured how soon one of them acts; `sources`: who did of the others."""

    arms: list[TrialArm]
    design: TrialDesign
    assumed: bool
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wrong:
    """Why a choice cannot be: a code, or an option that this person may not choose; `words` of their own that are not known."""

    code: Own | str = ""
    option: Option | None = None
    words: tuple[str, ...] = ()


def chosen(choice: Choice, who: Trying, hear: Callable[[str], Heard]) -> Chosen | Wrong | Asks:
    """Give what was chosen, why it cannot be tested, or what has to be so for it. `hear` understands somebody's own words."""
    known = topics_by_id(who.options)
    own = choice.own[:LONGEST_WORDS]
    others = [] if choice.against == NOTHING else [choice.against.removeprefix(f"{BOTH}.")]
    for each in ([] if choice.arm == OWN else [choice.arm]) + others:
        if each not in known:
            return Wrong("no-such" if each else "empty")
        if known[each].why:
            return Wrong(option=known[each])
    said = hear(own) if choice.arm == OWN else Heard()
    fault = own_words(own, said) if choice.arm == OWN else None
    if fault:
        return Wrong(fault, words=tuple(said.not_known))
    barred = who.barred(said.kinds)
    if barred:
        return Wrong(option=barred)
    if choice.arm in others or choice.weeks not in WEEKS:
        return Wrong("same" if choice.arm in others else "weeks")
    lasts = LASTING if choice.arm == OWN and choice.lasts else 0
    tested = Topic(OWN, onset=lasts, carry_over=lasts) if choice.arm == OWN else known[choice.arm].topic
    other = known[others[0]].topic if others else None
    if choice.blinded and not can_be_blinded(tested, other):
        return Wrong("not-alike")
    if said.kinds and not choice.agreed:
        return Asks(said.kinds)
    arms = [arm_of(None if choice.against.startswith(BOTH) else other, None, "A")]
    arms.append(TrialArm(id="B", words=own, kinds=list(said.kinds)) if choice.arm == OWN else arm_of(tested, None, "B"))
    if other and choice.against.startswith(BOTH):
        arms.append(arm_of(other, None, "C"))
    topics = [tested, *([other] if other else [])]
    design = layout(topics, len(arms), choice.weeks, len(who.all) + 1, blinded=choice.blinded)
    sources = tuple(dict.fromkeys(topic.source for topic in topics if topic.source))
    return Chosen(arms, design, any(topic.source is None for topic in topics), sources)


def own_chance(found: Chosen, who: Trying) -> float | None:
    """Give this person's own chance of a clear answer; None where there is no cramp to work it out from."""
    counts = [night.count if isinstance(night, Closed) else None for night in who.lately]
    if not any(counts):
        return None
    from nattero.trials.expected import chance, run_in_of

    prior = prior_for(found.arms, who.pack, who.seen.profile.people)
    return chance(run_in_of(counts), found.design, len(found.arms), prior)


@dataclass(frozen=True)
class Length:
    """Another number of weeks to choose, the nights that come of it, and the chance of a clear answer then."""

    weeks: int
    nights: int
    chance: float


def other_lengths(choice: Choice, who: Trying, hear: Callable[[str], Heard]) -> list[Length]:
    """Give the same with other numbers of weeks; none that come to a length that is there already."""
    made = {weeks: chosen(replace(choice, weeks=weeks), who, hear) for weeks in (choice.weeks, *WEEKS)}
    designs = {weeks: found for weeks, found in made.items() if isinstance(found, Chosen)}
    by_nights: dict[int, int] = {}
    for weeks, found in designs.items():
        by_nights.setdefault(found.design.nights, weeks)
    others = [
        (weeks, nights, own_chance(designs[weeks], who))
        for nights, weeks in sorted(by_nights.items())
        if weeks != choice.weeks
    ]
    return [Length(weeks, nights, chance) for weeks, nights, chance in others if chance is not None]


def best_longer(nights: int, others: list[Length]) -> float | None:
    """Give the best chance that a longer trial would have; None where there is none."""
    return max((each.chance for each in others if each.nights > nights), default=None)


def in_weeks(design: TrialDesign) -> bool:
    """Whether its blocks are whole weeks."""
    return design.block % WEEK == 0


def first_night(design: TrialDesign, who: Trying) -> date:
    """The night on which a trial begins that is drawn now."""
    local = who.person.now.astimezone(ZoneInfo(who.person.zone))
    first = local.date() if local.hour < NOON else local.date() + timedelta(days=1)
    first += PACKING if design.blinded else timedelta()
    return midweek(first) if in_weeks(design) else first


def midweek(day: date) -> date:
    """The first day from this one on that is in the middle of a week.

    Were a block just one week of somebody's life, a good week would look like a good remedy (`docs/trials.md`).
    """
    return next(later for days in range(WEEK) if (later := day + timedelta(days=days)).weekday() in MIDWEEK)


def begun(found: Chosen, who: Trying, chance: float | None, seed: str) -> Trial | None:
    """Give the trial, drawn from a seed and sealed; None where something stands in the way."""
    if obstacles(who.start):
        return None
    return register(
        who.person.now,
        first_night(found.design, who),
        found.arms,
        found.design,
        prior_for(found.arms, who.pack, who.seen.profile.people),
        seed,
        run_in=who.run_in(),
        chance=chance,
        pregnant=who.pregnant,
    )
