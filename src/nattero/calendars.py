"""The calendar of a person's plan, the same for the pages, the feed and the command line.

In: entries, the pack and a language. Out: iCalendar bytes. Calendars are shared and shown on walls, so by default they say
no more than that there is something to do; `full` names the things of the plan.
"""

from collections.abc import Container, Iterable
from datetime import UTC, datetime

import msgspec

from nattero import words
from nattero.diary.entry import Entry, read
from nattero.diary.merge import families, winner
from nattero.diary.payloads import Plan
from nattero.diary.trials import running
from nattero.knowledge.pack import Pack
from nattero.plan.feed import FeedWords, feed
from nattero.plan.occasions import CHECK_IN, TRIAL, Occasion, held_up, occasions, with_trial

BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
GIVEN = "given"


class Standing(msgspec.Struct, frozen=True):
    """The plan that stands: what it says, the first id of its family, when it was last written and in which zone."""

    plan: Plan
    family: str
    written: datetime
    zone: str


def standing_plan(entries: Iterable[Entry], person: str) -> Standing | None:
    """A person's plan as it stands, with the evenings of a trial that runs; None when there is neither."""
    mine = [entry for entry in entries if entry.person == person]
    found, tried = _written_plan(mine), running(mine)
    plan = with_trial(found.plan if found else None, tried.trial if tried else None)
    if plan is None:
        return None
    if found is None and tried is not None:
        return Standing(plan, tried.first_hash, tried.registered, tried.zone)
    return msgspec.structs.replace(found, plan=plan) if found else None


def _written_plan(mine: Iterable[Entry]) -> Standing | None:
    """The plan of one person, of several the one written last; None when there is none, or it was taken back."""
    about = [entry for entry in mine if entry.kind in {"plan", "retraction"}]
    found: list[tuple[Entry, Standing]] = []
    for family in families(about):
        latest = winner(family)
        plan = read(latest)
        if isinstance(plan, Plan):
            first = min(entry.supersedes or entry.id for entry in family)  # also of a first entry that has not arrived
            found.append((latest, Standing(plan, first, latest.recorded_at, latest.zone)))
    return max(found, key=lambda each: (each[0].recorded_at, each[0].id))[1] if found else None


def kept_back(standing: Standing) -> Standing:
    """A plan that a danger sign holds up, as its calendar shows it."""
    return msgspec.structs.replace(standing, plan=held_up(standing.plan))


def without(standing: Standing, refused: Container[str]) -> Standing:
    """A plan without these measures of it."""
    rows = [each for each in standing.plan.measures if each.id not in refused]
    return msgspec.structs.replace(standing, plan=msgspec.structs.replace(standing.plan, measures=rows))


def calendar(
    standing: Standing | None, pack: Pack, lang: str, zone: str, *, full: bool = False, alarms: bool = False
) -> bytes:
    """The calendar of a plan; a valid empty one without a plan, in the zone that is given for that."""
    if standing is None:
        said = FeedWords("Nattero", {}, "Nattero")
        return feed(None, family="", written=BEGAN, zone=zone, words=said)
    said = words_of(standing, pack, lang, full=full)
    return feed(
        standing.plan,
        family=standing.family,
        written=standing.written,
        zone=standing.zone,
        words=said,
        alarms=alarms,
    )


def words_of(standing: Standing, pack: Pack, lang: str, *, full: bool) -> FeedWords:
    """What the events of a plan are called in a language."""
    _ = words.translator(lang)
    found = occasions(standing.plan)
    titles = {one.id: title(one, standing.plan, pack, lang, full=full) for one in found}
    note = _("The times are those of %(zone)s.") % {"zone": standing.zone.replace("_", " ")}
    return FeedWords("Nattero", titles, _("Nattero: from your plan"), note)


def title(occasion: Occasion, plan: Plan, pack: Pack, lang: str, *, full: bool) -> str:
    """What one event is called: in general terms, or with the name of what there is to do."""
    _ = words.translator(lang)
    if occasion.id == CHECK_IN:
        return _("Nattero: check-in")
    if occasion.id == TRIAL and full:
        return _("Nattero: see what comes tonight")
    name = named(occasion, plan, pack, lang) if full else ""
    if name:
        return f"Nattero: {name}"
    return _("Nattero: exercises") if occasion.programme else _("Nattero: from your plan")


def named(occasion: Occasion, plan: Plan, pack: Pack, lang: str) -> str:
    """The name of a measure, or of its programme; empty when the pack does not know it any more."""
    if occasion.programme == GIVEN and plan.given:
        return plan.given.title
    texts = pack.words(lang)
    keys = (f"measure.{occasion.id}.title", f"programme.{occasion.programme}.title")
    return next((texts[key] for key in keys if key in texts), "")
