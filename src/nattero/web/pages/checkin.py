"""The morning check-in: last night in one tap when it was quiet; otherwise how many cramps, and the day before it.

In: a date, last night's by default. Out: a page whose forms make the check-in, or the one that corrects it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException

from nattero.diary.entry import write
from nattero.diary.night import ONE_DAY, Closed, Missing, Night
from nattero.diary.payloads import NightCheck, Value
from nattero.diary.sleeping import is_due, ratings
from nattero.person.evening import told_by_sessions
from nattero.trials.running import ASKED
from nattero.web.pages.diary import item
from nattero.web.pages.fields import exact, hide, plain
from nattero.web.pages.night import date_in, is_over
from nattero.web.pages.noticed import danger_here
from nattero.web.pages.tonight import cell
from nattero.web.pages.trial_known import trial_question
from nattero.web.pages.wording import untold
from nattero.web.view import View, view_of

STRIP = 14
CHOICES = 8  # buttons; more than that is typed
DEFAULT_EXPOSURES = ("stretched", "alcohol", "medicine_change")
CHILD_EXPOSURES = ("stretched", "exercise", "medicine_change")


@get("/checkin", include_in_schema=False)
async def checkin(request: Request[Any, Any, Any]) -> Response[str]:
    """The check-in of a night."""
    view = view_of(request)
    asked = request.query_params.get("date")
    when = date_in(asked, view) if asked else view.person.last_night
    if when is None:
        raise NotFoundException
    night = view.person.nights(when, when)[0]
    here = f"/checkin?date={when.isoformat()}"
    said = said_before(night)
    drawn = trial_question(when, view)
    seen = ({ASKED: "yes_no"} if drawn else {}) | exposures_seen(view)
    shown = told_by_sessions(view.person, when, view.site.pack) | said.get("exposures", {})
    least = 0 if isinstance(night, Missing) else len(night.episodes)
    return view.render(
        "checkin.html",
        date=when.isoformat(),
        name=view.day(when),
        state="missing" if isinstance(night, Missing) else "closed" if isinstance(night, Closed) else "open",
        count=said.get("cramps", least),
        least=least,
        choices=range(max(least, 1), max(least, 1) + CHOICES - (not least and isinstance(night, Closed))),
        said=said,
        kept=hide([*entry_fields(night, here), *exact(unseen(said, seen)), ("date:date", when.isoformat())]),
        noticed=danger_here(view),
        asked=[
            (name, kind, drawn if name == ASKED else view.say(f"exposure.{name}"), shown.get(name))
            for name, kind in seen.items()
        ],
        all_exposures=all_exposures(view),
        cramps=[
            {**item(episode, view), "untold": untold(episode.cramp, view)} for episode in getattr(night, "episodes", ())
        ],
        strip=[cell(each, view) for each in view.person.nights(when_strip(when, view), strip_end(when, view))],
        over=is_over(when, view),
        told=twice(when, night, view),
        sleep_due=isinstance(night, Closed) and is_due(ratings(view.person.entries), view.local.date()),
        here=here,
    )


def twice(when: date, night: Night, view: View) -> list[int]:
    """The counts of a night that was told in two places, neither in sight of the other, as it was told; the last one counts."""
    told = [
        each for each in view.person.entries if each.kind == "night" and each.payload.get("date") == when.isoformat()
    ]
    ordered = sorted(told, key=lambda each: (each.recorded_at, each.id))
    counts = [each.payload["cramps"] for each in ordered if each.payload.get("cramps") is not None]
    last = next((each for each in told if each.id == night.check), None)
    return counts if last and last.supersedes is None and len(set(counts)) > 1 else []


def said_before(night: Night) -> dict[str, Any]:
    """What an earlier check-in of the night said, as JSON values; nothing when there is none."""
    if not night.check:
        return {}
    count, sore = (None, None) if isinstance(night, Missing) else (night.count, night.sore)
    cramps = count if isinstance(night, Closed) else None
    return write(NightCheck(date=night.date, cramps=cramps, sore=sore, exposures=night.exposures, note=night.note))


def entry_fields(night: Night, go_to: str) -> list[tuple[str, str]]:
    """The fields about the entry itself: a check-in, which corrects the earlier one of the night."""
    return plain("night", go_to, night.check)


def unseen(said: Mapping[str, Any], seen: Mapping[str, str]) -> dict[str, Any]:
    """What was said of exposures that the form does not show, to be kept."""
    exposures: dict[str, Value] = said.get("exposures", {})
    return {"exposures": {name: value for name, value in exposures.items() if name not in seen}}


def exposures_seen(view: View) -> dict[str, str]:
    """The exposures the person chose to see, with their types, in the pack's order; three until they choose."""
    answers = view.person.answers
    usual = CHILD_EXPOSURES if answers.get("for_whom") == "child" else DEFAULT_EXPOSURES
    return {
        name: row.type
        for name, row in view.site.pack.exposures.items()
        if answers.get(f"exposure.{name}", name in usual) is True
    }


def all_exposures(view: View) -> list[tuple[str, str, bool]]:
    """Every exposure with its words, and whether the person sees it."""
    seen = exposures_seen(view)
    return [(name, view.say(f"exposure.{name}"), name in seen) for name in view.site.pack.exposures]


def strip_end(when: date, view: View) -> date:
    """The last night of the strip: last night, unless the night that is asked about lies further back."""
    last = view.person.last_night
    return last if when > last - STRIP * ONE_DAY else min(last, when + (STRIP // 2) * ONE_DAY)


def when_strip(when: date, view: View) -> date:
    """The first night of the strip."""
    return strip_end(when, view) - (STRIP - 1) * ONE_DAY


ROUTES = [checkin]
