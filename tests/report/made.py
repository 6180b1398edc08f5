"""Letters and pages for tests: a person with some entries at one instant, the pack read once, the check-up's desk opened once."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import msgspec

from nattero.diary.entry import Entry, new_id
from nattero.diary.payloads import TrialArm, TrialDesign, TrialEnd, TrialPrior, TrialResult, TrialRow
from nattero.person import person
from nattero.report.choice import Choice
from nattero.report.letter import Letter
from nattero.report.page import page
from nattero.report.plain import text
from nattero.report.sheet import Page
from nattero.report.writing import letter
from nattero.trials.registered import register
from tests import packed

NOW = datetime(2026, 11, 22, 7, 12, tzinfo=UTC)
ZONE = "Europe/Amsterdam"
PACK = packed.pack()
NUMBERS = count(1_000_001)  # beside the ids of other makers of entries
PRIOR = TrialPrior(name="sceptical", mean=0.0, sd=0.4)
LAST = date(2026, 11, 21)
SAFE = ("swelling_one_leg", "breathless_chest", "sudden_weakness", "dark_urine", "bladder_bowel", "weakness")
NUMBERS_OF_A_TRIAL = {
    "arm": "B",
    "reference": "A",
    "rate_ratio": {"mean_log": -0.5, "sd_log": 0.2, "median": 0.613, "lo": 0.414, "hi": 0.907},
    "p_better": 0.991,
    "decision": "helps",
    "rate": {"A": {"mean": 9.1, "lo": 7.2, "hi": 11.3}, "B": {"mean": 5.6, "lo": 4.1, "hi": 7.3}},
}


def entry(kind: str, payload: dict[str, Any], at: datetime = NOW - timedelta(hours=1), zone: str = ZONE) -> Entry:
    """An entry; each call makes another one."""
    name = new_id(at, next(NUMBERS).to_bytes(10))
    return Entry(id=name, recorded_at=at, device="phone", zone=zone, kind=kind, payload=payload)


def nights(counts: Iterable[int], until: date = LAST) -> list[Entry]:
    """Closed nights in a row, up to a night."""
    every = list(counts)
    days = [until - timedelta(days=back) for back in range(len(every) - 1, -1, -1)]
    return [entry("night", {"date": str(day), "cramps": many}) for day, many in zip(days, every, strict=True)]


def cramp(at: datetime, zone: str = ZONE, **more: Any) -> Entry:
    """A cramp at an instant."""
    return entry("cramp", {"at": at.isoformat().replace("+00:00", "Z"), **more}, zone=zone)


def checkup(medicines: Iterable[str] = (), told: str | None = None, **answers: Any) -> Entry:
    """A check-up of yesterday: a plain cramp without danger, unless something else is answered."""
    plain = {"age": 78, "sex": "female", "muscle_hard": True, "in_bed": True, "relief_stretch": True}
    said = {**plain, **dict.fromkeys(SAFE, False), **answers}
    at = (NOW - timedelta(days=1)).isoformat().replace("+00:00", "Z")
    return entry("checkup", {"at": at, "answers": said, "medicines": list(medicines), "text": told, "done": True})


def trial(ended: str | None = "done", numbers: Any = None, **changed: Any) -> Entry:
    """A trial of a warm bath that was drawn and written down in time; with `changed`, somebody changed it afterwards."""
    first = date(2026, 9, 1)
    arms = [TrialArm(id="A"), TrialArm(id="B", words="warm bath before bed")]
    drawn = register(
        datetime(2026, 8, 31, 8, tzinfo=UTC), first, arms, TrialDesign(nights=28), PRIOR, "0123456789abcdef"
    )
    over = TrialEnd(date=date(2026, 9, 29), why="done") if ended else None
    rows = [TrialRow(night=first, arm="A", cramps=2)]
    found = TrialResult(at=NOW, table=rows, numbers=numbers or NUMBERS_OF_A_TRIAL) if ended else None
    whole = msgspec.structs.replace(drawn, ended=over, result=found, **changed)
    return entry("trial", msgspec.to_builtins(whole), datetime(2026, 8, 31, 9, tzinfo=UTC))


def letter_of(entries: Iterable[Entry], lang: str = "en", **chosen: Any) -> Letter:
    """The letter of a diary."""
    every = list(entries)
    choice = Choice(lang=lang, **chosen)
    return letter(person(every, "me", NOW, ZONE), every, choice, PACK, packed.desk)


def page_of(entries: Iterable[Entry], lang: str = "en", **chosen: Any) -> Page:
    """The page of a diary, in words."""
    return page(letter_of(entries, lang, **chosen), Choice(lang=lang, **chosen), PACK)


def terse_page_of(entries: Iterable[Entry], lang: str = "en", **chosen: Any) -> Page:
    """The page of a diary, where there is little room."""
    return page(letter_of(entries, lang, **chosen), Choice(lang=lang, **chosen), PACK, terse=True)


def text_of(entries: Iterable[Entry], lang: str = "en", **chosen: Any) -> str:
    """The page of a diary, as text."""
    return text(page_of(entries, lang, **chosen))
