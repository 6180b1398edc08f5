"""The house itself: `nattero serve`, `relief`, `demo`, `doctor` and `figures`.

In: options. Out: a running server, a page for a phone, a folder full of example nights, or how everything is.
"""

from pathlib import Path
from typing import Annotated

import typer

from nattero.cli.common import TROUBLE, Data, Desk, Json, Lang, Yes

PORT = 8765
HERE = "127.0.0.1"


def serve(
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen at.")] = HERE,
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="The port; 0 takes a free one.")] = PORT,
    cert: Annotated[Path | None, typer.Option(metavar="FILE", help="The certificate, for HTTPS.")] = None,
    key: Annotated[Path | None, typer.Option(metavar="FILE", help="The certificate's key.")] = None,
    hosts: Annotated[
        list[str] | None, typer.Option("--allow-host", metavar="NAME", help="Another name this computer is called by.")
    ] = None,
    data: Data = None,
    lang: Lang = None,
) -> None:
    """Serve Nattero's pages to a browser, until Ctrl-C."""
    from nattero.web.app import serve as serve_pages

    desk = Desk(data, lang)
    raise typer.Exit(serve_pages(desk.folder, host, port, cert, key, desk.lang, hosts or []))


def relief(
    out: Annotated[Path, typer.Option(metavar="FILE", help="The page to write, or a folder for it.")] = Path(),
    yes: Yes = False,
    lang: Lang = None,
) -> None:
    """Write the relief page as one file for any phone.

    It needs no server and no network.
    """
    from nattero.store import place
    from nattero.web import single

    desk = Desk(None, lang)
    file = out / "relief.html" if out.is_dir() else out
    if file != out and file.exists():  # nobody named it
        desk.confirm(desk.gettext("{path} is there already. Write it anew?").format(path=file), yes=yes)
    page = single.page(desk.lang)
    file.parent.mkdir(parents=True, exist_ok=True)
    with place.replacing(file) as draft:
        draft.write_text(page, "utf-8")
    desk.tell(desk.gettext("The page is in {path}.").format(path=file))


def figures(
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder to write to.")],
    lang: Lang = None,
) -> None:
    """Draw every figure, on one page and each as an SVG file.

    The page is an index by relief step and by exercise: key frames held still, then the movement. The pictures of bed and
    shoes come last.
    """
    from nattero.cli.looks import write_figures

    desk = Desk(None, lang)
    desk.tell(desk.gettext("The page is in {path}.").format(path=write_figures(out, desk.lang)))


def demo(
    seed: Annotated[int, typer.Option(metavar="N", help="Another number makes another year.")] = 1,
    data: Data = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Fill an empty folder with an example year of nights."""
    from nattero import demo as example
    from nattero import pen

    desk = Desk(data, lang, as_json=as_json)
    count = example.fill(desk.folder, seed, pen.now(), pen.local_zone(), desk.lang)
    said = desk.ngettext("{n} entry made in {folder}.", "{n} entries made in {folder}.", count, folder=desk.folder)
    desk.tell(said, {"entries": count, "data": str(desk.folder)})


def doctor(data: Data = None, lang: Lang = None, as_json: Json = False) -> None:
    """See whether everything is well.

    Changes nothing; ends with 1 when something is wrong.
    """
    from nattero.cli import health

    desk = Desk(data, lang, as_json=as_json)
    found = health.examine(desk)
    desk.tell("\n".join(health.line(one) for one in found), [one.value() for one in found])
    if not all(one.well for one in found):
        raise typer.Exit(TROUBLE)


FIRST = (serve,)
LAST = (relief, figures, demo, doctor)
