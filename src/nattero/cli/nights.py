"""Nights as text and as JSON, for `nattero diary`.

In: the entries of a journal and a span. Out: lines for a person, or one JSON value for a program.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import msgspec
import typer

from nattero import words
from nattero.cli.common import Desk, bad_input
from nattero.cli.moments import day_of
from nattero.cli.writing import Here
from nattero.diary.entry import Entry, read
from nattero.diary.merge import current
from nattero.diary.night import Closed, Missing, Night, Open, nights, span
from nattero.diary.payloads import Cramp, NightCheck, Note
from nattero.diary.problems import EARLIEST_YEAR, Problem
from nattero.diary.summary import NotYet, Summary, summary

if TYPE_CHECKING:
    from nattero.person.open_sign import OpenSign

WEEKS = 4
MOST_WEEKS = 6000
UNSAID: tuple[object, ...] = (None, "", {}, [])  # but not 0 and no, which were said


@dataclass(frozen=True)
class Span:
    """Which nights were asked for, as typed."""

    weeks: int | None
    first: str | None
    last: str | None

    def days(self, desk: Desk, standing: list[Entry]) -> tuple[date, date]:
        """The first and the last night to show. Raises StopError for what is no date."""
        if self.weeks is not None and not 1 <= self.weeks <= MOST_WEEKS:
            sentence = desk.gettext("{value} cannot be. Possible: {allowed}.")
            raise bad_input("--weeks", sentence.format(value=self.weeks, allowed=f"1-{MOST_WEEKS}"))
        known = span(standing)
        last = self._day(desk, "--to", self.last) or max(Here().last_night, known[1] if known else date.min)
        first = self._day(desk, "--from", self.first)
        if first is None:
            back = timedelta(days=7 * (self.weeks or WEEKS) - 1)
            first = max(last - back, known[0]) if known else last - back
        if first > last:
            raise bad_input("--from", desk.gettext("The first night must come before the last one."))
        if (last - first).days > 7 * MOST_WEEKS:
            raise bad_input("--to", words.problem_text(Problem("payload.date", "future"), desk.lang))
        return first, last

    def _day(self, desk: Desk, option: str, text: str | None) -> date | None:
        found = day_of(text) if text else None
        wrong = bool(text) and found is None
        if wrong or (found and found.year < EARLIEST_YEAR):
            problem = Problem("payload.date", "wrong" if wrong else "past")
            raise bad_input(option, words.problem_text(problem, desk.lang))
        return found


def show(desk: Desk, what: str | None, person: str, asked: Span) -> None:
    """Prints what was asked for: the entries, the nights, the numbers, or the nights and the numbers."""
    with desk.reading() as journal:
        every = list(journal.entries(person))
    standing = current(every)
    first, last = asked.days(desk, standing)
    open_, first_said = danger_of(every, person, desk)
    if what == "list":
        listed = [entry for entry in standing if entry.kind in ("cramp", "night", "note")]
        if desk.as_json and first_said:  # this list holds entries and nothing else
            typer.echo("\n".join(first_said), err=True)
        told = [entry_line(entry, desk.lang) for entry in listed] or [nothing(desk)]
        desk.tell("\n".join([*first_said, *told]), listed)
        return
    shown = nights(standing, first, last)
    counted, until = shown_of(every, person, shown, desk)
    numbers = summary(counted)
    value: dict[str, Any] = {"danger": open_, "from": first, "to": last}
    lines: list[str] = []
    if what != "nights":
        value["summary"] = summary_value(numbers)
        lines += [*until, *summary_lines(desk, numbers)]
    if what != "summary":
        value["nights"] = [night_value(night) for night in shown]
        lines += [night_line(desk, night) for night in shown]
    desk.tell("\n".join([*first_said, *(lines if span(standing) else [nothing(desk)])]), value)


def danger_of(entries: list[Entry], name: str, desk: Desk) -> "tuple[list[OpenSign], list[str]]":
    """The danger that is open for the one whose diary it is, and what is said of it before anything else."""
    from nattero.cli import danger, known
    from nattero.person import person

    here = Here()
    who = person(entries, name, here.now, here.zone)
    open_ = danger.open_signs(who, desk.lang)
    return open_, [f"{line}\n" for line in danger.lines(open_, danger.voice_of(who.answers, known.pack(), desk.lang))]


def shown_of(entries: list[Entry], name: str, found: list[Night], desk: Desk) -> tuple[list[Night], list[str]]:
    """The nights that are counted up, those before a trial that runs; and a line that says so."""
    if not any(entry.kind == "trial" for entry in entries):
        return found, []
    from nattero.insights import until
    from nattero.person import person
    from nattero.person.before_trial import before, trial_of

    here = Here()
    trial = trial_of(person(entries, name, here.now, here.zone), entries)
    return list(before(found, trial)), [until(trial, desk.gettext, desk.lang)] if trial else []


def nothing(desk: Desk) -> str:
    """What an empty diary says."""
    return desk.gettext("Nothing is written down yet.")


def entry_line(entry: Entry, lang: str) -> str:
    """One entry: its date and time, its kind, what was said, and its id."""
    payload = read(entry)
    said: dict[str, Any] = {
        key: value for key, value in entry.payload.items() if key not in ("at", "date") and value not in UNSAID
    }
    if isinstance(payload, Cramp | Note):
        from zoneinfo import ZoneInfo

        local = payload.at.astimezone(ZoneInfo(entry.zone))
        when = f"{local.date().isoformat()} {words.clock(local, lang)}"
    else:
        when = payload.date.isoformat() if isinstance(payload, NightCheck) else ""
    details = " ".join(f"{key}={msgspec.json.encode(value).decode()}" for key, value in said.items())
    return f"{when:<16}  {entry.kind:<6}  {details}  {entry.id}".rstrip()


def night_line(desk: Desk, night: Night) -> str:
    """One night in words."""
    day = f"{night.date.isoformat()}  "
    if isinstance(night, Missing):
        return day + desk.gettext("not written down")
    count = desk.ngettext("{n} cramp", "{n} cramps", night.count) if night.count else desk.gettext("no cramp")
    return day + count + ("" if isinstance(night, Closed) else ", " + desk.gettext("perhaps more"))


def night_value(night: Night) -> dict[str, Any]:
    """One night for a program: its date, its state, and what is known of it."""
    if isinstance(night, Missing):
        return {"date": night.date, "state": "missing"}
    known: dict[str, Any] = {"date": night.date, "count": night.count, "cramps": [one.id for one in night.episodes]}
    if isinstance(night, Open):
        return {**known, "state": "open"}
    return {**known, "state": "closed", "said": night.said, "sore": night.sore, "exposures": night.exposures}


def summary_value(numbers: Summary) -> dict[str, Any]:
    """The numbers for a program."""
    value: dict[str, Any] = msgspec.to_builtins(numbers, str_keys=True)
    return value


def summary_lines(desk: Desk, numbers: Summary) -> list[str]:
    """The numbers in words."""
    from nattero.insights import left_out, unfinished

    rate, lang = numbers.rate, desk.lang
    if isinstance(rate, NotYet) and rate.unfinished:
        first = unfinished(rate.unfinished, desk.ngettext)
    elif isinstance(rate, NotYet):
        sentence = desk.gettext("Cramps per week: not yet. {have} of the {need} nights it takes are written down.")
        first = sentence.format(have=rate.have, need=rate.need)
    else:
        sentence = desk.gettext("Cramps per week: {rate}, probably between {low} and {high}, over {nights} nights.")
        numbers_in_words = {name: words.number(getattr(rate, name), lang) for name in ("low", "high")}
        first = sentence.format(rate=words.number(rate.per_week, lang), nights=rate.nights, **numbers_in_words)
        first = f"{first} {left_out(rate, desk.ngettext)}".rstrip()
    second = desk.gettext("Nights written down: {closed}. Perhaps more: {open}. Not written down: {missing}.")
    return [first, second.format(closed=numbers.closed, open=numbers.open, missing=numbers.missing), ""]
