"""What the nights show, in words: the same for the pages, the command line and the doctor's page.

In: values of `nattero.insight` and a voice. Out: sentences. They describe; what goes together and what changed is in `insights_found`.
"""

from collections.abc import Callable, Sequence
from datetime import time
from typing import TYPE_CHECKING

from babel.dates import format_time

from nattero import words
from nattero.diary.summary import OPEN_NIGHTS, NotYet, Rate
from nattero.insight.lines import Line
from nattero.plans import Voice

if TYPE_CHECKING:
    from datetime import date

    from nattero.diary.payloads import Sleep
    from nattero.insight.clock import Clock
    from nattero.insight.lately import Lately
    from nattero.insight.places import Share
    from nattero.insight.spells import Spell, Spells
    from nattero.person.insight import Insight

DAY_MINUTES, QUARTER = 24 * 60, 15
TWO_YEARS, ALL_ALIKE, THE_DAY = "need_two_years", "every_night_the_same", "need_exposures"


def short(value: float, voice: Voice) -> str:
    """A number with one decimal in the reader's language."""
    return words.number(value, voice.lang)


def noted(cramps: int, voice: Voice) -> str:
    """How many cramps are known, where nothing can be said yet of how often."""
    return voice.ngettext("You noted %(num)s cramp.", "You noted %(num)s cramps.", cramps) % {"num": cramps}


def until(trial: "date | None", gettext: Callable[[str], str], lang: str) -> str:
    """That a trial runs, and what is left out as long as it does."""
    if trial is None:
        return ""
    told = gettext(
        "Your trial is running. To keep it fair, you see here only the nights before %(day)s. The rest comes when it is over."
    )
    return told % {"day": words.short_day(trial, lang)}


def forgotten(found: "Insight", voice: Voice) -> str:
    """That unfinished nights of longer ago stay as they are."""
    if not found.forgotten:
        return ""
    told = voice.ngettext(
        "%(num)s older night stays unfinished: after two weeks hardly anybody still knows.",
        "%(num)s older nights stay unfinished: after two weeks hardly anybody still knows.",
        found.forgotten,
    )
    return told % {"num": found.forgotten}


def slept(said: "Sequence[Sleep]", voice: Voice) -> str:
    """How they said they sleep and dread the night, and what they said before that."""
    _ = voice.gettext
    if not said:
        return ""
    told = []
    for each in reversed(said):
        parts = {"day": words.short_day(each.date, voice.lang), "well": each.well, "dread": each.dread}
        if each.well is not None and each.dread is not None:
            told.append(_("%(day)s: slept %(well)s of 10, dreaded the night %(dread)s of 10.") % parts)
        elif each.well is not None:
            told.append(_("%(day)s: slept %(well)s of 10.") % parts)
        else:
            told.append(_("%(day)s: dreaded the night %(dread)s of 10.") % parts)
    return " ".join(told)


def unfinished(nights: int, ngettext: Callable[[str, str, int], str]) -> str:
    """That nights with a cramp are to be finished before anything can be counted."""
    told = ngettext(
        "%(num)s night with a cramp is not finished. Say whether that was all, then Nattero can count.",
        "%(num)s nights with a cramp are not finished. Say whether that was all, then Nattero can count.",
        nights,
    )
    return told % {"num": nights}


def left_out(rate: Rate, ngettext: Callable[[str, str, int], str]) -> str:
    """What is not in a rate; nothing where all nights that were begun are finished."""
    if not rate.open:
        return ""
    told = ngettext(
        "Not in it: the cramps of %(num)s unfinished night, at least %(cramps)s.",
        "Not in it: the cramps of %(num)s unfinished nights, at least %(cramps)s.",
        rate.open,
    )
    return told % {"num": rate.open, "cramps": rate.left_out}


def at_least(cramps: int, ngettext: Callable[[str, str, int], str]) -> str:
    """What is known of a week too many nights of which are unfinished."""
    told = ngettext("not finished: at least %(num)s cramp", "not finished: at least %(num)s cramps", cramps)
    return told % {"num": cramps}


def now(found: "Lately | NotYet", voice: Voice) -> str:
    """How often it is now."""
    _ = voice.gettext
    if isinstance(found, NotYet):
        if found.unfinished:
            return unfinished(found.unfinished, voice.ngettext)
        missing = found.need - found.have
        told = voice.ngettext(
            "Fill in %(num)s more night, and it says here how often you have cramps now.",
            "Fill in %(num)s more nights, and it says here how often you have cramps now.",
            missing,
        )
        return told % {"num": missing}
    if not found.now.cramps:
        told = voice.ngettext(
            "No cramp in the last four weeks, in the %(num)s night you filled in.",
            "No cramp in the last four weeks, in the %(num)s nights you filled in.",
            found.now.nights,
        )
        return told % {"num": found.now.nights}
    return _("Now about %(rate)s cramps a week.") % {"rate": short(found.now.per_week, voice)}


def sure(rate: Rate, voice: Voice) -> str:
    """How sure that is, and what is not in it."""
    between = voice.gettext("Probably between %(low)s and %(high)s a week, counted over the last four weeks.")
    told = between % {"low": short(rate.low, voice), "high": short(rate.high, voice)}
    return f"{told} {left_out(rate, voice.ngettext)}".rstrip()


