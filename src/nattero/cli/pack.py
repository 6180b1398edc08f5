"""What Nattero knows, for those who look after it: `nattero pack check`, `export` and `stamp`.

In: the pack that ships with Nattero, or another folder. Out: findings, the claims as JSON Lines, or renewed stamps.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from nattero.cli.common import BAD_INPUT, EXIT_CODES, TROUBLE, Desk, Json, Lang, StopError
from nattero.knowledge.model import Verdict
from nattero.store.errors import NoFolderError

if TYPE_CHECKING:
    from nattero.knowledge.rows import Finding

app = typer.Typer(
    help="Check, export and stamp what Nattero knows.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    rich_markup_mode=None,
)


def there(folder: Path | None) -> Path | None:
    """Gives a folder back. Raises StoreError where there is none."""
    if folder is not None and not folder.is_dir():
        raise NoFolderError(folder)
    return folder


Folder = Annotated[
    Path | None,
    typer.Option("--pack", metavar="DIR", callback=there, help="Another pack than the one that ships."),
]


@app.command(epilog=EXIT_CODES)
def check(folder: Folder = None, lang: Lang = None, as_json: Json = False) -> None:
    """Tell what is missing, dangling, uncited or untranslated; ends with 1 when there is an error."""
    from nattero.knowledge.check import check as check_pack

    desk = Desk(None, lang, as_json=as_json)
    found = check_pack(folder)
    if not any(finding.level == "error" for finding in found):
        found += unopened(folder)
    errors = sum(finding.level == "error" for finding in found)
    lines = [f"{finding.level}: {finding}" for finding in found]
    summary = desk.gettext("Errors: {errors}. Warnings: {warnings}.")
    lines.append(summary.format(errors=errors, warnings=len(found) - errors))
    desk.tell("\n".join(lines), found)
    if errors:
        raise typer.Exit(TROUBLE)


def unopened(folder: Path | None) -> "list[Finding]":
    """What keeps the rooms that have tables of their own from opening: the check-up with its hearing and medicines, the question box."""
    from nattero.ask.answer import open_desk as open_questions
    from nattero.checkup.desk import Desk as CheckupDesk
    from nattero.knowledge.pack import load_pack
    from nattero.knowledge.rows import PackError

    found = []
    for opens in (lambda pack: CheckupDesk(pack).read_all(), open_questions):
        try:
            opens(load_pack(folder))
        except PackError as error:
            found.append(error.finding)
    return found


@app.command(epilog=EXIT_CODES)
def export(folder: Folder = None, lang: Lang = None, as_json: Json = False) -> None:
    """Print every claim with its words and its sources: one line of JSON each, or with --json all in one array."""
    import msgspec

    from nattero.knowledge.pack import export as export_pack
    from nattero.knowledge.pack import load_pack
    from nattero.knowledge.rows import PackError

    Desk(None, lang)
    try:
        claims = export_pack(load_pack(folder))
    except PackError as error:
        raise StopError(TROUBLE, str(error)) from error
    for line in [claims] if as_json else claims:
        typer.echo(msgspec.json.encode(line).decode())


@app.command(epilog=EXIT_CODES)
def coverage(folder: Folder = None, lang: Lang = None, as_json: Json = False) -> None:
    """Tell how many statements of the five original articles are answered, by topic and verdict."""
    from nattero.knowledge.pack import coverage as coverage_of
    from nattero.knowledge.pack import load_pack
    from nattero.knowledge.rows import PackError

    desk = Desk(None, lang, as_json=as_json)
    try:
        found = coverage_of(load_pack(folder))
    except PackError as error:
        raise StopError(TROUBLE, str(error)) from error
    desk.tell(coverage_table(found), found)


def coverage_table(found: Mapping[str, Mapping[Verdict, Sequence[str]]]) -> str:
    """The answered statements as a Markdown table: a row a topic, a column a verdict, and their sums."""
    verdicts = get_args(Verdict)
    counts = {topic: [len(rows.get(verdict, ())) for verdict in verdicts] for topic, rows in found.items()}
    sums = [sum(column) for column in zip(*counts.values(), strict=True)]
    lines = ["| topic | " + " | ".join(verdicts) + " | all |", "|---|" + "---|" * (len(verdicts) + 1)]
    for topic, numbers in [*counts.items(), ("all", sums)]:
        lines.append("| " + " | ".join([topic, *map(str, numbers), str(sum(numbers))]) + " |")
    return "\n".join(lines)


@app.command(epilog=EXIT_CODES)
def stamp(
    language: Annotated[str, typer.Argument(metavar="LANG", help="nl, nb or id.")],
    keys: Annotated[list[str] | None, typer.Argument(metavar="KEY...", help="Texts; none means all.")] = None,
    folder: Folder = None,
    lang: Lang = None,
) -> None:
    """Mark translations as made from today's English."""
    from nattero.knowledge.pack import pack_root
    from nattero.knowledge.rows import PackError
    from nattero.knowledge.words import stamp as stamp_words

    desk = Desk(None, lang)
    try:
        done = stamp_words(folder or Path(str(pack_root())), language, keys or ())
    except PackError as error:
        raise StopError(BAD_INPUT, str(error)) from error
    desk.tell(desk.ngettext("{n} text marked.", "{n} texts marked.", len(done)))
