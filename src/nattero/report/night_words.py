"""The pattern of the nights in words: quiet nights, time, leg and muscle, long cramps, the next morning, sleep.

In: a `Letter` and how the page speaks. Out: a block of lines.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from nattero.report.blocks import block
from nattero.report.letter import Letter, Pattern, Slept
from nattero.report.sheet import Block, Line
from nattero.report.speech import Speech, lower
from nattero.report.top_words import unfinished
from nattero.words import muscle_names

SLEEP = ("sleep_disruption", "fear_of_sleep", "quality_impact")  # of the check-up
PARTS_OF_NIGHT = ((18, 24), (0, 3), (3, 6), (6, 12), (12, 18))


def pattern(letter: Letter, speech: Speech) -> Block | None:
    """The rest of the pattern: quiet nights, time, leg and muscle, long cramps, the next morning, sleep."""
    return block("pattern", _pattern(letter, speech), speech)


def _pattern(letter: Letter, speech: Speech) -> Iterator[Line]:
    _ = speech.gettext
    found, nights = letter.pattern, letter.period
    if found and nights:
        if nights.closed:
            said = _("%(quiet)s of %(closed)s recorded nights") % {"quiet": nights.quiet, "closed": nights.closed}
            if nights.open:
                said = f"{said}; {unfinished(nights.open, speech)}"
            yield Line(lead=_("Without a cramp"), text=said)
        yield from (line for line in where_and_when(found, speech) if line.text)
        if found.seconds:
            said = _("%(long)s of %(n)s timed") % {"long": found.long, "n": found.seconds.n}
            yield Line(lead=_("Over 10 minutes"), text=said)
        if found.sore:
            said = _("%(sore)s of %(n)s mornings asked") % {"sore": found.sore[0], "n": found.sore[1]}
            yield Line(lead=_("Still sore"), text=said)
    if letter.slept:
        yield from _slept(letter.slept, speech)
    if letter.checkup and found:
        answers = {each.feature: each.value for each in letter.checkup.answers}
        told = [speech.statement(name, answers[name]) for name in SLEEP if answers.get(name) not in {None, False}]
        if told:
            yield Line(lead=_("Sleep and daily life"), text=speech.joined(told))


def _slept(found: Slept, speech: Speech) -> Iterator[Line]:
    """What was said of sleep and of dreading the night, with the time before that beside it."""
    _ = speech.gettext
    day, well, dread = found.before or (found.day, None, None)
    if found.well is not None:
        said = _("%(well)s of 10 (10: very well), asked in our own words on %(day)s")
        told = said % {"well": found.well, "day": speech.day(found.day)}
        yield Line(lead=_("Sleep"), text=told + earlier(well, day, speech))
    if found.dread is not None:
        said = _("%(dread)s of 10 (10: very much), asked in our own words on %(day)s")
        told = said % {"dread": found.dread, "day": speech.day(found.day)}
        yield Line(lead=_("Dreads the night"), text=told + earlier(dread, day, speech))


def earlier(value: int | None, day: date, speech: Speech) -> str:
    """What was said the time before; nothing where that was not told."""
    if value is None:
        return ""
    return speech.gettext("; %(day)s: %(value)s of 10") % {"value": value, "day": speech.day(day)}


def where_and_when(found: Pattern, speech: Speech) -> Iterator[Line]:
    """Time of night, leg and muscle, each with how many cramps."""
    _ = speech.gettext
    spans = {span: sum(found.hours.get(hour, 0) for hour in range(*span)) for span in PARTS_OF_NIGHT}
    times = [
        _("%(from)s–%(until)s h: %(n)s") % {"from": span[0], "until": span[1], "n": n} for span, n in spans.items() if n
    ]
    yield Line(lead=_("Time"), text=speech.joined(times))
    sides = {"left": _("left"), "right": _("right"), "both": _("both")}
    yield Line(lead=_("Leg"), text=tally(found.sides, sides, speech))
    muscles = muscle_names(_)
    yield Line(lead=_("Muscle"), text=tally(found.muscles, {id_: lower(name) for id_, name in muscles.items()}, speech))


def tally(counts: Mapping[str, int], names: Mapping[str, str], speech: Speech) -> str:
    """How many of each, the most frequent first."""
    ranked = sorted((name for name in counts if name in names), key=lambda name: -counts[name])
    return speech.joined(f"{names[name]} {counts[name]}" for name in ranked)
