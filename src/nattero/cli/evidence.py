"""What trials say together: `nattero evidence pool FILE.csv`.

In: a table of trials (columns in `knowledge/trialtable.py`). Out: pooled effects, as a table or as JSON.
"""

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from nattero.cli.common import BAD_DATA, BAD_INPUT, EXIT_CODES, Desk, Json, Lang, StopError, bad_input
from nattero.knowledge.effects import Measure

if TYPE_CHECKING:
    from nattero.knowledge.pooling import MetaAnalysis

app = typer.Typer(help="Pool the results of trials.", epilog=EXIT_CODES, no_args_is_help=True, rich_markup_mode=None)
MEASURES = get_args(Measure)


@app.command(epilog=EXIT_CODES)
def pool(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="One row a trial.")],
    measure: Annotated[str | None, typer.Option(metavar="MEASURE", help="Of printed effects: md, rr or rate.")] = None,
    analysis: Annotated[str | None, typer.Option(metavar="TEXT", help="Only the analyses that hold this text.")] = None,
    pooled_sd: Annotated[bool, typer.Option("--pooled-sd", help="One common deviation for both arms.")] = False,
    prior: Annotated[float | None, typer.Option(metavar="SCALE", help="The half-normal prior's scale.")] = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Pool trials with fixed, random and Bayesian effects; leave each out in turn."""
    from nattero.knowledge.pooling import pool as pool_effects
    from nattero.knowledge.trialtable import TableError, analyses

    desk = Desk(None, lang, as_json=as_json)
    _ = desk.gettext
    named = next((known for known in MEASURES if known == measure), None)
    if measure is not None and named is None:
        raise bad_input("--measure", _("This is one of: {words}.").format(words=", ".join(MEASURES)))
    if prior is not None and prior <= 0:
        raise bad_input("--prior", _("This must be a number above zero."))
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = [row for row in csv.DictReader(lines) if analysis is None or analysis in (row.get("analysis") or "")]
        found = analyses(rows, named, pooled=pooled_sd)
        results = {name: pool_effects(effects, prior) for name, effects in found.items()}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise StopError(BAD_DATA, _("This file cannot be read: {path}").format(path=file)) from error
    except TableError as error:
        raise StopError(BAD_INPUT, f"{file}: {error}") from error
    except ValueError as error:
        raise StopError(BAD_INPUT, str(error)) from error
    if not results:
        raise StopError(BAD_INPUT, _("There is no trial in this file: {path}").format(path=file))
    text = "\n\n".join(as_text(name, result) for name, result in results.items())
    desk.tell(text, next(iter(results.values())) if len(results) == 1 else {"analyses": results})


def as_text(name: str, result: "MetaAnalysis") -> str:
    """A meta-analysis as lines of a terminal."""
    lines = [name] if name else []
    lines.append(f"{result.measure}, k = {result.k}, Q = {result.q:.2f}, I2 = {100 * result.i2:.1f} %")
    for one in (result.fixed, result.dersimonian_laird, result.reml, result.hartung_knapp, result.bayes):
        ahead = f"  next trial {one.predicted[0]:.2f} to {one.predicted[1]:.2f}" if one.predicted else ""
        lines.append(
            f"  {one.method:<20} {one.estimate:>8.2f}  ({one.low:.2f}, {one.high:.2f})  tau2 {one.tau2:.2f}{ahead}"
        )
    lines.extend(
        f"  without {left.without:<12} {left.pooled.estimate:>8.2f}  ({left.pooled.low:.2f}, {left.pooled.high:.2f})"
        for left in result.leave_one_out
    )
    return "\n".join(lines)
