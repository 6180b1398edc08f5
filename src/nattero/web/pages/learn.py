"""What is known: every claim with its verdict, its certainty and its sources; the danger signs; and what not to do.

In: the pack. Out: pages on which each statement opens to what it stands on.
"""

from collections.abc import Iterable
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nattero.knowledge.model import URGENCIES, Claim, RedFlag
from nattero.web.pages.known import MARKS, SURENESS, certainty, foot, source_row, verdict
from nattero.web.pages.noticed import card, open_signs
from nattero.web.pages.topics import topic_of, topics
from nattero.web.view import View, view_of

__all__ = ["ROUTES", "SURENESS", "short", "source_row", "urgency_name"]  # what other pages take from here
QUESTIONS = ("going-away", "sleep", "muscle")  # pages that have a door of their own


@get("/learn", include_in_schema=False)
async def learn(request: Request[Any, Any, Any]) -> Response[str]:
    """The claims by topic, each with its first sentence."""
    view = view_of(request)
    claims = view.site.pack.claims.values()
    found = [
        (topic.id, topic.name, [short(claim, view) for claim in claims if claim.topic in topic.holds])
        for topic in topics(view)
    ]
    end = foot("claims", (claim.id for claim in claims), view.gettext("What is known"), view)
    return view.render("learn.html", topics=found, count=len(claims), questions=QUESTIONS, foot=end)


@get("/learn/danger", include_in_schema=False)
async def danger(request: Request[Any, Any, Any]) -> Response[str]:
    """The danger signs, the most urgent first."""
    view = view_of(request)
    flags = view.site.pack.red_flags.values()
    groups = [(urgency, urgency_name(urgency, view), of(urgency, flags)) for urgency in URGENCIES]
    return view.render(
        "danger.html",
        groups=[group for group in groups if group[2]],
        country=view.say(f"country.{view.country}"),
        foot=foot("danger", (flag.claim for flag in flags), view.gettext("Danger signs"), view),
    )


@get("/learn/not", include_in_schema=False)
async def rejected(request: Request[Any, Any, Any]) -> Response[str]:
    """What people do for cramps and Nattero does not advise."""
    view = view_of(request)
    rows = [(row.id, view.site.pack.claims[row.claim]) for row in view.site.pack.rejected.values()]
    unsafe = [(name, claim) for name, claim in rows if claim.verdict == "unsafe"]
    unproven = [(name, claim) for name, claim in rows if claim.verdict != "unsafe"]
    end = foot("claims", (claim.id for _, claim in rows), view.gettext("What not to do"), view)
    return view.render("rejected.html", unsafe=unsafe, unproven=unproven, foot=end)


@get("/learn/{name:str}", include_in_schema=False, sync_to_thread=True)
def one_claim(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[str]:
    """A claim, opened to its sources and to what stands on it."""
    view = view_of(request)
    claim = view.site.pack.claims.get(name)
    if claim is None:
        raise NotFoundException
    return view.render(
        "claim.html",
        claim=claim,
        noticed=forbidding(claim, view),
        text=view.say(f"claim.{claim.id}"),
        first=first_sentence(view.say(f"claim.{claim.id}")),
        topic=topic_of(claim.topic, view),
        verdict=verdict(claim, view),
        mark=MARKS[claim.verdict],
        sure=SURENESS[claim.certainty],
        certainty=certainty(claim.certainty, view),
        meaning=meaning(claim, view),
        populations=", ".join(population(name, view) for name in claim.populations),
        sources=[source_row(view.site.pack.sources[name], view) for name in claim.sources],
        stands=list(standing_on(claim, view)),
        foot=foot("claims", [claim.id], first_sentence(view.say(f"claim.{claim.id}")), view),
    )


def forbidding(claim: Claim, view: View) -> list[dict[str, Any]]:
    """The open signs that forbid what a claim advises, as cards; none for what is not done to the leg."""
    standing = [each for each in open_signs(view) if each.today]
    if not standing:
        return []
    from nattero.ask.answer import leaves_the_leg  # hears: only needed where a sign is open

    return [] if leaves_the_leg(claim) else [card(each, view) for each in standing]


def short(claim: Claim, view: View) -> dict[str, Any]:
    """A claim for a list: its first sentence, its verdict as a mark and a word, and how sure it is."""
    return {
        "id": claim.id,
        "text": first_sentence(view.say(f"claim.{claim.id}")),
        "kind": claim.verdict,
        "mark": MARKS[claim.verdict],
        "verdict": verdict(claim, view),
        "certainty": certainty(claim.certainty, view),
        "sure": SURENESS[claim.certainty],
    }


def first_sentence(text: str) -> str:
    """A text up to its first full stop."""
    first, stop, _ = text.partition(". ")
    return first + ("." if stop else "")


def of(urgency: str, flags: Iterable[RedFlag]) -> list[RedFlag]:
    """The danger signs of one urgency."""
    return [flag for flag in flags if flag.urgency == urgency]


def standing_on(claim: Claim, view: View) -> Iterable[str]:
    """What Nattero says because of this claim: steps, danger signs, things not to do, things to note."""
    pack = view.site.pack
    yield from (view.say(f"step.{step.id}.title") for step in pack.relief.values() if claim.id in step.claims)
    yield from (view.say(f"flag.{flag.id}.sign") for flag in pack.red_flags.values() if flag.claim == claim.id)
    yield from (view.say(f"no.{row.id}") for row in pack.rejected.values() if row.claim == claim.id)
    yield from (view.say(f"exposure.{row.id}") for row in pack.exposures.values() if row.claim == claim.id)


def meaning(claim: Claim, view: View) -> str:
    """What that certainty means, in a sentence (after GRADE)."""
    _ = view.gettext
    sentences = {
        "high": _("We are very sure of this. New studies will hardly change it."),
        "moderate": _("We are fairly sure of this. New studies may change it a little."),
        "low": _("We are not very sure of this. New studies may well change it."),
        "very-low": _("We know little about this. It rests on experience, or on very few studies."),
    }
    return sentences[claim.certainty]


def population(name: str, view: View) -> str:
    """For whom a claim holds."""
    _ = view.gettext
    names = {
        "everyone": _("everyone"),
        "adults": _("adults"),
        "older": _("older people"),
        "pregnant": _("people who are pregnant"),
        "children": _("children"),
        "caregivers": _("people who help someone"),
        "swimmers": _("swimmers"),
    }
    return names[name]


def urgency_name(urgency: str, view: View) -> str:
    """How urgent a danger sign is."""
    _ = view.gettext
    names = {
        "emergency": _("Call now"),
        "urgent": _("Get help today or tonight"),
        "soon": _("See a doctor within days"),
        "routine": _("Make an appointment"),
        "self-care": _("You can deal with it yourself"),
    }
    return names[urgency]


ROUTES = [learn, danger, rejected, one_claim]
