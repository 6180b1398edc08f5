"""Files: `nattero export`, `import`, `backup`, `restore` and `erase`.

In: names of files. Out: files, or entries in the journal; never half of either.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from nattero.cli.common import (
    BAD_INPUT,
    Data,
    Desk,
    Json,
    Lang,
    PersonName,
    StopError,
    Yes,
    bad_input,
    progress,
)

if TYPE_CHECKING:
    from nattero.store.journal import Journal

STANDARD = "-"


def export(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="The file to write; - is standard output.")] = STANDARD,
    person: Annotated[str | None, typer.Option(metavar="NAME", help="Only this person's entries.")] = None,
    every_day_to: Annotated[
        Path | None, typer.Option("--every-day-to", metavar="DIR", help="From now on, write an export there every day.")
    ] = None,
    stop_every_day: Annotated[bool, typer.Option("--stop-every-day", help="End the daily export.")] = False,
    data: Data = None,
    lang: Lang = None,
) -> None:
    """Write the diary as plain text, one entry a line.

    The lines are JSON: readable without Nattero, and by `nattero import`.
    """
    from nattero.store import daily, transfer

    desk = Desk(data, lang)
    settled = every_day_to is not None or stop_every_day
    with desk.journal() if settled else desk.reading() as journal:
        if settled:
            folder = None if stop_every_day else every_day_to
            daily.choose(journal, folder)
            if folder is None:
                desk.tell(desk.gettext("The daily export has ended."))
            else:
                _write_today(desk, journal)
        elif file == STANDARD:
            transfer.export(journal, sys.stdout.buffer, person)
            sys.stdout.buffer.flush()
        else:
            with progress(desk.gettext("Export"), journal.count()) as tell:
                count = transfer.export_to(journal, Path(file).expanduser(), person, tell)
            typer.echo(desk.ngettext("{n} entry exported.", "{n} entries exported.", count), err=True)


def _write_today(desk: Desk, journal: "Journal") -> None:
    """Writes the first daily export at once, so that the person sees that it works."""
    from nattero import pen
    from nattero.store import daily

    daily.export_if_due(journal, pen.local_now())
    said = desk.gettext("Every day that Nattero runs, it writes a plain copy of your diary to {folder}.")
    desk.tell(said.format(folder=daily.chosen(journal)))


def import_(
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="JSON Lines, FHIR, or a table (CSV); - is standard input.")
    ],
    person: PersonName = "me",
    date: Annotated[str | None, typer.Option(metavar="COLUMN", help="CSV: the date of the cramp or evening.")] = None,
    time: Annotated[str | None, typer.Option(metavar="COLUMN", help="CSV: the time of day.")] = None,
    datetime: Annotated[str | None, typer.Option(metavar="COLUMN", help="CSV: date and time in one.")] = None,
    count: Annotated[str | None, typer.Option(metavar="COLUMN", help="CSV with a row a night: cramps.")] = None,
    pain: Annotated[str | None, typer.Option(metavar="COLUMN", help="CSV: pain, 0 to 10.")] = None,
    duration: Annotated[str | None, typer.Option(metavar="COLUMN", help="CSV: how long it lasted.")] = None,
    duration_unit: Annotated[str, typer.Option(metavar="UNIT", help="CSV: seconds, minutes or hours.")] = "seconds",
    side: Annotated[str | None, typer.Option(metavar="COLUMN", help="CSV: left, right or both.")] = None,
    muscle: Annotated[str | None, typer.Option(metavar="COLUMN", help="CSV: calf, foot and so on.")] = None,
    note: Annotated[str | None, typer.Option(metavar="COLUMN", help="CSV: a note.")] = None,
    date_format: Annotated[
        str, typer.Option(metavar="FORMAT", help="CSV: auto, dmy, mdy, ymd, or a pattern such as %d.%m.%Y.")
    ] = "auto",
    zone: Annotated[str | None, typer.Option(metavar="ZONE", help="CSV: where it was lived. Otherwise here.")] = None,
    yes: Yes = False,
    data: Data = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Add the entries of a file to the diary.

    All of them, or none when a line is bad. A file that is imported twice adds nothing the second time.

    JSON Lines, and a FHIR bundle that Nattero made, need no options. A table (CSV) needs the names of its columns;
    what it would add is shown first.
    """
    from nattero.cli import import_fhir, importing
    from nattero.store.tables import Columns

    desk = Desk(data, lang, as_json=as_json)
    columns = Columns(
        date=date,
        time=time,
        datetime=datetime,
        count=count,
        pain=pain,
        duration=duration,
        side=side,
        muscle=muscle,
        note=note,
    )
    with importing.opened(file) as lines:
        if not columns.named and import_fhir.is_fhir(lines):
            import_fhir.bundle(desk, lines, person)
        elif columns.named or not importing.is_json(lines):
            asked = importing.Table(columns, duration_unit, date_format, zone, person)
            importing.table(desk, lines, asked, yes=yes)
        else:
            importing.json_lines(desk, lines)


