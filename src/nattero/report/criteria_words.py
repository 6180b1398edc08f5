"""Is it a night leg cramp, in words: the three criteria one by one, the seven features by how they stand, the diary beside the answers.

In: a `Letter` and how the page speaks. Out: a block of lines.
"""

from collections.abc import Iterable, Iterator
from typing import get_args

import msgspec

from nattero.report.blocks import block
from nattero.report.letter import Checked, Criterion, Letter, Standing
from nattero.report.sheet import Block, Line, Mark
from nattero.report.speech import MINUTE, Speech

SELDOM = "loc_thigh_hamstring"  # the one of the seven that is met by a no


def criteria(letter: Letter, speech: Speech) -> Block | None:
    """The three criteria one by one, the seven features in groups."""
    if letter.checkup is None:
        return None
    return block("criteria", _criteria(letter.checkup, speech), speech)


def _criteria(found: Checked, speech: Speech) -> Iterator[Line]:
    _ = speech.gettext
    stands: dict[str, Mark] = {"met": "met", "not_met": "not_met", "unknown": "unknown"}
    names = standing_names(speech)
    for those in grouped([each for each in found.criteria if each.set == "icsd"], speech):
        yield Line(
            lead=f"ICSD-3 {', '.join(each.place for each in those)}",
            text=speech.joined(shown(each, found, speech) for each in those),
            mark=stands[those[0].met],
            sign=names[those[0].met],
            refs=speech.refs(those[0]),
        )
    seven = [each for each in found.criteria if each.set == "seven"]
    if not seven:
        return
    refs = speech.refs(seven[0])
    for standing in ("met", "not_met", "unknown"):
        these = [each for each in seven if each.met == standing]
        if these:
            lead = _("Of 7 features, %(num)s %(stand)s") % {"num": len(these), "stand": names[standing]}
            yield Line(lead=lead, text=told_apart(these, found, speech), mark=stands[standing], refs=refs)
            refs = ()


def grouped(criteria: list[Criterion], speech: Speech) -> list[list[Criterion]]:
    """Criteria one by one; where there is little room those that stand alike together."""
    if not speech.terse:
        return [[each] for each in criteria]
    return [those for stand in get_args(Standing) if (those := [each for each in criteria if each.met == stand])]


def standing_names(speech: Speech) -> dict[str, str]:
    """How a criterion stands, in a word."""
    _ = speech.gettext
    return {"met": _("met"), "not_met": _("not met"), "unknown": _("not known")}


def shown(each: Criterion, found: Checked, speech: Speech) -> str:
    """A criterion as a statement that is met or not; a number with its value."""
    if each.diary is not None:
        return by_diary(each, each.diary, speech)
    if each.against is not None:
        said = shown(msgspec.structs.replace(each, against=None), found, speech)
        return speech.gettext("%(what)s (the diary: %(other)s)") % {
            "what": said,
            "other": other(each, each.against, speech),
        }
    if each.met != "unknown":
        value = next((one.value for one in found.answers if one.feature == each.feature), None)
        if value is not None and not isinstance(value, bool):
            return speech.statement(each.feature, value)
        if each.feature == SELDOM:
            return speech.statement(each.feature, each.met == "not_met")
    return speech.statement(each.feature, True)


def told_apart(criteria: Iterable[Criterion], found: Checked, speech: Speech) -> str:
    """Criteria in one text, those that only the diary shows after the others, and said to be so."""
    every = list(criteria)
    asked = [shown(each, found, speech) for each in every if each.diary is None]
    seen = [shown(each, found, speech) for each in every if each.diary is not None]
    parts = [speech.joined(asked)] if asked else []
    if seen:
        parts.append(speech.gettext("not asked, but by the diary: %(what)s") % {"what": speech.joined(seen)})
    return "; ".join(parts)


def other(each: Criterion, value: float, speech: Speech) -> str:
    """What the diary shows, where something else was answered."""
    _ = speech.gettext
    if each.feature == "duration_min":
        return speech.duration(value * MINUTE)
    if each.feature == "intense_pain":
        return _("in the middle %(value)s of 10") % {"value": speech.number(value)}
    number = int(value)
    if each.feature == "after_pain":
        return speech.ngettext("%(num)s morning", "%(num)s mornings", number) % {"num": number}
    return speech.ngettext("%(num)s cramp there", "%(num)s cramps there", number) % {"num": number}


def by_diary(each: Criterion, value: float, speech: Speech) -> str:
    """A criterion that nobody answered, as the diary shows it."""
    _ = speech.gettext
    if each.feature == "duration_min":
        shown = f"{speech.short(each.feature)}: {speech.duration(value * MINUTE)}"
    elif each.feature == "intense_pain":
        shown = _("%(what)s (in the middle %(value)s of 10)") % {
            "what": speech.short(each.feature),
            "value": speech.number(value),
        }
    else:
        shown = speech.statement(each.feature, each.feature != SELDOM or each.met == "not_met")
    return shown
