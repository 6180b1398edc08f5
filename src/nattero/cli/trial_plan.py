"""Before a trial: `nattero trial plan`.

In: how often cramps come, how large an effect one hopes to see, how long a remedy lingers. Out: a design, and the chance of a clear
answer.
"""

from typing import TYPE_CHECKING, Annotated

import typer

from nattero.cli.common import Desk, Json, Lang, bad_input
from nattero.words import number

if TYPE_CHECKING:
    from nattero.trials.planning import Plan


def plan(
    rate: Annotated[float, typer.Option(metavar="N", help="Cramps a week without the remedy.")],
    effect: Annotated[float, typer.Option(metavar="RATIO", help="What would be left of 1: 0.6 is two fifths fewer.")],
    carry_over_days: Annotated[float, typer.Option(metavar="DAYS", help="Half-life of what is left over.")] = 0.0,
    nights: Annotated[int, typer.Option(metavar="N", min=28, max=365, help="How long at most.")] = 84,
    block: Annotated[int | None, typer.Option(metavar="N", min=1, max=28, help="Nights in a row with one arm.")] = None,
    scatter: Annotated[float, typer.Option(metavar="N", help="How much single nights differ, beyond chance.")] = 0.6,
    correlation: Annotated[float, typer.Option(metavar="R", help="How alike neighbouring nights are.")] = 0.4,
    chance: Annotated[float, typer.Option(metavar="P", help="The chance of a clear answer that is wished for.")] = 0.8,
    trials: Annotated[
        int | None,
        typer.Option(metavar="N", min=20, max=10_000, help="Count it in so many simulated trials. Slow, and exact."),
    ] = None,
    lang: Lang = None,
    as_json: Json = False,
) -> None:
    """Tell the chance of a clear answer before a trial is begun."""
    import msgspec

    from nattero.trials.planning import block_for, counted
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
    if found.enough:
        enough = _("The chance that was wished for ({wished} %) is reached within {nights} nights.")
        lines.append(enough.format(wished=round(100 * found.wished), nights=found.enough))
    elif not found.hopeless:
        lines.append(
            _("The chance that was wished for ({wished} %) is not reached.").format(wished=round(100 * found.wished))
        )
    if found.hopeless:
        lines.append(
            _("A trial like this will probably not tell. More cramps, more nights or a larger effect would help.")
        )
    return "\n".join(lines)
