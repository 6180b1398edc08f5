"""Forest plots of a remedy: results that measured the same stand in one plot, and are added up where they may be.

In: the results of a remedy, and the view. Out: SVG with the same numbers as a table beside it, and a sentence on the sum.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from nattero import words
from nattero.draw import forest
from nattero.knowledge.effects import RATIOS, Effect, Measure
from nattero.knowledge.interventions import TrialResult, effect_of, seen
from nattero.web.pages.trialwords import short_name, signed
from nattero.web.view import View

if TYPE_CHECKING:
    from nattero.knowledge.pooling import MetaAnalysis


@dataclass(frozen=True)
class Line:
    """A row of the table under a plot."""

    name: str
    value: str
    low: str
    high: str
    share: str


@dataclass(frozen=True)
class Plot:
    """One plot as a page shows it."""

    title: str
    unit: str
    svg: str
    lines: list[Line]
    note: str
    methods: list[Line]


def plots(rows: Sequence[TrialResult], view: View) -> list[Plot]:
    """The plots of a remedy, in the order of its results."""
    groups: dict[tuple[str, str, str], list[TrialResult]] = {}
    for row in rows:
        effect = effect_of(row)
        if effect is not None:
            groups.setdefault((effect.measure, row.outcome, row.arm), []).append(row)
    return [plot(group, view, number) for number, group in enumerate(groups.values(), start=1)]


def plot(rows: list[TrialResult], view: View, number: int) -> Plot:
    """One plot: results of one measure and outcome."""
    first, measure = rows[0], measure_of(rows[0])
    analysis = added_up(rows)
    weights = weights_of(rows, analysis)
    drawn = [
        forest.Row(label(row, view), *numbers(row), weight=weight) for row, weight in zip(rows, weights, strict=True)
    ]
    left, right = ends(first, measure, view)
    title = f"{view.say(f'arm.{first.arm}')}: {view.say(f'outcome.{first.outcome}')}"
    title = title[0].upper() + title[1:]
    sentence = note(rows, analysis, view)
    lines = [line(one, row, weight, view) for one, row, weight in zip(drawn, rows, weights, strict=True)]
    said = " ".join(f"{one.name}: {one.value} ({one.low}; {one.high})." for one in lines)
    texts = forest.Words(title, f"{said} {sentence}", left, right, words.number(0.5, view.lang)[1])
    svg = forest.forest(drawn, texts, f"plot-{number}", pool=summed(analysis, view), ratio=measure in RATIOS)
    return Plot(title, unit(first, measure, view), svg, lines, sentence, methods(analysis, view))


def numbers(row: TrialResult) -> tuple[float, float, float]:
    """The effect of a result with its interval; only results that have one are plotted."""
    found = seen(row)
    if found is None:
        raise ValueError(f"{row.id} has no effect to draw")
    return found


def effects(rows: Sequence[TrialResult]) -> list[Effect]:
    """The effects of results that have one."""
    return [effect for effect in map(effect_of, rows) if effect is not None]


def measure_of(row: TrialResult) -> Measure:
    """The measure of a result that has an effect."""
    return effects([row])[0].measure


def added_up(rows: Sequence[TrialResult]) -> "MetaAnalysis | None":
    """What results of one pool say together; None where they are no pool, or only one."""
    groups = {row.pool for row in rows}
    return pooled(tuple(rows)) if len(rows) > 1 and len(groups) == 1 and None not in groups else None


@lru_cache(maxsize=64)
def pooled(rows: tuple[TrialResult, ...]) -> "MetaAnalysis":
    """The sum of some results, worked out once."""
    from nattero.knowledge.pooling import pool  # slow to import

    return pool(effects(rows))


def weights_of(rows: Sequence[TrialResult], analysis: "MetaAnalysis | None") -> list[float]:
    """Each result's share of the weight: one over its variance, with the trials' own spread where they are added up."""
    spread = analysis.reml.tau2 if analysis else 0.0
    parts = [1 / (effect.variance + spread) for effect in effects(rows)]
    return [part / sum(parts) for part in parts]


def summed(analysis: "MetaAnalysis | None", view: View) -> forest.Pool | None:
    """The sum for the drawing."""
    if analysis is None:
        return None
    sum_ = analysis.bayes
    return forest.Pool(view.gettext("Added up"), sum_.estimate, sum_.low, sum_.high, sum_.predicted)


def note(rows: Sequence[TrialResult], analysis: "MetaAnalysis | None", view: View) -> str:
    """What the results say together, or why they are not added up."""
    _ = view.gettext
    if analysis is not None:
        sum_, measure = analysis.bayes, analysis.measure
        low, high = sum_.predicted or (sum_.low, sum_.high)
        values = (sum_.estimate, sum_.low, sum_.high, low, high)
        names = ("value", "low", "high", "least", "most")
        return _(
            "Added up by Nattero: %(value)s (between %(low)s and %(high)s). A new trial would probably find something between "
            "%(least)s and %(most)s."
        ) % {name: signed(value, view, measure) for name, value in zip(names, values, strict=True)}
    if len(rows) == 1:
        return _("This is one result alone; there is nothing to add it to.")
    if sum(row.design == "review" for row in rows) > 1:
        return _("Not added up: the reviews hold many of the same trials.")
    return _("Not added up: the people and the comparisons differ too much.")


def methods(analysis: "MetaAnalysis | None", view: View) -> list[Line]:
    """The sum by each method, for who wants to know."""
    if analysis is None:
        return []
    ways = (analysis.bayes, analysis.hartung_knapp, analysis.dersimonian_laird, analysis.fixed)
    names = {"fixed": view.gettext("Fixed effect"), "Bayes, half-normal": "Bayes"}
    found = []
    for way in ways:
        value, low, high = (signed(number, view, analysis.measure) for number in (way.estimate, way.low, way.high))
        spread = f"I² {words.number(100 * analysis.i2, view.lang, 0)} %" if way is analysis.dersimonian_laird else ""
        found.append(Line(names.get(way.method, way.method), value, low, high, spread))
    return found


def line(drawn: forest.Row, row: TrialResult, weight: float, view: View) -> Line:
    """A row of the table."""
    value, low, high = (signed(number, view, measure_of(row)) for number in (drawn.value, drawn.low, drawn.high))
    share = f"{words.number(100 * weight, view.lang, 0)} %" if row.pool else ""
    return Line(drawn.label, value, low, high, share)


def label(row: TrialResult, view: View) -> str:
    """A result's name in the plot, with what it is a review of."""
    name = short_name(view.site.pack.sources[row.source])
    if row.k:
        trials = view.ngettext("%(k)s trial", "%(k)s trials", row.k) % {"k": row.k}
        return f"{name} ({trials})"
    return name


def ends(row: TrialResult, measure: Measure, view: View) -> tuple[str, str]:
    """What the left and the right end of the axis mean."""
    _ = view.gettext
    if measure in RATIOS:
        return _("fewer people better off"), _("more people better off")
    if row.per:
        return _("fewer cramps"), _("more cramps")
    return _("milder cramps"), _("worse cramps")


def unit(row: TrialResult, measure: Measure, view: View) -> str:
    """What the numbers of the axis are."""
    _ = view.gettext
    if measure in RATIOS:
        return _("How many times as many people; 1 means no difference.")
    if row.per:
        return _("Difference in cramps a week; 0 means none.")
    return _("Difference in points; 0 means none.")
