"""What a trial is called and what is said of it, in the reader's words, the same for the command line and the pages.

In: whoever speaks (a page's view, or a `Voice`) and values of the trials' room. Out: texts. Of what is not known nothing is promised.
"""

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from nattero import words
from nattero.diary.payloads import Trial, TrialArm, TrialDesign
from nattero.insights import unfinished
from nattero.knowledge.limits import LIMITS
from nattero.knowledge.pack import Pack
from nattero.person.beginning import Wrong, first_night, in_weeks
from nattero.person.trying import Trying
from nattero.plans import Voice
from nattero.trial_own import has_to_be_so, kind_name, own_text
from nattero.trials.decision import surely_counting
from nattero.trials.question import HOPELESS, RUN_IN, Option, Start, Topic
from nattero.trials.running import Evening, bag

RARE = 0.6  # cramps a night
WORTH = 0.05  # by so much a longer trial has to raise the chance before it is said to help (judged)
TEN = 10


class Teller(Protocol):
    """Whoever speaks one language of one pack."""

    @property
    def gettext(self) -> Callable[..., str]:
        """The interface's words."""

    @property
    def lang(self) -> str:
        """The language."""

    @property
    def country(self) -> str:
        """Where the reader lives."""

    @property
    def pack(self) -> Pack:
        """The pack."""

    def say(self, key: str) -> str:
        """The pack's words."""


def arm_name(arm: TrialArm, view: Teller, *, blinded: bool = False) -> str:
    """What an arm is called."""
    if arm.words:
        return arm.words
    if arm.measure:
        return topic_name(Topic(arm.measure, arm.programme), view)
    return view.gettext("The look-alike, with no active ingredient") if blinded else view.gettext("As always")


def arm_names(trial: Trial, view: Teller) -> list[str]:
    """What the arms of a trial are called."""
    return [arm_name(arm, view, blinded=trial.design.blinded) for arm in trial.arms]


def tonight_name(trial: Trial, evening: Evening, view: Teller) -> str:
    """What is done on a night: its arm, or only the number of a bag while nobody is to know what is in it."""
    number = bag(trial, evening)
    if number is None or not trial.concealed:
        return arm_name(evening.arm, view, blinded=trial.design.blinded)
    return view.gettext("Bag %(n)s") % {"n": number}


def tonight_text(trial: Trial, evening: Evening, view: Teller) -> str:
    """What to do on a night."""
    if trial.design.blinded and trial.concealed:
        return view.gettext("Take one portion from this bag, as written on it. Everything else as always.")
    return what_to_do(evening.arm, trial.arms, view)


def topic_name(topic: Topic, view: Teller) -> str:
    """What a thing to test is called: the programme, where it is one of several."""
    row = view.pack.measures.get(topic.measure)
    if row is None:
        return kind_name(topic.measure, view)
    if topic.programme in view.pack.programmes and len(row.programmes) > 1:
        return view.say(f"programme.{topic.programme}.title")
    return view.say(f"measure.{row.id}.title")


def why_at_all(arm: TrialArm, view: Teller) -> str:
    """What is known of an arm, in a sentence or two; nothing of what is not in the pack."""
    return view.say(f"measure.{arm.measure}.why") if arm.measure in view.pack.measures else ""


def what_to_do(arm: TrialArm, arms: Iterable[TrialArm], view: Teller, *, blinded: bool = False) -> str:
    """What is done on an evening of this arm, what a night without each of the other arms is, and that all else stays."""
    _ = view.gettext
    if blinded and not arm.measure:
        return _("Take it just like the other.")
    others = [each for each in arms if each.words != arm.words or each.measure != arm.measure]
    without = [text for each in others if (text := usual(each, view))]
    return " ".join([text for text in (done(arm, view), *without) if text] + [_("Do everything else as always.")])


def usual(arm: TrialArm, view: Teller) -> str:
    """What a night without an arm is; nothing for the one that is as always."""
    if arm.words:
        return view.gettext("Tonight without “%(what)s”.") % {"what": arm.words}
    return view.say(f"measure.{arm.measure}.usual") if arm.measure in view.pack.measures else ""


def done(arm: TrialArm, view: Teller) -> str:
    """What is done of an arm itself: of a programme its exercises, one after the other; nothing for the one that is as always."""
    _ = view.gettext
    if arm.words:
        return " ".join([_("Do it as you described it, as you always would."), *has_to_be_so(arm.kinds, view)])
    row = view.pack.measures.get(arm.measure or "")
    if row is None:
        return ""
    programme = view.pack.programmes.get(arm.programme or "")
    if programme and len(row.programmes) > 1:
        return " ".join(f"{view.say(f'exercise.{name}.title')}." for name in programme.exercises)
    return view.say(f"measure.{row.id}.do")


