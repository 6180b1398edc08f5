"""What leaves for others: what a person chose of their diary, without what is nobody else's business.

In: the entries of a diary and what was chosen. Out: entries that stand, without the names of devices, other people's names and,
unless they were asked for, free texts. Every format (FHIR, CSV, JSON Lines) starts here, so that what is left out is left out everywhere.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date
from functools import partial
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

import msgspec

from nattero.diary.entry import Entry, is_zone, read, write
from nattero.diary.merge import current, families, winner
from nattero.diary.night import checks, night_of
from nattero.diary.payloads import (
    Answers,
    CheckUp,
    Cramp,
    Given,
    Known,
    NightCheck,
    Note,
    Plan,
    Session,
    Sleep,
    Trial,
    Value,
)
from nattero.diary.plans import planned
from nattero.person.sign_answers import ANSWER
from nattero.report.choice import Choice

Part = Literal["nights", "cramps", "checkups", "medicines", "plan", "sessions", "trials", "settings", "notes"]
PARTS: tuple[Part, ...] = get_args(Part)
OFFERED: frozenset[Part] = frozenset({"nights", "cramps", "checkups", "medicines", "plan", "trials"})
"""What is ticked until somebody says otherwise: no free texts, and nothing that only Nattero needs."""
PART_OF: Mapping[type[Known], Part] = {
    NightCheck: "nights",
    Sleep: "nights",
    Cramp: "cramps",
    CheckUp: "checkups",
    Plan: "plan",
    Session: "sessions",
    Trial: "trials",
    Answers: "settings",
    Note: "notes",
}
SHARED = "(shared)"
"""The device of every entry that has left. It sorts before the name of any device, so that where the same entry is there
as its writer wrote it, that one stands (`diary.merge.winner` takes the greatest)."""


class Share(msgspec.Struct, frozen=True):
    """What is chosen: parts, and the nights they are from, both included; None: as far as the diary goes."""

    parts: frozenset[Part] = OFFERED
    first: date | None = None
    last: date | None = None

    def covers(self, day: date) -> bool:
        """Whether a night or a day is within the period."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def share_of(choice: Choice) -> Share:
    """Give what leaves beside a doctor's page: the entries of what is on it. Own words of a check-up go with the notes."""
    whole: dict[Part, bool] = {
        "nights": choice.wants("pattern") or choice.wants("picture"),
        "cramps": choice.wants("pattern") or choice.wants("picture"),
        "checkups": choice.wants("flags") or choice.wants("explanations"),
        "medicines": choice.wants("medicines"),
        "plan": choice.wants("tried"),
        "sessions": choice.wants("tried"),
        "trials": choice.wants("trials"),
        "notes": choice.wants("notes"),
    }
    return Share(frozenset(part for part, wanted in whole.items() if wanted), choice.first, choice.last)


Folding = Callable[[Known], Known]


def as_it_is(said: Known) -> Known:
    """Give what was said as it is: nobody listens to its own words."""
    return said


def shared(entries: Iterable[Entry], person: str, share: Share, folding: Folding = as_it_is) -> list[Entry]:
    """Give what leaves of a person's diary, oldest id first.

    `folding` puts what own words tell beside them as answers (`own_words`), for where these words stay.
    What was corrected or taken back stays; so does what this program cannot read. Only of a trial every version goes along:
    that it was registered before it began can only be seen from the first.
    """
    mine = [entry for entry in entries if entry.person == person]
    standing = current(mine)
    ids = {entry.id for entry in standing} - overruled(standing)
    chosen = [*(entry for entry in standing if entry.id in ids and entry.kind != "trial"), *trials(mine)]
    lean = (leaving(entry, share, folding) for entry in chosen)
    return sorted((entry for entry in lean if entry is not None), key=lambda entry: (entry.id, entry.recorded_at))


def overruled(standing: Iterable[Entry]) -> set[str]:
    """Give the ids of entries that stand and do not count: all but one check-in of a night, all but the last plan."""
    listed = list(standing)
    counting = {entry.id for entry, _ in checks(listed).values()}
    last = planned(listed)
    counting |= {last.id} if last else set()
    return {entry.id for entry in listed if entry.kind in ("night", "plan")} - counting


