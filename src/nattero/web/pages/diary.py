"""The diary page: a month of nights, the numbers of the last weeks with what they were made from, and the cramps.

In: the month, and the id of what was just deleted. Out: a page. A night that was not told is shown as such, and counted
nowhere.
"""

from collections.abc import Callable
from typing import Any

from litestar import Request, Response, get

from nattero import insights, words
from nattero.diary.entry import Entry, read
from nattero.diary.merge import families, winner
from nattero.diary.night import Closed, Episode, Open, night_of
from nattero.diary.payloads import Cramp, NightCheck, Session
from nattero.diary.plans import Done
from nattero.diary.summary import NotYet, Rate, Spread, summary
from nattero.person import WEEKS_SHOWN
from nattero.person.before_trial import before, trial_of
from nattero.person.lines import lines_of
from nattero.web.pages import charts
from nattero.web.pages.calendar import Month, month
from nattero.web.pages.fields import exact, hide, plain
from nattero.web.pages.looked import looked_here
from nattero.web.pages.noticed import danger_first, denied_here
from nattero.web.pages.plan_words import voice_of
from nattero.web.pages.relief import sides
from nattero.web.pages.session_words import rows_of
from nattero.web.pages.session_words import title as programme_title
from nattero.web.pages.wording import clock, details, duration, sentence, title, where
from nattero.web.view import View, view_of

WEEKS_DRAWN = 8
OPEN_NAMED = 3
ENOUGH = 21  # check-ins from which on there is a course to see


@get("/diary", include_in_schema=False)
async def diary(request: Request[Any, Any, Any]) -> Response[str]:
    """The diary."""
    view = view_of(request)
    shown = month(view, request.query_params.get("month"))
    trial = trial_of(view.person, view.site.entries())
    told = before(view.person.every_night, trial)
    recent = told[-7 * WEEKS_SHOWN :]
    seen = summary(recent)
    past = {night.date for night in view.person.nights_over}
    over = summary([night for night in recent if night.date in past])
    here = f"/diary?month={shown.first:%Y-%m}"
    undoable = removed(view)
    gone = next((pair for pair in undoable if is_about(pair, request)), None)
    return view.render(
        "diary.html",
        month=shown,
        began=began(shown, view),
        trial=insights.until(trial, view.gettext, view.lang),
        insight=sum(entry.kind == "night" for entry in view.person.entries) >= ENOUGH,
        noticed=danger_first(view),
        denied=denied_here(view),
        looked=looked_here(view),
        seen=seen,
        told=len(recent),
        over=over,
        rate=rate(over.rate, view),
        needed=over.rate.need - over.rate.have if isinstance(over.rate, NotYet) else 0,
        unfinished=insights.unfinished(over.rate.unfinished, view.ngettext)
        if isinstance(over.rate, NotYet) and over.rate.unfinished
        else "",
        left_out="" if isinstance(over.rate, NotYet) else insights.left_out(over.rate, view.ngettext),
        opened=[
            (night.date.isoformat(), view.day(night.date))
            for night in view.person.recent()
            if isinstance(night, Open) and night.date in past
        ][-OPEN_NAMED:],
        pain=middle(seen.pain, lambda value: words.number(value, view.lang)),
        seconds=middle(seen.seconds, lambda value: duration(value, view)),
        sides=[(sides(view)[side], count) for side, count in sorted(seen.sides.items(), key=lambda pair: -pair[1])],
        weeks=charts.week_rows(told[-7 * WEEKS_DRAWN :], view),
        hours=charts.hour_rows(seen.hours, view),
        cramps=[
            item(episode, view)
            for night in reversed(shown.nights)
            for episode in reversed(getattr(night, "episodes", ()))
        ],
        sessions=rows_of(shown.nights[0].date, shown.nights[-1].date, view) if shown.nights else [],
        removed=[bin_item(retraction, entry, view, here) for retraction, entry in undoable],
        deleted=bin_item(*gone, view, here) if gone else None,
        recount=recount(*gone, view, here) if gone else None,
        empty=not view.person.entries,
    )


