"""Before a trial: `nattero trial plan`.

In: how often cramps come, how large an effect one hopes to see, how long a remedy lingers. Out: a design, and the chance of a clear
answer.
"""

from typing import TYPE_CHECKING, Annotated

import typer

from nattero.cli.common import Desk, Json, Lang, bad_input
from nattero.cli.moments import decimal
from nattero.words import number

if TYPE_CHECKING:
    from nattero.trials.planning import Plan


def plan(
    rate: Annotated[float, typer.Option(parser=decimal, metavar="N", help="Cramps a week without the remedy.")],
    effect: Annotated[
        float, typer.Option(parser=decimal, metavar="RATIO", help="What would be left of 1: 0.6 is two fifths fewer.")
    ],
    carry_over_days: Annotated[
        float, typer.Option(parser=decimal, metavar="DAYS", help="Half-life of what is left over.")
    ] = 0.0,
    nights: Annotated[int, typer.Option(metavar="N", min=28, max=365, help="How long at most.")] = 84,
    block: Annotated[int | None, typer.Option(metavar="N", min=1, max=28, help="Nights in a row with one arm.")] = None,
    scatter: Annotated[
        float, typer.Option(parser=decimal, metavar="N", help="How much single nights differ, beyond chance.")
    ] = 0.6,
    correlation: Annotated[
        float, typer.Option(parser=decimal, metavar="R", help="How alike neighbouring nights are.")
    ] = 0.4,
    chance: Annotated[
        float, typer.Option(parser=decimal, metavar="P", help="The chance of a clear answer that is wished for.")
    ] = 0.8,
    trials: Annotated[
        int | None,
        typer.Option(metavar="N", min=20, max=10_000, help="Count it in so many simulated trials. Slow, and exact."),
    ] = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Tell the chance of a clear answer before a trial is begun.

    In the JSON, each length has the share of trials that end clear and that find it helps, how far such a share may be off (error: a
    standard error) and the nights they take. Where the wished chance is not reached, proposed is the length, up to a year, that has it.
    """
    import msgspec

    from nattero.trials.planning import block_for, counted, longer
    from nattero.trials.planning import plan as planned
    from nattero.trials.simulate import Truth

    desk = Desk(None, lang, as_json=as_json)
    told = {
        "rate": rate,
        "ratio": effect,
        "carry_over": carry_over_days,
        "nights": nights,
        "block": block or block_for(carry_over_days),
        "scatter": scatter,
        "correlation": correlation,
    }
    limits = {
        "--rate": (rate, 0.01, 140),
        "--effect": (effect, 0.01, 100),
        "--carry-over-days": (carry_over_days, 0, 60),
        "--scatter": (scatter, 0, 3),
        "--correlation": (correlation, 0, 0.99),
        "--chance": (chance, 0.01, 0.99),
    }
    for name, (value, least, most) in limits.items():
        if not least <= value <= most:
            allowed = desk.gettext("{value} cannot be. Possible: {allowed}.")
            raise bad_input(name, allowed.format(value=f"{value:g}", allowed=f"{least:g}-{most:g}"))
    truth = msgspec.convert(told, Truth)
    found = counted(truth, trials, chance) if trials else planned(truth, chance)
    if not found.enough:
        found = msgspec.structs.replace(found, proposed=longer(truth, chance))
    desk.tell(_text(found, desk), found)


def _text(found: "Plan", desk: Desk) -> str:
    """A plan in sentences."""
    _ = desk.gettext
    if found.block == 1:
        lines = [_("Change from night to night: of every two nights, one of each, in an order drawn by lot.")]
    else:
        lines = [_("Keep to one for {n} nights, then the other, in an order drawn by lot.").format(n=found.block)]
    sentence = _("Within {nights} nights: a clear answer in about {clear} of 100 trials like this one.")
    lines += [sentence.format(nights=one.nights, clear=round(100 * one.clear)) for one in found.chances]
    last = found.chances[-1]
    spent = _("On average it takes {n} nights; it stops as soon as it is clear.")
    lines.append(spent.format(n=number(last.expected_nights, desk.lang, 0)))
    return "\n".join([*lines, *_wish(found, desk), *_hope(found, desk)])


def _wish(found: "Plan", desk: Desk) -> list[str]:
    """How long it takes to have the chance that was wished for."""
    _, wished = desk.gettext, round(100 * found.wished)
    if found.enough:
        enough = _("The chance that was wished for ({wished} %) is reached within {nights} nights.")
        return [enough.format(wished=wished, nights=found.enough)]
    if found.proposed:
        more = _("The chance that was wished for ({wished} %) takes a trial of {nights} nights.")
        return [more.format(wished=wished, nights=found.proposed)]
    return [_("The chance that was wished for ({wished} %) is not reached in a year either.").format(wished=wished)]


def _hope(found: "Plan", desk: Desk) -> list[str]:
    """What to think of a trial that will hardly tell, or that has nothing to find."""
    _ = desk.gettext
    if found.effect == 1:
        nothing = _("There is nothing to find here; in about {n} of 100 such trials it is called helpful all the same.")
        return [nothing.format(n=round(100 * found.chances[-1].helps))]
    if found.hopeless:
        return [_("A trial like this will probably not tell. More cramps, more nights or a larger effect would help.")]
    return []
