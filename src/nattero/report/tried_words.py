"""What was tried and asked, in words: trials with their numbers, the plan, sessions, relief, questions, the patient's own words.

In: a `Letter` and how the page speaks. Out: blocks of lines. Only a trial says what something did: before and after are not compared.
"""

from collections.abc import Iterator

from nattero.report.choice import LONGEST_QUESTION
from nattero.report.found_words import block
from nattero.report.letter import Arm, Contrast, Letter, TrialOutcome
from nattero.report.sheet import Block, Line
from nattero.report.speech import Speech, lower, upper
from nattero.report.top_words import QUESTION as SHOWN

MOST_TRIALS, MOST_MEASURES, MOST_STEPS, MOST_ASKS, MOST_NOTES = 3, 8, 4, 5, 8
OWN_TEXT, NOTE_TEXT, ARM_TEXT = 700, 160, 60
NO_QUESTION = frozenset(
    [
        "reliever",
        "statin",
        "dark-urine",
        "sugar",
        "liquorice",
        "quinine",
        "tonic",
        "magnesium",
        "potassium-supplement",
        "not-a-cause",
        "not-a-remedy",
        "falls",
    ]
)
"""What is said of a medicine and begins with no question to a doctor."""


def trials(letter: Letter, speech: Speech) -> Block | None:
    """The trials, the latest first, each with its numbers or why there are none."""
    found = letter.tried.trials
    lines = [line for each in found[:MOST_TRIALS] for line in trial(each, speech)]
    more = len(found) - MOST_TRIALS
    note = speech.ngettext("%(num)s earlier trial", "%(num)s earlier trials", more) % {"num": more} if more > 0 else ""
    title = speech.gettext("Randomised trials on this one person")
    return block("trials", lines, speech, note, title)


def trial(found: TrialOutcome, speech: Speech) -> Iterator[Line]:
    """A trial: what was compared and how, then each comparison."""
    _ = speech.gettext
    arms = speech.joined(arm_name(each, speech, found) for each in found.arms)
    yield Line(lead=upper(arms), text=laid_out(found, speech), refs=speech.refs(found))
    if found.changed:
        yield Line(text=changed(found.changed, speech), mark="alarm")
    if found.ended is None:
        yield Line(text=_("Still running: there is no result before its end."))
    elif found.refused or not found.contrasts:
        yield Line(text=_("No numbers: they could not be worked out from these nights."), mark="unknown")
    for each in found.contrasts:
        yield Line(lead=compared(found, each, speech), text=ratio(each, speech), note=decided(each, speech))
    weekly = [
        _("%(arm)s %(mean)s (%(low)s–%(high)s)") % {"arm": arm_name(each, speech, found), **per_week(each, speech)}
        for each in found.arms
        if each.per_week and found.contrasts
    ]
    if weekly:
        yield Line(lead=_("Cramps a week"), text=speech.joined(weekly))


def laid_out(found: TrialOutcome, speech: Speech) -> str:
    """How a trial was laid out, how much of it was counted, and how it ended."""
    _ = speech.gettext
    ends = {
        "done": _("finished"),
        "clear": _("ended when it was clear, by the rule fixed beforehand"),
        "side-effect": _("stopped: side effect"),
        "given-up": _("stopped early"),
        "danger": _("stopped: danger sign"),
    }
    parts = [
        _("from %(day)s") % {"day": speech.day(found.first)},
        _("%(nights)s nights, order drawn by lot") % {"nights": found.nights},
        _("blinded: a helper packed the bags") if found.blinded else _("not blinded"),
    ]
    if found.opened:
        told = speech.ngettext(
            "the helper's list was opened %(num)s time", "the helper's list was opened %(num)s times", found.opened
        )
        parts.append(told % {"num": found.opened})
    if found.contrasts:
        parts.append(_("rule: clear from a probability of %(p)s %% on") % {"p": speech.number(100 * found.better)})
    if found.recorded is not None:
        parts.append(_("%(num)s nights counted") % {"num": found.recorded})
    if found.why:
        parts.append(ends[found.why])
    return speech.joined(parts)


