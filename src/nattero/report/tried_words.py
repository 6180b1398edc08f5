"""What was tried and asked, in words: the plan, sessions, relief, questions, the patient's own words.

In: a `Letter` and how the page speaks. Out: blocks of lines. Only a trial says what something did: before and after are not compared.
"""

from collections.abc import Iterator
from itertools import accumulate

from nattero.report.ask_words import asks
from nattero.report.blocks import block
from nattero.report.brief_words import QUESTION as SHOWN
from nattero.report.choice import LONGEST_QUESTION
from nattero.report.letter import Began, Letter
from nattero.report.sheet import Block, Line
from nattero.report.speech import Speech, lower
from nattero.report.trial_words import ARM_TEXT, measure_name

MOST_MEASURES, MOST_STEPS = 8, 4
OWN_TEXT, NOTE_TEXT, ALL_NOTES = 700, 500, 4000


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
    began = [medicine(each, speech) for each in letter.tried.medicines]
    if began:
        chance = (
            _("Such a difference can be chance.")
            if any(each.after is not None for each in letter.tried.medicines)
            else ""
        )
        yield Line(lead=_("Medicine noted"), text=speech.joined(began, MOST_MEASURES), note=chance)
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


def medicine(each: Began, speech: Speech) -> str:
    """A medicine that was noted on a day, with the rates since then and before where enough nights were told."""
    _ = speech.gettext
    name = speech.quoted(each.name, ARM_TEXT) if each.name else lower(speech.say("exposure.medicine_change"))
    if each.after is None or each.before is None:
        return f"{name} ({speech.day(each.day)})"
    rates = {
        "name": name,
        "day": speech.day(each.day),
        "after": speech.number(each.after),
        "before": speech.number(each.before),
    }
    return _("%(name)s (%(day)s; since then %(after)s cramps a week, before it %(before)s)") % rates


def questions(letter: Letter, speech: Speech) -> Block | None:
    """What the patient wants to ask, and what Nattero advised them to ask about their medicines."""
    if "questions" in letter.without:
        return None
    return block("questions", _questions(letter, speech), speech)


def _questions(letter: Letter, speech: Speech) -> Iterator[Line]:
    _ = speech.gettext
    if letter.asked and len(letter.asked) > SHOWN:  # a short one stands whole among what is seen first
        yield Line(text=speech.quoted(letter.asked, LONGEST_QUESTION), own=True)
    lines = list(asks(letter.checkup, speech)) if letter.checkup else []
    yield from lines
    if lines:
        yield Line(note=_("Nattero advised to ask this, and to go on taking everything as prescribed until then."))


def own(letter: Letter, speech: Speech) -> Block | None:
    """The patient's own words: what they told the check-up, and notes of the diary."""
    lines = []
    if letter.checkup and letter.checkup.text:
        lines.append(Line(text=speech.quoted(letter.checkup.text, OWN_TEXT), own=True))
    reach = accumulate(min(len(note.text), NOTE_TEXT) for note in letter.notes)
    shown = letter.notes[: sum(letters <= ALL_NOTES for letters in reach)]
    lines += [Line(lead=speech.day(note.day), text=speech.quoted(note.text, NOTE_TEXT), own=True) for note in shown]
    more = len(letter.notes) - len(shown)
    told = speech.ngettext("%(num)s earlier note", "%(num)s earlier notes", more) % {"num": more} if more > 0 else ""
    if any(len(note.text) > NOTE_TEXT for note in shown):
        longer = speech.gettext("A note that ends in … is longer; the whole of it is in the diary.")
        told = f"{told}. {longer}" if told else longer
    return block("words", lines, speech, told)