def beside(found: "Lately", voice: Voice) -> str:
    """The four weeks before, and whether they were clearly otherwise."""
    _ = voice.gettext
    if isinstance(found.before, NotYet):
        if found.before.unfinished:
            return _("In the four weeks before, too many nights with a cramp are not finished to compare.")
        return _("Too few nights were filled in to compare with the four weeks before.")
    if not found.before.cramps and not found.now.cramps:
        return _("There was none in the four weeks before either.")
    told = {
        "more": _("That is more than in the four weeks before: about %(rate)s a week then."),
        "fewer": _("That is fewer than in the four weeks before: about %(rate)s a week then."),
        "unclear": _(
            "In the four weeks before it was about %(rate)s a week. Whether that is a real difference is not clear."
        ),
    }[found.than]
    return told % {"rate": short(found.before.per_week, voice)}


def line(each: Line, voice: Voice) -> str:
    """A dated line: what began."""
    _ = voice.gettext
    if each.kind == "medicine":
        return _("Medicine: %(text)s") % {"text": each.name} if each.name else voice.say("exposure.medicine_change")
    if each.kind == "trial":
        return _("A trial began: %(text)s") % {"text": measures(each.name, voice)}
    if each.kind == "pregnancy":
        return _("You told that you are pregnant")
    if each.kind == "plan":
        if not each.name:
            return _("Your plan began")
        return _("New in your plan: %(text)s") % {"text": measures(each.name, voice)}
    return each.name


def measures(names: str, voice: Voice) -> str:
    """Measures by their titles; own words stay as they are."""
    parts = names.split(", ")
    return ", ".join(voice.say(f"measure.{one}.title") if one in voice.pack.measures else one for one in parts)


def hour(value: float, voice: Voice) -> str:
    """A time of the clock, to the quarter of an hour, since more would be false exactness."""
    minutes = round(value * 60 / QUARTER) * QUARTER % DAY_MINUTES
    return str(format_time(time(minutes // 60, minutes % 60), "short", locale=words.locale(voice.lang)))


def half(found: "Clock", voice: Voice) -> str:
    """The stretch of the night that holds half."""
    start, end = hour(found.half_from, voice), hour(found.half_to, voice)
    if start == end and found.half_to - found.half_from < 1:
        return voice.gettext("Half of your cramps came at about %(time)s.") % {"time": start}
    told = voice.gettext("Half of your cramps came between %(start)s and %(end)s.")
    return told % {"start": start, "end": end}


def made_of(found: "Clock", voice: Voice) -> str:
    """What the clock was made from."""
    told = voice.ngettext(
        "Made from %(num)s cramp whose time is known.",
        "Made from %(num)s cramps whose time is known.",
        found.cramps,
    )
    return told % {"num": found.cramps}


def share(each: "Share", voice: Voice) -> tuple[str, str]:
    """A share in per cent, and its interval."""
    parts = {key: round(100 * getattr(each, key)) for key in ("share", "low", "high")}
    _ = voice.gettext
    if parts["low"] == parts["high"]:
        return _("%(share)s %%") % parts, ""
    return _("%(share)s %%") % parts, _("probably between %(low)s and %(high)s %%") % parts


def runs(found: "Spells", voice: Voice) -> list[tuple[str, str, str]]:
    """The longest spells, each with its name and its days."""
    _ = voice.gettext
    spells = ((_("Longest without a cramp"), found.quiet), (_("Most nights in a row with a cramp"), found.cramps))
    rows = [(name, *spell(each, voice)) for name, each in spells if each]
    if found.several:
        rows.append((_("More than one cramp in such a night"), *share(found.several, voice)))
    return rows


def spell(found: "Spell", voice: Voice) -> tuple[str, str]:
    """A spell of nights: how many, and when."""
    number = voice.ngettext("%(num)s night", "%(num)s nights", found.nights) % {"num": found.nights}
    ends = [words.short_day(day, voice.lang) for day in (found.first, found.last)]
    return number, ends[0] if found.nights == 1 else voice.gettext("%(first)s to %(last)s") % dict(
        zip(("first", "last"), ends, strict=True)
    )


def missing(found: "Insight", voice: Voice) -> list[tuple[str, str]]:
    """What cannot be shown yet, and what it still takes."""
    _ = voice.gettext
    parts: Sequence[tuple[str, object]] = (
        (_("How often, week by week"), found.course),
        (_("What goes together with the cramps"), found.findings.exposures),
        (_("The time of night"), found.clock),
        (_("Which leg"), found.sides),
        (_("The seasons"), found.seasons),
    )
    waiting = ((name, value) for name, value in parts if isinstance(value, NotYet) and value.reason != ALL_ALIKE)
    return [(name, still(value, voice)) for name, value in waiting if value.need > value.have]


def still(value: NotYet, voice: Voice) -> str:
    """What is still missing: so many nights, or so many cramps."""
    number = max(value.need - value.have, 1)
    if value.reason == OPEN_NIGHTS:
        told = voice.ngettext(
            "%(num)s night with a cramp is to be finished", "%(num)s nights with a cramp are to be finished", number
        )
        return told % {"num": number}
    if value.reason == TWO_YEARS:
        return voice.gettext("every part of the year, with nights from two years")
    if value.reason == THE_DAY:
        return voice.gettext("in the morning, also say what the day before was like")
    if value.reason == "need_cramps":
        told = voice.ngettext(
            "%(num)s more cramp, noted with its details", "%(num)s more cramps, noted with their details", number
        )
    else:
        told = voice.ngettext("%(num)s more night", "%(num)s more nights", number)
    return told % {"num": number}
