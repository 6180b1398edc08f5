"""What came of a trial: one sentence in plain words, how sure, what would change it, and the numbers for the doctor.

In: a trial with its result. Out: values for the template. Each comparison carries its interval and its probability; there is no sentence
without them.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from nattero import words
from nattero.diary.payloads import Trial, TrialArm
from nattero.draw.nights import bar
from nattero.draw.trial import Dot, key, picture
from nattero.trial_answers import (
    counted_lines,
    counted_wrong,
    longer_needed,
    names_of,
    next_step,
    no_answer,
    not_counted,
    others,
    prior_text,
    sentences,
)
from nattero.trial_words import arm_name, arm_names, shown
from nattero.trials.question import LONGEST, WEEKS, Topic
from nattero.trials.running import bags
from nattero.trials.told import contrasts, per_week
from nattero.web.view import View

HIGHEST = 0.999


def picture_of(trial: Trial, view: View) -> str:
    """The nights of a trial that is over, drawn."""
    places = {arm.id: place for place, arm in enumerate(trial.arms)}
    rows = trial.result.table if trial.result else []
    return picture(
        [Dot(places[row.arm or "A"], row.cramps) for row in rows], view.gettext("Cramps"), view.gettext("Nights")
    )


def keys_of(trial: Trial, view: View) -> list[tuple[str, str]]:
    """What each mark of the picture stands for: the mark, and the arm."""
    return [(key(place), name) for place, name in enumerate(arm_names(trial, view))]


def result_of(trial: Trial, view: View) -> dict[str, Any] | None:
    """The result of a trial in words and numbers; None where there is none."""
    found = trial.result
    if found is None:
        return None
    none = no_answer(trial, view)
    if none:
        return {
            "refused": none,
            "changes": [*counted_lines(trial, view), *not_counted(trial, view)],
            "bags": packed(trial, view),
        }
    names = names_of(trial, view)
    parts = contrasts(found.numbers)
    rates = found.numbers["rate"]
    top = max(rate["hi"] for rate in rates.values())
    counted = per_week(found.table)
    return {
        "refused": "",
        "sentences": sentences(trial, view),
        "rates": [rate_row(rates[arm], names[arm], top, counted.get(arm), view) for arm in names if arm in rates],
        "changes": [
            *next_step(trial, view),
            *(line for each in parts for line in others(each, found.numbers, names, view)),
            *counted_wrong(trial, view),
        ],
        "numbers": [numbers_row(each, names, view) for each in parts],
        "prior": prior_text(trial, view),
        "counted": counted_lines(trial, view),
        "bags": packed(trial, view),
        "remedies": remedies(trial.arms, view),
        "nights": found.numbers["nights"],
        "recorded": found.numbers["recorded"],
    }


def packed(trial: Trial, view: View) -> list[str]:
    """What was in each bag of a trial that is over, as far as its nights went; nothing where no helper packed any."""
    begun = -(-len(trial.result.table) // trial.design.block) if trial.result else 0
    return [arm_name(arm, view, blinded=True) for arm in bags(trial)[:begun]]


def onward(trial: Trial, view: View) -> list[tuple[str, str]]:
    """Where to go from a result: the same for longer, where that is worth it and can be chosen, and another thing."""
    _ = view.gettext
    another = (_("Test something else"), "/trial/new")
    needed = longer_needed(trial)
    hurt = trial.ended is not None and trial.ended.why in {"side-effect", "danger"}
    if hurt or len(trial.arms) > len("AB") or needed is None or not trial.design.nights < needed <= LONGEST:
        return [another]
    reference, tested = trial.arms
    own = {"own": tested.words} if tested.words else {}
    blinded = {"blinded": "yes"} if trial.design.blinded else {}
    chosen = {
        "again": "yes",
        "arm": "own" if tested.words else Topic(tested.measure or "", tested.programme).id,
        "against": Topic(reference.measure, reference.programme).id if reference.measure else "nothing",
        "weeks": str(WEEKS[-1]),
        **own,
        **blinded,
    }
    return [(_("Test the same for longer"), f"/trial/new?{urlencode(chosen)}"), another]


def remedies(arms: Iterable[TrialArm], view: View) -> list[tuple[str, str]]:
    """What trials of others found, for each arm that there are such of: what it is called, and the page."""
    pack = view.site.pack
    rows = [row for arm in arms if (row := pack.measures.get(arm.measure or ""))]
    return [
        (view.say(f"measure.{row.id}.title"), f"/learn/remedies/{row.remedy}")
        for row in rows
        if row.remedy and pack.interventions[row.remedy].trials
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
