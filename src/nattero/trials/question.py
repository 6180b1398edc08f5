"""What may be tested, by whom, and how it is laid out: things with their onset and carry-over in, choices with why not out.

In: topics of the pack, and verdicts of the person as plain values (what is unsafe for them, what is to be asked about first). Out:
options, obstacles to a start, a design. Nothing that is unsafe, prescribed, or to be asked about first is ever an arm.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from nattero.diary.payloads import TrialArm, TrialDesign
from nattero.diary.summary import too_open
from nattero.trials.decision import RULE, looks

RUN_IN = 14  # recorded nights before a start
RUN_IN_SPAN = 56  # nights they may lie in
ROUNDS = 2  # at least so many times every arm has its turn
ENOUGH = 3  # halves of the least number of nights that may say anything: there have to be some to spare
HOPELESS = 0.2  # below this chance of a clear answer a trial of a person alone is hardly worth its nights (judged)
COUNTING = 3  # nights of a block that count, at least
LONGEST_BLOCK = 28
WEEKS = (4, 8, 12)
USUAL_WEEKS = 8
LONGEST = 7 * WEEKS[-1]  # nights that can be chosen
Why = Literal["never", "unknown", "ask-first", "side-effect", "child", "unsafe", "prescriber", "useless"]
Obstacle = Literal["danger", "running", "run-in", "open-nights", "no-cramps"]
Own = Literal[
    "empty",
    "no-such",
    "medicine",
    "without",
    "fasting",
    "hot",
    "unsafe",
    "swallowed",
    "on-skin",
    "standing",
    "not-known",
]


@dataclass(frozen=True)
class Topic:
    """Something that may be tested: a measure, perhaps one programme of it, and how soon it acts and how long it goes on, in nights.

    `source`: who measured that; none: it is assumed.
    """

    measure: str
    programme: str | None = None
    onset: int = 0
    carry_over: int = 0
    source: str | None = None
    swallowed: bool = False

    @property
    def id(self) -> str:
        """How a form names it."""
        return f"{self.measure}.{self.programme}" if self.programme else self.measure


@dataclass(frozen=True)
class Verdict:
    """What is said of a topic for this person: what forbids it, what is to be asked about first.

    `unknown`: it is forbidden only by what nobody has said.
    """

    never: tuple[str, ...] = ()
    ask_first: tuple[str, ...] = ()
    forbidden: bool = False
    asks: bool = False
    unknown: bool = False


@dataclass(frozen=True)
class Option:
    """A topic, and why this person may not choose it; `why` None: they may."""

    topic: Topic
    why: Why | None = None
    because: tuple[str, ...] = ()


@dataclass(frozen=True)
class Start:
    """What a start depends on: danger signs of `soon` and above that are open, a trial that runs, and the run-in.

    `logged` cramps are of the run-in's `unfinished` nights, which are not among its recorded ones.
    """

    danger: tuple[str, ...] = ()
    running: bool = False
    recorded: int = 0
    cramps: int = 0
    unfinished: int = 0
    logged: int = 0


@dataclass(frozen=True)
class Heard:
    """What was recognised in somebody's own words: medicines, what is unsafe or useless, what is swallowed or put on the skin, standing.

    `without`: a treatment is left out; `fasting`: going without food or drink; `hot`: something hot against the leg; `harm`: what can hurt
    by how it is put. `harmless`: something that is known to be, or of one of the `kinds` that are once somebody says what has to be so;
    `not_known`: words that nobody taught the program.
    """

    medicines: Collection[str] = ()
    without: bool = False
    fasting: bool = False
    hot: bool = False
    harm: bool = False
    unsafe: Collection[str] = ()
    swallowed: bool = False
    on_skin: bool = False
    standing: bool = False
    harmless: bool = True
    kinds: tuple[str, ...] = ()
    not_known: Collection[str] = ()


def options(
    topics: Iterable[Topic], verdicts: Mapping[str, Verdict], *, child: bool, side_effects: Collection[str] = ()
) -> tuple[Option, ...]:
    """Give every topic with whether this person may choose it; one without a verdict may not be chosen.

    `side_effects`: measures of trials that they stopped because of one.
    """
    return tuple(_option(topic, verdicts.get(topic.id), side_effects, child=child) for topic in topics)


def _option(topic: Topic, verdict: Verdict | None, side_effects: Collection[str], *, child: bool) -> Option:
    if child and topic.swallowed:
        return Option(topic, "child")
    if verdict is None:
        return Option(topic, "never")
    if verdict.forbidden or verdict.never:
        return Option(topic, "unknown" if verdict.unknown else "never", verdict.never)
    if verdict.asks or verdict.ask_first:
        return Option(topic, "ask-first", verdict.ask_first)
    return Option(topic, "side-effect" if topic.measure in side_effects else None)


def obstacles(start: Start) -> tuple[Obstacle, ...]:
    """Give what stands in the way of a start, the gravest first."""
    found: list[Obstacle] = []
    if start.danger:
        found.append("danger")
    if start.running:
        found.append("running")
    if start.recorded < RUN_IN:
        found.append("run-in")
    elif too_open(start.cramps, start.logged):
        found.append("open-nights")
    elif not start.cramps:
        found.append("no-cramps")
    return tuple(found)


def own_words(text: str, heard: Heard) -> Own | None:
    """Tell why somebody's own words cannot be an arm; None where they can.

    Anything that is swallowed or done standing is left to the list, where limits and medicines are looked at; so is all that is not wholly
    understood.
    """
    if not text.strip():
        return "empty"
    found: dict[Own, bool] = {
        "medicine": bool(heard.medicines),
        "without": heard.without,
        "fasting": heard.fasting,
        "hot": heard.hot,
        "unsafe": heard.harm or bool(heard.unsafe),
        "swallowed": heard.swallowed,
        "on-skin": heard.on_skin,
        "standing": heard.standing,
        "not-known": not heard.harmless or bool(heard.not_known),
    }
    return next((why for why, said in found.items() if said), None)


def must_pause(
    trial_pregnant: bool, danger: Collection[str], pregnant: bool, forbidden: bool
) -> Literal["danger", "forbidden", "pregnancy"] | None:
    """Tell why a trial that runs is paused by itself: a danger sign, a new pregnancy, or an arm that is no longer for this person."""
    if danger:
        return "danger"
    if forbidden:
        return "forbidden"
    return "pregnancy" if pregnant and not trial_pregnant else None


def can_be_blinded(tested: Topic, other: Topic | None) -> bool:
    """Whether a helper can make the two look alike: something that is swallowed, against the same without it."""
    return tested.swallowed and other is None


def layout(topics: Sequence[Topic], arms: int, weeks: int, number: int = 1, *, blinded: bool = False) -> TrialDesign:
    """Give the design: single nights where nothing carries over, else blocks with a wash-out; `number`: which trial of theirs it is.

    The more trials and comparisons there are, the surer one has to be: the chance of error is shared among them (Bonferroni).
    """
    spread = max((max(topic.onset, topic.carry_over) for topic in topics), default=0)
    block = min(-(-(spread + COUNTING) // 7) * 7, LONGEST_BLOCK) if spread else 1
    washout = min(spread, block - COUNTING) if spread else 0
    counting = arms * (block - washout)
    rounds = max(weeks * 7 // (arms * block), ROUNDS, -(-ENOUGH * RULE.least // (2 * counting)))
    nights = rounds * arms * block
    rule = RULE.among(number * (arms - 1))
    return TrialDesign(
        nights=nights, block=block, washout=washout, looks=looks(nights, rule, block, washout), least=rule.least, better=rule.better,
        same=rule.same, number=number, blinded=blinded,
    )  # fmt: skip


def arm_of(topic: Topic | None, words: str | None, letter: Literal["A", "B", "C"]) -> TrialArm:
    """Give a topic, own words, or neither (as usual) as an arm."""
    if topic is None:
        return TrialArm(id=letter, words=words)
    return TrialArm(id=letter, measure=topic.measure, programme=topic.programme)
