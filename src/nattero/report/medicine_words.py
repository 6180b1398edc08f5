"""The medicines in words: as they were written, what they were recognised as, their known link with cramps.

In: a `Letter` and how the page speaks. Out: a block of lines. What there is no room for is counted.
"""

from collections.abc import Collection, Iterator

from nattero.report.blocks import block
from nattero.report.brief_words import QUININE, UNSURE, by_link
from nattero.report.letter import Checked, Letter, Medicine, Said
from nattero.report.sheet import Block, Line
from nattero.report.speech import Speech

DANGER = ("quinine-harms-blood", "quinine-not-for-routine")  # the claims behind what is said of quinine
TYPED = 80  # letters of a medicine as it was written
ROOM = 6000  # letters of medicines without a link that are printed


def medicines(letter: Letter, speech: Speech) -> Block | None:
    """The medicines as they were written: those with a link first, each in a line; the rest together."""
    if letter.checkup is None:
        return None
    return block("medicines", _medicines(letter.checkup, speech), speech)


def _medicines(found: Checked, speech: Speech) -> Iterator[Line]:
    _ = speech.gettext
    ranked = by_link(found)
    risky = [each for each in found.medicines if each.ask in QUININE]
    for each in risky:
        danger = _("Taken against cramps, with serious risks: too few blood platelets, kidney and heart trouble")
        lead, refs = speech.quoted(each.typed, TYPED), speech.refs(Said(claims=DANGER), 2)
        yield Line(lead=lead, text=named(each, speech), note=danger, refs=refs, mark="alarm", own=True)
    for each in ranked:
        link = speech.say(f"medicine.link.{each.association}")
        yield Line(
            lead=speech.quoted(each.typed, TYPED),
            text=named(each, speech),
            note=link,
            refs=speech.refs(each, 2),
            own=True,
        )
    room = Room(ROOM)
    others = {
        _("No known link"): [
            each for each in found.medicines if each.what == "medicine" and each not in [*ranked, *risky]
        ],
        _("Known, nothing found about cramps"): [each for each in found.medicines if each.what == "other"],
        _("Not recognised for sure"): [each for each in found.medicines if each.what in UNSURE],
    }
    for lead, those in others.items():
        texts = [text for each in those if room.takes(text := written(each, speech))]
        if texts:
            yield Line(lead=lead, text=speech.joined(texts))
    twice = [text for each in found.again if room.takes(text := speech.quoted(each, TYPED))]
    if twice:
        yield Line(lead=_("Listed a second time"), text=speech.joined(twice))
    missing = room.refused + found.unread
    if missing:
        told = speech.ngettext(
            "%(num)s more is in the diary and not printed here. Ask for the full list.",
            "%(num)s more are in the diary and not printed here. Ask for the full list.",
            missing,
        )
        yield Line(text=told % {"num": missing}, mark="alarm")


class Room:
    """How many letters there is room for, and how many texts did not fit."""

    def __init__(self, letters: int) -> None:
        self.left, self.refused = letters, 0

    def takes(self, text: str) -> bool:
        """Tell whether a text still fits, and count it."""
        fits = len(text) + 2 <= self.left
        self.left -= len(text) + 2 if fits else 0
        self.refused += not fits
        return fits


def named(each: Medicine, speech: Speech) -> str:
    """What a medicine was recognised as, where it was written otherwise."""
    name = each.named(speech.lang)
    return "" if name.lower() in each.typed.lower() else name


def written(each: Medicine, speech: Speech) -> str:
    """A medicine as it was written, with what it is or may be."""
    guess = named(each, speech) or " / ".join(guess.named(speech.lang) for guess in each.suggestions)
    sign = "?" if each.suggestions else ""
    return speech.quoted(each.typed, TYPED) + (f" ({guess}{sign})" if guess else "")


def linked(found: Checked, speech: Speech, ways: Collection[str] | None = None) -> str:
    """The medicines that go with cramps, by name; those of some ways only, where these are given."""
    names = [each.named(speech.lang) for each in by_link(found) if ways is None or each.mechanism in ways]
    return speech.joined(dict.fromkeys(names), 3) or speech.gettext("medicines")
