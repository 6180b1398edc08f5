"""What every command shares: its options, how it speaks, and how it ends.

In: the words after `nattero`. Out: text on standard output, one sentence on standard error, and an exit code.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nattero import words
from nattero.store import place, spoken

if TYPE_CHECKING:
    from nattero.store.journal import Journal

OK, TROUBLE, BAD_INPUT, BAD_DATA, REFUSED = 0, 1, 2, 3, 4
EXIT_CODES = "Exit codes: 0 done, 2 bad input, 3 trouble with the data folder or a file, 4 refused, 1 anything else."

Data = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", help="The data folder. Otherwise NATTERO_DATA, or your own.")
]
Lang = Annotated[str | None, typer.Option("--lang", metavar="LANG", help="Speak nl, nb, id or en.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for scripts.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
PersonName = Annotated[str, typer.Option("--person", metavar="NAME", help="Whose diary, when it holds several.")]


class StopError(Exception):
    """Ends a command with an exit code and sentences for the person."""

    def __init__(self, code: int, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.code = code


def bad_input(option: str, sentence: str) -> StopError:
    """What ends a command whose option cannot be: the option's name, and why."""
    return StopError(BAD_INPUT, f"{option}: {sentence}")


class Desk:
    """Where one command works: its data folder, its language, and whether it speaks JSON."""

    def __init__(self, data: Path | None, lang: str | None, *, as_json: bool = False) -> None:
        """Settles folder and language. Raises StopError for a language Nattero does not speak."""
        self.folder = place.data_folder(data)
        self.as_json = as_json
        self.lang = spoken_language(lang)
        if lang is not None and words.known_language(lang) is None:
            _ = words.translator(self.lang)
            raise bad_input("--lang", _("Nattero speaks nl, nb, id and en."))

    @property
    def gettext(self) -> Callable[[str], str]:
        """The words of this desk's language."""
        return words.translator(self.lang)

    @contextmanager
    def journal(self) -> Iterator["Journal"]:
        """The journal of the data folder, open for the block. Raises StoreError."""
        from nattero.store.journal import open_journal

        with open_journal(self.folder) as journal:
            yield journal

    @contextmanager
    def reading(self) -> Iterator["Journal"]:
        """The journal for a command that only reads: also from a disk that is full, or that nobody may write to."""
        from nattero.store.journal import open_journal
        from nattero.store.reading import NO_MORE, copied

        try:
            opened: AbstractContextManager[Journal] = open_journal(self.folder)
        except NO_MORE as trouble:
            opened = copied(self.folder, trouble)
            typer.echo(words.error_text(trouble, self.lang), err=True)
        with opened as journal:
            yield journal

    def tell(self, sentence: str, value: Any = None) -> None:
        """Prints a sentence, or the value when JSON was asked for."""
        if self.as_json:
            import msgspec

            typer.echo(msgspec.json.encode(value, order="deterministic").decode())
        else:
            typer.echo(sentence)

    def ngettext(self, one: str, many: str, number: int, **values: Any) -> str:
        """A sentence for a number of things: `one` or `many` in this desk's language."""
        return words.translations(self.lang).ngettext(one, many, number).format(n=number, **values)

    def confirm(self, question: str, *, yes: bool) -> None:
        """Goes on when the person agrees. Raises StopError when not, or when there is nobody to ask."""
        if yes:
            return
        if not is_person_there():
            raise StopError(
                REFUSED, question, self.gettext("Nothing was done. Add --yes to go on without being asked.")
            )
        agree, refuse = self.gettext("yes"), self.gettext("no")  # what stands inside an f-string is not collected
        typer.echo(f"{question} ({agree}/{refuse}) ", nl=False)
        if spoken.yes_no(sys.stdin.readline()) is not True:
            raise StopError(REFUSED, self.gettext("Nothing was done."))


def is_person_there() -> bool:
    """Whether somebody sits at the keyboard who can be asked."""
    return sys.stdin.isatty()


def spoken_language(lang: str | None) -> str:
    """The language of a command: asked for, else the environment's."""
    tags = (lang, *(os.environ.get(name) for name in ("NATTERO_LANG", "LC_ALL", "LC_MESSAGES", "LANG")))
    return next((known for tag in tags if tag and (known := words.known_language(tag))), words.SOURCE)


@contextmanager
def progress(text: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """Shows how far long work has come, on standard error and only to a person; gives the function to tell it."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(text, total=total)
        yield lambda done: bar.update(task, completed=done)
