"""What a check-up found: danger first, what fits and why, what may add to it, what to ask, and what was said.

In: a check-up of the diary, the newest unless another is named. Out: a page on which every step opens to its reason. The
findings are the answer of `nattero checkup` itself (`checkup.told`), so that page, API and command line agree.
"""

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from nattero import words
from nattero.diary.checkups import Run, changed, runs
from nattero.diary.payloads import Value
from nattero.draw.balance import balance
from nattero.web.pages.checkup import PERSON, answered_count, day_of, look, unit_name
from nattero.web.pages.learn import urgency_name
from nattero.web.view import View, view_of

MOST_SHOWN = 8
LEAST_SHARE = 0.03
LEAST_LIMIT = 1.0  # what fills half a bar, in natural units, when nothing weighs more
LEAST_POINTS = 0.5  # of a hundred people: less is not worth telling
BARS = 6  # bars shown open; the weaker ones are one tap away
SELDOM = "loc_thigh_hamstring"  # the one of the seven that is met by a no
NOT_KNOWN = "insufficient_info"
ALARMS = frozenset({"emergency", "urgent"})


@get("/checkup/result", include_in_schema=False)
async def result(request: Request[Any, Any, Any]) -> Response[Any]:
    """What was found."""
    from nattero.checkup.questions import A_FEW, HARMLESS, asks_for_danger  # slow to import
    from nattero.checkup.told import told

    view = view_of(request)
    mine = runs(view.person.entries)
    named = request.query_params.get("run")
    run = next((one for one in mine if one.id == named), None) if named else (mine[-1] if mine else None)
    if run is None:
        if named:
            raise NotFoundException
        return Redirect("/checkup")
    before = next((one for one in reversed(mine) if one.said.at < run.said.at and one.said.done), None)
    checkup = look(run, view)
    found = told(checkup, view.site.desk)
    left, unknown = checkup.next_question, found["danger_unknown"]
    explained = [each for each in found["explanations"] if each["probability"] >= LEAST_SHARE][:MOST_SHOWN]
    # Where nothing fits well, nothing fits best; and what no answer speaks for or against yet is not named at all.
    weighed = [each for each in explained if each["condition"] != NOT_KNOWN and (each["for"] or each["against"])]
    best = max((each["probability"] for each in weighed), default=1.0)
    emergency = view.site.pack.countries[view.country].emergency
    return view.render(
        "checkup_result.html",
        run=run,
        day=day_of(run, view),
        found=found,
        urgency=urgency_name(found["urgency"], view),
        alarm=found["urgency"] in ALARMS,
        flags=[{**flag, "because": reasons(flag["why"], view)} for flag in found["red_flags"]],
        emergency=emergency,
        unknown=not found["fits_well"],
        fits=[fit(each, best, view, well=found["fits_well"]) for each in weighed],
        bars=BARS,
        criteria=[criterion(each, view) for each in found["is_nlc"]["criteria"]],
        apart=[(name, view.say(f"feature.{name}")) for name in found["tells_apart"]],
        ask_back=[pair["features"] for pair in found["ask_back"]],
        said=said(run, view),
        open=bool(found["next_question"]),
        early=found["urgency"] in HARMLESS and (asks_for_danger(left) or len(unknown) > A_FEW),
        unasked=asks_for_danger(left),
        unsure=[(name, view.say(f"feature.{name}.short")) for name in unknown],
        answered=answered_count(run),
        before=compared(before, run, view) if before else None,
        contributors=[contributor(each, run, view) for each in found["contributors"]],
        medicines=[medicine(each, view) for each in found["medicines"]],
        peers=peers_of(found["people_like_you"], view),
        feature=lambda name: view.say(f"feature.{name}.short"),
    )


def fit(row: Mapping[str, Any], best: float, view: View, *, well: bool) -> dict[str, Any]:
    """An explanation in words: its name, how well it fits (`well`: whether the best fits well), and a bar for each answer that weighs."""
    bars = sorted([*row["for"], *row["against"]], key=lambda bar: -abs(bar["weight"]))
    limit = max([LEAST_LIMIT, *(abs(bar["weight"]) for bar in bars)])
    return {
        "id": row["condition"],
        "name": view.say(f"condition.{row['condition']}"),
        "how_well": how_well(row["probability"], best, view, well=well),
        "bars": [
            (statement(bar["feature"], bar["answer"], view), balance(bar["weight"], limit), bar["weight"] > 0)
            for bar in bars
        ],
        "urgency": view.site.pack.conditions[row["condition"]].urgency,
    }


def how_well(probability: float, best: float, view: View, *, well: bool) -> str:
    """How well an explanation fits, in words: the numbers behind it are judged, so that none is shown."""
    _ = view.gettext
    if not well:
        return _("fits a little") if probability >= best / 3 else _("fits less")
    if probability == best:
        return _("fits best")
    return _("fits too") if probability >= best / 3 else _("fits less")


