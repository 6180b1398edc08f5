"""One person's trials: what they may test, what stands in the way, and the trial that runs, from their diary and their profile.

In: a `Person`, all entries of theirs (also superseded ones), their outlook, the pack. Out: a `Trying` value; new versions of a trial are
made by `nattero.trials`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import Literal

from nattero.diary.entry import Entry
from nattero.diary.night import Closed, Night, Open
from nattero.diary.payloads import Trial, TrialArm, TrialPrior
from nattero.diary.trials import Tried, trials
from nattero.knowledge.finding import features
from nattero.knowledge.measures import Measure, meant_for
from nattero.knowledge.own_words import Told, read_own_words
from nattero.knowledge.pack import Pack
from nattero.person import Person
from nattero.person.planning import Outlook
from nattero.plan.against import met
from nattero.plan.fit import Fit, fit
from nattero.plan.profile import Profile
from nattero.plan.shelf import Shelf
from nattero.trials.question import RUN_IN_SPAN, Option, Start, Topic, Verdict, Why, must_pause, options
from nattero.trials.running import Evening, State
from nattero.trials.running import state as state_of
from nattero.trials.running import tonight as tonight_of

ONE_DAY = timedelta(days=1)
SUPPLEMENT = "supplement"


@dataclass(frozen=True)
class Trying:
    """A person and their trials, at an instant."""

    person: Person
    seen: Outlook
    pack: Pack
    shelf: Shelf
    all: tuple[Tried, ...]

    @property
    def running(self) -> Tried | None:
        """The trial that has not ended; of several the one begun last."""
        return next((each for each in reversed(self.all) if each.trial.ended is None), None)

    @property
    def over(self) -> tuple[Tried, ...]:
        """The trials that have ended, the latest first."""
        return tuple(each for each in reversed(self.all) if each.trial.ended)

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """What may be tested, and what not with why."""
        verdicts = {topic.id: verdict(topic, self) for topic in self.topics}
        stopped = [each.trial for each in self.over if each.trial.ended and each.trial.ended.why == "side-effect"]
        side_effects = {arm.measure for trial in stopped for arm in trial.arms if arm.measure}
        child = "children" in self.seen.profile.people
        found = options(self.topics, verdicts, child=child, side_effects=side_effects)
        return (
            *found,
            *(Option(Topic(row.id), self.why_never(row)) for row in self.pack.measures.values() if refused(row)),
        )

    def why_never(self, row: Measure) -> Why:
        """Tell why nobody tests something here: it is not safe, somebody has to prescribe it, or it is known to be no use."""
        remedy = self.pack.interventions.get(row.remedy or "")
        if remedy and remedy.verdict == "unsafe":
            return "unsafe"
        prescribed = row.kind == "medicine" or (remedy is not None and remedy.why_not == "prescriber")
        return "prescriber" if prescribed else "useless"

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """Everything in the pack that can be tested and is meant for people like this one; what is swallowed for all, with why not."""
        people = self.seen.profile.people
        rows = (row for row in self.pack.measures.values() if row.trial)
        return tuple(
            topic for row in rows if meant_for(row, people) or row.kind == SUPPLEMENT for topic in topics_of(row)
        )

    def run_in(self) -> tuple[int, int]:
        """Recorded nights of the last weeks, and the cramps in them."""
        counts = self.counts()
        return len(counts), sum(counts)

    def counts(self) -> list[int]:
        """The cramps of each recorded night of the last weeks."""
        return [night.count for night in self.lately if isinstance(night, Closed)]

    @property
    def lately(self) -> list[Night]:
        """The nights of the last weeks."""
        last = self.person.last_night
        return self.person.nights(last - (RUN_IN_SPAN - 1) * ONE_DAY, last)

    @property
    def start(self) -> Start:
        """What a start depends on."""
        recorded, cramps = self.run_in()
        danger = tuple(sign.id for sign in self.seen.profile.danger)
        opened = [night.count for night in self.lately if isinstance(night, Open)]
        return Start(danger, self.running is not None, recorded, cramps, len(opened), sum(opened))

    @property
    def pregnant(self) -> bool:
        """Whether she said that she is pregnant."""
        return "pregnant" in self.seen.profile.people

    def pause_for(self, trial: Trial) -> Literal["danger", "forbidden", "pregnancy"] | None:
        """Tell why a trial has to be paused now."""
        danger = [sign.id for sign in self.seen.profile.danger]
        return must_pause(trial.pregnant, danger, self.pregnant, self.no_longer(trial) is not None)

    def no_longer(self, trial: Trial) -> Option | None:
        """Give what of a trial is no longer for this person, with why; None where all of it is."""
        known = topics_by_id(self.options)
        for topic in (topic_of(arm) for arm in trial.arms if arm.measure):
            option = known.get(topic.id, Option(topic, "never"))
            if option.why:
                return option
        return self.barred(name for arm in trial.arms for name in arm.kinds)

    def barred(self, kinds: Iterable[str]) -> Option | None:
        """Give the first of some kinds of own things that are not for this person, with why; None where all are."""
        wanted = tuple(kinds)
        rows = read_own_words(self.pack.root).rows if wanted else {}
        found = (options([Topic(name)], {name: of_kind(rows[name], self)}, child=False)[0] for name in wanted)
        return next((option for option in found if option.why), None)

    def nights(self, trial: Trial) -> list[Night]:
        """The nights of the diary from the start of a trial on."""
        return self.person.nights(trial.first, max(self.person.latest_night, trial.first))

    def state(self, trial: Trial) -> State:
        """How a trial stands."""
        return state_of(trial, self.nights(trial), self.person.now, self.person.zone)

    def tonight(self, trial: Trial) -> Evening | None:
        """What is done this evening."""
        return tonight_of(trial, self.person.now, self.person.zone)


def trying(person: Person, entries: Iterable[Entry], seen: Outlook, pack: Pack, shelf: Shelf) -> Trying:
    """Give a person and their trials. `entries` are all there are, of anybody."""
    return Trying(person, seen, pack, shelf, tuple(trials(each for each in entries if each.person == person.name)))


def refused(row: Measure) -> bool:
    """Whether a measure is a thing that people ask for and that nobody tests here."""
    return not row.offered and row.trial is None


def topics_of(row: Measure) -> Iterable[Topic]:
    """Give a measure as topics: one for each of its programmes, or one."""
    onset, carry = row.trial.nights if row.trial else (0, 0)
    source = row.trial.source if row.trial else None
    for programme in row.programmes or (None,):
        yield Topic(row.id, programme, onset, carry, source, swallowed=row.kind == SUPPLEMENT)


def topic_of(arm: TrialArm) -> Topic:
    """Give the topic of an arm, by its name."""
    return Topic(arm.measure or "", arm.programme)


def verdict(topic: Topic, who: Trying) -> Verdict:
    """Give what is said of a topic for this person, as plain values."""
    found = _verdict(topic, who.seen.profile, who)
    unsaid = not_said(topic, who)
    if unsaid and not found.forbidden:
        return replace(found, never=unsaid, forbidden=True, unknown=True)
    if not found.forbidden or _verdict(topic, surely(who.seen.profile), who).forbidden:
        return found
    assumed = tuple(name for name in found.never if name in who.seen.profile.limits.assumed)
    return replace(found, never=assumed, unknown=True)


def not_said(topic: Topic, who: Trying) -> tuple[str, ...]:
    """Give what has to be known before something may be swallowed in a trial, and that nobody has said: kidneys, say."""
    row, profile = who.pack.measures[topic.measure], who.seen.profile
    if row.kind != SUPPLEMENT or not meant_for(row, profile.people):
        return ()
    asked = {
        name: who.pack.features[name] for line in row.never for name in features(line) if name in who.pack.features
    }
    first = [
        name for name, feature in asked.items() if asked.keys().isdisjoint(feature.means)
    ]  # who denies it denies the rest
    return tuple(name for name in first if name not in profile.known)


def of_kind(kind: Told, who: Trying) -> Verdict:
    """Give what is said of a kind of own things for this person: of what it is like, and of the kind itself."""
    verdicts = [verdict(Topic(name), who) for name in kind.like]
    best = next((each for each in verdicts if not (each.forbidden or each.asks)), verdicts[0])
    profile = who.seen.profile
    never, ask = met(kind.never, profile.guarded), met(kind.ask_first, profile.guarded)
    if best.forbidden or not never:
        return replace(best, asks=best.asks or bool(ask), ask_first=(*best.ask_first, *ask))
    surely_not = met(kind.never, profile.known)
    return Verdict(surely_not or never, forbidden=True, unknown=not surely_not)


def _verdict(topic: Topic, profile: Profile, who: Trying) -> Verdict:
    made = fit(who.pack.measures[topic.measure], profile, who.shelf, topic.programme)
    if topic.programme and not made.forbidden and (made.tailored is None or made.tailored.programme != topic.programme):
        return Verdict(forbidden=True, never=tuple(sorted(profile.limits.all)))
    return Verdict(because(made, "forbidden"), because(made, "ask_first"), bool(made.forbidden), bool(made.ask_first))


def surely(profile: Profile) -> Profile:
    """Give a person without what is only assumed of them: what still forbids something is known."""
    return replace(profile, guarded=profile.known, limits=replace(profile.limits, assumed=frozenset()))


def because(made: Fit, part: Literal["forbidden", "ask_first"]) -> tuple[str, ...]:
    """Give the answers, limits and medicines that speak against a measure."""
    reasons = made.forbidden if part == "forbidden" else made.ask_first
    return tuple(dict.fromkeys(name for reason in reasons for name in reason.because))


def prior_for(arms: Iterable[TrialArm], pack: Pack, people: Iterable[str]) -> TrialPrior:
    """Give what is thought of the effect beforehand: from trials of the remedy, where a single arm is tested against as usual."""
    from nattero.trials.prior import SCEPTICAL, named_prior

    tested = [arm for arm in arms if arm.measure or arm.words]
    row = pack.measures.get(tested[0].measure or "") if len(tested) == 1 else None
    remedy = pack.interventions.get(row.remedy) if row and row.remedy else None
    found = named_prior("evidence", [pack.trials[name] for name in remedy.trials], set(people)) if remedy else SCEPTICAL
    return TrialPrior(
        name=found.name, mean=found.mean, sd=found.sd, weight=found.weight, trials=list(found.trials), note=found.note
    )


def changed_since(tried: Tried) -> Literal["order", "replaced", "late"] | None:
    """Tell whether a trial was changed after it was written down, or written down too late."""
    from nattero.trials.registered import broken

    if broken(tried.trial):
        return "order"
    if tried.replaced:
        return "replaced"
    return None if tried.early else "late"


def topics_by_id(options_: Iterable[Option]) -> Mapping[str, Option]:
    """Give the options by how a form names them."""
    return {option.topic.id: option for option in options_}
