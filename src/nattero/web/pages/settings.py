"""Settings: this device's language and look, and the few things about the person that change what Nattero shows.

In: the person's answers. Out: a page of short groups, each of which says why it asks and when; and the diary as a file.
"""

from dataclasses import dataclass
from typing import Any

from litestar import Request, Response, get, post
from litestar.response import Redirect

from nattero import __version__
from nattero.diary.payloads import Value
from nattero.web.pages.checkin import all_exposures
from nattero.web.pages.devices import devices
from nattero.web.pages.entry_form import pairs_in
from nattero.web.view import THEMES, Speaker, View, view_of

YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Group:
    """Questions that belong together: where the page has them, their heading, and when Nattero needs them."""

    id: str
    name: str
    when: str
    questions: tuple[str, ...]


@get("/settings", include_in_schema=False)
async def settings(request: Request[Any, Any, Any]) -> Response[str]:
    """The settings."""
    view = view_of(request)
    return view.render(
        "settings.html",
        language=shown_language(view),
        themes=[(theme, theme_name(theme, view)) for theme in THEMES],
        groups=[(group, [asked(question, view) for question in group.questions]) for group in groups(view)],
        all_exposures=all_exposures(view),
        devices=devices(view),
        place=view.site.journal.path,
        version=__version__,
    )


@post("/settings/theme", include_in_schema=False)
async def theme(request: Request[Any, Any, Any]) -> Redirect:
    """Keeps the look of this device, for browsers without script."""
    chosen = dict(pairs_in(await request.body())).get("theme", "")
    answer = Redirect("/settings#theme", status_code=303)
    if chosen in THEMES:
        answer.set_cookie(key="theme", value=chosen, max_age=YEAR, path="/", samesite="lax")
    return answer


@get("/settings/diary.jsonl", include_in_schema=False)
async def whole_diary(request: Request[Any, Any, Any]) -> Response[str]:
    """Every entry of the diary, a line each, as a file to keep."""
    view = view_of(request)
    name = f"nattero-{view.local:%Y-%m-%d}.jsonl"
    text = "".join(f"{body}\n" for body in view.site.journal.bodies(view.person.name))
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(text, media_type="application/x-ndjson; charset=utf-8", headers=headers)


def shown_language(view: View) -> dict[str, Any]:
    """The question about the language, with the one that the page speaks."""
    return {**asked("language", view), "chosen": view.lang}


def groups(view: View) -> list[Group]:
    """The groups of questions, in the order in which they matter."""
    _ = view.gettext
    return [
        Group("country", _("Where you live"), _("Shown with every danger sign."), ("country",)),
        Group("who", _("Who it is for"), _("Asked when you have a cramp."), ("for_whom", "pregnant")),
        Group("standing", _("Standing safely"), _("Asked before a step for which you stand."), ("steady", "feet_feel")),
        Group(
            "rubbing",
            _("Rubbing the leg"),
            _("Asked before a step in which the leg is rubbed."),
            ("varicose_veins", "blood_thinners"),
        ),
    ]


def asked(question: str, view: View) -> dict[str, Any]:
    """A question with its reason, its answers in words, and the one that was given."""
    values = view.site.pack.questions[question].values
    return {
        "id": question,
        "text": view.say(f"question.{question}"),
        "why": view.say(f"question.{question}.why"),
        "values": [(value, view.say(f"question.{question}.{value}")) for value in values],
        "chosen": answer_text(view.person.answers.get(question)),
    }


def answer_text(value: Value) -> str:
    """An answer as the pack writes it; yes and true are the same."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def theme_name(theme: str, view: Speaker) -> str:
    """A look by name."""
    _ = view.gettext
    names = {
        "auto": _("Automatic: red on black at night"),
        "light": _("Light"),
        "dark": _("Dark"),
        "night": _("Night: red on black"),
    }
    return names[theme]


ROUTES = [settings, theme, whole_diary]
