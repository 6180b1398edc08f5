"""Beginning a trial: choosing what to test and against what, seeing the design and the chance of an answer, and the start.

In: forms. Out: pages, and at the start one `trial` entry with its order drawn and sealed. What may not be tested is refused on every way
here, with the reason.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from litestar import Request, Response, get, post
from litestar.response import Redirect

from nattero import words
from nattero.diary.payloads import TrialArm, TrialDesign, TrialPrior
from nattero.person.own_words import heard
from nattero.person.trying import Trying, prior_for, topics_by_id
from nattero.trials.decision import Rule
from nattero.trials.question import USUAL_WEEKS, WEEKS, Option, Topic, arm_of, layout, obstacles, own_words
from nattero.trials.registered import register
from nattero.web.forms import tidy
from nattero.web.pages.entry_form import LARGEST_FORM, pairs_in
from nattero.web.pages.trial_known import keep, trying_of
from nattero.web.pages.trial_words import (
    arm_name,
    chance_text,
    design_text,
    own_text,
    topic_name,
    what_to_do,
    why_at_all,
    why_not,
)
from nattero.web.view import View, view_of

AnyRequest = Request[Any, Any, Any]
OWN, NOTHING, BOTH = "own", "nothing", "both"
NOON = 12
LONGEST_WORDS = 120
LASTING = 3  # nights that are left for one's own thing to wear off, where it lasts


@dataclass(frozen=True)
class Chosen:
    """What was chosen: arms and design, or what is wrong with it."""

    arms: list[TrialArm] = field(default_factory=list)
    design: TrialDesign | None = None
    assumed: bool = False
    wrong: str = ""


@get("/trial/new", include_in_schema=False)
async def new(request: AnyRequest) -> Response[str]:
    """What may be tested, what not and why; once chosen, the design and the chance."""
    view = view_of(request)
    who = trying_of(view)
    fields = {name: tidy(text) for name, text in request.query_params.items()}
    if "arm" not in fields:
        return form(who, fields, view)
    found = chosen(fields, who, view)
    return form(who, fields, view, found.wrong) if found.wrong else confirm(found, fields, who, view)


@get("/trial/chance", include_in_schema=False, sync_to_thread=True)
def worked_out(request: AnyRequest) -> Response[str]:
    """The same design with this person's own chance, from a few hundred simulated trials; it takes its time."""
    view = view_of(request)
    who = trying_of(view)
    fields = {name: tidy(text) for name, text in request.query_params.items()}
    found = chosen(fields, who, view)
    if found.wrong or found.design is None:
        return form(who, fields, view, found.wrong)
    counts = who.counts()
    if not any(counts):
        return confirm(found, fields, who, view)
    prior = prior_for(found.arms, view.site.pack, who.seen.profile.people)
    return confirm(found, fields, who, view, own_chance(tuple(counts), found.design, len(found.arms), prior))


@post("/trial/start", request_max_body_size=LARGEST_FORM, include_in_schema=False)
async def start(request: AnyRequest) -> Response[Any] | Redirect:
    """Draws the order, seals it and writes it down, unless something stands in the way."""
    view = view_of(request)
    who = trying_of(view)
    fields = {name: tidy(text) for name, text in pairs_in(await request.body())}
    found = chosen(fields, who, view)
    if found.wrong:
        return form(who, fields, view, found.wrong)
    if found.design and not obstacles(who.start):
        today = view.local.date()
        first = today if view.local.hour < NOON else today + timedelta(days=1)
        made = register(
            view.site.clock(),
            first,
            found.arms,
            found.design,
            prior_for(found.arms, view.site.pack, who.seen.profile.people),
            secrets.token_hex(16),
            run_in=who.run_in(),
            chance=share(fields.get("chance", "")),
            pregnant=who.pregnant,
        )
        keep(made, None, view)
    return Redirect("/trial", status_code=303)


