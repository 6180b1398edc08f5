"""An example year: what a diary looks like after twelve months, for looking around, for pictures and for tests.

In: a seed, an instant, a zone and a language. Out: entries that are the same for the same four, in an empty folder.
Counts follow a negative binomial with a summer peak (leg cramps are commoner in summer: Garrison et al. 2015,
CMAJ 187:248-253); some nights are missing, some were never closed, some entries were corrected or taken back.
"""

import math
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from nattero import demo_trial
from nattero.diary.entry import Entry, new_id
from nattero.knowledge.spoken import country_of
from nattero.store.errors import NotEmptyError, explained
from nattero.store.journal import open_journal
from nattero.words import translator

DAYS = 365
TABLET, STRETCHING = 100, 181  # on which days a tablet is noted and a plan begins
TRIAL = 267  # on which day a trial begins
PERSON = "me"
PHONE, COMPUTER = "phone-3f2a", "computer-9c1e"
STEPS = {"calf": ["calf-pull"], "foot": ["foot-pull"], "toes": ["foot-pull"], "hamstring": ["hamstring-straighten"]}
ANSWERS = {
    "for_whom": "me",
    "pregnant": "no",
    "steady": "yes",
    "feet_feel": "yes",
    "can_stand": "yes",
    "varicose_veins": "no",
    "blood_thinners": "no",
}
ABOUT = {"age": 72, "sex": "female", "pregnant": False, "side": "one_leg_at_a_time_either", "duration_min": 2}
AFFIRMED = ("muscle_hard", "in_bed", "relief_stretch", "sudden_onset", "intense_pain", "loc_calf_foot", "standing_job")
DENIED = (
    *("breathless_chest", "swelling_one_leg", "red_warm", "sudden_cold_pale", "sudden_weakness", "weakness"),
    *("bladder_bowel", "saddle_numb", "lost_consciousness", "stroke_signs", "dark_urine", "longer_10min", "confusion"),
    *("fever", "foot_wounds", "cancer_active", "constant_pain", "getting_worse", "daytime_cramps", "swelling_both"),
)
MEDICINES = ["Hydrochloorthiazide 12,5 mg", "Salbutamol"]


def fill(folder: Path, seed: int, now: datetime, zone: str, lang: str) -> int:
    """Puts the example year into an empty folder; the number of entries. Raises NotEmptyError for any other folder."""
    with explained(folder):
        if folder.is_dir() and any(folder.iterdir()):
            raise NotEmptyError(folder)
    with open_journal(folder) as journal:
        return len(journal.append(year(seed, now, zone, lang)))


def year(seed: int, now: datetime, zone: str, lang: str) -> list[Entry]:
    """The entries of a year that ends with the night before `now`, none of them later than `now`."""
    maker = Maker(Random(seed), zone, lang)  # noqa: S311 - the same luck every time is what is wanted
    last = now.astimezone(ZoneInfo(zone)).date() - timedelta(days=1)
    first = last - timedelta(days=DAYS - 1)
    made = [maker.answers(first), maker.checkup(first), maker.plan(first + timedelta(days=STRETCHING))]
    away = first + timedelta(days=maker.luck.randrange(200, 260))
    tried, arms = None, dict[date, str]()
    for back in range(DAYS):
        evening = first + timedelta(days=back)
        if back == TRIAL:
            tried = demo_trial.begun(evening, zone, made)
            arms = demo_trial.arms(tried)
        if not away <= evening < away + timedelta(days=9):  # a holiday without the diary
            made += maker.night(
                evening, stretching=back >= STRETCHING, tablet=back == TABLET, arm=arms.get(evening, "")
            )
    made += demo_trial.entries(tried, made, zone, maker.entry) if tried else []
    return [entry for entry in made if entry.recorded_at <= now]


