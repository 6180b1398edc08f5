"""One request's way of looking: language, theme, zone and person, and the page rendered for them.

In: a request. Out: `View`, and HTML responses. Templates see the view as `view` and its helpers by name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from babel import Locale
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from litestar import MediaType, Request, Response
from litestar.status_codes import HTTP_200_OK, HTTP_304_NOT_MODIFIED
from markupsafe import Markup

from nattero import words
from nattero.diary.entry import is_zone
from nattero.knowledge.pack import HELPER, Pack
from nattero.knowledge.spoken import country_of
from nattero.person import Person, person
from nattero.web.assets import Assets
from nattero.web.site import ME, Site

STRANGER = "nattero.stranger"  # in the scope of a request that the guard lets in unpaired
THEMES = ("auto", "light", "dark", "night")
LANGUAGES = {"nl": "Nederlands", "nb": "Norsk", "id": "Bahasa Indonesia", "en": "English"}
PLAIN = timedelta(days=300)  # a day and a month say which year is meant
DUSK, DAWN = 21, 7  # hours on the wall's clock; a phone that knows better corrects it before the first paint


@lru_cache(maxsize=1)
def assets() -> Assets:
    """The static files of this program, read once."""
    return Assets(files("nattero") / "web" / "static")


def environment() -> Environment:
    """The templates, strict about names and escaping everything."""
    env = Environment(
        loader=PackageLoader("nattero.web"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.globals.update(asset=assets().url, languages=LANGUAGES, markup=Markup)
    return env


@lru_cache(maxsize=8)
def localized(lang: str) -> Environment:
    """The templates speaking one language."""
    env = environment()  # one of its own: what is installed in an overlay, every overlay speaks
    env.install_gettext_translations(words.translations(lang), newstyle=True)  # type: ignore[attr-defined]  # added by the i18n extension
    return env


class Speaker(Protocol):
    """Whoever says things in one language: a `View`, or a page that is made without a request."""

    @property
    def gettext(self) -> Callable[..., str]:
        """The interface's words."""

    def say(self, key: str) -> str:
        """The pack's words."""


class Knowing(Speaker, Protocol):
    """A speaker who also has what is known at hand."""

    @property
    def pack(self) -> Pack:
        """What is known."""


@dataclass
class View:
    """How this request is looked at."""

    site: Site
    request: Request[Any, Any, Any]

    @cached_property
    def zone(self) -> str:
        """The zone of the device that asks, from its cookie; else this computer's."""
        named = self.request.cookies.get("zone", "")
        return named if is_zone(named) else self.site.zone

    @cached_property
    def person(self) -> Person:
        """Whose diary it is, at this instant; nobody's for a device that is not paired."""
        if self.request.scope.get(STRANGER):
            return person((), ME, self.site.clock(), self.zone)
        return self.site.person(self.zone)

    @cached_property
    def lang(self) -> str:
        """The page's language: asked for, chosen on this device, answered, or the browser's."""
        answered = self.person.answers.get("language")
        for chosen in (self.request.query_params.get("lang"), self.request.cookies.get("lang"), answered):
            if chosen in LANGUAGES:
                return str(chosen)
        return words.language(None, self.request.headers.get("accept-language"))

    @cached_property
    def country(self) -> str:
        """Where the person lives: answered, else the land of the language, else anywhere."""
        answered = self.person.answers.get("country")
        return str(answered) if answered in self.site.pack.countries else country_of(self.lang)

    @property
    def call(self) -> str:
        """The number to dial there where a life is in danger."""
        return dialled(self.site.pack.countries[self.country].emergency)

    @property
    def crisis(self) -> str:
        """The number there for who no longer wants to live, as it is written; empty where there is none."""
        return self.site.pack.countries[self.country].crisis or ""

    @cached_property
    def local(self) -> datetime:
        """Now, on the wall's clock."""
        return self.site.clock().astimezone(ZoneInfo(self.zone))

    def day(self, value: date) -> str:
        """A date in words, with its year where that is not plain: that of last November, say, and of next."""
        return words.day(value, self.lang, year=abs(value - self.local.date()) > PLAIN)

    @cached_property
    def theme(self) -> str:
        """The theme chosen on this device."""
        chosen = self.request.cookies.get("theme", "auto")
        return chosen if chosen in THEMES else "auto"

    @property
    def shown_theme(self) -> str:
        """The theme to paint with: the chosen one, or night by the clock."""
        if self.theme != "auto":
            return self.theme
        return "night" if self.local.hour >= DUSK or self.local.hour < DAWN else "auto"

    @cached_property
    def locale(self) -> Locale:
        """Babel's locale of the page."""
        return words.locale(self.lang)

    @property
    def pack(self) -> Pack:
        """What is known."""
        return self.site.pack

    @property
    def gettext(self) -> Callable[..., str]:
        """The interface in the page's language."""
        return words.translator(self.lang)

    @property
    def ngettext(self) -> Callable[[str, str, int], str]:
        """The interface's words that depend on a number."""
        return words.translations(self.lang).ngettext

    def say(self, key: str) -> str:
        """The pack's words for a key, a helper's own where there are such, with the numbers to call of the person's country."""
        hearer = HELPER if self.person.by_other else ""
        return self.site.pack.say(self.site.pack.own(key, self.lang, hearer), self.lang, self.country)

    def render(self, template: str, status: int = 200, **values: Any) -> Response[str]:
        """A page."""
        html = (
            localized(self.lang)
            .get_template(template)
            .render(view=self, say=self.say, path=self.request.url.path, **values)
        )
        tag = f'W/"{sha256(html.encode()).hexdigest()[:20]}"'
        if status == HTTP_200_OK and tag in self.request.headers.get("if-none-match", ""):
            return Response(
                "", status_code=HTTP_304_NOT_MODIFIED, headers={"etag": tag}
            )  # the browser has this very page
        return Response(html, status_code=status, media_type=MediaType.HTML, headers={"etag": tag})


def view_of(request: Request[Any, Any, Any]) -> View:
    """The view of a request."""
    return View(request.app.state.site, request)


def dialled(number: str) -> str:
    """The first number in a country's emergency words, as a telephone dials it; empty where there is none."""
    digits = "".join(char if char.isdigit() else " " for char in number).split()
    return digits[0] if digits else ""
