"""The plan from the command line: what is worth doing for this person, as text, as JSON or as a calendar.

In: the diary of the data folder (none is fine), and what is said of the person here. Out: the plan; nothing is written down.
"""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from nattero.cli import known
from nattero.cli.common import Data, Desk, Json, Lang, PersonName, bad_input

if TYPE_CHECKING:
    from nattero.diary.entry import Entry
    from nattero.knowledge.exercises import Limit
    from nattero.knowledge.pack import Pack
    from nattero.person.planning import Outlook, Own
    from nattero.plan.planner import Proposal

OLDEST = 120
SEXES = ("female", "male", "other", "unknown")


def plan(
    ics: Annotated[bool, typer.Option("--ics", help="Print it as a calendar (iCalendar).")] = False,
    minutes: Annotated[
        str | None, typer.Option("--minutes", metavar="N", help="Minutes a day there are, 0-120.")
    ] = None,
    age: Annotated[str | None, typer.Option("--age", metavar="YEARS", help="How old the person is.")] = None,
    sex: Annotated[str | None, typer.Option("--sex", metavar="SEX", help="female, male, other or unknown.")] = None,
    limit: Annotated[
        list[str] | None,
        typer.Option("--limit", metavar="NAME", help="What limits the person: unsteady. NAME=no: it does not."),
    ] = None,
    person: PersonName = "me",
    data: Data = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """What to do by day and before bed: a few things, each with why, how sure, and when it is judged.

    Without a diary: a careful plan for anybody. With one: the plan that stands, or what is proposed to that person.
    """
    from nattero.person.standing import laid_out

    desk = Desk(data, lang, as_json=as_json)
    said = _own(desk, minutes, age, sex, limit or [])
    pack = known.pack()
    with desk.reading() as journal:
        entries = list(journal.entries())
    seen = _seen(entries, person, pack, desk.lang, said)
    found = laid_out(seen, known.shelf(), said.minutes)
    if ics:
        sys.stdout.buffer.write(_calendar(entries, person, seen, found, pack, desk.lang))
        sys.stdout.flush()
        return
    _tell(desk, entries, person, seen, found, pack)


def _own(desk: Desk, minutes: str | None, age: str | None, sex: str | None, limits: list[str]) -> "Own":
    """What was said of the person on the command line; ends the command for what cannot be."""
    from nattero.person.planning import Own
    from nattero.plan.planner import MOST_MINUTES

    _ = desk.gettext
    if sex is not None and sex not in SEXES:
        raise bad_input("--sex", _("This is one of: {words}.").format(words=", ".join(SEXES)))
    return Own(
        age=_number(desk, "--age", age, OLDEST),
        sex=sex or "unknown",
        limits=_limits(desk, limits),
        minutes=_number(desk, "--minutes", minutes, MOST_MINUTES),
    )


def _number(desk: Desk, option: str, text: str | None, most: int) -> int | None:
    """A whole number from 0 to the most there can be."""
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 9 and int(text) <= most):
        raise bad_input(
            option, desk.gettext("{value} cannot be. Possible: {allowed}.").format(value=text, allowed=f"0-{most}")
        )
    return int(text)


def _limits(desk: Desk, named: list[str]) -> "dict[Limit, bool]":
    """What limits the person and what does not; ends the command for one that is unknown, or is named both ways."""
    from nattero.knowledge.limits import LIMITS

    _ = desk.gettext
    found: dict[Limit, bool] = {}
    for text in named:
        name, _sep, value = text.partition("=")
        limit = next((each for each in LIMITS if each == name.replace("-", "_")), None)
        if limit is None or value not in {"", "yes", "no"}:
            raise bad_input("--limit", _("This is one of: {words}.").format(words=", ".join(LIMITS)))
        if found.get(limit, value != "no") != (value != "no"):
            raise bad_input("--limit", _("{name} is named both ways.").format(name=limit))
        found[limit] = value != "no"
    return found


def _seen(entries: "list[Entry]", name: str, pack: "Pack", lang: str, said: "Own") -> "Outlook":
    """The person as their plan sees them."""
    from nattero import pen
    from nattero.person import person
    from nattero.person.planning import outlook

    who = person(entries, name, pen.now(), pen.local_zone())
    return outlook(who, pack, known.desk, lang, said)


def _calendar(entries: "list[Entry]", name: str, seen: "Outlook", found: "Proposal", pack: "Pack", lang: str) -> bytes:
    """The plan that is told, as a calendar: what stands of it, or what is proposed today."""
    import msgspec

    from nattero import pen
    from nattero.calendars import Standing, calendar, kept_back, standing_plan
    from nattero.person.standing import stands
    from nattero.plan.changes import taken

    zone = pen.local_zone()
    standing = standing_plan(entries, name)
    if standing and (stands(seen) or standing.plan.measures):
        shown = {each.id for each in found.chosen if not each.fit.forbidden}
        rows = [each for each in standing.plan.measures if each.id in shown or each.id not in pack.measures]
        standing = msgspec.structs.replace(standing, plan=msgspec.structs.replace(standing.plan, measures=rows))
    else:
        today = pen.local_now().replace(hour=0, minute=0, second=0, microsecond=0)
        before = standing.plan if standing else None
        standing = Standing(taken(found.chosen, today, today.date(), before), "proposed", today, zone)
    return calendar(kept_back(standing) if seen.profile.stopped else standing, pack, lang, zone, full=True)


def _tell(desk: Desk, entries: "list[Entry]", name: str, seen: "Outlook", found: "Proposal", pack: "Pack") -> None:
    """Prints the plan, with what a trial tests of it now and what somebody else made for the person."""
    from nattero.calendars import GIVEN
    from nattero.cli.danger import voice_of
    from nattero.cli.plan_text import as_text
    from nattero.diary.merge import current
    from nattero.diary.trials import running
    from nattero.person import answers
    from nattero.person.standing import stands
    from nattero.plan.occasions import tested
    from nattero.plans import told

    mine = [each for each in entries if each.person == name]
    voice = voice_of(answers(current(mine)), pack, desk.lang)
    runs = running(mine)
    resting = tested(runs.trial if runs else None)
    value = {"stands": stands(seen), **told(seen, found, voice)}
    value["measures"] = [{**each, "tested": each["id"] in resting} for each in value["measures"]]
    plan, value["given"] = seen.planned.plan if seen.planned else None, None
    if plan and plan.given:
        time = next((each.time for each in plan.measures if each.id == GIVEN), None)
        value["given"] = {"title": plan.given.title, "by": plan.given.by, "note": plan.given.note, "time": time}
    desk.tell(as_text(value, voice), value)


COMMANDS = (plan,)
