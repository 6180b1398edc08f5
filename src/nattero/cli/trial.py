"""Trials on one person: `nattero trial analyse FILE.csv`.

In: tables of nights. Out: for each whether the arm helped, with its uncertainty, or why that cannot be said: in sentences, or a line of
JSON each.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from nattero.cli import known, trial_begin, trial_change, trial_files, trial_plan, trial_pool, trial_status
from nattero.cli.batches import STANDARD
from nattero.cli.common import BAD_DATA, EXIT_CODES, Desk, Json, Lang, StopError, bad_input, progress
from nattero.cli.moments import decimal
from nattero.cli.trial_reasons import reason
from nattero.words import number

if TYPE_CHECKING:
    from nattero.trials.prior import Prior
    from nattero.trials.result import Analysis, Contrast
    from nattero.trials.series import Refused

app = typer.Typer(
    help="Trials on one person: does it work?", epilog=EXIT_CODES, no_args_is_help=True, rich_markup_mode=None
)
LARGEST = 16 * 1024 * 1024  # no trial has more to tell
AT_ONCE = 64  # files whose work is shared
MOSTLY_PRIOR = 0.8  # of the deviation of what was thought beforehand: so much is left where the nights hardly told anything (judged)
Table = tuple[str, Path | bytes]  # its name, and where it is or what came by standard input
Answered = list[tuple[str, "Analysis | Refused"]]


@app.command(epilog=EXIT_CODES)
def analyse(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE.csv...", help="Tables of nights, a folder of them, or - for standard input."),
    ],
    prior: Annotated[
        str, typer.Option(metavar="NAME", help="What is thought beforehand: evidence, sceptical or flat.")
    ] = "evidence",
    remedy: Annotated[str | None, typer.Option(metavar="ID", help="The remedy whose trials are the evidence.")] = None,
    reference: Annotated[str, typer.Option(metavar="ARM", help="The arm to compare with.")] = "A",
    carry_over_days: Annotated[
        float, typer.Option(parser=decimal, metavar="DAYS", help="Half-life of what is left over from the day before.")
    ] = 0.0,
    jobs: Annotated[int, typer.Option(metavar="N", min=1, help="Work on so many files at once.")] = 1,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Tell whether an arm helped, with how sure that is, from nights, arms and cramps.

    A table that cannot be used is answered with the reason, and counts as answered.
    """
    desk = Desk(None, lang, as_json=as_json)
    if not 0 <= carry_over_days <= 60:
        raise bad_input("--carry-over-days", desk.gettext("Write a number of days from 0 to 60."))
    before = _prior(prior, remedy, desk)
    tables = _tables(files, desk)
    size = min(AT_ONCE, -(-len(tables) // jobs))
    chunks = [tables[start : start + size] for start in range(0, len(tables), size)]
    work = [(chunk, reference, before, carry_over_days) for chunk in chunks]
    with progress("trial analyse", len(tables)) as tell:
        done = 0
        for answers in _spread(work, jobs):
            for name, answer in answers:
                typer.echo(_line(name, answer, desk) if as_json else _text(name, answer, desk, many=len(tables) > 1))
            done += len(answers)
            tell(done)


def _tables(files: Sequence[Path], desk: Desk) -> list[Table]:
    """The tables named, folders opened. Raises StopError where there is none."""
    found = [table for file in files for table in (_in(file) if file.is_dir() else [file])]
    if not found:
        raise StopError(BAD_DATA, desk.gettext("There is no table in this folder: {path}").format(path=files[0]))
    if not any(file == STANDARD or os.access(file, os.R_OK) for file in found):
        raise StopError(BAD_DATA, desk.gettext("This file cannot be read: {path}").format(path=found[0]))
    return [(_shown_name(file), sys.stdin.buffer.read(LARGEST + 1) if file == STANDARD else file) for file in found]


def _shown_name(file: Path) -> str:
    """A file's name as it can be printed: one that is no UTF-8 is read as Latin-1."""
    name = os.fsencode(file)
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("latin-1")


def _in(folder: Path) -> list[Path]:
    """The tables of a folder, also those whose ending is in capitals."""
    return sorted(each for each in folder.iterdir() if each.suffix.lower() == ".csv")


def _prior(name: str, remedy: str | None, desk: Desk) -> "Prior":
    """The prior that was asked for. Raises StopError for an unknown name or remedy."""
    from nattero.trials.prior import NAMES, named_prior

    _ = desk.gettext
    chosen = next((one for one in NAMES if one == name), None)
    if chosen is None:
        raise bad_input("--prior", _("This is one of: {words}.").format(words=", ".join(NAMES)))
    if remedy is None:
        return named_prior(chosen)
    pack = known.pack()
    measure = pack.measures.get(remedy)
    row = pack.interventions.get((measure.remedy if measure else None) or remedy)
    if row is None:
        there = ", ".join(sorted(name for name, each in pack.interventions.items() if each.trials))
        told = [
            _("There is no remedy of this name: {name}").format(name=remedy),
            _("This is one of: {words}.").format(words=there),
        ]
        raise bad_input("--remedy", ". ".join(told))
    return named_prior(chosen, [pack.trials[trial] for trial in row.trials])


def _spread(work: list[tuple[list[Table], str, "Prior", float]], jobs: int) -> Iterator[Answered]:
    """The answers chunk by chunk, in order, on one processor or several."""
    if jobs == 1 or len(work) == 1:
        yield from map(_answered, work)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(_answered, work)


def _answered(work: tuple[list[Table], str, "Prior", float]) -> Answered:
    """What is said of each table of a chunk, in order."""
    from nattero.cli.trial_tables import read_table
    from nattero.trials.analysis import analyse as analyse_series
    from nattero.trials.series import RefusedError

    tables, reference, prior, half_life = work
    read: dict[int, Any] = {}
    answers: dict[int, Analysis | Refused] = {}
    for index, (_name, table) in enumerate(tables):
        try:
            read[index] = read_table(_content(table), reference)
        except RefusedError as error:
            answers[index] = error.refused
    answers.update(zip(read, analyse_series(list(read.values()), prior, half_life), strict=True))
    return [(name, answers[index]) for index, (name, _table) in enumerate(tables)]


def _content(table: Path | bytes) -> bytes:
    """What is in a table. Raises RefusedError."""
    from nattero.trials.series import MOST_NIGHTS, RefusedError

    try:
        with BytesIO(table) if isinstance(table, bytes) else table.open("rb") as lines:
            data = lines.read(LARGEST + 1)
    except OSError as error:
        raise RefusedError("unreadable") from error
    if len(data) > LARGEST:
        raise RefusedError("too-long", MOST_NIGHTS)
    return data


def _line(name: str, answer: "Analysis | Refused", desk: Desk) -> str:
    """An answer as a line of JSON."""
    import msgspec

    from nattero.trials.series import Refused

    if isinstance(answer, Refused):
        said = {"file": name, "refused": reason(answer, desk.gettext), "code": answer.code}
        return msgspec.json.encode(said).decode()
    return msgspec.json.encode({"file": name, **answer.told()}).decode()


def _text(name: str, answer: "Analysis | Refused", desk: Desk, *, many: bool) -> str:
    """An answer as it is read."""
    from nattero.trials.series import Refused

    lines = [name] if many else []
    if isinstance(answer, Refused):
        return "\n".join([*lines, reason(answer, desk.gettext)])
    for arm, rate in answer.rate.items():
        rates = desk.gettext("{arm}: about {n} cramps a week (from {low} to {high} is possible).")
        said = {"n": _shown(desk, rate.mean), "low": _shown(desk, rate.lo), "high": _shown(desk, rate.hi)}
        lines.append(rates.format(arm=arm, **said))
    for contrast in answer.contrasts:
        lines += _contrast(contrast, desk)
    return "\n".join(lines)


def _contrast(contrast: "Contrast", desk: Desk) -> list[str]:
    """One arm against the reference, in sentences: how large, how sure, what may be said."""
    _, ratio = desk.gettext, contrast.rate_ratio
    sentence = _("For every 10 cramps with {reference}, about {n} with {arm} (from {low} to {high} is possible).")
    words = {"reference": contrast.reference, "arm": contrast.arm, "n": _shown(desk, 10 * ratio.median)}
    lines = [sentence.format(**words, low=_shown(desk, 10 * ratio.lo), high=_shown(desk, 10 * ratio.hi))]
    sure = _("The chance that there are fewer cramps with {arm} is {n} %.")
    lines.append(sure.format(arm=contrast.arm, n=_percent(contrast.chances.better)))
    if ratio.sd_log > MOSTLY_PRIOR * contrast.prior.sd:
        lines.append(_("There are so few cramps that this is mostly what was thought beforehand ({prior})."))
        thought = {
            "sceptical": _("sceptical"),
            "evidence": _("from trials of others"),
            "flat": _("everything is possible"),
        }
        lines[-1] = lines[-1].format(prior=thought[contrast.prior.name])
    return [*lines, _decided(contrast, desk).format(arm=contrast.arm)]


def _decided(contrast: "Contrast", desk: Desk) -> str:
    """What may be said: which way by the rule, how strongly by the probability itself."""
    from nattero.trials.told import SURE

    _, better = desk.gettext, contrast.chances.better
    chances = {"helps": better, "harms": 1 - better, "no-meaningful-difference": contrast.chances.same}
    if contrast.decision not in chances:
        return _("This is not clear yet.")
    sure = {
        "helps": _("This is clear: {arm} helps."),
        "harms": _("This is clear: with {arm} there are more cramps."),
        "no-meaningful-difference": _("This is clear: it makes no difference that matters."),
    }
    likely = {
        "helps": _("Probably {arm} helps; that is likely, not certain."),
        "harms": _("Probably there are more cramps with {arm}; that is likely, not certain."),
        "no-meaningful-difference": _("Probably it makes no difference that matters; that is likely, not certain."),
    }
    return (sure if chances[contrast.decision] >= SURE else likely)[contrast.decision]


def _shown(desk: Desk, value: float) -> str:
    """A number with one decimal in the reader's language."""
    return number(value, desk.lang)


def _percent(chance: float) -> str:
    """A chance as a whole percentage; what is not certain is never 0 or 100."""
    return str(min(max(round(100 * chance), 1), 99))


app.command(epilog=EXIT_CODES)(trial_files.simulate)
app.command(epilog=EXIT_CODES)(trial_plan.plan)
app.command(epilog=EXIT_CODES)(trial_begin.options)
app.command(epilog=EXIT_CODES)(trial_begin.start)
app.command(epilog=EXIT_CODES)(trial_status.status)
app.command(epilog=EXIT_CODES)(trial_change.pause)
app.command("go-on", epilog=EXIT_CODES)(trial_change.go_on)
app.command(epilog=EXIT_CODES)(trial_change.look)
app.command(epilog=EXIT_CODES)(trial_change.stop)
app.command(epilog=EXIT_CODES)(trial_change.bags)
app.command(epilog=EXIT_CODES)(trial_change.share)
app.command(epilog=EXIT_CODES)(trial_status.read)
app.command(epilog=EXIT_CODES)(trial_pool.pool)
