"""The danger signs that are raised, in words: every one, with what raises it, where that comes from and how urgent it is.

In: a `Letter` and how the page speaks. Out: the box at the top of the page, and how urgent what needs help today is.
"""

from collections.abc import Iterable, Iterator
from typing import get_args

from nattero.knowledge.model import Urgency
from nattero.report.letter import Letter, Raised, Wrote
from nattero.report.sheet import Block, Line
from nattero.report.speech import Speech

TODAY: frozenset[Urgency] = frozenset({"emergency", "urgent"})
MOST_ALARMS = 5  # with what to do
QUOTED, SHORTER = 200, 110  # letters of what the patient wrote of a sign


def alert(letter: Letter, speech: Speech) -> Block | None:
    """The danger signs that are raised, every one, in a box at the top; None without any."""
    if not letter.raised:
        return None
    lines = own_alarms(letter, speech) if speech.mine else alarms(letter, speech)
    return Block(id="flags", title=speech.gettext("Danger signs reported"), lines=tuple(lines))


def own_alarms(letter: Letter, speech: Speech) -> Iterator[Line]:
    """For the patient: the first with what to do, what there is no room to explain by its sign alone."""
    for each in letter.raised[:MOST_ALARMS]:
        text = f"{speech.sign(each.id)}. {speech.say(f'flag.{each.id}.do')}"
        yield Line(
            lead=urgencies(speech)[each.urgency],
            text=text,
            note=origin(each, letter, speech),
            mark="alarm",
            refs=speech.refs(each, 2),
        )
    for urgency, those in by_urgency(letter.raised[MOST_ALARMS:]):
        yield Line(
            lead=urgencies(speech)[urgency], text=speech.joined(speech.sign(each.id) for each in those), mark="alarm"
        )


def alarms(letter: Letter, speech: Speech) -> Iterator[Line]:
    """For a doctor: what was answered, written down or seen in the diary, by how urgent it is and where it comes from."""
    for urgency, those in by_urgency(letter.raised):
        places: dict[str, list[Raised]] = {}
        for each in those:
            places.setdefault(origin(each, letter, speech), []).append(each)
        for place, signs in places.items():
            yield Line(
                lead=urgencies(speech)[urgency],
                text="; ".join(findings(signs, letter, speech)),
                note=place,
                mark="alarm",
                refs=tuple(
                    dict.fromkeys(ref for each in signs for ref in speech.refs(each, 2 if len(signs) == 1 else 1))
                ),
            )


def by_urgency(signs: Iterable[Raised]) -> Iterator[tuple[Urgency, list[Raised]]]:
    """Danger signs by how urgent they are, the most urgent first."""
    every = list(signs)
    for urgency in get_args(Urgency):
        if those := [each for each in every if each.urgency == urgency]:
            yield urgency, those


def urgencies(speech: Speech) -> dict[Urgency, str]:
    """How urgent a danger sign is, in a word."""
    _ = speech.gettext
    return {
        "emergency": _("Emergency"),
        "urgent": _("Help today"),
        "soon": _("Within days"),
        "routine": _("Appointment"),
        "self-care": _("Self-care"),
    }


def for_today(letter: Letter, speech: Speech) -> list[str]:
    """How urgent those signs of the box are that need help today, each word once, as the box leads its lines with it."""
    return [urgencies(speech)[urgency] for urgency, _ in by_urgency(letter.raised) if urgency in TODAY]


def findings(signs: Iterable[Raised], letter: Letter, speech: Speech) -> list[str]:
    """What raises danger signs, each once; what is all in another one is told there."""
    told = {finding(each, letter, speech): frozenset(each.why) for each in signs}
    return [text for text, why in told.items() if not (why and any(why < other for other in told.values()))]


def finding(each: Raised, letter: Letter, speech: Speech) -> str:
    """What raises a danger sign: the answers behind it, else the sign itself."""
    values = {one.feature: one.value for one in letter.checkup.answers} if letter.checkup else {}
    known = [name for name in each.why if name in speech.pack.features]
    return " + ".join(dict.fromkeys(speech.statement(name, values.get(name) or True) for name in known)) or speech.sign(
        each.id
    )


def origin(each: Raised, letter: Letter, speech: Speech) -> str:
    """Where a danger sign comes from, and whether the person said that somebody knows of it."""
    if each.known_on is None:
        return place(each, letter, speech)
    told = speech.gettext("%(origin)s; on %(day)s: a doctor or nurse knows of it")
    if each.looked_on:
        told = speech.gettext("%(origin)s; the patient says a doctor or nurse looked at it on %(day)s")
    return told % {"origin": place(each, letter, speech), "day": speech.day(each.looked_on or each.known_on)}


def place(each: Raised, letter: Letter, speech: Speech) -> str:
    """Where a danger sign comes from, with the patient's own words: nights of the diary, a check-up, and notes."""
    _ = speech.gettext
    if each.nights:
        first = _("diary: %(nights)s") % {"nights": speech.joined([speech.day(night) for night in each.nights[-3:]])}
    elif each.wrote_on:
        first = noted(Wrote(each.wrote_on, each.wrote), speech)
    else:
        day = speech.day(speech.local(letter.checkup.at, letter.checkup.zone)) if letter.checkup else ""
        first = _("check-up of %(day)s") % {"day": day}
    return "; ".join(
        [quoting(first, each.wrote, speech), *(quoting(noted(one, speech), one.text, speech) for one in each.notes)]
    )


def noted(one: Wrote, speech: Speech) -> str:
    """A note as where a sign comes from: read by a program, unless its words stand beside it."""
    _ = speech.gettext
    told = _("a note of %(day)s") if one.text else _("a note of %(day)s, as a program reads it")
    return told % {"day": speech.day(one.day)}


def quoting(where: str, words: str | None, speech: Speech) -> str:
    """Where a sign comes from, and the patient's own words there."""
    return f"{where}: {speech.quoted(words, SHORTER if speech.terse else QUOTED)}" if words else where
