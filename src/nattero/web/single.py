"""Relief as one file that lies on any phone and needs no server: every language, every step, every figure in one page.

In: the pack and our own scripts and styles. Out: HTML that asks for nothing from outside; its policy allows exactly its own
scripts and style, by their hashes (W3C, Content Security Policy Level 3). Without script it is a page to read.
"""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Any

from nattero import words
from nattero.draw.figure import figure
from nattero.knowledge.model import Claim, Source, Step
from nattero.knowledge.pack import Pack, load_pack
from nattero.knowledge.spoken import COUNTRY_OF_LANGUAGE, country_of
from nattero.knowledge.words import PLACEHOLDER
from nattero.relief.procedure import Asked, procedure
from nattero.relief.situation import Situation
from nattero.relief.table import table
from nattero.web.bundle import bundle
from nattero.web.pages.relief import at_relief, json_block, muscles, page_data, pose_of
from nattero.web.pages.settings import theme_name
from nattero.web.view import LANGUAGES, THEMES, assets, dialled, localized

STYLES = ("app.css", "figure.css", "relief.css")
FLOW = ("flow.js", "procedure.js", "voice.js")
FONT = re.compile(r"@font-face \{.*?\}\n", re.DOTALL)
SHAPE = re.compile(r'<path[^>]* d="([^"]{30,})"/>')
RULE = re.compile(r"^([^{}@\n]+)\{[^{}\n]*\}\n", re.MULTILINE)
CLASSES = re.compile(r'class="([^"]+)"')
CLASS = re.compile(r"\.([a-z][\w-]*)")
PATH = re.compile(r'<path([^>]*) d="([^"]{30,})"/>')
COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
FRAME = {"alone", "figures", "languages", "sources"}  # the classes that templates/alone.html itself has
SCRIPTED = {"live", "on", "scripted", "soon", "button", "main"}  # and those that the scripts give
ALL_OPEN = Situation()


@dataclass(frozen=True)
class Reader:
    """Somebody who reads the page in a language, at first with the numbers of that language's country."""

    pack: Pack
    lang: str

    @property
    def country(self) -> str:
        """The country whose numbers stand there before another one is touched."""
        return country_of(self.lang)

    @property
    def gettext(self) -> Callable[..., str]:
        """The interface's words."""
        return words.translator(self.lang)

    def say(self, key: str) -> str:
        """The pack's words."""
        return self.pack.say(key, self.lang, self.country)

    def say_number(self, name: str) -> str:
        """Whom to call there: `emergency` or `medical`."""
        return self.say(f"country.{self.country}.{name}")


def page(lang: str) -> str:
    """The page, speaking `lang` to whoever's browser asks for none of its languages."""
    pack = load_pack()
    theme, script = (assets().root / "theme.js").read_text("utf-8"), bundle(modules(), "alone.js")
    sources = sources_of(claims_of(pack), pack)
    sections = "".join(
        section(Reader(pack, known), sources) for known in (lang, *(known for known in LANGUAGES if known != lang))
    )
    drawn = drawings(pack)
    style = joined_style(
        FRAME | SCRIPTED | {name for names in CLASSES.findall(sections + drawn) for name in names.split()}
    )
    return (
        localized(lang)
        .get_template("alone.html")
        .render(
            lang=lang,
            policy=policy(style, theme, script),
            style=style,
            theme=theme,
            script=script,
            figures=drawn,
            sections=sections,
            sources=sources,
            sources_word={known: sources_word(known) for known in LANGUAGES},
            where=where,
            data=json_block(page_wide(pack)),
        )
    )


def section(reader: Reader, sources: list[Source]) -> str:
    """Everything the page says in one language."""
    pack = reader.pack
    mine = procedure(ALL_OPEN, pack.relief.values())
    shown = {asked.step.id for asked in mine}
    others = [Asked(step) for step in pack.relief.values() if step.id not in shown]
    steps = [asked for asked in (*mine, *others) if asked.step.place != "after"]
    html = (
        localized(reader.lang)
        .get_template("alone_language.html")
        .render(
            lang=reader.lang,
            say=reader.say,
            marked=lambda key: marked(key, reader),
            flags=at_relief(pack),  # nobody has said yet not to be pregnant
            steps=steps,
            aftercare=[step for step in pack.relief.values() if step.place == "after"],
            rejected=[row for row in pack.rejected.values() if pack.claims[row.claim].verdict == "unsafe"],
            claims=claims_of(pack),
            numbers={source.id: number for number, source in enumerate(sources, 1)},
            muscles=muscles(reader),
            countries=list(pack.countries),
            number=dialled(pack.countries[reader.country].emergency),
            boxes={step.pose: box(step.pose, pack) for step in pack.relief.values()},
            themes={theme: theme_name(theme, reader) for theme in THEMES},
        )
    )
    return re.sub(r">\n+<", "><", html)


def marked(key: str, reader: Reader) -> str:
    """A sentence as HTML, with the numbers to call in elements of their own: another country has others."""
    text = escape(reader.pack.text(key, reader.lang))
    return PLACEHOLDER.sub(lambda found: f'<b data-n="{found[1]}">{escape(reader.say_number(found[1]))}</b>', text)


def claims_of(pack: Pack) -> list[Claim]:
    """The claims that the steps stand on first of all, each once: those that "Why?" opens on the server's page."""
    used = dict.fromkeys(step.claims[0] for step in pack.relief.values())
    return [pack.claims[claim] for claim in used]


