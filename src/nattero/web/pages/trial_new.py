"""Beginning a trial: choosing what to test and against what, seeing the design and the chance of an answer, and the start.

In: forms. Out: pages, and at the start one `trial` entry with its order drawn and sealed. What may not be tested is refused on every way
here, with the reason.
"""

import secrets
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from litestar import Request, Response, get, post
from litestar.response import Redirect

from nattero import words
from nattero.diary.summary import rate_of
from nattero.draw.trial import key
from nattero.knowledge.own_words import read_own_words
from nattero.person.beginning import (
    Asks,
    Choice,
    Chosen,
    Length,
    Wrong,
    begun,
    best_longer,
    chosen,
    other_lengths,
    own_chance,
)
from nattero.person.trying import Trying
from nattero.trial_own import has_to_be_so
from nattero.trial_words import (
    arm_name,
    chance_text,
    design_text,
    done,
    length_text,
    midweek_text,
    percent,
    topic_name,
    what_to_do,
    why_at_all,
    why_not,
    wrong_text,
)
from nattero.trials.decision import Rule
from nattero.trials.question import HOPELESS, USUAL_WEEKS, WEEKS, Heard, arm_of, can_be_blinded, obstacles
from nattero.web.forms import tidy
from nattero.web.pages.entry_form import LARGEST_FORM, pairs_in
from nattero.web.pages.known import source_rows
from nattero.web.pages.noticed import danger_first, danger_in
from nattero.web.pages.trial_known import keep, trying_of
from nattero.web.pages.trial_result import remedies
from nattero.web.view import View, view_of

AnyRequest = Request[Any, Any, Any]
FIELDS = ("arm", "own", "lasts", "against", "weeks", "blinded", "agreed")


@get("/trial/new", include_in_schema=False)
async def new(request: AnyRequest) -> Response[str]:
    """What may be tested, what not and why; once chosen, the design and the chance."""
    view = view_of(request)
    who = trying_of(view)
    fields = {name: tidy(text) for name, text in request.query_params.items()}
    if "arm" not in fields or "again" in fields:
        return form(who, fields, view)
    found = choice_of(fields, who, view)
    return form(who, fields, view, found) if isinstance(found, Wrong) else confirm(found, fields, who, view)


@post("/trial/start", request_max_body_size=LARGEST_FORM, include_in_schema=False)
async def start(request: AnyRequest) -> Response[Any] | Redirect:
    """Draws the order, seals it and writes it down, unless something stands in the way."""
    view = view_of(request)
    who = trying_of(view)
    fields = {name: tidy(text) for name, text in pairs_in(await request.body())}
    found = choice_of(fields, who, view)
    if isinstance(found, Wrong):
        return form(who, fields, view, found)
    if isinstance(found, Asks):
        return confirm(found, fields, who, view)
    made = begun(found, who, own_chance(found, who), secrets.token_hex(16))
    if made:
        keep(made, None, view)
    return Redirect("/trial", status_code=303)


def choice_of(fields: Mapping[str, str], who: Trying, view: View) -> Chosen | Wrong | Asks:
    """What the fields choose, why it cannot be tested, or what has to be so for it."""
    return chosen(wanted(fields), who, ear_of(view))


def ear_of(view: View) -> Callable[[str], Heard]:
    """What hears somebody's own words."""

    def hear(text: str) -> Heard:
        from nattero.person.own_words import heard  # as all that hears, only needed for one's own words

        return heard(text, view.site.lexicon, view.site.desk, view.site.pack)

    return hear


def wanted(fields: Mapping[str, str]) -> Choice:
    """The choice in the fields of a form."""
    weeks = next((each for each in WEEKS if str(each) == fields.get("weeks", str(USUAL_WEEKS))), 0)
    return Choice(
        fields.get("arm", ""),
        fields.get("own", ""),
        fields.get("lasts") != "no",
        fields.get("against", "nothing"),
        weeks,
        fields.get("blinded") == "yes",
        fields.get("agreed") == "yes",
    )


def lengths(others: list[Length], fields: Mapping[str, str], view: View) -> list[dict[str, Any]]:
    """The chance with other lengths, and the address of each."""
    kept = {name: fields[name] for name in FIELDS if name in fields}
    return [
        {
            "href": f"/trial/new?{urlencode(kept | {'weeks': str(each.weeks)})}",
            "text": view.ngettext(
                "%(num)s night: about %(chance)s of 100", "%(num)s nights: about %(chance)s of 100", each.nights
            )
            % {"num": each.nights, "chance": percent(each.chance)},
        }
        for each in others
    ]


