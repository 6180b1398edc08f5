"""The trial room: what one can test, the trial that runs, and what came of those that are over.

In: the person, their trials. Out: one page for what there is to do now, and one for the answer. Tonight's arm is shown from noon on and
not before; while a trial runs, nothing is shown of how its arms compare.
"""

from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nattero import words
from nattero.diary.payloads import Trial
from nattero.diary.trials import Tried
from nattero.person.going_on import slipped
from nattero.person.trying import Trying, changed_since
from nattero.trial_words import (
    arm_names,
    changed_text,
    design_text,
    ended_text,
    no_line,
    obstacle_texts,
    tonight_name,
    tonight_text,
    why_not,
)
from nattero.trials.decision import Rule
from nattero.trials.protocol import own_words_in
from nattero.trials.question import RUN_IN, obstacles
from nattero.trials.running import open_pause
from nattero.trials.told import never_packed
from nattero.web.pages.looked import looked_here
from nattero.web.pages.noticed import danger_to_settle
from nattero.web.pages.trial_change import pause_by_itself
from nattero.web.pages.trial_known import by_name, name_of, trying_of
from nattero.web.pages.trial_result import keys_of, onward, picture_of, result_of
from nattero.web.pages.trial_stopped import stop_of
from nattero.web.view import View, view_of

AnyRequest = Request[Any, Any, Any]


@get("/trial", include_in_schema=False)
async def trial(request: AnyRequest) -> Response[str]:
    """The trial that runs, or what a trial is and what stands in the way of one."""
    view = view_of(request)
    who = trying_of(view)
    found = pause_by_itself(who, view)
    if found is not None:
        return running_page(found, who, view)
    start, slip = who.start, slipped(who)
    return view.render(
        "trial.html",
        obstacles=obstacle_texts(obstacles(start), start, view),
        recorded=start.recorded,
        needed=RUN_IN,
        noticed=danger_to_settle(view),
        looked=looked_here(view),
        past=[past_row(each, view) for each in who.over],
        slip=name_of(slip) if slip else "",
    )


@get("/trial/result/{name:str}", include_in_schema=False)
async def result(request: AnyRequest, name: FromPath[str]) -> Response[str]:
    """What came of a trial that is over."""
    view = view_of(request)
    who = trying_of(view)
    found = by_name(name, who)
    if found.trial.ended is None:
        raise NotFoundException
    changed = changed_since(found)
    return view.render(
        "trial_result.html",
        name=name,
        own_words=own_words_in(found.trial),
        title=" / ".join(arm_names(found.trial, view)[1:]),
        ended=ended_text(found.trial, view),
        planned_end=found.trial.ended.why in {"done", "clear"},
        stop=stop_of(found, who, view),
        noticed=danger_to_settle(view) if found.trial.ended.at else [],
        concealed=found.trial.concealed,
        changed=changed_text(changed, view) if changed else "",
        said=result_of(found.trial, view) if not (found.trial.concealed or changed in {"order", "replaced"}) else None,
        keys=keys_of(found.trial, view),
        picture=picture_of(found.trial, view),
        onward=onward(found.trial, view),
        design=design_of(found, view),
    )


def running_page(found: Tried, who: Trying, view: View) -> Response[str]:
    """The page of a trial that runs."""
    made = found.trial
    changed = changed_since(found)
    state = who.state(made)
    evening = None if changed in {"order", "replaced"} else who.tonight(made)
    pause = open_pause(made)
    must_pause = who.pause_for(made) if pause else None
    arm = {"name": tonight_name(made, evening, view), "do": tonight_text(made, evening, view)} if evening else None
    return view.render(
        "trial_running.html",
        name=name_of(found),
        stage=state.stage,
        changed=changed_text(changed, view) if changed else "",
        arms=arm_names(made, view),
        blinded=made.design.blinded,
        evening=evening,
        arm=arm,
        programme=evening.arm.programme if evening and not made.design.blinded else None,
        first=view.day(made.first),
        today=made.first == view.local.date(),
        nights=made.design.nights,
        state=state,
        pause=pause,
        must_pause=must_pause,
        no_longer=no_longer(made, who, view) if must_pause == "forbidden" else None,
        noticed=danger_to_settle(view),
        looked=looked_here(view),
        just_looked=view.request.query_params.get("looked") == "yes",
        design=design_of(found, view),
    )


def no_longer(made: Trial, who: Trying, view: View) -> dict[str, Any]:
    """What of a trial is no longer for this person: why, whether it is swallowed, and where to change what they said."""
    found = who.no_longer(made)
    asked = [name for name in found.because if name in view.site.pack.features] if found else []
    return {
        "line": no_line(why_not(found, view)) if found else "",
        "swallowed": any(
            topic.swallowed for topic in who.topics if topic.measure in {arm.measure for arm in made.arms}
        ),
        "change": f"/checkup/ask?item={asked[0]}" if asked and who.seen.run else "/plan/change",
    }


def design_of(found: Tried, view: View) -> dict[str, Any]:
    """How a trial was laid out, for everybody to see: its design, when it was written down, and the hash of the order."""
    made = found.trial
    return {
        "text": design_text(made.design.nights, made.design.block, made.design.washout, view, len(made.arms)),
        "blinded": made.design.blinded,
        "unpacked": never_packed(made),
        "first": words.short_day(made.first, view.lang),
        "registered": words.short_day(found.registered.astimezone(view.local.tzinfo).date(), view.lang),
        "hash": made.hash,
        "number": made.design.number,
        "looks": ", ".join(map(str, made.design.looks)),
        "better": words.number(100 * made.design.better, view.lang),
        "alone": words.number(100 * Rule(better=made.design.better).alone, view.lang, 1),
        "whole": changed_since(found) is None,
    }


def past_row(found: Tried, view: View) -> dict[str, str]:
    """A trial that is over, as a line of a list."""
    ended = found.trial.ended
    return {
        "href": f"/trial/result/{name_of(found)}",
        "name": " / ".join(arm_names(found.trial, view)[1:]),
        "when": words.short_day(ended.date, view.lang) if ended else "",
        "why": ended_text(found.trial, view),
    }


ROUTES = [trial, result]
