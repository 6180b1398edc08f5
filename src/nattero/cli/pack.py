"""What Nattero knows, for those who look after it: `nattero pack check`, `export` and `stamp`.

In: the pack that ships with Nattero, or another folder. Out: findings, the claims as JSON Lines, or renewed stamps.
"""

from pathlib import Path
from typing import Annotated

import typer

from nattero.cli.common import BAD_INPUT, EXIT_CODES, TROUBLE, Desk, Json, Lang, StopError

app = typer.Typer(
    help="Check, export and stamp what Nattero knows.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    rich_markup_mode=None,
)
Folder = Annotated[Path | None, typer.Option("--pack", metavar="DIR", help="Another pack than the one that ships.")]


@app.command(epilog=EXIT_CODES)
def check(folder: Folder = None, lang: Lang = None, as_json: Json = False) -> None:
    """Tell what is missing, dangling, uncited or untranslated; ends with 1 when there is an error."""
    from nattero.knowledge.check import check as check_pack

    desk = Desk(None, lang, as_json=as_json)
    found = check_pack(folder)
    errors = sum(finding.level == "error" for finding in found)
    lines = [f"{finding.level}: {finding}" for finding in found]
    summary = desk.gettext("Errors: {errors}. Warnings: {warnings}.")
    lines.append(summary.format(errors=errors, warnings=len(found) - errors))
    desk.tell("\n".join(lines), found)
    if errors:
        raise typer.Exit(TROUBLE)


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