def changed(what: str, speech: Speech) -> str:
    """What is wrong with a trial that is not as it was drawn."""
    _ = speech.gettext
    if what == "late":
        return _("This trial was written down after its first night had begun.")
    return _("This trial is not as it was drawn: somebody changed it afterwards. Nothing can be said from it.")


def compared(found: TrialOutcome, each: Contrast, speech: Speech) -> str:
    """Which arm is compared with which."""
    names = {arm.id: arm_name(arm, speech, found) for arm in found.arms}
    told = speech.gettext("%(arm)s against %(reference)s")
    return upper(told % {"arm": names.get(each.arm, each.arm), "reference": names.get(each.reference, each.reference)})


def ratio(each: Contrast, speech: Speech) -> str:
    """The rate ratio with its interval, and how probable it is that there are fewer cramps."""
    told = speech.gettext(
        "rate ratio %(ratio)s (95 %% credible interval %(low)s–%(high)s), probability of fewer cramps %(p)s %%"
    )
    return told % {
        "ratio": speech.exact(each.rate_ratio.median, 2),
        "low": speech.exact(each.rate_ratio.lo, 2),
        "high": speech.exact(each.rate_ratio.hi, 2),
        "p": min(max(round(100 * each.p_better), 1), 99),
    }


def decided(each: Contrast, speech: Speech) -> str:
    """What may be said, by the rule that was fixed before the start."""
    _ = speech.gettext
    return {
        "helps": _("by the rule fixed beforehand: fewer cramps"),
        "harms": _("by the rule fixed beforehand: more cramps"),
        "no-meaningful-difference": _("by the rule fixed beforehand: no difference that matters"),
        "not-yet-clear": _("by the rule fixed beforehand: not clear"),
    }[each.decision]


def in_short(found: TrialOutcome, speech: Speech) -> str:
    """A trial in one line."""
    each = found.contrasts[0]
    low, high = (speech.exact(value, 2) for value in (each.rate_ratio.lo, each.rate_ratio.hi))
    told = speech.gettext("%(what)s: rate ratio %(ratio)s (%(low)s–%(high)s), %(decision)s")
    return told % {
        "what": lower(compared(found, each, speech)),
        "ratio": speech.exact(each.rate_ratio.median, 2),
        "low": low,
        "high": high,
        "decision": decided(each, speech),
    }


def per_week(each: Arm, speech: Speech) -> dict[str, str]:
    """The cramps a week of an arm, with the interval."""
    mean, low, high = each.per_week or (0.0, 0.0, 0.0)
    return {"mean": speech.exact(mean), "low": speech.exact(low), "high": speech.exact(high)}


def arm_name(each: Arm, speech: Speech, of: TrialOutcome | None = None) -> str:
    """What an arm is called."""
    if each.words:
        return speech.quoted(each.words, ARM_TEXT)
    if each.measure:
        return lower(measure_name(each.measure, each.programme, speech))
    return speech.gettext("look-alike with nothing in it") if of and of.blinded else speech.gettext("as usual")


def measure_name(measure: str, programme: str | None, speech: Speech) -> str:
    """What a measure is called: its programme, where it is one of several; its id where the pack does not know it."""
    row = speech.pack.measures.get(measure)
    if row is None:
        return measure
    if programme in speech.pack.programmes and len(row.programmes) > 1:
        return speech.say(f"programme.{programme}.title")
    return speech.say(f"measure.{measure}.title")


def tried(letter: Letter, speech: Speech) -> Block | None:
    """The plan, sessions, and what was done in the night."""
    note = speech.gettext("No effect is read from before and after: only a trial shows one.")
    return block("tried", _tried(letter, speech), speech, note)


