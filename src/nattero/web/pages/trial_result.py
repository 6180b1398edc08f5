"""What came of a trial: one sentence in plain words, how sure, what would change it, and the numbers for the doctor.

In: a trial with its result. Out: values for the template. Each comparison carries its interval and its probability; there is no sentence
without them.
"""

from collections.abc import Mapping
from typing import Any

from nattero import words
from nattero.diary.payloads import Trial, TrialResult
from nattero.trials.told import contrasts
from nattero.web.pages.charts import bar_of_numbers
from nattero.web.pages.trial_words import TEN, arm_name, percent, refused_text, shown
from nattero.web.view import View

OTHERS = ("sceptical", "flat")
HIGHEST = 0.999


def result_of(trial: Trial, view: View) -> dict[str, Any] | None:
    """The result of a trial in words and numbers; None where there is none."""
    found = trial.result
    if found is None:
        return None
    if found.refused or not found.numbers:
        return {"refused": refused_text(found.refused or "", view)}
    names = {str(arm.id): arm_name(arm, view) for arm in trial.arms}
    parts = contrasts(found.numbers)
    rates = found.numbers["rate"]
    top = max(rate["hi"] for rate in rates.values())
    return {
        "refused": "",
        "sentences": [sentence(each, names, view) for each in parts],
        "rates": [rate_row(arm, rates[arm], names, top, view) for arm in names if arm in rates],
        "changes": [
            *counted_wrong(found, view),
            *(line for each in parts for line in others(each, found.numbers, names, view)),
        ],
        "numbers": [numbers_row(each, names, view) for each in parts],
        "prior": prior_text(trial, view),
        "nights": found.numbers["nights"],
        "recorded": found.numbers["recorded"],
    }


def sentence(each: Mapping[str, Any], names: Mapping[str, str], view: View) -> dict[str, str]:
    """A comparison in plain words: how many of ten, how sure, and what may be said."""
    _ = view.gettext
    ratio = each["rate_ratio"]
    told = _("%(arm)s: about %(n)s cramps where you would otherwise have had 10.")
    if each["reference"] != "A" or names[each["reference"]] != _("As usual, without it"):
        told = _("%(arm)s: about %(n)s cramps for every 10 with the other (%(reference)s).")
    said = {"arm": names[each["arm"]], "reference": names[each["reference"]]}
    range_ = _("Between %(low)s and %(high)s is possible (95 %%).")
    chance = _("The chance that it means fewer cramps for you is %(p)s %%.")
    return {
        "told": told % {**said, "n": shown(TEN * ratio["median"], view)},
        "range": range_ % {"low": shown(TEN * ratio["lo"], view), "high": shown(TEN * ratio["hi"], view)},
        "chance": chance % {"p": percent(each["p_better"])},
        "verdict": verdict(each["decision"], view),
        "decision": each["decision"],
    }


def verdict(decision: str, view: View) -> str:
    """What may be said, by the rule that was fixed before the start."""
    _ = view.gettext
    return {
        "helps": _("By the rule fixed before the start, that is clear: it helps you."),
        "harms": _("By the rule fixed before the start, that is clear: with it you have more cramps."),
        "no-meaningful-difference": _(
            "By the rule fixed before the start, that is clear: it makes no difference that matters."
        ),
        "not-yet-clear": _("That is not clear enough to say whether it helps you. No answer is an honest answer too."),
    }[decision]


def rate_row(arm: str, rate: Mapping[str, float], names: Mapping[str, str], top: float, view: View) -> dict[str, Any]:
    """Cramps a week with one arm, with the range."""
    between = view.gettext("probably between %(low)s and %(high)s")
    return {
        "name": names[arm],
        "number": shown(rate["mean"], view),
        "bar": bar_of_numbers(rate["mean"], top, rate["lo"], rate["hi"]),
        "between": between % {"low": shown(rate["lo"], view), "high": shown(rate["hi"], view)},
    }


def counted_wrong(found: TrialResult, view: View) -> list[str]:
    """What makes an answer weaker: nights that were not told, and those on which it was not done as drawn."""
    ngettext = view.ngettext
    missing = sum(row.cramps is None for row in found.table)
    other = sum(row.adhered is False for row in found.table)
    lines = []
    if missing:
        lines.append(
            ngettext(
                "%(num)s night was not told or does not count. If such nights were unlike the others, the answer may be off.",
                "%(num)s nights were not told or do not count. If such nights were unlike the others, the answer may be off.",
                missing,
            )
            % {"num": missing}
        )
    if other:
        lines.append(
            ngettext("On %(num)s night it was not done as drawn.", "On %(num)s nights it was not done as drawn.", other)
            % {"num": other}
        )
    lines.append(
        view.gettext("You knew each evening what you did. What one expects can change what one feels and notes.")
    )
    return lines


def others(each: Mapping[str, Any], found: Mapping[str, Any], names: Mapping[str, str], view: View) -> list[str]:
    """What somebody who thought otherwise beforehand would say."""
    _ = view.gettext
    said = {
        "sceptical": _("Somebody who doubts that anything helps would put the chance at %(p)s %%."),
        "flat": _("Somebody who thinks nothing beforehand would put it at %(p)s %%."),
    }
    lines = []
    for name in OTHERS:
        parts = contrasts(found["beside"][name]) if name in found["beside"] else []
        same = next((one for one in parts if one.get("arm", each["arm"]) == each["arm"]), None)
        if same and name != found.get("prior", parts[0].get("prior", {})).get("name"):
            lines.append(said[name] % {"p": percent(same["p_better"])})
    return [f"{names[each['arm']]}: {line}" for line in lines] if "contrasts" in found else lines


def numbers_row(each: Mapping[str, Any], names: Mapping[str, str], view: View) -> list[tuple[str, str]]:
    """The numbers of a comparison, as a doctor reads them."""
    _ = view.gettext
    ratio = each["rate_ratio"]
    interval = f"{number(ratio['median'], view)} ({number(ratio['lo'], view)} – {number(ratio['hi'], view)})"
    against = _("Rate ratio, %(arm)s against %(reference)s (95 %% credible interval)")
    return [
        (against % {"arm": names[each["arm"]], "reference": names[each["reference"]]}, interval),
        (
            _("Log rate ratio: mean and standard deviation"),
            f"{number(ratio['mean_log'], view)}; {number(ratio['sd_log'], view)}",
        ),
        (_("Probability that the ratio is below 1"), probability(each["p_better"], view)),
        (_("Probability that the ratio is below 0.8"), probability(each["p_meaningful"], view)),
    ]


def number(value: float, view: View, digits: int = 2) -> str:
    """A number with two or three decimals."""
    return words.number(value, view.lang, digits)


def probability(value: float, view: View) -> str:
    """A probability with three decimals; what is not certain is never 0 or 1."""
    if value > HIGHEST:
        return f"> {number(HIGHEST, view, 3)}"
    return f"< {number(1 - HIGHEST, view, 3)}" if value < 1 - HIGHEST else number(value, view, 3)


def prior_text(trial: Trial, view: View) -> str:
    """What was thought before the start, and from where."""
    _ = view.gettext
    if trial.prior.name == "evidence":
        told = _("Before the start: what trials of others found, counted with caution (%(n)s trials).")
        return told % {"n": len(trial.prior.trials)}
    return _("Before the start: doubtful, in both directions. No trial of others gave numbers that could be used.")