def statement(feature: str, answer: Value, view: View) -> str:
    """A question with its answer, as a statement for a list."""
    if feature == "medicines":
        return view.gettext("the medicines")
    short = view.say(f"feature.{feature}.short")
    if answer is True:
        return short
    if answer is False:
        return view.gettext("Not: %(statement)s") % {"statement": short}
    return f"{short}: {answer_text(feature, answer, view)}"


def answer_text(feature: str, answer: Value, view: View) -> str:
    """An answer in words."""
    row = view.site.pack.features[feature]
    if answer is None:
        return view.gettext("Not known")
    if isinstance(answer, bool):
        return view.gettext("Yes") if answer else view.gettext("No")
    if isinstance(answer, int | float):
        return f"{words.number(answer, view.lang)} {unit_name(row, view)}".strip()
    return view.say(f"feature.{feature}.{answer}")


def contributor(row: Mapping[str, Any], run: Run, view: View) -> dict[str, Any]:
    """What may play a part: how well that is supported in a word, and the answers behind it."""
    _ = view.gettext
    labels = {
        "supported": _("well supported"),
        "weak": _("weak link"),
        "contradicted": _("a belief, contradicted"),
        "none": _("a belief, no proof"),
    }
    because = [reason(name, run, view) for name in row["because"]]
    return {**row, "word": labels[row["evidence"]], "because": list(dict.fromkeys(because))}


def reason(name: str, run: Run, view: View) -> str:
    """What lies behind a finding: an answer as it was given, or what the medicines or one's own words tell."""
    if name == "medicines" or name not in view.site.pack.features:
        return view.gettext("the medicines")
    short = view.say(f"feature.{name}.short")
    value = run.said.answers.get(name)
    return (
        statement(name, value, view)
        if value is not None
        else view.gettext("%(what)s (from your words or medicines)") % {"what": short}
    )


def medicine(row: Mapping[str, Any], view: View) -> dict[str, Any]:
    """A medicine with its link in words, or what is asked back about it; where it stands there already, only that."""
    if row["again"]:
        return {**row, "link": "", "ask": None, "back": view.say("medicine.back.again")}
    if row["what"] == "medicine":
        return {**row, "link": view.say(f"medicine.link.{row['association']}"), "back": ""}
    return {**row, "link": "", "back": view.say(f"medicine.back.{row['what']}")}


def peers_of(row: Mapping[str, Any] | None, view: View) -> dict[str, Any] | None:
    """The survey's answer in whole people of a hundred, and what moved it."""
    if row is None:
        return None
    low, high = row["range_frequent"]
    return {
        "any": round(100 * row["p_any"]),
        "frequent": round(100 * row["p_frequent"]),
        "low": round(100 * low),
        "high": round(100 * high),
        "moved": [
            (
                view.say(f"peers.{each['input']}"),
                f"{'+' if each['change'] > 0 else '−'}{words.number(abs(each['change']), view.lang)}",
            )
            for each in row["moved_by"]
            if abs(each["change"]) >= LEAST_POINTS
        ],
    }


def criterion(row: Mapping[str, Any], view: View) -> dict[str, Any]:
    """A criterion with how it stands, as a mark and a word."""
    _ = view.gettext
    stands = {"met": ("✓", _("fits")), "not_met": ("×", _("does not fit")), "unknown": ("?", _("not known"))}
    mark, word = stands[row["met"]]
    short = view.say(f"feature.{row['feature']}.short")
    text = statement(row["feature"], False, view) if row["feature"] == SELDOM else short
    return {**row, "text": text, "mark": mark, "word": word}


def reasons(features: list[str], view: View) -> list[tuple[str, str]]:
    """The answers that raised a danger sign, each as a statement."""
    return [(name, view.say(f"feature.{name}.short")) for name in features if name in view.site.pack.features]


def said(run: Run, view: View) -> list[tuple[str, str, str]]:
    """Everything that was answered: the question's id, its statement, the answer."""
    features = view.site.pack.features
    return [
        (name, view.say(f"feature.{name}"), answer_text(name, value, view))
        for name, value in run.said.answers.items()
        if name in features and (value is not None or name in PERSON)
    ]


def compared(before: Run, run: Run, view: View) -> dict[str, Any]:
    """What is different from an earlier check-up: the urgency, and the answers that changed."""
    then = look(before, view)
    return {
        "day": day_of(before, view),
        "urgency": urgency_name(then.urgency, view),
        "changed": [
            (
                view.say(f"feature.{name}.short"),
                answer_text(name, before.said.answers[name], view),
                answer_text(name, run.said.answers[name], view),
            )
            for name in changed(before.said.answers, run.said.answers)
            if name in view.site.pack.features
        ],
    }


ROUTES = [result]
