"""The programmes a person may choose from, each with what they may do of it and what to ask first.

In: the programmes of the pack and one that a physiotherapist gave, what is known of the person. Out: `Choice` values, and
the questions that would tell what is only assumed.
"""

from collections.abc import Collection
from dataclasses import dataclass

from nattero.diary.payloads import Given, GivenPart
from nattero.knowledge.exercises import ASK_FIRST, Limit, Part, Programme
from nattero.knowledge.limits import Limits
from nattero.person.planning import Outlook, outlook
from nattero.plan.offer import Offer, offer
from nattero.plan.profile import Profile
from nattero.plan.session import phases, total
from nattero.plans import limit_names
from nattero.web.view import View

GIVEN = "given"
TESTED = ("trial", "alike", "untested")
OF_NOW = frozenset({"can_stand", "clot_sign"})
"""Questions about this moment, which the page keeps in sight instead of asking them once for all."""


@dataclass(frozen=True)
class Choice:
    """A programme to choose: its words, its parts, what the person may do of it, and whether it is meant for them."""

    id: str
    title: str
    people: str
    note: str
    offer: Offer
    parts: tuple[Part | GivenPart, ...]
    tested: str = ""
    theirs: bool = True

    @property
    def minutes(self) -> int:
        """How long it takes, in whole minutes."""
        return -(-total(phases(self.offer.made.turns)) // 60)


def choices(person: Outlook, view: View, seated: bool = False) -> list[Choice]:
    """Every programme: the given one, then those of the pack that were tried against cramps, then the rest."""
    rows = sorted(view.site.pack.programmes.values(), key=lambda row: TESTED.index(row.tested))
    given = person.planned.plan.given if person.planned else None
    own = [given_choice(given, person.profile, view, seated)] if given else []
    return [*own, *(choice(row, person.profile, view, seated) for row in rows)]


def choice(row: Programme, who: Profile, view: View, seated: bool) -> Choice:
    """A programme of the pack as this person may do it."""
    title, people = (view.say(f"programme.{row.id}.{text}") for text in ("title", "for"))
    found = offer(row.parts, limits(who), view.site.pack.exercises, row.steady, seated)
    theirs = bool({"everyone", *who.people} & set(row.people))
    return Choice(row.id, title, people, "", found, row.parts, row.tested, theirs)


def given_choice(own: Given, who: Profile, view: View, seated: bool) -> Choice:
    """The programme that somebody else made, as this person may do it; what the bank does not have is left out."""
    bank = view.site.pack.exercises
    parts = tuple(part for part in own.parts if part.exercise in bank)
    by = view.gettext("From %(name)s") % {"name": own.by} if own.by else ""
    return Choice(GIVEN, own.title, by, own.note or "", offer(parts, limits(who), bank, False, seated), parts)


def outlook_of(view: View) -> Outlook:
    """The person as their plan sees them: settings, check-up, medicines, plan, and what their diary shows of danger."""
    return outlook(view.person, view.site.pack, lambda: view.site.desk, view.lang)


def limits(who: Profile) -> Limits:
    """What limits a person; with a danger sign that somebody has to look at today, no leg is exercised."""
    found = who.limits
    if not who.stopped:
        return found
    return Limits({**found.because, **dict.fromkeys(sorted(ASK_FIRST), ("danger",))}, found.assumed, found.torn)


def in_plan(person: Outlook) -> frozenset[str]:
    """The programmes of the person's plan."""
    if person.planned is None:
        return frozenset()
    plan = person.planned.plan
    named = frozenset(one.programme for one in plan.measures if one.programme)
    return named | {GIVEN} if plan.given else named


def questions(unsure: Collection[Limit], view: View) -> list[str]:
    """The questions whose answers tell what is only assumed of the person, in the order of the pack."""
    rows = view.site.pack.limits
    asked = {name for limit in unsure if limit in rows for name in rows[limit].denied}
    return [name for name in view.site.pack.questions if name in asked - OF_NOW]


def reasons(one: Choice, who: Profile, view: View) -> list[str]:
    """Why a programme is not begun, in words, the gravest first."""
    if who.stopped and one.offer.because & ASK_FIRST:
        return [view.gettext("have the danger sign looked at first")]
    return [name for limit, name in limit_names(view.gettext).items() if limit in one.offer.because]