def began(shown: Month, view: View) -> list[tuple[str, str]]:
    """What began in a month: its day, and what it was."""
    lines = lines_of(view.person, view.site.entries(), shown.nights)
    days = {night.date for night in shown.nights}
    voice = voice_of(view)
    return [(view.day(each.date), insights.line(each, voice)) for each in lines if each.date in days]


def rate(found: Rate | NotYet, view: View) -> dict[str, str] | None:
    """The weekly rate as a page writes it, or None while there is none."""
    if isinstance(found, NotYet):
        return None
    return {name: words.number(getattr(found, name), view.lang) for name in ("per_week", "low", "high")}


def middle(spread: Spread | None, write: Callable[[float], str]) -> dict[str, str] | None:
    """A spread as a page writes it: the middle value, and with enough values the middle half, in whole units."""
    if spread is None:
        return None
    low, high = round(spread.low), round(spread.high)
    half = spread.n >= 4 and low != high
    return {"median": write(spread.median), "low": write(low) if half else "", "high": write(high) if half else ""}


def item(episode: Episode, view: View) -> dict[str, str]:
    """A cramp of the list."""
    return {
        "href": f"/diary/cramp/{episode.id}",
        "day": sentence(view.day(episode.local.date())),
        "title": title(episode, view),
        "details": details(episode.cramp, view),
        "note": episode.cramp.note or "",
    }


def removed(view: View) -> list[tuple[Entry, Entry]]:
    """What was deleted and can come back, the latest first: the retraction that stands, and what it took away."""
    mine = [entry for entry in view.site.entries() if entry.person == view.person.name]
    found = []
    for family in families(mine):
        last = winner(family)
        before = [entry for entry in family if isinstance(read(entry), Cramp | NightCheck | Session)]
        if last.kind == "retraction" and before:
            found.append((last, winner(before)))
    return sorted(found, key=lambda pair: (pair[0].recorded_at, pair[0].id), reverse=True)


def is_about(pair: tuple[Entry, Entry], request: Request[Any, Any, Any]) -> bool:
    """Whether this is what the address says was just deleted."""
    asked = request.query_params.get("deleted")
    return bool(asked) and (pair[1].id == asked or pair[0].supersedes == asked)


def bin_item(retraction: Entry, entry: Entry, view: View, here: str) -> dict[str, Any]:
    """Something deleted, in words, with the fields that bring it back as it was."""
    return {
        "id": entry.id,
        "name": name_of(entry, view),
        "kind": entry.kind,
        "fields": hide([*plain(entry.kind, here, retraction.id, entry.zone), *exact(entry.payload)]),
    }


def recount(retraction: Entry, entry: Entry, view: View, here: str) -> dict[str, Any] | None:
    """The count of a deleted cramp's night where it was told before and still holds it, with the fields that make it one fewer."""
    payload = read(entry)
    if not isinstance(payload, Cramp):
        return None
    day = night_of(payload.at, entry.zone)
    night = view.person.nights(day, day)[0]
    check = next((each for each in view.person.entries if each.id == night.check), None)
    if not isinstance(night, Closed) or night.said <= len(night.episodes) or check is None:
        return None
    if check.recorded_at > retraction.recorded_at:
        return None  # told since: the cramp was not counted any more
    fewer = {**check.payload, "cramps": night.said - 1}
    return {
        "said": night.said,
        "fewer": night.said - 1,
        "fields": hide([*plain("night", here, check.id, check.zone), *exact(fewer)]),
    }


def name_of(entry: Entry, view: View) -> str:
    """A cramp, a check-in or a session by its day, a cramp by its time and place too, a session by its programme."""
    payload = read(entry)
    if isinstance(payload, NightCheck):
        return view.gettext("Check-in of %(day)s") % {"day": view.day(payload.date)}
    if isinstance(payload, Cramp):
        local = Episode(entry.id, entry.zone, payload).local
        place = where(payload.side, payload.muscle, view)
        parts = [sentence(view.day(local.date())), clock(payload.at, entry.zone, view), place]
        return ", ".join(part for part in parts if part)
    if isinstance(payload, Session):
        day = sentence(view.day(Done(entry.id, entry.zone, payload).day))
        return f"{day}, {programme_title(payload.programme, view)}"
    return ""


ROUTES = [diary]
