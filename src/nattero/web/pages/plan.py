"""The plan: a few things to do, each with why, how sure it is, and when it is judged; and the one thing worth saying of it.

In: the person as their plan sees them. Out: the plan that stands, or the one that is proposed with a button to take it over;
a page of everything else there is; and a week on paper. What is forbidden by now is shown as such, and not begun.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from litestar import Request, Response, get

from nattero import words
from nattero.diary.summary import Rate
from nattero.person.planning import Outlook, ahead, going, outlook
from nattero.plan.adjust import Advice, Doing, easier
from nattero.plan.fit import fit
from nattero.plan.planner import CLOCK, MOST, Choice, in_order, weight
from nattero.plans import Voice, choice, told, why_not_names
from nattero.web.pages.given_words import drawn
from nattero.web.pages.known import foot
from nattero.web.view import View, view_of

MORNING, AFTERNOON, EVENING = 4, 12, 18  # hours
AnyRequest = Request[Any, Any, Any]


@get("/plan", include_in_schema=False)
async def plan(request: AnyRequest) -> Response[str]:
    """The plan as it stands, or as it is proposed."""
    view = view_of(request)
    seen = outlook_of(view)
    found = ahead(seen, view.site.shelf)
    value = told(seen, found, voice_of(view))
    rows = mine(seen, view)
    cards = [card(each, view) for each in (rows if stands(seen) else found.chosen)]
    title = view.gettext("Your plan") if stands(seen) else view.gettext("A plan for you")
    return view.render(
        "plan.html",
        title=title,
        stands=stands(seen),
        danger=value["first"],
        stopped=seen.profile.stopped,
        blocks=blocks(cards, view),
        ids=[each["id"] for each in cards],
        blank=is_blank(seen, view),
        said=advice(seen, rows, view),
        given=seen.planned.plan.given if seen.planned else None,
        checkin=seen.planned.plan.checkin if seen.planned else None,
        open=[each["name"] for each in value["limits"] if each["assumed"]],
        ask_back=back(value["ask_back"], seen, view),
        checked=seen.run is not None,
        full=len(cards) >= MOST,
        foot=foot("exercises", [claim for each in cards for claim in each["claims"]], title, view),
    )


@get("/plan/more", include_in_schema=False)
async def everything(request: AnyRequest) -> Response[str]:
    """Everything else there is: what may be put in, what to ask about first, what is not for this person, what is no use."""
    view = view_of(request)
    seen = outlook_of(view)
    value = told(seen, ahead(seen, view.site.shelf), voice_of(view))
    groups: dict[str, list[dict[str, Any]]] = {"free": [], "ask": [], "open": [], "never": []}
    for each in value["left"]:
        groups[group_of(each)].append(each)
    return view.render(
        "plan_more.html",
        groups=groups,
        useless=value["useless"],
        why=why_not_names(view.gettext),
        stands=stands(seen),
        full=stands(seen) and len(mine(seen, view)) >= MOST,
        stopped=seen.profile.stopped,
    )


@get("/plan/sheet", include_in_schema=False)
async def sheet(request: AnyRequest) -> Response[str]:
    """A week of the plan on paper, with a box for each day."""
    view = view_of(request)
    seen = outlook_of(view)
    rows = mine(seen, view) if stands(seen) else ahead(seen, view.site.shelf).chosen
    named, first = view.locale.days["format"]["abbreviated"], view.locale.first_week_day
    days = [named[(first + place) % 7] for place in range(7)]
    return view.render(
        "plan_sheet.html", cards=[card(each, view) for each in rows if not each.fit.forbidden], days=days
    )


def outlook_of(view: View) -> Outlook:
    """The person as their plan sees them."""
    return outlook(view.person, view.site.pack, lambda: view.site.desk, view.lang)


def voice_of(view: View) -> Voice:
    """The words of the view."""
    return Voice(view.site.pack, view.lang, view.country)


def stands(seen: Outlook) -> bool:
    """Whether a plan was taken over: one that only holds what limits the person is none yet."""
    return seen.planned is not None and bool(seen.planned.plan.measures or seen.planned.plan.given)


def is_blank(seen: Outlook, view: View) -> bool:
    """Whether nothing is known of the person that a plan could be fitted to."""
    told_ = set(view.person.answers) - {"language", "country"}
    return seen.run is None and not told_ and (seen.planned is None or not seen.planned.plan.limits)


def blocks(cards: list[dict[str, Any]], view: View) -> list[tuple[str, list[dict[str, Any]]]]:
    """The cards by the time of day, each time said once."""
    return [(time_name(time, view), list(rows)) for time, rows in groupby(cards, key=lambda each: str(each["time"]))]


def time_name(time: str, view: View) -> str:
    """A time of day in words."""
    _, hour = view.gettext, int(time[:2])
    if MORNING <= hour < AFTERNOON:
        return _("In the morning, %(time)s") % {"time": time}
    if AFTERNOON <= hour < EVENING:
        return _("By day, %(time)s") % {"time": time}
    return _("In the evening, %(time)s") % {"time": time}


def mine(seen: Outlook, view: View) -> tuple[Choice, ...]:
    """The measures of the plan that stands, each as it fits the person now; the earliest of the day first."""
    shelf, found = view.site.shelf, []
    for each in seen.planned.plan.measures if seen.planned else ():
        if each.id in shelf.measures:
            row = shelf.measures[each.id]
            now = fit(row, seen.profile, shelf, each.programme)
            found.append(Choice(now, each.time or CLOCK[row.moment], weight(now, shelf)))
    return in_order(found)


def card(each: Choice, view: View) -> dict[str, Any]:
    """A measure as a card: its words, when, why, how sure, when it is judged, and a figure where it is an exercise."""
    made = each.fit.tailored
    picture = drawn(made.turns[0].exercise, f"fig-{each.id}", view, moving=False) if made else ""
    return {**choice(each, voice_of(view)), "figure": picture, "remedy": each.fit.measure.remedy}


def advice(seen: Outlook, rows: Sequence[Choice], view: View) -> dict[str, Any] | None:
    """The one thing worth saying of the plan: nothing while it simply goes on."""
    found = going(view.person, seen, view.site.shelf) if stands(seen) and not seen.profile.stopped else None
    if found is None or found.advice.kind == "keep" or found.advice.measure is None:
        return None
    said, id_ = found.advice, found.advice.measure
    row = next((each for each in rows if each.id == id_), None)
    other = easier(row.fit, view.site.shelf, seen.profile) if row else None
    doing = next((each for each in found.doing if each.id == id_), None)
    return {
        "kind": said.kind,
        "id": id_,
        "title": view.say(f"measure.{id_}.title"),
        "do": view.say(f"measure.{id_}.do"),
        "easier": other and {"id": other.programme, "title": view.say(f"programme.{other.programme}.title")},
        "nights": side_by_side(said, view),
        "done": done_text(doing, view) if doing else "",
    }


def side_by_side(said: Advice, view: View) -> list[str]:
    """The nights before and lately, each with its range; nothing where there are too few."""
    if said.nights is None:
        return []
    _ = view.gettext
    rates = ((_("In the four weeks before"), said.nights.before), (_("In the last four weeks"), said.nights.since))
    if not all(isinstance(rate, Rate) for _name, rate in rates):
        return []
    return [f"{name}: {rate_text(rate, view)}" for name, rate in rates if isinstance(rate, Rate)]


def rate_text(rate: Rate, view: View) -> str:
    """Cramps a week, with the range that is likely."""
    shown = {
        name: words.number(round(value, 1), view.lang)
        for name, value in (("rate", rate.per_week), ("low", rate.low), ("high", rate.high))
    }
    return view.gettext("%(rate)s cramps a week (likely between %(low)s and %(high)s)") % shown


def done_text(doing: Doing, view: View) -> str:
    """On how many days it was done, of those that are known."""
    if not doing.known:
        return ""
    return view.ngettext(
        "Done on %(done)s of %(num)s day that you told of.",
        "Done on %(done)s of %(num)s days that you told of.",
        doing.known,
    ) % {"done": doing.done, "num": doing.known}


def back(rows: list[dict[str, Any]], seen: Outlook, view: View) -> list[list[tuple[str, str]]]:
    """What is asked back: answers that cannot all be right, each with where it can be changed."""
    voice, said = voice_of(view), seen.run.said.answers if seen.run else {}

    def where(name: str) -> str:
        return f"/checkup/ask?item={name}" if name in said else "/plan/change"

    return [[(where(name), voice.name(name)) for name in dict.fromkeys(each["features"])] for each in rows]


def group_of(each: dict[str, Any]) -> str:
    """Where a measure that is not in the plan stands on the page of everything."""
    if each["not"] == "ask-first":
        return "ask"
    if each["not"] != "forbidden":
        return "free"
    return "open" if each["open"] else "never"


ROUTES = [plan, everything, sheet]
