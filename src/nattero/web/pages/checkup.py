"""The check-up as a conversation: where to begin or go on, one screen of questions at a time, and what was answered.

In: the check-ups of the diary. Out: pages whose forms make the entry that carries a check-up further. Every answer is on
disk before the next question is shown, so that it can be left at any time. The reasoning is `nattero.checkup`'s.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from nattero import pen
from nattero.checkup.case import Case
from nattero.diary.checkups import Run, runs
from nattero.diary.merge import families, winner
from nattero.diary.payloads import CheckUp, Value
from nattero.knowledge.facts import is_child
from nattero.knowledge.features import Feature, takes
from nattero.person import planning
from nattero.person.taken import named_before
from nattero.web.forms import decimal, tidy
from nattero.web.pages.entry_form import LARGEST_FORM, pairs_in
from nattero.web.view import View, view_of

if TYPE_CHECKING:
    from nattero.checkup.consult import Checkup

ANSWER = "answer."
PERSON = planning.PERSON
LONGEST_TEXT, LONGEST_LINE, MOST_LINES = 4000, 200, 100


@dataclass(frozen=True)
class Item:
    """A question as it is shown: its words, the answers it takes, the one given, and what is wrong with that."""

    id: str
    text: str
    type: str
    choices: tuple[tuple[str, str], ...]
    given: str
    unit: str
    asked: bool = False
    wrong: str = ""
    why: tuple[str, ...] = ()


@get("/checkup", include_in_schema=False)
async def begin(request: Request[Any, Any, Any]) -> Response[str]:
    """Where a check-up begins, or goes on."""
    view = view_of(request)
    mine = runs(view.person.entries)
    going = mine[-1] if mine and not mine[-1].said.done else None
    done = [run for run in reversed(mine) if run.said.done]
    return view.render(
        "checkup.html",
        going=going,
        answered=answered_count(going) if going else 0,
        done=[(run, day_of(run, view)) for run in done],
        longest=LONGEST_TEXT,
        taken=named_before(view.person.entries, lambda: view.site.desk),
        country=view.say(f"country.{view.country}.emergency"),
    )


@post("/checkup", request_max_body_size=LARGEST_FORM, include_in_schema=False)
async def start(request: Request[Any, Any, Any]) -> Redirect:
    """A new check-up, with what was told in one's own words and the medicines, if anything was."""
    view = view_of(request)
    fields = dict(pairs_in(await request.body()))
    said = CheckUp(
        at=view.site.clock(),
        text=tidy(fields.get("text", ""))[:LONGEST_TEXT] or None,
        medicines=lines_of(fields.get("medicines", "")),
    )
    keep(said, None, view)
    return Redirect("/checkup/ask", status_code=303)


@get("/checkup/ask", include_in_schema=False)
async def ask(request: Request[Any, Any, Any]) -> Response[Any]:
    """The next screen of questions; with `item`, one question again, to change its answer."""
    view = view_of(request)
    run = newest(view)
    if run is None:
        return Redirect("/checkup")
    wanted = request.query_params.get("item", "")
    found = look(run, view)
    if wanted:
        if wanted not in view.site.pack.features:
            raise NotFoundException
        return screen(view, run, [item(wanted, run.said.answers, view)], again=True)
    if not found.next_question:
        return Redirect("/checkup/result")
    items = [item(name, run.said.answers, view) for name in found.next_question]
    return screen(view, run, [replace(each, why=why(each.id, found, view)) for each in items], again=False)


@post("/checkup/ask", request_max_body_size=LARGEST_FORM, include_in_schema=False)
async def answer(request: Request[Any, Any, Any]) -> Response[Any]:
    """Keeps the answers of a screen and goes on; a value that cannot be is asked again, with all others kept."""
    view = view_of(request)
    pairs = dict(pairs_in(await request.body()))
    run = run_of(pairs.get("run", ""), view)
    if run is None:
        return Redirect("/checkup", status_code=303)
    features = view.site.pack.features
    typed = posted(pairs, features)
    read = {name: value_of(text, features[name]) for name, text in typed.items()}
    wrong = {name for name, value in read.items() if value is not None and not takes(features[name], value)}
    if wrong:
        items = [item(name, {}, view, text, is_wrong=name in wrong) for name, text in typed.items()]
        return screen(view, run, items, again="again" in pairs, status=422)
    said = msgspec.structs.replace(run.said, answers={**run.said.answers, **read})
    finished = not look(replace(run, said=said), view).next_question
    keep(msgspec.structs.replace(said, done=finished or run.said.done), run, view)
    return Redirect("/checkup/result" if finished or "again" in pairs else "/checkup/ask", status_code=303)


@post("/checkup/medicines", request_max_body_size=LARGEST_FORM, include_in_schema=False)
async def medicines(request: Request[Any, Any, Any]) -> Redirect:
    """Keeps the list of medicines, or one's own words, as they were typed."""
    view = view_of(request)
    fields = dict(pairs_in(await request.body()))
    run = run_of(fields.get("run", ""), view)
    if run is not None:
        said = run.said
        if "medicines" in fields:
            said = msgspec.structs.replace(said, medicines=lines_of(fields["medicines"]))
        if "text" in fields:
            said = msgspec.structs.replace(said, text=tidy(fields["text"])[:LONGEST_TEXT] or None)
        keep(said, run, view)
    return Redirect("/checkup/result#medicines", status_code=303)


