"""Asking from the command line: `nattero ask`, one question or a file of them.

In: a question, or JSON Lines of {id, question, lang?}. Out: the answer in the pack's words, or a line of JSON each.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nattero import words
from nattero.cli import known
from nattero.cli.common import BAD_INPUT, Json, Lang, StopError, spoken_language
from nattero.cli.common import Desk as Counter

if TYPE_CHECKING:
    from nattero.ask.answer import Answer, Desk

Batch = Annotated[
    Path | None, typer.Option("--batch", metavar="FILE", help="Questions as JSON Lines: id, question, lang.")
]
COUNTRIES = {"nl": "NL", "nb": "NO", "id": "ID"}


def ask(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="In your own words.")] = None,
    batch: Batch = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Answer a question from what Nattero knows, danger first."""
    counter = Counter(None, lang, as_json=as_json)
    _ = counter.gettext
    if (question is None) == (batch is None):
        raise StopError(BAD_INPUT, _("Give one question, or --batch with a file."))
    desk = known.questions()
    asked = words.known_language(lang) if lang else None
    if batch is not None:
        for row in _rows(batch, _("{file}, line {line}: this is not a question in JSON.")):
            typer.echo(_line(row, desk, asked))
        return
    from nattero.ask.answer import as_json as to_json
    from nattero.ask.answer import ask as ask_pack

    answer = ask_pack(question or "", desk, asked, _country(asked or spoken_language(None)))
    counter.tell(_told(answer), to_json(answer, desk.index.pack))


def _country(lang: str) -> str:
    return COUNTRIES.get(lang, "other")


def _rows(file: Path, complaint: str) -> list[dict[str, Any]]:
    """Read every question before the first is answered, so that a bad line is told at once."""
    import msgspec

    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise StopError(BAD_INPUT, f"{file}: {type(error).__name__}") from error
    rows = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = msgspec.json.decode(line, type=dict[str, Any])
        except msgspec.DecodeError as error:
            raise StopError(BAD_INPUT, complaint.format(file=file, line=number)) from error
        if not isinstance(row.get("question"), str):
            raise StopError(BAD_INPUT, complaint.format(file=file, line=number))
        rows.append(row)
    return rows


def _line(row: dict[str, Any], desk: "Desk", asked: str | None) -> str:
    """One answered line, with the id it came with."""
    import msgspec

    from nattero.ask.answer import as_json as to_json
    from nattero.ask.answer import ask as ask_pack

    wanted = row.get("lang")
    lang = (words.known_language(wanted) if isinstance(wanted, str) else None) or asked
    answer = ask_pack(row["question"], desk, lang, _country(lang or "en"))
    return msgspec.json.encode({"id": row.get("id"), **to_json(answer, desk.index.pack)}).decode()


def _told(answer: "Answer") -> str:
    """An answer as it is read: the warning, the passages, or that Nattero does not know."""
    _ = words.translator(answer.lang)
    lines = [f"! {answer.warning.text}\n  {answer.warning.do}".rstrip()] if answer.warning else []
    if answer.warning and answer.warning.about_another:
        lines.append(_("“You” here means the one it is about. Help them do it."))
    if not answer.answered:
        lines.append(
            _("That is outside what Nattero knows. Your doctor, your pharmacist or a health line can help you further.")
        )
    lines += [f"- {passage.text}\n  ({passage.claim})" for passage in answer.passages]
    return "\n\n".join(lines)


COMMANDS = (ask,)
