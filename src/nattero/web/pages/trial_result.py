"""What came of a trial: one sentence in plain words, how sure, what would change it, and the numbers for the doctor.

In: a trial with its result. Out: values for the template. Each comparison carries its interval and its probability; there is no sentence
without them.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from nattero import words
from nattero.diary.payloads import Trial, TrialArm
from nattero.draw.nights import bar
from nattero.draw.trial import Dot, picture
from nattero.trial_answers import counted_wrong, names_of, next_step, others, prior_text, sentence
from nattero.trial_words import refused_text, shown
from nattero.trials.told import contrasts, per_week
from nattero.web.view import View

HIGHEST = 0.999


def picture_of(trial: Trial) -> str:
    """The nights of a trial that is over, drawn."""
    places = {arm.id: place for place, arm in enumerate(trial.arms)}
    rows = trial.result.table if trial.result else []
    return picture([Dot(places[row.arm or "A"], row.cramps) for row in rows])


def result_of(trial: Trial, view: View) -> dict[str, Any] | None:
    """The result of a trial in words and numbers; None where there is none."""
    found = trial.result
    if found is None:
        return None
    if found.refused or not found.numbers:
        return {"refused": refused_text(found.refused or "", view)}
    names = names_of(trial, view)
    parts = contrasts(found.numbers)
    rates = found.numbers["rate"]
    top = max(rate["hi"] for rate in rates.values())
    counted = per_week(found.table)
    return {
        "refused": "",
        "sentences": [sentence(each, names, view) for each in parts],
        "rates": [rate_row(rates[arm], names[arm], top, counted.get(arm), view) for arm in names if arm in rates],
        "changes": [
            *next_step(trial, view),
            *counted_wrong(trial, view),
            *(line for each in parts for line in others(each, found.numbers, names, view)),
        ],
        "numbers": [numbers_row(each, names, view) for each in parts],
        "prior": prior_text(trial, view),
        "remedies": remedies(trial.arms, view),
        "nights": found.numbers["nights"],
        "recorded": found.numbers["recorded"],
    }


def remedies(arms: Iterable[TrialArm], view: View) -> list[tuple[str, str]]:
    """What trials of others found, for each arm that there are such of: what it is called, and the page."""
    rows = [view.site.pack.measures.get(arm.measure or "") for arm in arms]
    return [
        (view.say(f"measure.{row.id}.title"), f"/learn/remedies/{row.remedy}") for row in rows if row and row.remedy
    ]


def rate_row(rate: Mapping[str, float], name: str, top: float, told: float | None, view: View) -> dict[str, Any]:
    """Cramps a week with one arm: as reckoned, with the range, and as counted."""
    between = view.gettext("reckoned; probably between %(low)s and %(high)s")
    counted = view.gettext("counted: %(n)s a week")
    return {
        "name": name,
        "counted": counted % {"n": shown(told, view)} if told is not None else "",
        "number": shown(rate["mean"], view),
        "bar": bar(rate["mean"], top, rate["lo"], rate["hi"]),
        "between": between % {"low": shown(rate["lo"], view), "high": shown(rate["hi"], view)},
    }


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