def sources_of(claims: list[Claim], pack: Pack) -> list[Source]:
    """The sources of claims, each once."""
    return [pack.sources[source] for source in dict.fromkeys(source for claim in claims for source in claim.sources)]


def sources_word(lang: str) -> str:
    """The heading of the sources, which are the same in every language."""
    _ = words.translator(lang)
    return _("Sources")


def where(source: Source) -> str:
    """Where a source is to be found, to be copied: the page itself leads nowhere."""
    return f"doi:{source.doi}" if source.doi else f"PubMed {source.pmid}" if source.pmid else str(source.url)


def page_wide(pack: Pack) -> dict[str, Any]:
    """What the page's script looks up: what is the same in every language, and each language's words."""
    steps = list(pack.relief.values())
    common = page_data(Reader(pack, words.SOURCE), ALL_OPEN, steps)
    kept = {name: common[name] for name in ("situation", "momentary", "standRisks", "clot", "stop", "long")}
    alone = table(steps, helper=False)
    return kept | {
        "table": alone,
        "helped": {key: ids for key, ids in table(steps, helper=True).items() if ids != alone.get(key)},
        "steps": {step.id: {"seconds": step.seconds, "place": step.place, "why": step.claims[0]} for step in steps},
        "numbers": {id_: dialled(country.emergency) for id_, country in pack.countries.items()},
        "countryOf": COUNTRY_OF_LANGUAGE,
        "languages": {lang: spoken(Reader(pack, lang), steps) for lang in LANGUAGES},
    }


def spoken(reader: Reader, steps: list[Step]) -> dict[str, Any]:
    """What the script says in one language."""
    _, pack = reader.gettext, reader.pack
    data = page_data(reader, ALL_OPEN, steps)
    own = {
        "title": _("Relief for leg cramps"),
        "call": _("Call %(number)s") % {"number": "{number}"},
        "since": _("It began at {time}."),
        "kept": _("This phone keeps it too, until its browser is cleared."),
        "notKept": _("This phone cannot keep it: copy it now, or write it down."),
        "copied": _("Copied"),
    }
    return {
        "say": {step.id: reader.say(f"step.{step.id}.say") for step in steps},
        "questions": data["questions"],
        "risks": data["risks"],
        "muscles": muscles(reader),
        "words": data["words"] | own,
        "calls": {
            country: {name: pack.text(f"country.{country}.{name}", reader.lang) for name in ("emergency", "medical")}
            for country in pack.countries
        },
    }


def drawings(pack: Pack) -> str:
    """Every figure once, for all languages; a part of the body that several figures have is written down once."""
    poses = dict.fromkeys(step.pose for step in pack.relief.values())
    drawn = "".join(symbol(pose, pack) for pose in poses)
    shapes = {shape: f"p{n}" for n, (shape, count) in enumerate(Counter(SHAPE.findall(drawn)).items()) if count > 1}
    parts = "".join(f'<path id="{name}" d="{shape}"/>' for shape, name in shapes.items())
    shared = PATH.sub(
        lambda found: f'<use{found[1]} href="#{shapes[found[2]]}"/>' if found[2] in shapes else found[0], drawn
    )
    return f"<defs>{parts}</defs>{shared}"


def symbol(pose: str, pack: Pack) -> str:
    """The figure of a pose, without the words that name it."""
    drawn = figure(pose_of(pack, pose), title="", description="", uid=pose)
    inside = drawn.partition("</desc>")[2].removesuffix("</svg>")
    # The class stands inside: where the symbol is used, a browser sees no further up than the symbol.
    return f'<symbol id="f-{pose}" viewBox="{box(pose, pack)}"><g class="figure" stroke-linecap="round">{inside}</g></symbol>'


def box(pose: str, pack: Pack) -> str:
    """The part of the plane that a figure fills."""
    width, height = pose_of(pack, pose).box
    return f"0 0 {width:g} {height:g}"


def joined_style(classes: set[str]) -> str:
    """The styles of the server's relief page that speak of these classes, without its fonts, and what this page has of its own."""
    texts = [(assets().root / name).read_text("utf-8") for name in STYLES]
    whole = COMMENT.sub("", FONT.sub("", "".join([*texts, own_file("alone.css")])))
    used = RULE.sub(lambda rule: "" if all(unused(part, classes) for part in rule[1].split(",")) else rule[0], whole)
    return re.sub(r"\s*([{};])\s*", r"\1", used)


def unused(selector: str, classes: set[str]) -> bool:
    """Whether a selector speaks of a class that the page does not have."""
    return not classes.issuperset(CLASS.findall(selector))


def modules() -> dict[str, str]:
    """The scripts: the flow of the server's page, and this page's own."""
    shared = {name: (assets().root / name).read_text("utf-8") for name in FLOW}
    return shared | {"alone.js": own_file("alone.js")}


def own_file(name: str) -> str:
    """A file that only this page has."""
    return (files("nattero") / "web" / "alone" / name).read_text("utf-8")


def policy(style: str, *scripts: str) -> str:
    """The content security policy of exactly this page."""
    allowed = " ".join(hashed(script) for script in scripts)
    return f"default-src 'none'; script-src {allowed}; style-src {hashed(style)}; base-uri 'none'; form-action 'none'"


def hashed(text: str) -> str:
    """A text's hash as a policy spells it."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