def posted(pairs: Mapping[str, str], features: Mapping[str, Feature]) -> dict[str, str]:
    """What was posted for each question of a screen; nothing for one left open, or no, where all those were denied."""
    shown = [name for name in pairs.get("shown", "").split() if name in features]
    rest = "no" if pairs.get("rest") == "no" else ""
    return {name: tidy(pairs.get(ANSWER + name, rest if features[name].type == "yes_no" else "")) for name in shown}


def screen(view: View, run: Run, items: list[Item], *, again: bool, status: int = 200) -> Response[str]:
    """A screen of questions."""
    first = "age" in {each.id for each in items} and not again
    return view.render("checkup_ask.html", status, run=run, items=items, again=again, first=first)


def newest(view: View) -> Run | None:
    """The check-up that was begun last."""
    mine = runs(view.person.entries)
    return mine[-1] if mine else None


def run_of(name: str, view: View) -> Run | None:
    """The check-up an entry belongs to, as it stands now: going back in the browser loses nothing that was said since."""
    mine = [entry for entry in view.site.entries() if entry.person == view.person.name and entry.kind == "checkup"]
    family = next((found for found in families(mine) if any(entry.id == name for entry in found)), None)
    standing = {run.id: run for run in runs(view.person.entries)}
    return standing.get(winner(family).id) if family else None


def keep(said: CheckUp, corrects: Run | None, view: View) -> None:
    """Writes a check-up down as far as it went."""
    made = pen.draft(
        "checkup",
        msgspec.to_builtins(said),
        at=view.site.clock(),
        zone=corrects.zone if corrects else view.zone,
        device=pen.device(view.site.journal),
        person=view.person.name,
        supersedes=corrects.id if corrects else None,
    )
    view.site.journal.append([made])


def look(run: Run, view: View, *, count: bool = False) -> "Checkup":
    """What the check-up finds so far."""
    from nattero.checkup.consult import consult  # slow to import

    return consult(case_of(run, view), view.site.desk, count=count)


def case_of(run: Run, view: View) -> Case:
    """What was said, as the check-up takes it."""
    return planning.case_of(run, view.site.pack.features, view.lang, view.country)


def item(
    name: str, given: Mapping[str, Value], view: View, typed: str | None = None, *, is_wrong: bool = False
) -> Item:
    """A question with the answer it has, or with what was typed."""
    feature = view.site.pack.features[name]
    shown = text_of(given.get(name)) if typed is None else typed
    choices = tuple((value, view.say(f"feature.{name}.{value}")) for value in feature.values)
    wrong = range_text(feature, view) if is_wrong else ""
    unit = unit_name(feature, view)
    child = view.person.answers.get("for_whom") == "child" or is_child(given.get("age"))
    asked = view.say(view.pack.own(f"feature.{name}", view.lang, "child" if child else ""))
    return Item(name, asked, feature.type, choices, shown, unit, name in given, wrong)


def why(name: str, found: "Checkup", view: View) -> tuple[str, ...]:
    """Why a question is asked: the danger sign that a yes may be, and what it would speak for and against."""
    from nattero.checkup.reasons import why_asked  # slow to import

    _ = view.gettext
    reason = why_asked(name, found.weighed, view.site.desk)
    names = [", ".join(view.say(f"condition.{each}") for each in several) for several in (reason.pro, reason.con)]
    said = [_("How common things are depends on it.")] if name in PERSON else []
    said += [_("It can be a danger sign: {sign}.").format(sign=view.say(f"flag.{sign}.sign")) for sign in reason.signs]
    if names[0]:
        said.append(_("A yes would speak for: {names}.").format(names=names[0]))
    if names[1]:
        said.append(_("A yes would speak against: {names}.").format(names=names[1]))
    return tuple(said)


def value_of(text: str, feature: Feature) -> Value:
    """An answer as it was posted; None for nothing said, and text that is no number stays text."""
    if not text:
        return None
    if feature.type == "yes_no":
        return {"yes": True, "no": False}.get(text, text)
    if feature.type == "number":
        number = decimal(text)
        return text if number is None else int(number) if number.is_integer() else number
    return text


def text_of(value: Value) -> str:
    """An answer as a form shows it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def range_text(feature: Feature, view: View) -> str:
    """What a question takes, in a sentence."""
    if feature.type == "number":
        low, high = f"{feature.least:g}", f"{feature.most:g}"
        return view.gettext("Please give a number from %(low)s to %(high)s.") % {"low": low, "high": high}
    return view.gettext("Please choose one of these answers.")


def unit_name(feature: Feature, view: View) -> str:
    """The unit of a number."""
    _ = view.gettext
    names = {"years": _("years"), "weeks": _("weeks"), "minutes": _("minutes")}
    return names.get(feature.unit or "", "")


def lines_of(text: str) -> list[str]:
    """A pasted list as its lines, each no longer than an entry takes."""
    return list(_lines(tidy(text)))[:MOST_LINES]


def _lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if kept := line.strip()[:LONGEST_LINE].strip():
            yield kept


def answered_count(run: Run) -> int:
    """How many questions of a check-up have an answer."""
    return sum(value is not None for value in run.said.answers.values())


def day_of(run: Run, view: View) -> str:
    """The day a check-up began."""
    return view.day(run.local.date())


ROUTES = [begin, start, ask, answer, medicines]
