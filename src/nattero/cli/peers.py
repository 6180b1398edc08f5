"""People like you, on the command line: `nattero people-like-you` for one person, a file of them, or the survey's own files.

In: options, JSON Lines of persons (docs/model-card.md lists the fields), or a folder of the survey's files. Out: sentences, or a
line of JSON each; a person who cannot be answered gets an error that names the field, and the others go on.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nattero.cli import batches, known
from nattero.cli.common import BAD_DATA, BAD_INPUT, Desk, Json, Lang, StopError, progress
from nattero.words import number

if TYPE_CHECKING:
    from nattero.checkup.peer_person import PersonError
    from nattero.checkup.peer_table import Table
    from nattero.checkup.peers import Peers
    from nattero.knowledge.pack import Pack

Batch = Annotated[
    Path | None,
    typer.Option("--batch", metavar="FILE", help="Persons as JSON Lines: age, sex and more; - is standard input."),
]
Survey = Annotated[Path | None, typer.Option("--nhanes", metavar="DIR", help="The survey's own files, as CSV.")]
Age = Annotated[float | None, typer.Option(metavar="YEARS", help="Sixteen or over.")]
Sex = Annotated[str | None, typer.Option(metavar="SEX", help="female, male, other or unknown.")]
Pregnant = Annotated[bool | None, typer.Option("--pregnant/--not-pregnant", help="Whether you are pregnant.")]
Bmi = Annotated[float | None, typer.Option(metavar="NUMBER", help="Body mass index: kilograms by squared metres.")]
Health = Annotated[str | None, typer.Option(metavar="WORD", help="excellent, very_good, good, fair or poor.")]
Conditions = Annotated[list[str] | None, typer.Option("--condition", metavar="NAME", help="A condition; repeat it.")]
Medicines = Annotated[list[str] | None, typer.Option("--medicine", metavar="NAME", help="A medicine; repeat it.")]
Jerks = Annotated[str | None, typer.Option(metavar="WORD", help="never, rarely, sometimes, often or almost_always.")]
Hours = Annotated[float | None, typer.Option(metavar="HOURS", help="Hours of sleep a night.")]
MOST_TOLD = 5


def people_like_you(
    batch: Batch = None,
    nhanes: Survey = None,
    age: Age = None,
    sex: Sex = None,
    pregnant: Pregnant = None,
    bmi: Bmi = None,
    health: Health = None,
    condition: Conditions = None,
    medicine: Medicines = None,
    leg_jerks: Jerks = None,
    sleep_hours: Hours = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Tell how many of a hundred people like you have leg cramps at night, and what moves that number."""
    desk = Desk(None, lang, as_json=as_json)
    _ = desk.gettext
    person: dict[str, Any] = {"age": age, "sex": sex, "pregnant": pregnant, "bmi": bmi, "health": health}
    person |= {"conditions": dict.fromkeys(condition, True) if condition else None, "medicines": medicine or None}
    person |= {"sleep": {"leg_jerks": leg_jerks, "hours": sleep_hours}}
    ways = [batch is not None, nhanes is not None, age is not None or sex is not None]
    if sum(ways) != 1:
        raise StopError(BAD_INPUT, _("Give --age and --sex, or --batch with a file, or --nhanes with a folder."))
    pack, table = known.pack(), known.peers()
    if batch is not None:
        _print(_lines(batch), table, pack, desk.lang)
    elif nhanes is not None:
        _print(_survey(nhanes, desk), table, pack, desk.lang)
    else:
        _one(person, table, pack, desk)


def _one(person: dict[str, Any], table: "Table", pack: "Pack", desk: Desk) -> None:
    """Answer one person in sentences, or in JSON."""
    from nattero.checkup import peers
    from nattero.checkup.peer_person import PersonError

    try:
        found = peers.people_like_you(person, table)
    except PersonError as error:
        raise StopError(BAD_INPUT, f"{error.field}: {_problem(error, pack, desk.lang)}") from error
    desk.tell(_told(found, table, pack, desk), found)


