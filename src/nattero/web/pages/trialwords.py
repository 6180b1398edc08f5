"""What trials found, in words: who was in them, what was compared, what came out, and why to be careful.

In: a result of a trial or review, and the view. Out: short texts and addresses for the page.
"""

from typing import Any

from nattero import words
from nattero.knowledge.effects import RATIOS
from nattero.knowledge.interventions import Arm, TrialResult, seen
from nattero.knowledge.model import Source
from nattero.web.pages.known import source_row
from nattero.web.view import View


def told(row: TrialResult, view: View) -> dict[str, Any]:
    """A result for the list of a page: its heading, a line each on people, comparison and outcome, and its cautions."""
    source = view.site.pack.sources[row.source]
    return {
        "id": row.id,
        "name": short_name(source),
        "title": source.title,
        "people": people(row, view),
        "compared": view.gettext("%(one)s, against %(other)s")
        % {"one": view.say(f"arm.{row.arm}"), "other": view.say(f"arm.{row.against}")},
        "outcome": view.say(f"outcome.{row.outcome}"),
        "numbers": numbers(row, view),
        "result": result(row, view),
        "kind": row.result,
        "design": design(row, view),
        "cautions": [view.say(f"caution.{name}") for name in row.cautions],
        "links": source_row(source, view)["links"],
    }


def short_name(source: Source) -> str:
    """The first author with the year, as researchers name a paper: Roguin Maor 2017."""
    first = source.by.split(",")[0].strip()
    name, _, initials = first.rpartition(" ")
    author = name if name and initials.isupper() and len(initials) <= 4 else first
    return f"{author} {source.year}"


def people(row: TrialResult, view: View) -> str:
    """How many people of what kind, and for how long."""
    _ = view.gettext
    parts = [view.say(f"people.{row.people}")]
    if row.k:
        parts.append(view.ngettext("%(k)s trial", "%(k)s trials", row.k) % {"k": row.k})
    if row.n:
        parts.append(view.ngettext("%(n)s person", "%(n)s people", row.n) % {"n": row.n})
    if row.weeks:
        weeks = round(row.weeks)
        parts.append(view.ngettext("%(n)s week", "%(n)s weeks", weeks) % {"n": weeks})
    return ", ".join(parts)


def design(row: TrialResult, view: View) -> str:
    """How people came to what they got."""
    _ = view.gettext
    names = {
        "parallel": _("Two groups, drawn by lot"),
        "factorial": _("Groups drawn by lot"),
        "crossover": _("Everyone had both, one after the other"),
        "n-of-1": _("Trials on one person at a time"),
        "within-person": _("One leg against the other"),
        "not-randomised": _("Not drawn by lot"),
        "trial": _("A trial"),
        "review": _("A review of trials"),
    }
    return names[row.design]


def result(row: TrialResult, view: View) -> str:
    """What came out, in a word or two."""
    _ = view.gettext
    names = {
        "benefit": _("Better with it"),
        "none": _("No clear difference"),
        "unclear": _("Not clear"),
        "waiting": _("No results yet"),
    }
    return names[row.result]


def numbers(row: TrialResult, view: View) -> str:
    """The numbers of a result in a sentence; empty where none could be read."""
    found = seen(row)
    arms = against(row, view)
    if found is None:
        return arms
    value, low, high = found
    measure = row.printed.measure if row.printed else ("rr" if row.treated and row.treated.events is not None else "md")
    margin = {"low": signed(low, view, measure), "high": signed(high, view, measure)}
    effect = {"value": signed(value, view, measure), **margin}
    _ = view.gettext
    if measure in RATIOS:
        said = _("%(value)s times as many (between %(low)s and %(high)s times).") % effect
    elif row.per:
        said = _("A difference of %(value)s cramps a week (between %(low)s and %(high)s).") % effect
    else:
        said = _("A difference of %(value)s points (between %(low)s and %(high)s).") % effect
    return f"{arms} {said}".strip() if measure in RATIOS else said


def against(row: TrialResult, view: View) -> str:
    """What each arm reported, where the effect cannot be worked out or counts say more."""
    _ = view.gettext
    one, other = row.treated, row.control
    if one is None:
        return ""
    if one.difference is not None:
        return _("A difference of %(value)s.") % {"value": signed(one.difference, view)}
    if one.events is not None:
        counts = _("%(events)s of %(n)s")
        first = counts % {"events": one.events, "n": one.n}
        return beside(first, counts % {"events": other.events, "n": other.n} if other else None, view)
    if one.median is not None:
        return _("In the middle: %(one)s against %(other)s.") % pair(one.median, other.median if other else None, view)
    if one.change is not None:
        return _("Change from the start: %(one)s against %(other)s.") % pair(
            one.change, other.change if other else None, view
        )
    if one.percent is not None:
        return beside(percent(one, row, view), percent(other, row, view) if other else None, view)
    if one.mean is not None:
        return _("On average %(one)s against %(other)s.") % pair(one.mean, other.mean if other else None, view)
    return ""


def percent(arm: Arm, row: TrialResult, view: View) -> str:
    """A share of people, or a change from the start, in percent."""
    value = arm.percent or 0.0
    if row.better == "higher" or row.outcome == "had-cramps":
        return words.number(value, view.lang) + " %"
    return signed(value, view) + " %"


def beside(one: str, other: str | None, view: View) -> str:
    """One arm against the other, or alone."""
    if other is None:
        return f"{one}."
    return view.gettext("%(one)s against %(other)s.") % {"one": one, "other": other}


def pair(one: float, other: float | None, view: View) -> dict[str, str]:
    """Two numbers as they are written."""
    return {"one": signed(one, view, "md", plus=False), "other": signed(other or 0.0, view, "md", plus=False)}


def signed(value: float, view: View, measure: str = "md", *, plus: bool = True) -> str:
    """A number as it is written, with a proper minus; differences above zero with a plus."""
    text = words.number(abs(value), view.lang, 2)
    if value < 0:
        return f"\N{MINUS SIGN}{text}"
    return f"+{text}" if plus and measure not in RATIOS and value > 0 else text
