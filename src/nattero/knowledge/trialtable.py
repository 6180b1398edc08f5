"""A table of trials, one row each, as effects that can be pooled.

In: rows as a CSV reader gives them (text by column). Out: effects by analysis, or a `TableError` that names line and column.
Columns: `trial`; then means (`t_mean t_sd t_n c_mean c_sd c_n`), events (`t_events t_n c_events c_n`), events over time
(`t_events t_time c_events c_time`), or a printed effect (`effect lo hi`, with `--measure`). `analysis` parts a table into several.
"""

from collections.abc import Iterable, Mapping

from nattero.knowledge.effects import Effect, Measure, mean_difference, published, rate_ratio, risk_ratio

Row = Mapping[str, str]
MEANS = ("t_mean", "t_sd", "t_n", "c_mean", "c_sd", "c_n")
RATES = ("t_events", "t_time", "c_events", "c_time")
RISKS = ("t_events", "t_n", "c_events", "c_n")
PRINTED = ("effect", "lo", "hi")
FIRST_LINE = 2  # the first line of a spreadsheet names its columns


class TableError(ValueError):
    """A row that cannot be used: its line, its column, and why."""

    def __init__(self, line: int, column: str, why: str) -> None:
        super().__init__(f"line {line}, {column}: {why}")
        self.line, self.column = line, column


def analyses(rows: Iterable[Row], measure: Measure | None = None, *, pooled: bool = False) -> dict[str, list[Effect]]:
    """The effects of each analysis, in the order of the table; `measure` says what printed effects are."""
    found: dict[str, list[Effect]] = {}
    for line, row in enumerate(rows, start=FIRST_LINE):
        found.setdefault(row.get("analysis") or "", []).append(effect_of(row, line, measure, pooled=pooled))
    return found


def effect_of(row: Row, line: int, measure: Measure | None, *, pooled: bool) -> Effect:
    """The effect of one row, from the first set of columns that it fills."""
    label = row.get("trial") or row.get("label") or f"line {line}"
    try:
        if filled(row, MEANS):
            mean, sd, n, mean2, sd2, n2 = numbers(row, MEANS, line)
            return mean_difference(label, ((mean, sd, int(n)), (mean2, sd2, int(n2))), pooled=pooled)
        if filled(row, RATES):
            events, time, events2, time2 = numbers(row, RATES, line)
            return rate_ratio(label, (events, time), (events2, time2))
        if filled(row, RISKS):
            events, people, events2, people2 = (int(value) for value in numbers(row, RISKS, line))
            return risk_ratio(label, (events, people), (events2, people2))
        if filled(row, PRINTED):
            estimate, low, high = numbers(row, PRINTED, line)
            return published(label, said(measure, line), estimate, low, high)
    except TableError:
        raise
    except ValueError as error:
        raise TableError(line, "numbers", str(error)) from error
    raise TableError(line, "columns", "there are no means, no events and no printed effect here")


def said(measure: Measure | None, line: int) -> Measure:
    """What printed effects are. Raises TableError when nobody said."""
    if measure is None:
        raise TableError(line, "effect", "say with --measure whether this is md, rr or rate")
    return measure


def filled(row: Row, columns: tuple[str, ...]) -> bool:
    """Whether a row has something in each of some columns."""
    return all((row.get(column) or "").strip() for column in columns)


def numbers(row: Row, columns: tuple[str, ...], line: int) -> list[float]:
    """The numbers of some columns. Raises TableError for what is none."""
    values = []
    for column in columns:
        try:
            values.append(float(row[column]))
        except ValueError as error:
            raise TableError(line, column, f"“{row[column]}” is not a number") from error
    return values
