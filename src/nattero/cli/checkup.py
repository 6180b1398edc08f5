"""The check-up from the command line: one case as JSON, a file of cases.

In: a case, or JSON Lines of cases. Out: the answer of the contract, or what is wrong with which field.
"""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from nattero.cases import Use, answered
from nattero.cli import batches, known
from nattero.cli.common import BAD_INPUT, TROUBLE, Json, Lang, StopError
from nattero.cli.common import Desk as Counter

MOST_BYTES = 2_000_000


def checkup(
    batch: Annotated[
        Path | None, typer.Option("--batch", metavar="FILE", help="Cases as JSON Lines; - is standard input.")
    ] = None,
    use: Annotated[Use, typer.Option("--use", help="What to go by: the answers, the text, or both.")] = "both",
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Is it harmless, what fits, what contributes, what to ask: a conversation, or a case as JSON."""
    from nattero.knowledge.rows import PackError

    counter = Counter(None, lang, as_json=as_json)
    try:
        if batch is not None:
            _batch(batch, use, counter)
        elif as_json:
            _one(use, counter)
        else:
            from nattero.cli.conversation import converse

            converse(known.desk(), counter.lang)
    except PackError as error:  # parts of the pack are read when they are first needed
        raise StopError(TROUBLE, str(error)) from error


def _one(use: Use, counter: Counter) -> None:
    """Answers the case on standard input."""
    _ = counter.gettext
    found = answered(_decoded(sys.stdin.buffer.read(MOST_BYTES + 1), _), use, known.desk(), counter.lang)
    typer.echo(_line(found))
    if "problems" in found:
        raise StopError(BAD_INPUT, *(each["message"] for each in found["problems"]))


def _batch(file: Path, use: Use, counter: Counter) -> None:
    """Answers a case a line, in order; a line that cannot be used is answered with what is wrong."""
    desk, wrong = known.desk(), counter.gettext("This line is not a case in JSON.")
    for raw in batches.values(file):
        typer.echo(_line(answered(raw, use, desk, counter.lang) if isinstance(raw, dict) else batches.unread(wrong)))


def _decoded(data: bytes, _: Any) -> Any:
    """JSON as plain values; ends the command for what is none, or is too much."""
    import msgspec

    if len(data) > MOST_BYTES:
        raise StopError(
            BAD_INPUT,
            _("{field}: {value} characters are too many. At most {allowed}.").format(
                field="text", value=len(data), allowed=MOST_BYTES
            ),
        )
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise StopError(BAD_INPUT, _("This is not a case in JSON.")) from error


def _line(value: Any) -> str:
    import msgspec

    return msgspec.json.encode(value).decode()


COMMANDS = (checkup,)