def _tried(letter: Letter, speech: Speech) -> Iterator[Line]:
    _ = speech.gettext
    plan = letter.tried.plan
    going = [
        _("%(what)s (since %(day)s)")
        % {"what": lower(measure_name(each.id, each.programme, speech)), "day": speech.day(each.since)}
        for each in plan
        if each.since
    ]
    given = [speech.quoted(each.title, ARM_TEXT) for each in plan if each.title]
    if given or going:
        yield Line(lead=_("Plan"), text=speech.joined([*given, *going], MOST_MEASURES))
    whys = {
        "helped": _("it helped"),
        "no-help": _("it did not help"),
        "too-hard": _("too hard"),
        "hurt": _("it hurt"),
        "other": _("other reasons"),
    }
    over = [
        _("%(what)s (%(day)s, the patient says: %(why)s)")
        % {
            "what": lower(measure_name(each.id, None, speech)),
            "day": speech.day(each.ended),
            "why": whys.get(each.why or "", ""),
        }
        for each in plan
        if each.ended
    ]
    if over:
        yield Line(lead=_("Ended"), text=speech.joined(over, MOST_MEASURES))
    done = letter.tried.sessions
    if done:
        told = speech.ngettext(
            "%(num)s session on %(days)s days (%(span)s), %(whole)s whole",
            "%(num)s sessions on %(days)s days (%(span)s), %(whole)s whole",
            done.done,
        ) % {"num": done.done, "days": done.days, "span": speech.days(done.first, done.last), "whole": done.whole}
        if done.hurt:
            told += ", " + _("%(num)s with pain") % {"num": done.hurt}
        yield Line(lead=_("Exercises"), text=told)
    steps = [f"{lower(speech.say(f'step.{step}.title'))} ({times})" for step, times in letter.tried.relief]
    if steps:
        yield Line(lead=_("During cramps"), text=speech.joined(steps[:MOST_STEPS]))


def questions(letter: Letter, speech: Speech) -> Block | None:
    """What the patient wants to ask, and what Nattero advised them to ask about their medicines."""
    if "questions" in letter.without:
        return None
    return block("questions", _questions(letter, speech), speech)


def _questions(letter: Letter, speech: Speech) -> Iterator[Line]:
    _ = speech.gettext
    if letter.asked and len(letter.asked) > SHOWN:  # a short one stands whole among what is seen first
        yield Line(text=speech.quoted(letter.asked, LONGEST_QUESTION), own=True)
    asks: dict[str, list[str]] = {}
    for each in letter.checkup.medicines if letter.checkup else ():
        if each.ask and each.ask not in NO_QUESTION and each.association in {"strong", "moderate", "weak"}:
            asks.setdefault(each.ask, []).append(each.inn or each.typed)
    for ask, names in list(asks.items())[:MOST_ASKS]:
        yield Line(
            lead=upper(speech.joined(dict.fromkeys(names), 4)), text=first_sentence(speech.say(f"medicine.ask.{ask}"))
        )
    if asks:
        yield Line(note=_("Nattero advised to ask this, and to go on taking everything as prescribed until then."))


def first_sentence(text: str) -> str:
    """Give the first sentence of a text: the question itself, without the advice that follows it."""
    head, point, _rest = text.partition(". ")
    return head + (point.strip() or "")


def own(letter: Letter, speech: Speech) -> Block | None:
    """The patient's own words: what they told the check-up, and notes of the diary."""
    lines = []
    if letter.checkup and letter.checkup.text:
        lines.append(Line(text=speech.quoted(letter.checkup.text, OWN_TEXT), own=True))
    lines += [
        Line(lead=speech.day(note.day), text=speech.quoted(note.text, NOTE_TEXT), own=True)
        for note in letter.notes[:MOST_NOTES]
    ]
    more = len(letter.notes) - MOST_NOTES
    told = speech.ngettext("%(num)s earlier note", "%(num)s earlier notes", more) % {"num": more} if more > 0 else ""
    return block("words", lines, speech, told)
