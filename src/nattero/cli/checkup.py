"""The check-up from the command line: one case as JSON, a file of cases.

In: a case, or JSON Lines of cases. Out: the answer of the contract, or what is wrong with which field.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from nattero import words
from nattero.cli.common import BAD_INPUT, TROUBLE, Json, Lang, StopError
from nattero.cli.common import Desk as Counter

if TYPE_CHECKING:
    from nattero.checkup.case import Problem
    from nattero.checkup.desk import Desk

Use = Literal["answers", "text", "both"]
MOST_BYTES = 2_000_000


def checkup(
    batch: Annotated[Path | None, typer.Option("--batch", metavar="FILE", help="Cases as JSON Lines.")] = None,
    use: Annotated[Use, typer.Option("--use", help="What to go by: the answers, the text, or both.")] = "both",
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Is it harmless, what fits, what contributes, what to ask: a conversation, or a case as JSON."""
    counter = Counter(None, lang, as_json=as_json)
    _ = counter.gettext
    if batch is not None:
        _batch(batch, use, counter)
        return
    if not as_json and sys.stdin.isatty():
        raise StopError(BAD_INPUT, _("Give a case as JSON on standard input, or --batch with a file."))
    found = answered(_decoded(sys.stdin.buffer.read(MOST_BYTES + 1), _), use, _open(), counter.lang)
    typer.echo(_line(found))
    if "problems" in found:
        raise StopError(BAD_INPUT, *(each["message"] for each in found["problems"]))


def answered(raw: Any, use: Use, desk: "Desk", lang: str) -> dict[str, Any]:
    """The answer to one case, or its problems, each with the field."""
    from nattero.checkup.case import CaseError, read_case
    from nattero.checkup.consult import consult
    from nattero.checkup.told import told

    name = raw.get("id") if isinstance(raw, Mapping) else None
    head = {} if name is None else {"id": name}
    try:
        case = read_case(prepared(raw, use), desk.pack.features)
    except CaseError as error:
        speak = words.known_language(str(raw.get("language", ""))) if isinstance(raw, Mapping) else None
        return {**head, "problems": [_told(each, speak or lang) for each in error.problems]}
    return {**head, **told(consult(case, desk), desk)}


def prepared(raw: Any, use: Use) -> Any:
    """A case as it came, with only what is to be used; the two names a list of medicines goes by are one."""
    if not isinstance(raw, Mapping):
        return raw
    case = dict(raw)
    if "medications" in case:
        case.setdefault("medicines", case.pop("medications"))
    if isinstance(case.get("language"), str):
        case["language"] = words.known_language(case["language"]) or case["language"]
    if use == "text":
        case.pop("answers", None)
    if use == "answers":
        case.pop("text", None)
    return case


def problem_text(problem: "Problem", lang: str) -> str:
    """What is wrong with one field, in a sentence."""
    _ = words.translator(lang)
    sentences = {
        "kind": _("{field}: {value} is not what belongs here."),
        "impossible": _("{field}: {value} cannot be. Possible: {allowed}."),
        "unknown": _("{field}: Nattero does not know {value}."),
        "too_long": _("{field}: {value} characters are too many. At most {allowed}."),
        "too_many": _("{field}: {value} lines are too many. At most {allowed}."),
    }
    return sentences[problem.code].format(field=problem.field, value=problem.value, allowed=problem.allowed)


def _told(problem: "Problem", lang: str) -> dict[str, str]:
    return {"field": problem.field, "code": problem.code, "message": problem_text(problem, lang)}


def _batch(file: Path, use: Use, counter: Counter) -> None:
    """Answers a case a line, in order; a line that cannot be used is answered with what is wrong."""
    _ = counter.gettext
    try:
        lines = file.read_bytes().splitlines()
    except OSError as error:
        raise StopError(BAD_INPUT, f"{file}: {type(error).__name__}") from error
    desk = _open()
    for number, line in enumerate(lines, start=1):
        if line.strip():
            raw = _decoded(line, _, f"{file}, {number}")
            typer.echo(_line(answered(raw, use, desk, counter.lang)))


def _decoded(data: bytes, _: Any, where: str = "-") -> Any:
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
    except msgspec.DecodeError as error:
        raise StopError(BAD_INPUT, _("{where}: this is not a case in JSON.").format(where=where)) from error


def _line(value: Any) -> str:
    import msgspec

    return msgspec.json.encode(value).decode()


def _open() -> "Desk":
    """Makes the pack ready; a broken one ends the command with file, line and field."""
    from nattero.checkup.desk import open_desk
    from nattero.knowledge.pack import load_pack
    from nattero.knowledge.rows import PackError

    try:
        desk = open_desk(load_pack())
        desk.read_all()
    except PackError as error:
        raise StopError(TROUBLE, str(error)) from error
    return desk


COMMANDS = (checkup,)