class Maker:
    """Makes the entries of one person, one night after another."""

    def __init__(self, luck: Random, zone: str, lang: str) -> None:
        self.luck, self.zone, self.lang = luck, zone, lang
        _ = translator(lang)
        self.tablet = _("A new tablet for blood pressure")
        self.notes = (
            _("Woke up from it, could not sleep for an hour."),
            _("Long walk yesterday."),
            _("Drank little, it was hot."),
            _("Pulling my toes up helped."),
        )

    def entry(self, kind: str, at: datetime, payload: dict[str, Any], **more: Any) -> Entry:
        """An entry written at an instant."""
        made = Entry(
            id=new_id(at, self.luck.randbytes(10)),
            person=PERSON,
            recorded_at=at,
            device=more.pop("device", PHONE),
            zone=self.zone,
            kind=kind,
            payload=payload,
            **more,
        )
        return msgspec.convert(msgspec.to_builtins(made), Entry)

    def instant(self, day: date, hours: float) -> datetime:
        """The instant so many hours after midnight at the beginning of a day, on the wall's clock."""
        midnight = datetime.combine(day, time(), ZoneInfo(self.zone))
        return (midnight + timedelta(seconds=round(hours * 3600))).astimezone(ZoneInfo("UTC"))

    def answers(self, first: date) -> Entry:
        """What was answered on the first evening."""
        given = {**ANSWERS, "country": country_of(self.lang)}
        return self.entry("answers", self.instant(first, 20), {"answers": given})

    def checkup(self, first: date) -> Entry:
        """A check-up on the second evening, gone through to its end."""
        at = self.instant(first + timedelta(days=1), 20.5)
        said: dict[str, Any] = {**dict.fromkeys(DENIED, False), **dict.fromkeys(AFFIRMED, True), **ABOUT}
        payload = {"at": at.isoformat().replace("+00:00", "Z"), "answers": said, "medicines": MEDICINES, "done": True}
        return self.entry("checkup", at, payload)

    def plan(self, first: date) -> Entry:
        """A plan of one thing, from a day on."""
        at = self.instant(first, 19)
        measures = [{"id": "evening-stretch", "programme": "evening-stretch", "time": "21:30"}]
        said = {"at": at.isoformat().replace("+00:00", "Z"), "first": first.isoformat(), "measures": measures}
        return self.entry("plan", at, {**said, "minutes": 10})

    def night(self, evening: date, *, stretching: bool, tablet: bool, arm: str = "") -> Iterator[Entry]:
        """What was written of one night: perhaps nothing."""
        luck = self.luck
        exposures = self.exposures(evening, stretching=stretching)
        if tablet:
            exposures["medicine_change"] = self.tablet
        if arm:
            exposures["trial"] = luck.random() < 0.95
        count = self.count(evening, exposures, demo_trial.TIMES[arm] if arm and exposures["trial"] else 1.0)
        if luck.random() < 0.1:
            return
        logged = [self.cramp(evening) for _ in range(count) if luck.random() < 0.85]
        yield from logged
        for cramp in logged:
            yield from self.second_thoughts(cramp)
        if logged and luck.random() < 0.08:
            return  # the morning's question was never answered
        morning = self.instant(evening + timedelta(days=1), luck.uniform(6.8, 9.5))
        payload: dict[str, Any] = {"date": evening.isoformat(), "cramps": count, "exposures": exposures}
        if count:
            payload["sore"] = luck.random() < 0.35
        yield self.entry("night", morning, payload, device=luck.choice((PHONE, PHONE, COMPUTER)))

    def exposures(self, evening: date, *, stretching: bool) -> dict[str, Any]:
        """What happened that day."""
        luck, warm = self.luck, season(evening) > 0.5
        found: dict[str, Any] = {"stretched": luck.random() < (0.75 if stretching else 0.2)}
        found["exercise"] = luck.random() < 0.2
        found["alcohol"] = luck.choice((1, 2, 3)) if evening.weekday() in (4, 5) and luck.random() < 0.7 else 0
        if warm:
            found["heat"] = luck.random() < 0.4
        if luck.random() < 0.15:
            found["standing"] = True
        return found

    def count(self, evening: date, exposures: dict[str, Any], times: float = 1.0) -> int:
        """How many cramps: gamma-mixed Poisson counts, more in summer and after exertion, fewer after stretching."""
        mean = 0.42 * times * (1 + 0.55 * season(evening))
        mean *= 0.5 if exposures["stretched"] else 1.0
        mean *= 2.4 if exposures["exercise"] else 1.0
        mean *= self.luck.gammavariate(1.1, 1 / 1.1)
        limit, product, count = math.exp(-mean), self.luck.random(), 0
        while product > limit and count < 8:
            product *= self.luck.random()
            count += 1
        return count

    def cramp(self, evening: date) -> Entry:
        """One cramp, written down when it was over."""
        luck = self.luck
        at = self.instant(evening + timedelta(days=1), min(max(luck.gauss(3.1, 1.7), -1.0), 8.0))
        seconds = round(min(max(luck.lognormvariate(math.log(130), 0.7), 15), 1500) / 5) * 5
        muscle = luck.choices(("calf", "foot", "toes", "hamstring"), (80, 11, 6, 3))[0]
        payload: dict[str, Any] = {
            "at": at.isoformat().replace("+00:00", "Z"),
            "seconds": seconds,
            "pain": min(10, max(2, round(4.2 + 0.008 * seconds + luck.gauss(0, 1.3)))),
            "side": luck.choices(("left", "right", "both"), (58, 37, 5))[0],
            "muscle": muscle,
            "steps": STEPS[muscle],
        }
        if luck.random() < 0.06:
            payload["note"] = luck.choice(self.notes)
        return self.entry("cramp", at + timedelta(seconds=seconds + 20), payload)

    def second_thoughts(self, cramp: Entry) -> Iterator[Entry]:
        """Now and then a correction of the cramp; seldom the same cramp logged twice and one of them taken back."""
        luck, later = self.luck, cramp.recorded_at + timedelta(hours=5)
        chance = luck.random()
        if chance < 0.05:
            payload = {**cramp.payload, "pain": min(10, cramp.payload["pain"] + 1)}
            yield self.entry("cramp", later, payload, supersedes=cramp.id, device=COMPUTER)
        elif chance < 0.08:
            double = self.entry("cramp", cramp.recorded_at + timedelta(seconds=9), cramp.payload)
            yield double
            yield self.entry("retraction", later, {"reason": "twice"}, supersedes=double.id)


def season(evening: date) -> float:
    """Where in the year a day lies: 1 in the middle of July, -1 in the middle of January."""
    return math.cos(2 * math.pi * (evening.timetuple().tm_yday - 197) / 365.25)
