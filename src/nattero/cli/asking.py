"""Asking from the command line: `nattero ask`, one question or a file of them.

In: a question, or JSON Lines of {id, question, lang?}, and for one question the diary: a danger sign that is open stands first.
Out: the answer in the pack's words, or a line of JSON each.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nattero import words
from nattero.cli import batches, known
from nattero.cli.common import BAD_INPUT, Data, Json, Lang, PersonName, StopError, spoken_language
from nattero.cli.common import Desk as Counter
from nattero.knowledge.spoken import country_of

if TYPE_CHECKING:
    from nattero.ask.answer import Answer, Desk

Batch = Annotated[
    Path | None,
    typer.Option("--batch", metavar="FILE", help="Questions as JSON Lines: id, question, lang; - is standard input."),
]


def ask(
    question: Annotated[str | None, typer.Argument(metavar="QUESTION", help="In your own words.")] = None,
    batch: Batch = None,
    person: PersonName = "me",
    data: Data = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Answer a question from what Nattero knows, danger first."""
    counter = Counter(data, lang, as_json=as_json)
    _ = counter.gettext
    if (question is None) == (batch is None):
        raise StopError(BAD_INPUT, _("Give one question, or --batch with a file."))
    desk = known.questions()
    asked = words.known_language(lang) if lang else None
    if batch is not None:
        wrong = batches.unread(_("This line is not a question in JSON."))
        for row in batches.values(batch):
            good = isinstance(row, dict) and isinstance(row.get("question"), str)
            typer.echo(_line(row, desk, asked) if good else _encoded(wrong))
        return
    from nattero.ask.answer import as_json as to_json
    from nattero.ask.answer import ask as ask_pack

    flags, first = _open_signs(counter, person)
    answer = ask_pack(question or "", desk, asked, country_of(asked or spoken_language(None)), flags)
    for line in first:
        typer.echo(f"{line}\n", err=as_json)  # the value in JSON is the answer's alone
    counter.tell(_told(answer), to_json(answer, desk.index.pack))


def _open_signs(counter: Counter, name: str) -> tuple[tuple[str, ...], list[str]]:
    """The signs of a diary that need help today, and what is said of them; of a diary that is not there none, and none is made."""
    from nattero.store.place import DATABASE

    if not (counter.folder / DATABASE).is_file():
        return (), []
    from nattero.cli import danger
    from nattero.cli.writing import Here
    from nattero.person import person

    with counter.reading() as journal:
        entries = list(journal.entries(name))
    here = Here()
    who = person(entries, name, here.now, here.zone)
    found = [each for each in danger.open_signs(who, counter.lang) if each.today]
    voice = danger.voice_of(who.answers, known.pack(), counter.lang)
    return tuple(each.flag for each in found), danger.lines(found, voice)


def _line(row: dict[str, Any], desk: "Desk", asked: str | None) -> str:
    """One answered line, with the id it came with."""
    from nattero.ask.answer import as_json as to_json
    from nattero.ask.answer import ask as ask_pack

    wanted = row.get("lang")
    lang = (words.known_language(wanted) if isinstance(wanted, str) else None) or asked
    answer = ask_pack(row["question"], desk, lang, country_of(lang or "en"))
    return _encoded({"id": row.get("id"), **to_json(answer, desk.index.pack)})


def _encoded(value: dict[str, Any]) -> str:
    import msgspec

    return msgspec.json.encode(value).decode()


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