def trials(mine: Iterable[Entry]) -> list[Entry]:
    """Give every version of every trial that stands."""
    found = families(entry for entry in mine if entry.kind in ("trial", "retraction"))
    return [entry for family in found if winner(family).kind == "trial" for entry in family if entry.kind == "trial"]


def leaving(entry: Entry, share: Share, folding: Folding = as_it_is) -> Entry | None:
    """Give an entry as it leaves, or None where it stays."""
    payload = read(entry)
    if payload is None or not is_zone(entry.zone) or not wanted(payload, entry.zone, share):
        return None
    lean = without_others(payload)
    if "notes" not in share.parts:
        lean = without_texts(folding(lean))
        if isinstance(lean, Note) and not lean.heard:
            return None
    if isinstance(lean, Answers):
        lean = Answers(answers=told(lean, share))
    if isinstance(lean, CheckUp):
        answers = lean.answers if "checkups" in share.parts else {}
        lean = msgspec.structs.replace(
            lean, answers=answers, medicines=lean.medicines if "medicines" in share.parts else []
        )
    return msgspec.structs.replace(entry, device=SHARED, payload=plain(lean))


def plain(payload: Known) -> dict[str, Any]:
    """Give a payload as JSON with its instant in UTC, so that one instant has one spelling."""
    if isinstance(payload, Cramp | CheckUp | Note | Plan | Session | Trial):
        payload = msgspec.structs.replace(payload, at=payload.at.astimezone(UTC))
    return write(payload)


def wanted(payload: Known, zone: str, share: Share) -> bool:
    """Whether an entry is of a part that was chosen, and of its period."""
    part = PART_OF.get(type(payload))
    if part is None:
        return False
    if isinstance(payload, Answers):
        return bool(told(payload, share)) or (part in share.parts and not payload.answers)
    chosen = (
        part in share.parts
        or (isinstance(payload, CheckUp) and bool(payload.medicines) and "medicines" in share.parts)
        or (isinstance(payload, Note) and "checkups" in share.parts)  # as what is heard in it
    )
    return chosen and in_period(payload, zone, share)


def told(said: Answers, share: Share) -> dict[str, Value]:
    """Give the answers that leave: those to danger signs with the check-ups, for what they take back stands there; all others with
    the settings."""
    return {
        name: value
        for name, value in said.answers.items()
        if ("checkups" if name.startswith(ANSWER) else "settings") in share.parts
    }


def in_period(payload: Known, zone: str, share: Share) -> bool:
    """Whether an entry is of the period. A plan and a trial are where any of their days is; settings have no day."""
    match payload:
        case NightCheck() | Sleep():
            return share.covers(payload.date)
        case Cramp():
            return share.covers(night_of(payload.at, zone))
        case Plan():
            return share.last is None or payload.first <= share.last
        case Trial():
            begun = share.last is None or payload.first <= share.last
            return begun and (share.first is None or payload.ended is None or payload.ended.date >= share.first)
        case CheckUp() | Session() | Note():
            return share.covers(payload.at.astimezone(ZoneInfo(zone)).date())
    return True


def without_others(payload: Known) -> Known:
    """Give a payload without other people: who gave a programme."""
    if isinstance(payload, Plan) and payload.given is not None:
        return msgspec.structs.replace(payload, given=msgspec.structs.replace(payload.given, by=None))
    return payload


def without_texts(payload: Known) -> Known:
    """Give a payload without what was written freely: notes, own words of a check-up, answers that are texts of one's own."""
    replace = partial(msgspec.structs.replace, payload)
    match payload:
        case NightCheck():
            return replace(note=None, exposures=without_text_values(payload.exposures))
        case CheckUp():
            return replace(text=None)
        case Plan(given=Given() as given):
            parts = [msgspec.structs.replace(part, note=None) for part in given.parts]
            return replace(given=msgspec.structs.replace(given, note=None, parts=parts))
        case Cramp() | Session() | Trial():
            return replace(note=None)
        case Note():
            return replace(text="")
    return payload


def without_text_values(values: Mapping[str, Value]) -> dict[str, Value]:
    """Give what is no text: a medicine that was changed, and the like, is told in own words."""
    return {name: value for name, value in values.items() if not isinstance(value, str)}
