"""The doctor's page from the command line: as a PDF, as FHIR, as text to read first.

In: the diary of the data folder, and what is to be on the page. Out: a file, or text on standard output. Nothing is sent.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from nattero.cli import known
from nattero.cli.common import Data, Desk, Json, Lang, PersonName, bad_input
from nattero.knowledge.spoken import country_of

if TYPE_CHECKING:
    from datetime import date

    from nattero.diary.entry import Entry
    from nattero.knowledge.pack import Pack
    from nattero.person import Person
    from nattero.report.choice import Choice


def report(
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.pdf", help="Where to write it.")] = None,
    audience: Annotated[str, typer.Option("--for", metavar="WHO", help="doctor, or me.")] = "doctor",
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The first night: 2026-11-01. Otherwise a year back.")
    ] = None,
    last: Annotated[str | None, typer.Option("--until", metavar="DATE", help="The last night.")] = None,
    without: Annotated[
        list[str] | None, typer.Option("--without", metavar="PART", help="Leave a part out, as medicines or sources.")
    ] = None,
    notes: Annotated[bool, typer.Option("--notes", help="With your own notes from the diary.")] = False,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help="A name to put on it.")] = None,
    question: Annotated[str | None, typer.Option("--question", metavar="TEXT", help="What you want to ask.")] = None,
    fhir: Annotated[bool, typer.Option("--fhir", help="Write the diary as FHIR (JSON) instead.")] = False,
    person: PersonName = "me",
    data: Data = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """One page for your doctor. Without --out: as text, to read it first.

    The language is the doctor's; what you wrote yourself stays as you wrote it.
    """
    from nattero import pen
    from nattero.person import person as person_of

    desk = Desk(data, lang, as_json=as_json)
    said = {"audience": audience, "first": first, "last": last, "name": name, "question": question}
    chosen = _choice(desk, said, without or [], notes=notes)
    _ending(desk, out, ".json" if fhir else ".pdf")
    pack = known.pack()
    with desk.reading() as journal:
        entries = list(journal.entries())
    who = person_of(entries, person, pen.now(), pen.local_zone())
    chosen = _heard(chosen, who, pack)
    _tell_danger(desk, who, chosen, pack)
    if fhir:
        _keep(desk, out, _bundle(entries, who, chosen, pack))
        return
    from nattero.report.page import page
    from nattero.report.plain import text
    from nattero.report.writing import letter

    found = letter(who, entries, chosen, pack, known.desk)
    words = page(found, chosen, pack)
    if out is None:
        import msgspec

        desk.tell(text(words), msgspec.to_builtins(found, str_keys=True) if as_json else None)
        return
    from nattero.report.pdf import pdf

    _keep(desk, out, pdf(words, who.now, terse=lambda: page(found, chosen, pack, terse=True)))


def _ending(desk: Desk, out: Path | None, ending: str) -> None:
    """Ends the command for a name that promises another kind of file; one without an ending promises nothing."""
    if out is not None and out.suffix.lower() not in {"", ending}:
        sentence = desk.gettext("{value} cannot be. Possible: {allowed}.")
        raise bad_input("--out", sentence.format(value=out.name, allowed=out.with_suffix(ending).name))


def _tell_danger(desk: Desk, who: "Person", chosen: "Choice", pack: "Pack") -> None:
    """Says what to do about danger that is open today, before anything is made; on standard error, for no file may hold it."""
    from nattero.cli import danger
    from nattero.plans import Voice

    voice = Voice(pack, desk.lang, chosen.country)
    for text in danger.lines((each for each in danger.open_signs(who, desk.lang) if each.today), voice):
        typer.echo(f"{text}\n", err=True)


def _choice(desk: Desk, said: dict[str, str | None], without: list[str], *, notes: bool) -> "Choice":
    """What was chosen; ends the command for what cannot be."""
    from nattero.report.choice import Audience, Choice
    from nattero.report.letter import PARTS, UNASKED

    _ = desk.gettext
    for_whom = next((each for each in get_args(Audience) if each == said["audience"]), None)
    if for_whom is None:
        raise bad_input("--for", _("This is one of: {words}.").format(words=", ".join(get_args(Audience))))
    for part in without:
        if part not in PARTS:
            raise bad_input("--without", _("This is one of: {words}.").format(words=", ".join(PARTS)))
    first, last = _day(desk, "--from", said["first"]), _day(desk, "--until", said["last"])
    if first and last and first > last:
        raise bad_input("--until", _("This day lies before the first one."))
    return Choice(
        lang=desk.lang,
        audience=for_whom,
        name=said["name"],
        question=said["question"],
        first=first,
        last=last,
        without=frozenset(part for part in PARTS if part in without) | (frozenset() if notes else UNASKED),
    )


def _day(desk: Desk, option: str, text: str | None) -> "date | None":
    """A date; ends the command for what is none."""
    from nattero.cli.moments import day_of

    found = day_of(text) if text is not None else None
    if text is not None and found is None:
        raise bad_input(option, desk.gettext("The date is written as year-month-day, for example 2026-11-22."))
    return found


def _heard(chosen: "Choice", who: "Person", pack: "Pack") -> "Choice":
    """The same, with the language the person speaks and the country they live in."""
    import msgspec

    from nattero.words import known_language

    heard = known_language(str(who.answers.get("language", ""))) or chosen.lang
    named = str(who.answers.get("country", ""))
    country = named if named in pack.countries else country_of(heard)
    return msgspec.structs.replace(chosen, heard=heard, country=country)


def _bundle(entries: "list[Entry]", who: "Person", chosen: "Choice", pack: "Pack") -> bytes:
    """What is on the page, as entries in FHIR."""
    from nattero.report.fhir_file import fhir_file
    from nattero.report.sharing import share_of

    return fhir_file(who, entries, share_of(chosen), chosen, pack, known.desk)


def _keep(desk: Desk, out: Path | None, made: bytes) -> None:
    """Writes a file whole, or not at all; to standard output where none is named. Raises StoreError."""
    from nattero.store.place import replacing

    if out is None:
        sys.stdout.buffer.write(made)
        return
    file = out.expanduser()
    with replacing(file) as draft:
        draft.write_bytes(made)
    typer.echo(desk.gettext("Written: {path}. Read it before you give it away.").format(path=file), err=True)


COMMANDS = (report,)
