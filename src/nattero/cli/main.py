"""The list of commands, and what becomes of everything that goes wrong in one: a sentence and an exit code.

In: the words after `nattero`. Out: an exit code; no traceback for anything that can be foreseen.
"""

import gc
import os
import sys
from collections.abc import Callable
from difflib import get_close_matches
from typing import Annotated, Any

import typer

from nattero import __version__, words
from nattero.cli import asking, checkup, diary, evidence, files, house, insight, keys, pack, peers, plan, report, trial
from nattero.cli.common import BAD_DATA, BAD_INPUT, EXIT_CODES, OK, StopError, spoken_language
from nattero.store.errors import StoreError

# Click's own error class, wherever this version of Typer keeps it.
USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[2]

LIKE = 0.7  # how much of a command is written as another is (judged)
HELP = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    name="nattero",
    help="Relief, a diary and answers for people who are woken by leg cramps at night.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=HELP,
)
for command in (
    *house.FIRST,
    *diary.COMMANDS,
    *files.COMMANDS,
    *asking.COMMANDS,
    *checkup.COMMANDS,
    *plan.COMMANDS,
    *insight.COMMANDS,
    *report.COMMANDS,
    *peers.COMMANDS,
    *house.LAST,
):
    app.command(command.__name__.rstrip("_").replace("_", "-"), epilog=EXIT_CODES, context_settings=HELP)(command)
app.add_typer(pack.app, name="pack")
app.add_typer(evidence.app, name="evidence")
app.add_typer(trial.app, name="trial")
app.add_typer(keys.calendar, name="calendar")
app.add_typer(keys.button, name="button")


def _version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"nattero {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=lambda wanted: _version(wanted=wanted), is_eager=True, help="Show the version."
        ),
    ] = False,
) -> None:
    """Relief, a diary and answers for people who are woken by leg cramps at night."""


def main() -> None:
    """Runs the command that was typed."""
    gc.set_threshold(
        10_000, 20, 50
    )  # the pack is many small things that stay: looking through them for garbage costs a tenth
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Runs one command; gives its exit code."""
    arguments = [readable(word) for word in arguments]
    try:
        return app(arguments, prog_name="nattero", standalone_mode=False) or OK
    except StopError as error:
        return ended(error.code, str(error))
    except StoreError as error:
        return ended(BAD_DATA, words.error_text(error, language_of(arguments)))
    except USAGE_ERROR as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            typer.echo(str(error))  # all there is to choose from
            return OK
        return ended(BAD_INPUT, usage_text(error, arguments))
    except (typer.Abort, KeyboardInterrupt):
        return ended(130, "")
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        say_no_more()
        return OK
    except OSError as error:
        if error.filename is not None:
            raise
        say_no_more()
        _ = words.translator(language_of(arguments))
        return ended(BAD_DATA, _("The answer could not be written where it should go."))


def readable(word: str) -> str:
    """A word that is no UTF-8, as an older terminal or a script sends it, read as Latin-1; the name of a file that is there stays."""
    try:
        word.encode()
    except UnicodeEncodeError:
        return word if os.path.lexists(word) else os.fsencode(word).decode("latin-1")
    return word


def say_no_more() -> None:
    """Leaves standard output to nobody: it cannot be written to, and Python would try again while it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def ended(code: int, sentences: str) -> int:
    """Says sentences on standard error; gives the exit code back."""
    if sentences:
        typer.echo(sentences, err=True)
    return code


def language_of(arguments: list[str]) -> str:
    """The language to complain in, also when the arguments themselves are what is wrong."""
    asked = None
    for place, word in enumerate(arguments):
        if word == "--lang" and place + 1 < len(arguments):
            asked = arguments[place + 1]
        elif word.startswith("--lang="):
            asked = word.removeprefix("--lang=")
    return spoken_language(asked)


def usage_text(error: Exception, arguments: list[str]) -> str:
    """What is wrong with the words that were typed, and what was perhaps meant."""
    _ = words.translator(language_of(arguments))
    name = str(getattr(error, "option_name", None) or _name(error))
    match type(error).__name__:
        case "NoSuchOption":
            return _perhaps(_("There is no option {name}.").format(name=name), getattr(error, "possibilities", None), _)
        case "BadOptionUsage":
            return _("{name} needs a value.").format(name=name)
        case "MissingParameter":
            return _("{name} is missing.").format(name=name)
        case "BadParameter":
            allowed = _allowed(getattr(error, "param", None), _)
            if allowed:
                return _("{name}: this value is not possible. Possible: {allowed}.").format(name=name, allowed=allowed)
            return _("{name}: this value is not possible. See --help.").format(name=name)
    return _perhaps(_("Nattero does not understand this command. See nattero --help."), _near(error, arguments), _)


def _perhaps(sentence: str, meant: list[str] | None, _: Callable[[str], str]) -> str:
    """The sentence, and the one thing that was perhaps meant."""
    return " ".join([sentence, _("Did you mean {name}?").format(name=meant[0])]) if meant else sentence


def _near(error: Exception, arguments: list[str]) -> list[str]:
    """The command that is written most like the one that was typed, a group's own ones among them."""
    context: Any = getattr(error, "ctx", None)
    path = context.command_path if context else ""
    typed = [word for word in arguments if not word.startswith("-")][path.count(" ") :]
    here = getattr(context.command, "commands", {}) if context else {}
    names = {name: f"{path} {name}" for name in here}
    for group, command in here.items():
        names |= {name: f"{path} {group} {name}" for name in getattr(command, "commands", {}) if name not in names}
    return [names[name] for name in get_close_matches(typed[0].lower(), names, 1, LIKE)] if typed else []


def _allowed(param: Any, _: Callable[[str], str]) -> str:
    """What a number may be, in words; empty where that is not said."""
    limits = {"at least {n}": getattr(param, "min", None), "at most {n}": getattr(param, "max", None)}
    said = [_(words_).format(n=limit) for words_, limit in limits.items() if limit is not None]
    return ", ".join([_("a whole number"), *said]) if said else ""


def _name(error: Exception) -> str:
    """The option or argument that an error is about, as it is typed."""
    param = getattr(error, "param", None)
    if param is None:
        return str(getattr(error, "param_hint", None) or "")
    return str(param.opts[0]) if param.param_type_name == "option" else str(param.metavar or param.name.upper())
