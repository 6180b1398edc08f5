"""Beginning a trial from the command line: what may be tested, the design, one's own chance, and the start.

In: a choice. Out: sentences or JSON; at the start a trial in the journal, drawn and sealed, the same as the pages write.
"""

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from nattero.cli.common import REFUSED, Data, Json, Lang, PersonName, StopError, Yes, bad_input
from nattero.cli.trial_room import Room, room

if TYPE_CHECKING:
    from nattero.diary.payloads import Trial
    from nattero.person.beginning import Choice, Chosen


def options(person: PersonName = "me", data: Data = None, lang: Lang = None, as_json: Json = False) -> None:
    """What you may test, with the name to choose it by, and what not and why."""
    from nattero.trial_words import no_line, topic_name, why_not

    with room(data, lang, person, as_json=as_json) as here:
        free = {one.topic.id: topic_name(one.topic, here.voice) for one in here.who.options if one.why is None}
        no = [{"id": one.topic.id, **why_not(one, here.voice)} for one in here.who.options if one.why]
        lines = [f"{name:40}  {title}" for name, title in free.items()]
        lines += ["", here.desk.gettext("What you cannot test, and why") + ":"]
        lines += [f"- {no_line(each)}" for each in no]
        lines += ["", here.desk.gettext("Say what is so for you in the app (nattero serve), under Plan.")]
        here.desk.tell("\n".join(lines), {"options": free, "not": no})


def start(
    arm: Annotated[str, typer.Argument(metavar="NAME", help="What to test: a name of nattero trial options, or own.")],
    own: Annotated[str, typer.Option(metavar="WORDS", help="What to test in your own words, with own.")] = "",
    only_that_night: Annotated[
        bool, typer.Option("--only-that-night", help="Your own thing works on that night alone.")
    ] = False,
    against: Annotated[
        str, typer.Option(metavar="NAME", help="Against what: nothing, a name, or both.NAME for three arms.")
    ] = "nothing",
    weeks: Annotated[int, typer.Option(metavar="N", help="How long: 4, 8 or 12 weeks.")] = 8,
    packed: Annotated[
        bool, typer.Option("--packed", help="A helper packs numbered bags, so that you do not know which is which.")
    ] = False,
    yes: Yes = False,
    person: PersonName = "me",
    data: Data = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Begin a trial: shows the design and your own chance of a clear answer, asks, then draws the order and seals it."""
    from nattero.person.beginning import Choice, begun, own_chance
    from nattero.trial_words import obstacle_texts
    from nattero.trials.question import WEEKS, obstacles

    choice = Choice(arm, own, not only_that_night, against, weeks, packed)
    with room(data, lang, person, as_json=as_json) as here:
        if weeks not in WEEKS:
            words = ", ".join(map(str, WEEKS))
            raise bad_input("--weeks", here.desk.gettext("This is one of: {words}.").format(words=words))
        found, so = _settled(choice, here, yes=yes)
        begin = here.who.start
        if obstacles(begin):
            raise StopError(REFUSED, *obstacle_texts(obstacles(begin), begin, here.voice))
        chance = own_chance(found, here.who)
        told = [*so, *_design(choice, found, chance, here)] if yes else _design(choice, found, chance, here)
        here.desk.confirm("\n".join([*told, here.desk.gettext("Draw the order and begin?")]), yes=yes)
        made = begun(found, here.who, chance, secrets.token_hex(16))
        if made is None:
            raise StopError(REFUSED, here.desk.gettext("Nothing was done."))
        here.keep(made, None)
        sealed = here.desk.gettext("The order is drawn and sealed: {seal}").format(seal=made.hash)
        said = "\n".join([*(told if yes else []), sealed, *_packed(made, here)])
        value = {"first": made.first, "nights": made.design.nights, "hash": made.hash, "chance": chance}
        here.desk.tell(said, value)


def _settled(choice: "Choice", here: Room, *, yes: bool) -> "tuple[Chosen, list[str]]":
    """What was chosen, and what the person said is so for it. Raises StopError for what cannot be tested."""
    from nattero.cli.danger import in_words
    from nattero.person.beginning import Asks, Chosen, Wrong, chosen
    from nattero.trial_own import has_to_be_so
    from nattero.trial_words import wrong_text

    found = chosen(choice, here.who, here.heard)
    so = has_to_be_so(found.kinds, here.voice) if isinstance(found, Asks) else []
    if isinstance(found, Asks):
        here.desk.confirm("\n".join([*so, here.desk.gettext("Is this so?")]), yes=yes)
        found = chosen(replace(choice, agreed=True), here.who, here.heard)
    if isinstance(found, Chosen):
        return found, so
    why = wrong_text(found, here.voice) if isinstance(found, Wrong) else so[0]
    raise StopError(REFUSED, *in_words(choice.own, here.voice), why)


def _design(choice: "Choice", found: "Chosen", chance: float | None, here: Room) -> list[str]:
    """The design, why it has another length than was chosen, and the chance."""
    from nattero.person.beginning import best_longer, other_lengths
    from nattero.trial_words import arm_name, chance_text, design_text, length_text, midweek_text
    from nattero.trials.question import HOPELESS

    begin, design = here.who.start, found.design
    names = " / ".join(arm_name(arm, here.voice, blinded=design.blinded) for arm in found.arms)
    rate = begin.cramps / begin.recorded if begin.recorded else 0.0
    others = other_lengths(choice, here.who, here.heard) if chance is not None and chance < HOPELESS else []
    lines = [
        names,
        design_text(design.nights, design.block, design.washout, here.voice, len(found.arms)),
        length_text(choice.weeks, design, len(found.arms), here.voice),
        midweek_text(design, here.who, here.voice),
        chance_text(rate, chance, here.voice, best_longer(design.nights, others)),
    ]
    return [line for line in lines if line]


def _packed(made: "Trial", here: Room) -> list[str]:
    """What there is to do where a helper packs: the list, and who has to know; nothing otherwise."""
    if not made.design.blinded:
        return []
    _ = here.desk.gettext
    list_ = _(
        "The helper finds the list of the bags with nattero trial bags, or in the app at {address}. Do not look at it yourself."
    )
    return [
        _(
            "A helper packs numbered bags. Each evening you see only the number of a bag, until the trial is over. "
            "It begins in a week, so that the bags can be made."
        ),
        list_.format(address=f"/trial/helper/{made.hash[:12]}"),
        _("Let your doctor or pharmacist know about it. In an emergency the helper tells what is in the bags."),
    ]
