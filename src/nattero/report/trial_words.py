"""The trials in words: how each was laid out, and what came of it.

In: a `Letter` and how the page speaks. Out: a block of lines. A trial that runs or was changed says no number.
"""

from collections.abc import Iterator

from nattero.report.blocks import block
from nattero.report.letter import Arm, Contrast, Letter, Slip, TrialOutcome
from nattero.report.sheet import Block, Line
from nattero.report.speech import Speech, lower, upper

MOST_TRIALS, ARM_TEXT = 3, 60


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
    elif found.unopened:
        yield Line(
            text=_("Stopped in one tap: the result is not worked out before the next day, in case it was a slip.")
        )
    elif found.refused or not found.contrasts:
        yield Line(text=_("No numbers: they could not be worked out from these nights."), mark="unknown")
    for slip in found.slips:
        yield Line(text=slipped(slip, speech))
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
        "clear": _("ended before its last night, by the rule fixed beforehand"),
        "side-effect": _("stopped: side effect"),
        "given-up": _("stopped early"),
        "danger": _("stopped: danger sign"),
    }
    parts = [
        _("from %(day)s") % {"day": speech.day(found.first)},
        _("%(nights)s nights, order drawn by lot") % {"nights": found.nights},
        blinding(found, speech),
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


def blinding(found: TrialOutcome, speech: Speech) -> str:
    """Whether a trial was blinded; why it was not, where bags were meant for it."""
    _ = speech.gettext
    if not found.blinded:
        return _("not blinded")
    if found.opened:
        return _("blinded: a helper packed the bags")
    return _("not blinded: bags were planned, but nobody opened the list to pack them")


def slipped(each: Slip, speech: Speech) -> str:
    """A stop that was taken back."""
    _ = speech.gettext
    told = _("stopped on %(day)s for a side effect, taken back the same evening as a slip")
    if each.why == "danger":
        told = _("stopped on %(day)s for a danger sign, taken back the same evening as a slip")
    parts = [told % {"day": speech.day(each.day)}]
    return speech.joined([*parts, _("after the result so far had been seen")] if each.seen else parts)


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
    return speech.gettext("look-alike with no active ingredient") if of and of.blinded else speech.gettext("as usual")


def measure_name(measure: str, programme: str | None, speech: Speech) -> str:
    """What a measure is called: its programme, where it is one of several; its id where the pack does not know it."""
    row = speech.pack.measures.get(measure)
    if row is None:
        return measure
    if programme in speech.pack.programmes and len(row.programmes) > 1:
        return speech.say(f"programme.{programme}.title")
    return speech.say(f"measure.{measure}.title")
