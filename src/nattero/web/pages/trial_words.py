"""What a trial is called and what is said of it, in the reader's words.

In: a view and values of the trials' room. Out: texts. Of what is not known nothing is promised.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from nattero import words
from nattero.diary.payloads import Trial, TrialArm
from nattero.diary.trials import trials
from nattero.knowledge.limits import LIMITS
from nattero.plans import Voice
from nattero.trials.question import RUN_IN, Option, Topic
from nattero.trials.running import of_night
from nattero.web.view import View

RARE = 0.6  # cramps a night
HOPELESS = 0.2  # below this a trial of a person alone is hardly worth its nights (judged)
TEN = 10


def arm_name(arm: TrialArm, view: View) -> str:
    """What an arm is called."""
    if arm.words:
        return arm.words
    return topic_name(Topic(arm.measure, arm.programme), view) if arm.measure else view.gettext("As usual, without it")


def trial_question(night: date, view: View) -> str:
    """What is asked about a night of a trial: whether it was done as drawn; nothing for other nights."""
    for found in reversed(trials(view.site.entries())):
        evening = of_night(found.trial, night, view.site.clock(), view.zone)
        if evening and night <= view.person.last_night:
            return view.gettext("Your trial: %(arm)s. Did you do it that way?") % {"arm": arm_name(evening.arm, view)}
    return ""


def topic_name(topic: Topic, view: View) -> str:
    """What a thing to test is called: the programme, where it is one of several."""
    row = view.site.pack.measures.get(topic.measure)
    if row is None:
        return topic.measure
    if topic.programme in view.site.pack.programmes and len(row.programmes) > 1:
        return view.say(f"programme.{topic.programme}.title")
    return view.say(f"measure.{row.id}.title")


def why_at_all(arm: TrialArm, view: View) -> str:
    """What is known of an arm, in a sentence or two; nothing of what is not in the pack."""
    return view.say(f"measure.{arm.measure}.why") if arm.measure in view.site.pack.measures else ""


def what_to_do(arm: TrialArm, view: View) -> str:
    """What is done on an evening of this arm."""
    _ = view.gettext
    if arm.words:
        return _("Do it as you described it, as you always would.")
    if arm.measure in view.site.pack.measures:
        return view.say(f"measure.{arm.measure}.do")
    return _("Leave it out tonight. Do everything else as always.")


def why_not(option: Option, view: View) -> dict[str, Any]:
    """An option that may not be chosen, with why."""
    _ = view.gettext
    voice = Voice(view.site.pack, view.lang, view.country)
    said = {
        "never": _("Not for you"),
        "ask-first": _("Ask your doctor first"),
        "child": _("Not in a child's trial"),
        "unsafe": _("Not safe"),
        "prescriber": _("Only with a doctor who prescribes it or measures for it"),
        "useless": _("Nattero advises against it"),
    }
    names = [voice.name(each) for each in ordered(option.because)][:4]
    return {"name": topic_name(option.topic, view), "why": said[option.why or "never"], "because": names}


def ordered(because: Iterable[str]) -> list[str]:
    """Reasons, limits in the order in which they weigh."""
    places = {str(limit): place for place, limit in enumerate(LIMITS)}
    return sorted(because, key=lambda each: places.get(each, -1))


def obstacle_texts(found: Iterable[str], recorded: int, view: View) -> list[str]:
    """What stands in the way of a start."""
    _, left = view.gettext, max(RUN_IN - recorded, 0)
    texts = {
        "danger": _("A danger sign is open. Have that looked at first; a trial can wait."),
        "running": _("One trial at a time: first finish the one that runs."),
        "run-in": view.ngettext(
            "Tell %(num)s more night first. Then it is known how often you have cramps, and the trial can be laid out.",
            "Tell %(num)s more nights first. Then it is known how often you have cramps, and the trial can be laid out.",
            left,
        )
        % {"num": left},
        "no-cramps": _("In the last eight weeks you noted no cramp. Without cramps a trial cannot show anything."),
    }
    return [texts[each] for each in found]


def own_text(found: str, view: View) -> str:
    """Why somebody's own words cannot be tested."""
    _ = view.gettext
    return {
        "empty": _("Choose something, or say in your own words what you want to test."),
        "medicine": _(
            "This speaks of a medicine. Starting, stopping or changing a medicine is never part of a trial here. "
            "Ask your doctor or pharmacist."
        ),
        "unsafe": _("This is one of the things Nattero advises against. It cannot be tested here."),
        "swallowed": _("What you swallow is only tested from the list, where limits and your medicines are looked at."),
        "standing": _("Standing up at night is not tested by somebody who may fall."),
    }[found]


def chance_text(rate: float, chance: float | None, view: View) -> str:
    """The chance of a clear answer before the start; where it was not worked out, only what can be said of anybody."""
    _ = view.gettext
    if chance is not None:
        known = _(
            "If it took away half of your cramps, about %(num)s of 100 trials like this would give a clear answer."
        )
        hopeless = _("That is low. You would probably end without an answer. What helps: more weeks.")
        return known % {"num": round(100 * chance)} + (f" {hopeless}" if chance < HOPELESS else "")
    return general_chance(rate, view)


def general_chance(rate: float, view: View) -> str:
    """What can be said of anybody with about so many cramps a night."""
    _ = view.gettext
    if rate < RARE:
        return _("You have few cramps. Then a clear answer is unlikely, however long one goes on.")
    return _("Often it stays unclear. The more cramps and the more nights, the sooner there is an answer.")


def design_text(trial_nights: int, block: int, washout: int, view: View) -> str:
    """How a trial is laid out, in a sentence or two."""
    _ = view.gettext
    if block == 1:
        text = _("%(nights)s nights, in pairs of two: in each pair lots are drawn which of the two comes first.")
        return text % {"nights": trial_nights}
    text = _(
        "%(nights)s nights in blocks of %(block)s, the order drawn by lot. The first %(washout)s nights of a block do not count yet."
    )
    return text % {"nights": trial_nights, "block": block, "washout": washout}


def changed_text(found: str, view: View) -> str:
    """What is wrong with a trial that was changed."""
    _ = view.gettext
    if found == "late":
        return _("This trial was written down after its first night had begun.")
    return _("This trial is not as it was drawn: somebody changed it afterwards. Nothing can be said from it.")


def ended_text(trial: Trial, view: View) -> str:
    """Why a trial ended."""
    _ = view.gettext
    return {
        "done": _("All nights are over."),
        "clear": _("It was clear before the end, by the rule fixed at the start."),
        "side-effect": _("Stopped because of a side effect."),
        "given-up": _("Stopped early."),
        "danger": _("Stopped because of a danger sign."),
    }[trial.ended.why if trial.ended else "done"]


def refused_text(code: str, view: View) -> str:
    """Why there are no numbers."""
    _ = view.gettext
    known = {
        "no-cramps": _("There was no cramp in any night that was told, so there is nothing to compare."),
        "too-few-nights": _("Too few nights were told to say anything."),
        "too-few-in-arm": _("Too few nights were told with one of the two to say anything."),
        "one-arm": _("Only one of the two was done, so there is nothing to compare."),
    }
    return known.get(code, _("Nothing can be worked out from these nights."))


def shown(value: float, view: View) -> str:
    """A number with one decimal."""
    return words.number(value, view.lang)


def percent(chance: float) -> int:
    """A chance as a whole percentage; what is not certain is never 0 or 100."""
    return min(max(round(100 * chance), 1), 99)