def confirm(found: Chosen | Asks, fields: Mapping[str, str], who: Trying, view: View) -> Response[str]:
    """The design and the chance of an answer, before the start; where something has to be so for it, that first."""
    if isinstance(found, Asks):
        return ask(found, fields, view)
    design = found.design
    start_ = who.start
    rate = start_.cramps / start_.recorded if start_.recorded else 0.0
    chance = own_chance(found, who) if not obstacles(start_) else None
    hear = ear_of(view)
    choice = wanted(fields)
    others = other_lengths(choice, who, hear) if chance is not None else []
    return view.render(
        "trial_confirm.html",
        noticed=[*danger_in(fields.get("own", ""), view), *danger_first(view)],
        arms=[
            {
                "mark": key(place),
                "name": arm_name(arm, view, blinded=design.blinded),
                "do": what_to_do(arm, found.arms, view, blinded=design.blinded),
                "why": why_at_all(arm, view),
            }
            for place, arm in enumerate(found.arms)
        ],
        remedies=remedies(found.arms, view),
        fields={name: fields[name] for name in FIELDS if name in fields},
        design=design_text(design.nights, design.block, design.washout, view, len(found.arms)),
        longer=length_text(choice.weeks, design, len(found.arms), view),
        midweek=midweek_text(design, who, view),
        blocks=design.block > 1,
        blinded=design.blinded,
        nights=design.nights,
        assumed=found.assumed,
        sources=source_rows(found.sources, view),
        per_week=per_week(who, view),
        fewer=len(found.arms) > len("AB") and chance is not None and chance < HOPELESS,
        child="children" in who.seen.profile.people,
        chance=chance_text(rate, chance, view, best_longer(design.nights, others)),
        share=chance,
        lengths=lengths(others, fields, view),
        number=design.number,
        better=words.number(100 * design.better, view.lang),
        alone=words.number(100 * Rule(better=design.better).alone, view.lang, 1),
        least=design.least,
        looks=", ".join(map(str, design.looks)),
        obstacles=bool(obstacles(start_)),
    )


def per_week(who: Trying, view: View) -> dict[str, str]:
    """Somebody's cramps a week in the nights before a trial, with the range."""
    counts = who.counts()
    if not counts:
        return {}
    rate = rate_of(counts)
    return {
        name: words.number(value, view.lang)
        for name, value in (("n", rate.per_week), ("low", rate.low), ("high", rate.high))
    }


def ask(found: Asks, fields: Mapping[str, str], view: View) -> Response[str]:
    """What has to be so with somebody's own thing, to be said with a tick."""
    kept = {name: fields[name] for name in FIELDS if name in fields and name != "agreed"}
    rows = read_own_words(view.site.pack.root).rows
    return view.render(
        "trial_own.html",
        noticed=[*danger_in(fields.get("own", ""), view), *danger_first(view)],
        own=fields.get("own", ""),
        so=[(*has_to_be_so([kind], view), rows[kind].claims) for kind in found.kinds],
        fields=kept,
        back=f"/trial/new?{urlencode(kept | {'again': 'yes'})}",
    )


def form(who: Trying, fields: Mapping[str, str], view: View, wrong: Wrong | None = None) -> Response[str]:
    """The choice, with what was chosen before and what is wrong with it."""
    free = [option for option in who.options if option.why is None]
    return view.render(
        "trial_new.html",
        422 if wrong else 200,
        noticed=[*danger_in(fields.get("own", ""), view), *danger_first(view)],
        options=[
            {
                "id": option.topic.id,
                "name": topic_name(option.topic, view),
                "do": done(arm_of(option.topic, None, "B"), view),
            }
            for option in free
        ],
        blindable=[topic_name(option.topic, view) for option in free if can_be_blinded(option.topic, None)],
        no=[why_not(option, view) for option in who.options if option.why],
        checked=who.seen.run is not None,
        medicines="/checkup/ask?item=med_count" if who.seen.run else "/checkup",
        weeks=WEEKS,
        usual=str(USUAL_WEEKS),
        fields=fields,
        wrong=wrong_text(wrong, view) if wrong else "",
        unsaid=bool(wrong and wrong.option and wrong.option.why == "unknown"),
    )


ROUTES = [new, start]
