"""What the nights show, from the command line: in sentences and plain characters, or as JSON.

In: the diary of the data folder. Out: text, or one value in which every number carries what it was made from; nothing is written down.
"""

from typing import TYPE_CHECKING, Any

from nattero.cli.common import Data, Desk, Json, Lang, PersonName

if TYPE_CHECKING:
    from nattero.diary.entry import Entry
    from nattero.person import Person
    from nattero.person.insight import Insight
    from nattero.plans import Voice


def insight(person: PersonName = "me", data: Data = None, lang: Lang = None, as_json: Json = False) -> None:
    """What the nights show: how often, in which course, when in the night, what goes together, what is still missing."""
    import msgspec

    from nattero.cli import danger, known
    from nattero.person.insight import insight_of

    desk = Desk(data, lang, as_json=as_json)
    pack = known.pack()
    with desk.reading() as journal:
        entries = list(journal.entries())
    who = _person(entries, person)
    found = insight_of(who, entries, pack)
    voice = danger.voice_of(who.answers, pack, desk.lang)
    open_ = danger.open_signs(who, desk.lang)
    value: dict[str, Any] = {"danger": msgspec.to_builtins(open_), **msgspec.to_builtins(found)}
    desk.tell("\n\n".join([*danger.lines(open_, voice), *_text(found, voice)]), value)


def _person(entries: "list[Entry]", name: str) -> "Person":
    from datetime import UTC, datetime

    from nattero import pen
    from nattero.person import person

    return person(entries, name, datetime.now(UTC), pen.local_zone())


def _text(found: "Insight", voice: "Voice") -> list[str]:
    """The parts of the text, each a few lines."""
    from nattero import insights

    _ = voice.gettext
    if found.first is None:
        return [_("Nothing is written down yet.")]
    slept = insights.slept(found.sleep, voice)
    parts = [
        _now(found, voice),
        *_course(found, voice),
        _found(found, voice),
        _clock(found, voice),
        [slept] if slept else [],
    ]
    missing = [f"{name}: {text}" for name, text in insights.missing(found, voice)]
    if missing:
        parts.append([_("What is still missing"), *missing])
    return ["\n".join(part) for part in parts if part]


def _now(found: "Insight", voice: "Voice") -> list[str]:
    """How often now; or, while a trial runs, why that is not said."""
    from nattero import insights
    from nattero.diary.summary import NotYet

    if found.trial:
        top = [insights.until(found.trial, voice.gettext, voice.lang)]
    elif isinstance(found.lately, NotYet):
        top = [*([insights.noted(found.cramps, voice)] if found.cramps else []), insights.now(found.lately, voice)]
    else:
        top = [
            insights.now(found.lately, voice),
            insights.sure(found.lately.now, voice),
            insights.beside(found.lately, voice),
        ]
    forgotten = insights.forgotten(found, voice)
    return [*top, forgotten] if forgotten else top


def _course(found: "Insight", voice: "Voice") -> list[list[str]]:
    """The course as rows, and what began."""
    from nattero import insights, insights_drawn, insights_found, words
    from nattero.insight.course import Course

    if not isinstance(found.course, Course):
        return []
    rows = [insights_drawn.course_head(found.course, voice), *insights_drawn.course_text(found.course, voice)]
    began = []
    for line, since in zip(found.lines, found.findings.since, strict=True):
        told = f"{words.short_day(line.date, voice.lang)}  {insights.line(line, voice)}."
        # a trial goes to and fro, so that before and after say nothing of it
        said = told if line.kind == "trial" else f"{told} {insights_found.since(since, voice)}"
        if line.kind == "medicine":
            never = voice.gettext("Never stop a medicine on your own.")
            said = f"{said} {never}"
        began.append(said)
    return [rows, began]


def _found(found: "Insight", voice: "Voice") -> list[str]:
    """What changed, what goes together, and tonight."""
    from nattero import insights_found
    from nattero.insight.found import Change, Forecast

    all_ = found.findings
    lines = [insights_found.change(all_.change, voice)] if isinstance(all_.change, Change) else []
    for each in all_.together:
        name, how = insights_found.name(each, voice), insights_found.direction(each, voice)
        lines += [f"{name}: {how}. {insights_found.together(each, voice)}"]
    if all_.weekday:
        lines.append(insights_found.weekday(all_.weekday, voice))
    lines += [text for text in (insights_found.looked_at(all_, voice), insights_found.next_look(all_, voice)) if text]
    if all_.together or all_.weekday:
        lines.append(
            voice.gettext(
                "That two things go together does not mean that one brings the other. Only a fair test can tell."
            )
        )
    return lines + ([insights_found.tonight(all_.forecast, voice)] if isinstance(all_.forecast, Forecast) else [])


def _clock(found: "Insight", voice: "Voice") -> list[str]:
    """The hours of the night."""
    from nattero import insights, insights_drawn
    from nattero.insight.clock import Clock

    if not isinstance(found.clock, Clock):
        return []
    return [
        insights.half(found.clock, voice),
        insights.made_of(found.clock, voice),
        *insights_drawn.clock_text(found.clock, voice),
    ]


COMMANDS = (insight,)
