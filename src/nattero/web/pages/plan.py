"""The plan: a few things to do, each with why, how sure it is, and when it is judged; and the one thing worth saying of it.

In: the person as their plan sees them. Out: the plan that stands, or the one that is proposed with a button to take it over;
a page of everything else there is; and a week on paper. What is forbidden by now is shown as such, and not begun.
"""

from typing import Any

from litestar import Request, Response, get

from nattero.diary.trials import running
from nattero.person.planning import Outlook, outlook
from nattero.person.standing import laid_out, mine, stands
from nattero.plan.narrowing import narrowing
from nattero.plan.occasions import tested
from nattero.plan.planner import MOST, Choice
from nattero.plans import choice, sign, told, why_not_names
from nattero.trial_words import arm_names
from nattero.web.pages.given_words import drawn
from nattero.web.pages.known import foot
from nattero.web.pages.looked import looked_here
from nattero.web.pages.noticed import danger_to_settle
from nattero.web.pages.plan_words import advice, back, blocks, voice_of
from nattero.web.view import View, view_of

AnyRequest = Request[Any, Any, Any]


@get("/plan", include_in_schema=False)
async def plan(request: AnyRequest) -> Response[str]:
    """The plan as it stands, or as it is proposed."""
    view = view_of(request)
    seen = outlook_of(view)
    found = laid_out(seen, view.site.shelf)
    value = told(seen, found, voice_of(view))
    cards = [card(each, view) for each in found.chosen]
    runs = running(view.person.entries)
    resting = tested(runs.trial if runs else None)
    for each in cards:
        each["tested"] = each["id"] in resting
    asked = narrowing(seen.profile, view.site.shelf)
    title = view.gettext("The plan") if stands(seen) else view.gettext("A plan to begin with")
    return view.render(
        "plan.html",
        title=title,
        stands=stands(seen),
        noticed=danger_to_settle(view),
        looked=looked_here(view),
        trial=" / ".join(arm_names(runs.trial, view)) if runs else "",
        stopped=seen.profile.stopped,
        blocks=blocks(cards, view),
        ids=[each["id"] for each in cards],
        blank=is_blank(seen, view),
        said=advice(seen, found.chosen, view),
        given=seen.planned.plan.given if seen.planned else None,
        checkin=seen.planned.plan.checkin if seen.planned else None,
        open=[
            each["name"] for each in value["limits"] if each["assumed"] and each["id"] in asked - {"third_trimester"}
        ],
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
    value = told(seen, laid_out(seen, view.site.shelf), voice_of(view))
    groups: dict[str, list[dict[str, Any]]] = {"free": [], "ask": [], "open": [], "never": []}
    for each in value["left"]:
        groups[group_of(each)].append(each)
    return view.render(
        "plan_more.html",
        groups=groups,
        useless=value["useless"],
        why=why_not_names(view.gettext),
        stands=stands(seen),
        full=stands(seen) and len(mine(seen, view.site.shelf)) >= MOST,
        stopped=seen.profile.stopped,
    )


@get("/plan/sheet", include_in_schema=False)
async def sheet(request: AnyRequest) -> Response[str]:
    """A week of the plan on paper, with a box for each day."""
    view = view_of(request)
    seen = outlook_of(view)
    rows = laid_out(seen, view.site.shelf).chosen
    runs = running(view.person.entries)
    resting = tested(runs.trial if runs else None)
    named, first = view.locale.days["format"]["abbreviated"], view.locale.first_week_day
    days = [named[(first + place) % 7] for place in range(7)]
    return view.render(
        "plan_sheet.html",
        given=seen.planned.plan.given if seen.planned else None,
        cards=[card(each, view) for each in rows if not each.fit.forbidden and each.id not in resting],
        tested=[card(each, view) for each in rows if not each.fit.forbidden and each.id in resting],
        first=[sign(each, voice_of(view)) for each in seen.profile.danger] if seen.profile.stopped else [],
        days=days,
    )


def outlook_of(view: View) -> Outlook:
    """The person as their plan sees them."""
    return outlook(view.person, view.site.pack, lambda: view.site.desk, view.lang)


def is_blank(seen: Outlook, view: View) -> bool:
    """Whether nothing is known of the person that a plan could be fitted to."""
    told_ = set(view.person.answers) - {"language", "country"}
    return seen.run is None and not told_ and (seen.planned is None or not seen.planned.plan.limits)


def card(each: Choice, view: View) -> dict[str, Any]:
    """A measure as a card: its words, when, why, how sure, when it is judged, and a figure where it is an exercise."""
    made = each.fit.tailored
    picture = drawn(made.turns[0].exercise, f"fig-{each.id}", view, moving=False) if made else ""
    return {**choice(each, voice_of(view)), "figure": picture, "remedy": each.fit.measure.remedy}


def group_of(each: dict[str, Any]) -> str:
    """Where a measure that is not in the plan stands on the page of everything."""
    if each["not"] == "ask-first":
        return "ask"
    if each["not"] != "forbidden":
        return "free"
    return "open" if each["open"] else "never"


ROUTES = [plan, everything, sheet]
