"""The nights as a picture on the page, in words and as SVG.

In: a `Letter` and how the page speaks. Out: a `Picture`, with what it shows said for who cannot see it; None without enough nights.
"""

from datetime import date

from nattero.diary.summary import NIGHTS_A_WEEK, NotYet
from nattero.draw.course import At, Week, Words
from nattero.draw.course import picture as drawn
from nattero.report.letter import Letter
from nattero.report.sheet import Picture
from nattero.report.speech import Speech, lower
from nattero.report.trial_words import arm_name, measure_name

MOST_LINES = 4


def picture(letter: Letter, speech: Speech) -> Picture | None:
    """The rate from week to week."""
    found = letter.course
    if found is None or isinstance(found, NotYet):
        return None
    _ = speech.gettext
    weeks = [Week(each.rate, each.low, each.high, each.cramps, each.nights, each.least) for each in found.points]
    start, end = found.points[0].first, found.points[-1].last
    counted = [each for each in found.points if not each.least]
    highest = max(counted, key=lambda each: each.rate)
    lines = [each for each in begun(letter, speech) if start <= each[0] <= end][:MOST_LINES]
    alt = _(
        "From %(first)s to %(last)s, at first about %(start)s cramps a week, at the end %(end)s, at most %(most)s."
    ) % {
        "first": speech.day(start),
        "last": speech.day(end),
        "start": speech.number(counted[0].rate),
        "end": speech.number(counted[-1].rate),
        "most": speech.number(highest.rate),
    }
    caption = _("Cramps a week: counted (bars) and smoothed (line, with 95 % interval).")
    if any(each.least for each in found.points):
        caption += " " + _("Empty bars: at least so many, in weeks of which only single cramps are known.")
    if lines:
        caption += " " + speech.joined(f"{number}: {text}" for number, (_day, text) in enumerate(lines, start=1)) + "."
    days = (At(0, speech.day(start)), At(len(weeks), speech.day(end)))
    at = [At((day - start).days / NIGHTS_A_WEEK, str(number)) for number, (day, _text) in enumerate(lines, start=1)]
    return Picture(drawn(weeks, Words(_("Cramps a week"), alt), "nights", days, at), alt, caption)


def begun(letter: Letter, speech: Speech) -> list[tuple[date, str]]:
    """What began when: medicines that were noted, trials, and the measures of the plan that were not all there from its first day."""
    trials = [
        (each.first, speech.gettext("trial of %(what)s") % {"what": arm_name(arm, speech)})
        for each in letter.tried.trials
        for arm in each.arms
        if arm.measure or arm.words
    ]
    plan = [
        (each.since, lower(measure_name(each.id, each.programme, speech))) for each in letter.tried.plan if each.since
    ]
    noted = [
        (each.day, speech.quoted(each.name) if each.name else lower(speech.say("exposure.medicine_change")))
        for each in letter.tried.medicines
    ]
    return sorted({day: (day, text) for day, text in [*plan, *trials, *noted]}.values())
