"""The diary from the keyboard: `nattero log`, `nattero night` and `nattero diary`.

In: options. Out: entries in the journal, and the nights as text or JSON.
"""

from typing import Annotated, Any

import typer

from nattero.cli.common import Data, Desk, Json, Lang, PersonName, bad_input

Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A few words about it.")]


def log(
    at: Annotated[str | None, typer.Option(metavar="TIME", help="When it began: 02:14 or 2026-11-22T02:14.")] = None,
    ago: Annotated[str | None, typer.Option(metavar="SPAN", help="How long ago it began: 20m, 1h30m.")] = None,
    seconds: Annotated[str | None, typer.Option(metavar="N", help="How many seconds it lasted.")] = None,
    minutes: Annotated[str | None, typer.Option(metavar="N", help="How many minutes it lasted.")] = None,
    pain: Annotated[str | None, typer.Option(metavar="0-10", help="How bad it was.")] = None,
    side: Annotated[str | None, typer.Option(metavar="SIDE", help="left, right or both.")] = None,
    muscle: Annotated[
        str | None, typer.Option(metavar="MUSCLE", help="calf, foot, toes, shin, hamstring or thigh.")
    ] = None,
    note: Note = None,
    person: PersonName = "me",
    data: Data = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Write down a cramp. Without --at or --ago it has just ended."""
    from nattero.cli import danger, writing
    from nattero.store import spoken

    desk = Desk(data, lang, as_json=as_json)
    here = writing.Here()
    lasted = writing.lasted(desk, seconds, minutes)
    begun = writing.onset(desk, here, at, ago, lasted)
    payload: dict[str, Any] = {
        "at": writing.written(begun),
        "seconds": lasted,
        "pain": writing.typed(pain),
        "side": side and (spoken.side(side) or side),
        "muscle": muscle and (spoken.muscle(muscle) or muscle),
        "note": note,
    }
    entry = writing.keep(desk, here, "cramp", payload, person)
    desk.tell(writing.noted_cramp(desk, here, begun), entry)
    danger.tell_heard(note, desk, person)


def night(
    date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The evening it began. Otherwise last night.")
    ] = None,
    cramps: Annotated[str | None, typer.Option(metavar="N", help="How many cramps, all of that night.")] = None,
    none: Annotated[bool, typer.Option("--none", help="There was no cramp.")] = False,
    sore: Annotated[bool | None, typer.Option("--sore/--not-sore", help="Whether it is still sore.")] = None,
    exposure: Annotated[
        list[str] | None, typer.Option(metavar="ID=VALUE", help="What happened that day: alcohol=2, heat=yes.")
    ] = None,
    note: Note = None,
    person: PersonName = "me",
    data: Data = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Write down a whole night: how many cramps, or none."""
    from nattero.cli import danger, writing

    desk = Desk(data, lang, as_json=as_json)
    here = writing.Here()
    if none == (cramps is not None):
        raise bad_input("--cramps", desk.gettext("Say how many cramps there were, or --none."))
    payload: dict[str, Any] = {
        "date": date or here.last_night.isoformat(),
        "cramps": 0 if none else writing.typed(cramps),
        "sore": sore,
        "exposures": writing.exposures(desk, exposure or []),
        "note": note,
    }
    entry = writing.keep(desk, here, "night", payload, person)
    desk.tell(writing.noted_night(desk, entry), entry)
    danger.tell_heard(note, desk, person)


def diary(
    what: Annotated[str | None, typer.Argument(metavar="list|nights|summary", help="What to show.")] = None,
    weeks: Annotated[int | None, typer.Option(metavar="N", help="How many weeks back. Otherwise 4.")] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="YYYY-MM-DD", help="The first night.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="YYYY-MM-DD", help="The last night.")] = None,
    person: PersonName = "me",
    data: Data = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Show your nights.

    Without a word after it: the numbers and the nights. With `list`: each cramp, night and note with its id.
    """
    from nattero.cli import nights

    desk = Desk(data, lang, as_json=as_json)
    if what not in (None, "list", "nights", "summary"):
        raise bad_input("list|nights|summary", desk.gettext("Choose one of these three."))
    nights.show(desk, what, person, nights.Span(weeks, first, last))


COMMANDS = (log, night, diary)
