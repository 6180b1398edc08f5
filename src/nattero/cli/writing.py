"""From options to entries: what was typed becomes an entry, or a sentence that names the option.

In: words of the command line. Out: entries in the journal, and what to say about them.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import typer

from nattero import pen, words
from nattero.cli import known
from nattero.cli.common import Desk, bad_input
from nattero.cli.moments import moment, number_of, seconds_of
from nattero.diary.entry import Entry
from nattero.diary.payloads import Value
from nattero.diary.problems import Problem, examine
from nattero.store import spoken

OPTIONS = {
    "payload.at": "--at",
    "payload.seconds": "--seconds",
    "payload.pain": "--pain",
    "payload.side": "--side",
    "payload.muscle": "--muscle",
    "payload.note": "--note",
    "payload.date": "--date",
    "payload.cramps": "--cramps",
    "payload.exposures": "--exposure",
    "person": "--person",
}
LONGEST_MINUTES = 24 * 60


@dataclass(frozen=True)
class Here:
    """This instant, and the zone of this computer."""

    now: datetime = field(default_factory=pen.now)
    zone: str = field(default_factory=pen.local_zone)

    @property
    def last_night(self) -> date:
        """The night that began yesterday evening."""
        return self.now.astimezone(ZoneInfo(self.zone)).date() - timedelta(days=1)


def written(instant: datetime) -> str:
    """An instant as entries write it, in UTC with a Z."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def typed(text: str | None) -> int | float | str | None:
    """The number that was typed; anything else stays text, for `examine` to refuse."""
    if text is None:
        return None
    found = number_of(text)
    return text if found is None else found


def lasted(desk: Desk, seconds: str | None, minutes: str | None) -> Any:
    """How many seconds, from either option. Raises StopError for both at once."""
    if minutes is None:
        return typed(seconds)
    if seconds is not None:
        raise bad_input("--minutes", desk.gettext("Give --seconds or --minutes, not both."))
    found = number_of(minutes)
    if found is None or not 0 <= found <= LONGEST_MINUTES:
        raise bad_input("--minutes", words.problem_text(Problem("payload.seconds", "wrong"), desk.lang))
    return round(found * 60)


def onset(desk: Desk, here: Here, at: str | None, ago: str | None, seconds: Any) -> datetime:
    """When the cramp began: said, so long ago, or just so long ago as it lasted. Raises StopError."""
    if at is not None and ago is not None:
        raise bad_input("--ago", desk.gettext("Give --at or --ago, not both."))
    if at is not None:
        found = moment(at, here.now, here.zone)
        if found is None:
            raise bad_input("--at", desk.gettext("Write the time as 02:14 or 2026-11-22T02:14."))
        return found
    span = seconds if isinstance(seconds, int) and 0 <= seconds <= 86_400 else 0
    if ago is not None:
        counted = seconds_of(ago)
        if counted is None:
            raise bad_input("--ago", desk.gettext("Write how long ago as 20m or 1h30m."))
        span = min(counted, 100 * 365 * 86_400)
    return here.now - timedelta(seconds=span)


def exposures(desk: Desk, pairs: list[str]) -> dict[str, Value] | None:
    """What happened that day, from `id=value` words; only ids that the pack knows. Raises StopError."""
    if not pairs:
        return None
    possible, found = known.pack().exposures, dict[str, Value]()
    for pair in pairs:
        name, _, text = pair.partition("=")
        if name not in possible:
            choice = desk.gettext("Choose from {names}.").format(names=", ".join(possible))
            raise bad_input(f"--exposure {name[:40]}", choice)
        value = exposure_value(possible[name].type, text)
        if value is None:
            raise bad_input(f"--exposure {name}", _expected(desk, possible[name].type))
        found[name] = value
    return found


def exposure_value(kind: str, text: str) -> Value:
    """The value of one exposure, or None for a word that is no such value."""
    if kind == "yes_no":
        return spoken.yes_no(text or "yes")
    if kind == "count":
        found = number_of(text)
        return found if found is not None and found >= 0 else None
    return text.strip() or None


def _expected(desk: Desk, kind: str) -> str:
    if kind == "yes_no":
        return desk.gettext("Write yes or no.")
    return desk.gettext("Write a number.") if kind == "count" else desk.gettext("Write a few words.")


def keep(desk: Desk, here: Here, kind: str, payload: dict[str, Any], person: str) -> Entry:
    """Puts an entry into the journal, on disk when this returns. Raises StopError naming the option that cannot be."""
    given = {key: value for key, value in payload.items() if value is not None}
    draft = pen.draft(kind, given, at=here.now, zone=here.zone, device="computer", person=person)
    found = examine(msgspec.to_builtins(draft), here.now)
    if isinstance(found, Problem):
        option = OPTIONS.get(found.field, found.field.removeprefix("payload."))
        raise bad_input(option, words.problem_text(found, desk.lang))
    with desk.journal() as journal:
        entry = msgspec.structs.replace(found, device=pen.device(journal))
        journal.append([entry])
    if named := pen.unknown_zone():
        typer.echo(other_clock(desk, named, here.zone), err=True)
    return entry


def other_clock(desk: Desk, named: str, zone: str) -> str:
    """What is said where nights are counted by another clock than TZ names."""
    said = desk.gettext(
        "Nattero does not know the time zone {named}; it counts by {zone}. Set TZ to a name such as {name}."
    )
    return said.format(named=named, zone=zone, name="Europe/Amsterdam")


def noted_cramp(desk: Desk, here: Here, begun: datetime) -> str:
    """What is said of a cramp that was written down."""
    local = begun.astimezone(ZoneInfo(here.zone))
    said = desk.gettext("Noted: a cramp on {day} at {time}.")
    return said.format(day=words.day(local.date(), desk.lang), time=words.clock(local, desk.lang))


def noted_night(desk: Desk, entry: Entry) -> str:
    """What is said of a night that was written down."""
    day = words.day(date.fromisoformat(entry.payload["date"]), desk.lang)
    count = entry.payload["cramps"]
    if count == 0:
        return desk.gettext("Noted: no cramp in the night of {day}.").format(day=day)
    return desk.ngettext(
        "Noted: {n} cramp in the night of {day}.", "Noted: {n} cramps in the night of {day}.", count, day=day
    )