def why_not(option: Option, view: Teller) -> dict[str, Any]:
    """An option that may not be chosen, with why."""
    _ = view.gettext
    voice = Voice(view.pack, view.lang, view.country)
    said = {
        "never": _("Not suitable"),
        "unknown": _("Not known yet whether it is suitable. Say whether this is so:"),
        "ask-first": _("Ask your doctor first"),
        "side-effect": _("You stopped it because of a side effect. Talk to your doctor or pharmacist first"),
        "child": _("Not in a child's trial"),
        "unsafe": _("Not safe"),
        "prescriber": _("Only with a doctor who prescribes or fits it"),
        "useless": _("Nattero advises against it"),
    }
    names = [voice.name(each) for each in ordered(option.because)][:4]
    return {
        "name": topic_name(option.topic, view),
        "why": said[option.why or "never"],
        "because": names,
        "asked": [each for each in option.because if each in view.pack.features] if option.why == "unknown" else [],
        "medicines": "medicines" in option.because,
    }


def ordered(because: Iterable[str]) -> list[str]:
    """Reasons, limits in the order in which they weigh."""
    places = {str(limit): place for place, limit in enumerate(LIMITS)}
    return sorted(because, key=lambda each: places.get(each, -1))


def obstacle_texts(found: Iterable[str], start: Start, view: Teller) -> list[str]:
    """What stands in the way of a start."""
    _, left = view.gettext, max(RUN_IN - start.recorded, 0)
    ngettext = words.translations(view.lang).ngettext
    texts = {
        "danger": _("A danger sign needs looking at first; a trial can wait."),
        "running": _("One trial at a time: first finish the one that runs."),
        "run-in": ngettext(
            "Fill in %(num)s more night first. Then it is known how often you have cramps, and the trial can be laid out.",
            "Fill in %(num)s more nights first. Then it is known how often you have cramps, and the trial can be laid out.",
            left,
        )
        % {"num": left},
        "open-nights": unfinished(start.unfinished, ngettext),
        "no-cramps": _("In the last eight weeks you noted no cramp. Without cramps a trial cannot show anything."),
    }
    return [texts[each] for each in found]


def wrong_text(found: Wrong, view: Teller) -> str:
    """Why a choice cannot be tested, in a line."""
    if found.option is None:
        unknown = ", ".join(f"“{word}”" for word in found.words) if found.code == "not-known" else ""
        named = view.gettext("Not known here: {words}.").format(words=unknown)
        return f"{named} {own_text(found.code, view)}" if unknown else own_text(found.code, view)
    return no_line(why_not(found.option, view))


def no_line(said: dict[str, Any]) -> str:
    """An option that may not be chosen, with why, in a line."""
    because = ", ".join(said["because"])
    if because:
        because = f" {because}" if said["why"].endswith(":") else f" ({because})"
    return f"{said['name']}: {said['why']}{because}"


def chance_text(rate: float, chance: float | None, view: Teller, longer: float | None = None) -> str:
    """The chance of a clear answer before the start; where it was not worked out, only what can be said of anybody.

    `longer`: the best chance that a longer trial would have. More nights are said to help only where they do.
    """
    _ = view.gettext
    if chance is not None:
        known = _(
            "If it took away half of your cramps, about %(num)s of 100 trials like this would give a clear answer."
        )
        told = known % {"num": percent(chance)}
        if chance >= HOPELESS:
            return told
        low = _("That is low. You would probably end without an answer.")
        if longer is not None and longer - chance >= WORTH:
            helps = _(
                "It is clearer with more nights, or at a time when cramps come more often."
            )  # what stands in an f-string is not collected
        else:
            helps = _("It is clearer at a time when cramps come more often.")
        return f"{told} {low} {helps}"
    return general_chance(rate, view)


def general_chance(rate: float, view: Teller) -> str:
    """What can be said of anybody with about so many cramps a night."""
    _ = view.gettext
    if rate < RARE:
        return _("You have few cramps. Then a clear answer is unlikely, however long one goes on.")
    return _("Often it stays unclear. The more cramps and the more nights, the sooner there is an answer.")


def length_text(weeks: int, design: TrialDesign, arms: int, view: Teller) -> str:
    """Why a trial has another length than was chosen; nothing where it has not."""
    _ = view.gettext
    chosen, each_round = 7 * weeks, arms * design.block
    if design.nights == chosen:
        return ""
    said = {"chosen": chosen, "nights": design.nights}
    told = _("You chose %(chosen)s nights. It becomes longer: %(nights)s nights.")
    lines = [
        told if design.nights > chosen else _("You chose %(chosen)s nights. It becomes shorter: %(nights)s nights.")
    ]
    if design.nights - chosen >= each_round:
        lines.append(_("Before %(least)s nights count nothing can be said, and there have to be some to spare."))
    lines.append(_("Everything is done equally often: only whole rounds of %(round)s nights fit."))
    return " ".join(lines) % {**said, "least": design.least, "round": each_round}