def _lines(file: Path) -> list[tuple[int | str | None, Any]]:
    """Give every line of a file with its id; what is no JSON object is None."""
    rows = [row if isinstance(row, dict) else None for row in batches.values(file)]
    return [(row.get("id") if row else None, row) for row in rows]


def _survey(folder: Path, desk: Desk) -> Iterator[tuple[int | str | None, Any]]:
    """Give every participant of the survey's files with their number. Files that cannot be read end the command."""
    from nattero.checkup.survey import person_of
    from nattero.cli.survey_files import SurveyError, survey_rows

    _ = desk.gettext
    try:
        rows = survey_rows(folder)
    except SurveyError as error:
        sentences = {
            "missing": _("The survey's file DEMO is not in this folder: {path}"),
            "twice": _("This folder holds two cycles of one file: {path}"),
            "broken": _("This file cannot be read: {path}"),
        }
        path = folder if error.code == "missing" else error.path
        raise StopError(BAD_DATA, sentences[error.code].format(path=path)) from error
    for who, row in rows.items():
        yield who, person_of(row)


def _print(persons: Iterable[tuple[int | str | None, Any]], table: "Table", pack: "Pack", lang: str) -> None:
    """Print a line of JSON for each person, in order."""
    import msgspec

    encode = msgspec.json.Encoder().encode
    listed = list(persons)
    with progress("people-like-you", len(listed)) as tell:
        for number, (who, person) in enumerate(listed, start=1):
            typer.echo(encode({"id": who, **_answer(person, table, pack, lang)}).decode())
            tell(number)


def _answer(person: Any, table: "Table", pack: "Pack", lang: str) -> dict[str, Any]:
    """One answer as it stands in a line, or what is wrong with which field."""
    import msgspec

    from nattero.checkup import peers
    from nattero.checkup.peer_person import PersonError

    if person is None:
        return {"error": {"field": "line", "message": pack.text("peers.problem.line", lang)}}
    try:
        answer: dict[str, Any] = msgspec.to_builtins(peers.people_like_you(person, table))
    except PersonError as error:
        return {"error": {"field": error.field, "message": _problem(error, pack, lang)}}
    return answer


def _problem(error: "PersonError", pack: "Pack", lang: str) -> str:
    return pack.text(f"peers.problem.{error.code}", lang)


def _told(found: "Peers", table: "Table", pack: "Pack", desk: Desk) -> str:
    """An answer as it is read."""
    _ = desk.gettext
    anybody, often = round(100 * found.p_any), round(100 * found.p_frequent)
    lines = [_("Of 100 similar people, about {n} had leg cramps at night in the past month.").format(n=anybody)]
    if often:
        low, high = (round(100 * end) for end in found.range_frequent)
        sentence = _("About {n} of the 100 had them five times or more (from {low} to {high} is possible).")
        lines.append(sentence.format(n=often, low=low, high=high))
    else:
        lines.append(_("Fewer than 1 of the 100 had them five times or more."))
    if found.moved_by:
        lines.append(_("What moves the second number most:"))
        lines += [
            f"  {'+' if moved.change > 0 else '-'} {number(abs(moved.change), desk.lang)}  "
            + pack.text(f"peers.{moved.input}", desk.lang)
            for moved in found.moved_by[:MOST_TOLD]
        ]
    if found.thin:
        names = ", ".join(pack.text(f"peers.{name}", desk.lang) for name in found.thin)
        lines.append(_("Few people like this were asked, so take it as a rough guess: {names}.").format(names=names))
    sentence = _("Counted among {n} people in the United States in {years}. It does not tell what causes your cramps.")
    lines.append(sentence.format(n=table.people, years=table.survey))
    return "\n".join(lines)


COMMANDS = (people_like_you,)