def backup(
    target: Annotated[
        str | None, typer.Argument(metavar="FILE|DIR", help="Otherwise the folder `backups` in the data folder.")
    ] = None,
    keep: Annotated[
        int | None, typer.Option(metavar="N", help="Keep only the newest N backups in that folder.")
    ] = None,
    data: Data = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Copy the whole diary, also while Nattero is serving."""
    from nattero.store import backup as backups

    desk = Desk(data, lang, as_json=as_json)
    if keep is not None and keep < 1:
        raise bad_input("--keep", desk.gettext("Keep at least one."))
    with desk.reading() as journal:
        place = Path(target).expanduser() if target else backups.backups_folder(desk.folder)
        if target and (keep is not None or target.endswith("/")):
            backups.made_folder(place)
        made = backups.backup(journal.path, place)
    gone = backups.expire(made.parent, keep) if keep is not None else []
    said = desk.gettext("The backup is in {path}.").format(path=made)
    if gone:
        said += " " + desk.ngettext("{n} old backup removed.", "{n} old backups removed.", len(gone))
    desk.tell(said, {"backup": str(made), "removed": [str(path) for path in gone]})


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup that Nattero made.")],
    data: Data = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Add what a backup holds to the diary.

    Nothing is deleted, and what was there is backed up first.
    """
    from nattero.store.restore import restore as restore_backup

    desk = Desk(data, lang, as_json=as_json)
    done = restore_backup(desk.folder, file.expanduser())
    lines = [desk.ngettext("{n} entry came back.", "{n} entries came back.", done.new)]
    if done.was_damaged:
        lines.append(desk.gettext("Your diary was damaged; it has been set aside."))
    lines.append(desk.gettext("What was there before is in {path}.").format(path=done.kept))
    value = {"read": done.read, "new": done.new, "kept": str(done.kept), "was_damaged": done.was_damaged}
    desk.tell(" ".join(lines), value)


def erase(
    person: PersonName = "me", yes: Yes = False, data: Data = None, lang: Lang = None, as_json: Json = False
) -> None:
    """Remove every entry of a person for good."""
    from nattero.store.erasure import erase as erase_person

    desk = Desk(data, lang, as_json=as_json)
    with desk.journal() as journal:
        there = journal.people().get(person, 0)
        if not there:
            raise StopError(BAD_INPUT, desk.gettext("There are no entries of {person}.").format(person=person))
        question = desk.ngettext(
            "Remove {n} entry of {person} for good?", "Remove {n} entries of {person} for good?", there, person=person
        )
        desk.confirm(question, yes=yes)
        gone = erase_person(journal, person)
    said = desk.ngettext("{n} entry is gone.", "{n} entries are gone.", gone)
    rest = desk.gettext("Backups and exports keep their copies until you delete them: {folder}.")
    desk.tell(f"{said} {rest.format(folder=desk.folder / 'backups')}", {"erased": gone})


COMMANDS = (export, import_, backup, restore, erase)
