"""The page of what the nights show: how often now, the course, what goes together, since when, the hours, and what is still missing.

In: the view. Out: a page. Danger signs of the diary stand first. Everything works without a script.
"""

from statistics import median
from typing import TYPE_CHECKING, Any

from litestar import Request, Response, get

from nattero import insights, insights_drawn, insights_found, words
from nattero.diary.summary import NotYet
from nattero.insight.found import Change, Findings, Forecast, Unseen
from nattero.plans import Voice
from nattero.web.pages.looked import looked_here
from nattero.web.pages.noticed import danger_first, denied_here
from nattero.web.pages.plan_words import voice_of
from nattero.web.pages.relief import muscles, sides
from nattero.web.pages.wording import duration, month_name, sentence
from nattero.web.view import View, view_of

if TYPE_CHECKING:
    from nattero.insight.clock import Clock
    from nattero.insight.places import Month, Share
    from nattero.person.insight import Insight

MONTHS_SHOWN = 12
OPEN_NAMED = 3  # unfinished nights with a link each
MINUTE = 60


@get("/insight", include_in_schema=False, sync_to_thread=True)
def insight(request: Request[Any, Any, Any]) -> Response[str]:
    """What the nights show."""
    from nattero.person.insight import insight_of  # slow to import

    view = view_of(request)
    found = insight_of(view.person, view.site.entries(), view.site.pack)
    voice = voice_of(view)
    return view.render(
        "insight.html",
        noticed=danger_first(view),
        denied=denied_here(view),
        looked=looked_here(view),
        empty=found.first is None,
        trial=insights.until(found.trial, voice.gettext, voice.lang),
        now=insights.now(found.lately, voice),
        noted=insights.noted(found.cramps, voice) if isinstance(found.lately, NotYet) and found.cramps else "",
        unfinished=[(day.isoformat(), view.day(day)) for day in found.unfinished[-OPEN_NAMED:]],
        forgotten=insights.forgotten(found, voice),
        sleep=insights.slept(found.sleep, voice),
        enough=not isinstance(found.lately, NotYet),
        sure="" if isinstance(found.lately, NotYet) else insights.sure(found.lately.now, voice),
        beside="" if isinstance(found.lately, NotYet) else insights.beside(found.lately, voice),
        course=course(found, voice),
        clock=clock(found.clock, voice),
        findings=findings(found.findings, voice),
        where=[*shares(found.sides, sides(view), voice), *shares(found.muscles, muscles(view), voice)],
        months=[month(each, view) for each in reversed(found.months[-MONTHS_SHOWN:]) if each.minutes or each.pain],
        spells=[] if isinstance(found.spells, NotYet) else insights.runs(found.spells, voice),
        seasons=seasons(found, view),
        missing=insights.missing(found, voice),
        made=made(found, view),
    )


def course(found: "Insight", voice: Voice) -> dict[str, Any] | None:
    """The first picture with its lines; None before there is enough."""
    if isinstance(found.course, NotYet):
        return None
    inside = insights_drawn.within(found.course, found.lines)
    since = dict(zip(found.lines, found.findings.since, strict=True))
    rows = [
        {
            "day": words.short_day(each.date, voice.lang),
            "text": insights.line(each, voice),
            "since": "" if each.kind == "trial" else insights_found.since(since[each], voice),
            "trial": each.kind == "trial",
            "medicine": each.kind == "medicine",
        }
        for each in inside
    ]
    drawn = insights_drawn.course_picture(found.course, inside, voice)
    return {"picture": drawn, "bars": insights_drawn.bars_text(found.course, voice), "lines": rows}


def clock(found: "Clock | NotYet", voice: Voice) -> dict[str, Any] | None:
    """The second picture; None before there is enough."""
    if isinstance(found, NotYet):
        return None
    drawn = insights_drawn.clock_picture(found, voice)
    return {"picture": drawn, "half": insights.half(found, voice), "made": insights.made_of(found, voice)}


def findings(found: Findings, voice: Voice) -> dict[str, Any]:
    """What was found, in words."""
    together = [
        {
            "name": insights_found.name(each, voice),
            "how": sentence(insights_found.direction(each, voice)),
            "text": insights_found.together(each, voice),
            "test": bool(each.tests),
        }
        for each in found.together
    ]
    looked = () if isinstance(found.exposures, NotYet) else found.exposures
    forecast = found.forecast
    return {
        "together": together,
        "weekday": insights_found.weekday(found.weekday, voice) if found.weekday else "",
        "looked_at": insights_found.looked_at(found, voice) if looked else "",
        "next": insights_found.next_look(found, voice),
        "others": [insights_found.name(each, voice) for each in looked if not each.found],
        "change": insights_found.change(found.change, voice) if isinstance(found.change, Change) else "",
        "tonight": insights_found.tonight(forecast, voice) if isinstance(forecast, Forecast) else "",
        "tried": insights_found.tried(forecast, voice) if isinstance(forecast, Forecast) else "",
        "unseen": isinstance(forecast, Unseen),
    }


def shares(found: "tuple[Share, ...] | NotYet", names: dict[str, str], voice: Voice) -> list[tuple[str, str, str]]:
    """The parts of the legs with their shares."""
    if isinstance(found, NotYet):
        return []
    return [(names.get(each.name, each.name), *insights.share(each, voice)) for each in found]


def month(each: "Month", view: View) -> dict[str, str]:
    """A month's middle duration and pain."""
    minutes, pain = each.minutes, each.pain
    return {
        "name": sentence(month_name(each.first, view)),
        "minutes": duration(minutes.median * MINUTE, view) if minutes else "",
        "pain": words.number(pain.median, view.lang) if pain else "",
        "cramps": str(each.cramps),
    }


def seasons(found: "Insight", view: View) -> list[tuple[str, str, str]]:
    """The quarters of the year: the middle of their years, and the least and the most of them."""
    if isinstance(found.seasons, NotYet):
        return []
    names, across = quarter_names(view), view.gettext("in single years %(low)s to %(high)s")
    rows = []
    for each in found.seasons:
        rates = [rate.per_week for rate in each.rates]
        middle, *ends = (words.number(value, view.lang) for value in (median(rates), min(rates), max(rates)))
        rows.append((names[each.quarter], middle, across % dict(zip(("low", "high"), ends, strict=True))))
    return rows


def quarter_names(view: View) -> tuple[str, str, str, str]:
    """The quarters by their months: there are places without a winter."""
    _ = view.gettext
    return (
        _("December to February"),
        _("March to May"),
        _("June to August"),
        _("September to November"),
    )


def made(found: "Insight", view: View) -> list[str]:
    """From what all this was made: the nights that count, and those that do not."""
    if found.first is None or found.last is None:
        return []
    days = {"first": words.short_day(found.first, view.lang), "last": words.short_day(found.last, view.lang)}
    told = view.ngettext(
        "From %(first)s to %(last)s you filled in %(num)s night.",
        "From %(first)s to %(last)s you filled in %(num)s nights.",
        found.recorded,
    )
    missing = view.ngettext(
        "%(num)s night was not filled in. It counts neither as quiet nor as bad.",
        "%(num)s nights were not filled in. They count neither as quiet nor as bad.",
        found.missing,
    )
    open_ = view.ngettext(
        "%(num)s night does not count, since nobody said whether those were all the cramps.",
        "%(num)s nights do not count, since nobody said whether those were all the cramps.",
        found.open,
    )
    parts = ((told, found.recorded), (missing, found.missing), (open_, found.open))
    return [text % {"num": number, **days} for text, number in parts if number or text is told]


ROUTES = [insight]
