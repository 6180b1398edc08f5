"""Danger that is open, in words for the terminal: what it is, and what to do in which time.

In: open danger signs, or a note just written. Out: lines, empty where nothing is open.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import typer

from nattero import words
from nattero.cli import known
from nattero.cli.common import Desk
from nattero.diary.merge import current
from nattero.knowledge.spoken import country_of
from nattero.person import answers

if TYPE_CHECKING:
    from nattero.knowledge.pack import Pack
    from nattero.person import Person
    from nattero.person.open_sign import OpenSign
    from nattero.plans import Voice


def open_signs(who: "Person", lang: str) -> "list[OpenSign]":
    """Every danger sign that stands for a person."""
    from nattero.person.dangers import open_danger

    return open_danger(who, known.pack(), known.desk, lang)


def lines(found: "Iterable[OpenSign]", voice: "Voice") -> list[str]:
    """Each danger sign, and what to do."""
    return [line(each, voice) for each in found]


def line(each: "OpenSign", voice: "Voice") -> str:
    """A danger sign, and what to do."""
    sign, do = voice.say(f"flag.{each.flag}.sign"), voice.say(f"flag.{each.flag}.do")
    if each.rule:
        own = voice.pack.diary_flags[each.rule].flag is None
        return f"! {voice.say(f'noticed.{each.rule}')} {f'{sign} ' if own else ''}{do}"
    now = voice.gettext("If this is so now:")
    if each.wrote and each.wrote_on:
        wrote = voice.gettext("You wrote on %(day)s:") % {"day": words.day(each.wrote_on, voice.lang)}
        return f"! {sign}\n  {wrote} “{each.wrote}” {now} {do}"
    if each.wrote_on:
        told = voice.gettext("a note of %(day)s, as a program reads it") % {"day": words.day(each.wrote_on, voice.lang)}
        return f"! {sign}\n  ({told}) {now} {do}"
    return f"! {sign}\n  {do}"


def tell_heard(note: str | None, desk: Desk, person: str) -> None:
    """Says what a note that was just written says of danger, with what to do. Never a diagnosis: only if it is so now."""
    if not note:
        return
    from nattero.checkup.alarms import answers_in, signs_of

    pack = known.pack()
    found = signs_of(answers_in(note, known.hearing()), pack.red_flags.values())
    if not found:
        return
    with desk.journal() as journal:
        voice = voice_of(answers(current(journal.entries(person))), pack, desk.lang)
    typer.echo("\n" + desk.gettext("If this is so now:"), err=desk.as_json)
    for each in found:
        sign, do = voice.say(f"flag.{each.id}.sign"), voice.say(f"flag.{each.id}.do")
        typer.echo(f"! {sign}\n  {do}", err=desk.as_json)


def in_words(text: str, voice: "Voice") -> list[str]:
    """Each sign that needs help today in a text that is not kept, with what to do."""
    from nattero.checkup.alarms import grave_alarms

    found = grave_alarms(text, known.hearing(), voice.pack.red_flags.values()) if text else []
    first = [voice.gettext("If this is so now:")] if found else []
    return first + [f"! {voice.say(f'flag.{each.sign}.sign')}\n  {voice.say(f'flag.{each.sign}.do')}" for each in found]


def voice_of(said: Mapping[str, object], pack: "Pack", lang: str) -> "Voice":
    """The words, with the numbers of the country they live in; where nobody said, of the one their language is spoken in."""
    from nattero.person import OTHERS
    from nattero.plans import Voice

    named = str(said.get("country") or "")
    return Voice(
        pack, lang, named if named in pack.countries else country_of(lang), helped=said.get("for_whom") in OTHERS
    )