def design_text(trial_nights: int, block: int, washout: int, view: Teller, arms: int = 2) -> str:
    """How a trial is laid out, in a sentence or two."""
    _ = view.gettext
    if block == 1 and arms > len("AB"):
        text = _("%(nights)s nights, in rounds of three: in each round lots are drawn for the order of the three.")
        return text % {"nights": trial_nights}
    if block == 1:
        text = _("%(nights)s nights, in pairs of two: in each pair lots are drawn which of the two comes first.")
        return text % {"nights": trial_nights}
    text = _("%(nights)s nights in blocks of %(block)s, the order drawn by lot.") % {
        "nights": trial_nights,
        "block": block,
    }
    if not washout:
        return text
    surely = _("At least %(counting)s of the %(nights)s nights will count.")
    counting = surely_counting(trial_nights, block, washout)
    return f"{text} {not_counting(washout, view)} {surely % {'counting': counting, 'nights': trial_nights}}"


def midweek_text(design: TrialDesign, who: Trying, view: Teller) -> str:
    """Why a trial in blocks of weeks does not begin tonight; nothing where it has none."""
    if not in_weeks(design):
        return ""
    text = view.gettext(
        "It begins on %(day)s, in the middle of a week. Weeks differ, and so no block is just one of them."
    )
    return text % {"day": words.day(first_night(design, who), view.lang)}


def not_counting(washout: int, view: Teller) -> str:
    """Which nights do not count, where something needs time to set in and to wear off."""
    told = words.translations(view.lang).ngettext(
        "The first night does not count yet, nor does the first after each change.",
        "The first %(num)s nights do not count yet, nor do the first %(num)s after each change.",
        washout,
    )
    return told % {"num": washout}


def changed_text(found: str, view: Teller) -> str:
    """What is wrong with a trial that was changed."""
    _ = view.gettext
    if found == "late":
        return _("This trial was written down after its first night had begun.")
    return _("This trial is not as it was drawn: somebody changed it afterwards. Nothing can be said from it.")


def changed_file(view: Teller) -> str:
    """Why nothing is said of a shared file whose seal does not fit."""
    return view.gettext("This file was changed after it was written. Nothing can be said from it.")


def ended_text(trial: Trial, view: Teller) -> str:
    """Why a trial ended."""
    _ = view.gettext
    return {
        "done": _("All nights are over."),
        "clear": _("It ended before its last night, by the rule fixed at the start."),
        "side-effect": _("Stopped because of a side effect."),
        "given-up": _("Stopped early."),
        "danger": _("Stopped because of a danger sign."),
    }[trial.ended.why if trial.ended else "done"]


def after_stop(view: Teller) -> list[str]:
    """What to do after a stop for a side effect or danger: what cannot wait first, then whom to ask."""
    _ = view.gettext
    emergency, medical = (view.say(f"country.{view.country}.{name}") for name in ("emergency", "medical"))
    return [
        _("A swollen face, mouth or throat, trouble breathing, chest pain, or fainting? Call %(emergency)s now.")
        % {"emergency": emergency},
        _("Do not do or take what you tested any more. Your own medicines go on as prescribed."),
        _("Is it bad, does it not pass, or are you in doubt? Ask %(medical)s.") % {"medical": medical},
        _("For anything else, tell your doctor or pharmacist this week."),
    ]


def refused_text(code: str, view: Teller) -> str:
    """Why there are no numbers."""
    _ = view.gettext
    known = {
        "no-cramps": _("There was no cramp in any night that was filled in, so there is nothing to compare."),
        "too-few-nights": _("Too few nights count to say anything."),
        "too-few-in-arm": _("With one of the things compared too few nights count to say anything."),
        "not-done": _("One of the things was hardly ever done as drawn, so there is nothing to compare."),
        "one-arm": _("Only one thing was done, so there is nothing to compare."),
        "before-after": _(
            "So far one came only or nearly only after the other, so a change over time cannot be told from an effect."
        ),
    }
    return known.get(code, _("Nothing can be worked out from these nights."))


def shown(value: float, view: Teller) -> str:
    """A number with one decimal."""
    return words.number(value, view.lang)


def percent(chance: float) -> int:
    """A chance as a whole percentage; what is not certain is never 0 or 100."""
    return min(max(round(100 * chance), 1), 99)