def chosen(fields: Mapping[str, str], who: Trying, view: View) -> Chosen:
    """What the fields choose, or why it cannot be tested."""
    _ = view.gettext
    known = topics_by_id(who.options)
    name, against = fields.get("arm", ""), fields.get("against", NOTHING)
    own = fields.get("own", "")[:LONGEST_WORDS]
    others = [] if against == NOTHING else [against.removeprefix(f"{BOTH}.")]
    for each in ([] if name == OWN else [name]) + others:
        if each not in known:
            return Chosen(wrong=own_text("empty", view))
        if known[each].why:
            return Chosen(wrong=refusal(known[each], view))
    if name == OWN:
        fault = own_words(own, heard(own, view.site.lexicon, view.site.desk, view.site.pack), may_fall=who.may_fall)
        if fault:
            return Chosen(wrong=own_text(fault, view))
    if name in others:
        return Chosen(wrong=_("Choose two different things."))
    lasts = LASTING if name == OWN and fields.get("lasts") != "no" else 0
    tested = Topic(OWN, onset=lasts, carry_over=lasts) if name == OWN else known[name].topic
    other = known[others[0]].topic if others else None
    arms = [arm_of(None if against.startswith(BOTH) else other, None, "A")]
    arms.append(TrialArm(id="B", words=own) if name == OWN else arm_of(tested, None, "B"))
    if other and against.startswith(BOTH):
        arms.append(arm_of(other, None, "C"))
    weeks = next((each for each in WEEKS if str(each) == fields.get("weeks")), USUAL_WEEKS)
    topics = [tested, *([other] if other else [])]
    design = layout(topics, len(arms), weeks, len(who.all) + 1)
    return Chosen(arms, design, any(topic.assumed for topic in topics))


def refusal(option: Option, view: View) -> str:
    """Why an option cannot be chosen, in a line."""
    said = why_not(option, view)
    because = f" ({', '.join(said['because'])})" if said["because"] else ""
    return f"{said['name']}: {said['why']}{because}"


def own_chance(counts: tuple[int, ...], design: TrialDesign, arms: int, prior: TrialPrior) -> float:
    """The chance of a clear answer for somebody with these nights."""
    from nattero.trials.expected import chance, run_in_of

    return chance(run_in_of(counts), design, arms, prior)


def share(text: str) -> float | None:
    """A chance as the form has it."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


def confirm(
    found: Chosen, fields: Mapping[str, str], who: Trying, view: View, chance: float | None = None
) -> Response[str]:
    """The design and the chance of an answer, before the start."""
    design = found.design
    if design is None:
        return form(who, fields, view)
    begun = who.start
    rate = begun.cramps / begun.recorded if begun.recorded else 0.0
    return view.render(
        "trial_confirm.html",
        arms=[
            {"name": arm_name(arm, view), "do": what_to_do(arm, view), "why": why_at_all(arm, view)}
            for arm in found.arms
        ],
        fields={name: fields[name] for name in ("arm", "own", "lasts", "against", "weeks") if name in fields},
        design=design_text(design.nights, design.block, design.washout, view),
        blocks=design.block > 1,
        nights=design.nights,
        assumed=found.assumed,
        per_week=words.number(7 * rate, view.lang),
        recorded=begun.recorded,
        chance=chance_text(rate, chance, view),
        share=chance,
        number=design.number,
        better=words.number(100 * design.better, view.lang),
        alone=words.number(100 * Rule(better=design.better).alone, view.lang, 1),
        least=design.least,
        looks=", ".join(map(str, design.looks)),
        obstacles=bool(obstacles(begun)),
    )


def form(who: Trying, fields: Mapping[str, str], view: View, wrong: str = "") -> Response[str]:
    """The choice, with what was chosen before and what is wrong with it."""
    free = [option for option in who.options if option.why is None]
    return view.render(
        "trial_new.html",
        422 if wrong else 200,
        options=[{"id": option.topic.id, "name": topic_name(option.topic, view)} for option in free],
        no=[why_not(option, view) for option in who.options if option.why],
        weeks=WEEKS,
        usual=str(USUAL_WEEKS),
        fields=fields,
        wrong=wrong,
    )


ROUTES = [new, worked_out, start]
