"""A diary as tables, one for each part: a row a night, a row a cramp, and so on, for spreadsheets and for the eye.

In: entries that leave (`sharing.shared`) and how to say things. Out: `Table` values, whose cells speak the reader's language; their columns
have ids, which `table_words` names. A night that nobody wrote about has no row.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from nattero.diary.entry import Entry, read
from nattero.diary.merge import current
from nattero.diary.night import night_of
from nattero.diary.payloads import (
    Answers,
    CheckUp,
    Cramp,
    Known,
    NightCheck,
    Note,
    Plan,
    Session,
    Sleep,
    Trial,
    Value,
)
from nattero.person.sign_answers import ANSWER, KNOWN, LOOKED, NO
from nattero.report.fhir_observation import Speaker, arm, programme_name
from nattero.report.fhir_plan import measure_name, reasons
from nattero.trials.told import contrasts
from nattero.words import muscle_names, side_names

Cell = str | int | float | None
Row = dict[str, Cell]
COLUMNS: dict[str, tuple[str, ...]] = {
    "nights": ("date", "cramps", "sore"),
    "cramps": (
        "night",
        "date",
        "time",
        "zone",
        "pain",
        "seconds",
        "side",
        "muscle",
        "steps",
        "danger",
        "heard",
        "note",
    ),
    "sleep": ("date", "well", "dread"),
    "checkups": ("date", "question", "answer"),
    "medicines": ("date", "medicine"),
    "plan": ("measure", "since", "at", "ended", "why"),
    "sessions": ("date", "time", "programme", "seconds", "note"),
    "trials": ("first", "ended", "compared", "ratio", "low", "high", "note"),
    "settings": ("question", "answer"),
    "notes": ("date", "time", "text"),
}

AT_NEED = ("heard", "note")
"""Columns that are there only where a row has something in them."""


@dataclass(frozen=True)
class Table:
    """One part: its name, its columns, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def cells(self, row: Row) -> list[Cell]:
        """Give a row in the order of the columns."""
        return [row.get(column) for column in self.columns]


def tables(entries: Iterable[Entry], speak: Speaker) -> list[Table]:
    """Give every table that has a row, in the order of `COLUMNS`, each from the earliest row on."""
    found: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    for entry in current(entries):
        for name, row in rows_of(entry, speak):
            found[name].append(row)
    made = []
    for name, rows in found.items():
        ordered = tuple(sorted(rows, key=lambda row: (str(row.get("date") or ""), str(row.get("time") or ""))))
        made += [Table(name, columns(name, ordered), ordered)] if ordered else []
    return made


def columns(name: str, rows: Sequence[Row]) -> tuple[str, ...]:
    """Give the columns of a table: its own, those that only some rows have, and notes only where there are any."""
    fixed = [column for column in COLUMNS[name] if column not in AT_NEED]
    more = sorted({column for row in rows for column in row} - {*fixed, *AT_NEED})
    return (*fixed, *more, *(column for column in AT_NEED if any(row.get(column) for row in rows)))


def rows_of(entry: Entry, speak: Speaker) -> Iterator[tuple[str, Row]]:
    """Give the rows of an entry, each with its table."""
    payload = read(entry)
    at: datetime = getattr(payload, "at", entry.recorded_at)
    local = at.astimezone(ZoneInfo(entry.zone))
    when: Row = {"date": local.date().isoformat(), "time": f"{local:%H:%M}"}
    for name, row in (*of_nights(payload, entry.zone, speak), *of_days(payload, speak)):
        yield name, {**{column: said for column, said in when.items() if column in COLUMNS[name]}, **row}


def of_nights(payload: Known | None, zone: str, speak: Speaker) -> Iterator[tuple[str, Row]]:
    """Give the rows of what is about the night."""
    match payload:
        case NightCheck():
            exposures = {name: cell(value, speak) for name, value in payload.exposures.items()}
            night: Row = {"date": payload.date.isoformat(), "cramps": payload.cramps, "sore": cell(payload.sore, speak)}
            yield "nights", {**exposures, **night, **heard(payload, speak), "note": payload.note}
        case Cramp():
            yield "cramps", cramp(payload, zone, speak)
        case Sleep():
            yield "sleep", {"date": payload.date.isoformat(), "well": payload.well, "dread": payload.dread}
        case Note():
            yield "notes", {"text": payload.text, **heard(payload, speak)}


