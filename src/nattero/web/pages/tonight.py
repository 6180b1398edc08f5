"""The start page: the button, last night's question, and the last fourteen nights."""

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get
from markupsafe import Markup

from nattero import words
from nattero.diary.night import Missing, Night, Open
from nattero.diary.plans import planned
from nattero.diary.trials import running, trials
from nattero.plan.occasions import tested
from nattero.trials.running import ASKED
from nattero.trials.running import tonight as drawn_tonight
from nattero.web.pages.noticed import danger_first
from nattero.web.pages.trial_known import trial_question
from nattero.web.view import View, view_of

WEEKS_SHOWN = 2
MORNING, AFTERNOON, EVENING = 5, 12, 18  # hours


@get("/")
async def tonight(request: Request[Any, Any, Any]) -> Response[str]:
    """The start page."""
    view = view_of(request)
    person = view.person
    strip = person.recent(WEEKS_SHOWN)
    asked = person.nights(person.last_night, person.last_night)[0]
    return view.render(
        "tonight.html",
        now=f"{view.day(view.local.date())}, {words.clock(view.local, view.lang)}",
        greeting=greeting(view),
        night=question(asked, view),
        noticed=[card for card in danger_first(view) if is_news(card, view)],
        strip=[cell(night, view) for night in strip],
        hidden=hidden,
        planned=view.local.hour >= EVENING and has_plan(view),
        trial=not MORNING <= view.local.hour < EVENING and trial_tonight(view),
    )


def is_news(card: Mapping[str, Any], view: View) -> bool:
    """Whether an open danger sign belongs under the button: what needs help today at any hour, of the rest what the nights show, by day."""
    by_day = card["grave"] and not card["said_on"] and view.local.hour >= MORNING
    return bool(card["alert"] or by_day)


def trial_tonight(view: View) -> bool:
    """Whether a trial has something drawn for this evening."""
    running = [each for each in trials(view.site.entries()) if each.trial.ended is None]
    return any(drawn_tonight(each.trial, view.site.clock(), view.zone) for each in running)


def has_plan(view: View) -> bool:
    """Whether there is something planned that the evening may show the way to; what a trial tests is not."""
    found, runs = planned(view.person.entries), running(view.person.entries)
    resting = tested(runs.trial if runs else None)
    return found is not None and bool(found.plan.given or any(each.id not in resting for each in found.plan.measures))


def greeting(view: View) -> str:
    """What one says at this hour."""
    hour = view.local.hour
    _ = view.gettext
    if MORNING <= hour < AFTERNOON:
        return _("Good morning")
    if AFTERNOON <= hour < EVENING:
        return _("Good afternoon")
    return _("Good evening") if hour >= EVENING else _("A quiet night to you")


def question(night: Night, view: View) -> dict[str, Any]:
    """What is to be asked about a night: how it was, whether that was all, whether it is still sore, or nothing."""
    _ = view.gettext
    early = view.local.hour < MORNING
    asked: dict[str, Any] = {
        "date": night.date.isoformat(),
        "question": _("How is the night so far?") if early else _("How was the night?"),
        "ask_sore": False,
        "ask_trial": "",
        "check": night.check,
        "kept": list(kept_fields(night)),
    }
    if isinstance(night, Missing):
        # Before morning the night is not over, and the one thing on the screen is the button.
        return asked | {"state": "hidden" if early else "missing"}
    if isinstance(night, Open):
        return asked | {"state": "hidden" if early else "open", "count": night.count}
    return asked | {
        "state": "closed",
        "count": night.count,
        "ask_trial": "" if ASKED in night.exposures else trial_question(night.date, view),
        "ask_sore": bool(night.count) and night.sore is None,
    }


def kept_fields(night: Night) -> list[tuple[str, str]]:
    """What a check-in said besides the count, as form fields, so that a later answer does not unsay it."""
    fields = [(f"exposures.{name}:{field_type(value)}", field_text(value)) for name, value in night.exposures.items()]
    if not isinstance(night, Missing) and night.sore is not None:
        fields.append(("sore:bool", field_text(night.sore)))
    return fields + ([("note:text", night.note)] if night.note else [])


def field_type(value: object) -> str:
    """The type a form field needs to carry a value unchanged."""
    if isinstance(value, bool):
        return "bool"
    return "count" if isinstance(value, int | float) else "text"


def field_text(value: object) -> str:
    """A value as a form field writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def hidden(day: str, cramps: int, supersedes: str | None = None) -> Markup:
    """The fields of a check-in that need no asking."""
    fields = {"kind": "night", "next": "/", "date:date": day, "cramps:int": cramps}
    if supersedes:
        fields["supersedes"] = supersedes
    made = [Markup('<input type="hidden" name="{}" value="{}">').format(name, value) for name, value in fields.items()]
    return Markup("").join(made)


def cell(night: Night, view: View) -> dict[str, str]:
    """A night as a cell of the strip: its kind, what stands in it, and what a screen reader says."""
    return {"date": night.date.isoformat(), **kind_of(night), "label": label(night, view)}


def kind_of(night: Night) -> dict[str, str]:
    """The class of a night's cell and what stands in it."""
    if isinstance(night, Missing):
        return {"kind": "missing", "text": ""}
    shade = "cramps" if night.count else "quiet"
    return {"kind": shade + (" open" if isinstance(night, Open) else ""), "text": str(night.count or "")}


def label(night: Night, view: View) -> str:
    """A night in words."""
    day = view.day(night.date)
    if isinstance(night, Missing):
        return view.gettext("%(day)s: not filled in") % {"day": day}
    if night.count == 0:
        return view.gettext("%(day)s: no cramp") % {"day": day}
    return view.ngettext("%(day)s: %(num)s cramp", "%(day)s: %(num)s cramps", night.count) % {
        "day": day,
        "num": night.count,
    }