def of_days(payload: Known | None, speak: Speaker) -> Iterator[tuple[str, Row]]:
    """Give the rows of what is about the day: check-ups, plan, exercises, trials, settings."""
    match payload:
        case CheckUp():
            yield from checkup(payload, speak)
        case Plan():
            yield from (("plan", row) for row in plan(payload, speak))
        case Session():
            title = programme_name(payload.programme, speak)
            yield "sessions", {"programme": title, "seconds": payload.seconds, "note": payload.note}
        case Trial():
            yield from (("trials", row) for row in trial(payload, speak))
        case Answers():
            for name, value in payload.answers.items():
                table = "checkups" if name.startswith(ANSWER) else "settings"
                yield table, answer("question", name, value, speak)


def checkup(said: CheckUp, speak: Speaker) -> Iterator[tuple[str, Row]]:
    """Give the questions of a check-up with their answers, the own words, and the medicines."""
    for each in said.answers.items():
        yield "checkups", answer("feature", *each, speak)
    if said.text:
        yield "checkups", {"question": speak.gettext("In your own words"), "answer": said.text}
    for typed in said.medicines:
        yield "medicines", {"medicine": typed}


def cell(value: Value, speak: Speaker) -> Cell:
    """Give a value of the diary as a cell."""
    if isinstance(value, bool):
        return speak.gettext("Yes") if value else speak.gettext("No")
    return value


def cramp(said: Cramp, zone: str, speak: Speaker) -> Row:
    """Give a cramp."""
    return {
        "night": night_of(said.at, zone).isoformat(),
        "zone": zone,
        "pain": said.pain,
        "seconds": said.seconds,
        "side": side_names(speak.gettext)[said.side] if said.side else None,
        "muscle": muscle_names(speak.gettext)[said.muscle] if said.muscle else None,
        "steps": "; ".join(speak.word(f"step.{step}.title", step) for step in said.steps) or None,
        "danger": "; ".join(speak.word(f"flag.{flag}.sign", flag) for flag in said.danger) or None,
        **heard(said, speak),
        "note": said.note,
    }


def heard(said: NightCheck | Cramp | Note, speak: Speaker) -> Row:
    """Give what was heard in a note that stayed at home."""
    told = (answer("feature", *each, speak) for each in said.heard.items())
    return {"heard": "; ".join(f"{each['question']} {each['answer']}" for each in told)} if said.heard else {}


def answer(kind: str, name: str, value: Value, speak: Speaker) -> Row:
    """Give a question and its answer in the reader's words; a danger sign that was answered is one."""
    if name.startswith(ANSWER):
        told = {NO: speak.gettext("No, this is not so"), KNOWN: speak.gettext("A doctor or nurse knows of this")}
        if str(value).startswith(LOOKED):
            seen = speak.gettext("A doctor has looked at it")
            told[str(value)] = f"{seen}: {str(value).removeprefix(LOOKED)[:10]}"
        sign = speak.word(f"flag.{name.removeprefix(ANSWER)}.sign", name)
        return {"question": sign, "answer": told.get(str(value), speak.gettext("Not known"))}
    asked = speak.word(f"{kind}.{name}", speak.word(name, name))
    if value is None:
        return {"question": asked, "answer": speak.gettext("Not known")}
    said = speak.word(f"{kind}.{name}.{value}", value) if isinstance(value, str) else cell(value, speak)
    return {"question": asked, "answer": said}


def plan(said: Plan, speak: Speaker) -> Iterator[Row]:
    """Give what is being done, and what was given up."""
    for each in said.measures:
        name = measure_name(each.id, said, speak)
        yield {"measure": name, "since": (each.since or said.first).isoformat(), "at": each.time}
    for gone in said.ended:
        name = measure_name(gone.id, said, speak)
        yield {"measure": name, "ended": gone.date.isoformat(), "why": reasons(speak)[gone.why]}


def trial(said: Trial, speak: Speaker) -> Iterator[Row]:
    """Give a trial: once for each comparison, once where there is none yet."""
    row: Row = {"first": said.first.isoformat(), "note": said.note}
    row["ended"] = said.ended.date.isoformat() if said.ended else None
    row["compared"] = " / ".join(arm(said, each.id, speak) for each in said.arms)
    ratios = [each.get("rate_ratio") for each in contrasts(said.result.numbers)] if said.result and said.ended else []
    told = [ratio for ratio in ratios if isinstance(ratio, dict)]
    for ratio in told or [{}]:
        yield {**row, "ratio": ratio.get("median"), "low": ratio.get("lo"), "high": ratio.get("hi")}
