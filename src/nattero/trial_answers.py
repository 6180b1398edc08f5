"""The answer of a trial in words, the same for the command line and the pages: one sentence, how sure, and what would change it.

In: whoever speaks, a trial and its numbers. Out: texts. Each comparison carries its interval and its probability; there is no sentence
without them.
"""

from collections.abc import Mapping
from typing import Any

from nattero import words
from nattero.diary.payloads import Trial
from nattero.trial_words import TEN, Teller, arm_names, percent, refused_text, shown
from nattero.trials.running import waiting
from nattero.trials.told import contrasts, is_sure

OTHERS = ("sceptical", "flat")
DECIDED = frozenset({"helps", "harms", "no-meaningful-difference"})


def names_of(trial: Trial, view: Teller) -> dict[str, str]:
    """What the arms of a trial are called, by their letters."""
    return {str(arm.id): name for arm, name in zip(trial.arms, arm_names(trial, view), strict=True)}


def answer_lines(trial: Trial, view: Teller) -> list[str]:
    """The answer of a trial, line by line; why there is none, where there is none."""
    found = trial.result
    if found is None or found.refused or not found.numbers:
        return [refused_text((found.refused or "") if found else "", view)]
    names = names_of(trial, view)
    told = [sentence(each, names, view) for each in contrasts(found.numbers)]
    return [line for each in told for line in (each["told"], each["range"], each["chance"], each["verdict"])]


def sentence(each: Mapping[str, Any], names: Mapping[str, str], view: Teller) -> dict[str, str]:
    """A comparison in plain words: how many of ten, how sure, and what may be said."""
    _ = view.gettext
    ratio = each["rate_ratio"]
    told = _("%(arm)s: about %(n)s cramps where you would otherwise have had 10.")
    if each["reference"] != "A" or names[each["reference"]] != _("As always"):
        told = _("%(arm)s: about %(n)s cramps for every 10 with the other (%(reference)s).")
    said = {"arm": names[each["arm"]], "reference": names[each["reference"]]}
    range_ = _("Between %(low)s and %(high)s is possible (95 %%).")
    chance = _("The chance that it means fewer cramps for you is %(p)s %%.")
    return {
        "told": told % {**said, "n": shown(TEN * ratio["median"], view)},
        "range": range_ % {"low": shown(TEN * ratio["lo"], view), "high": shown(TEN * ratio["hi"], view)},
        "chance": chance % {"p": percent(each["p_better"])},
        "verdict": verdict(each, view),
        "decision": each["decision"],
    }


def verdict(each: Mapping[str, Any], view: Teller) -> str:
    """What may be said: which way by the rule that was fixed before the start, how strongly by the probability itself."""
    _ = view.gettext
    sure = {
        "helps": _("It is clear that it helps you (about %(p)s of 100)."),
        "harms": _("It is clear that you have more cramps with it (about %(p)s of 100)."),
        "no-meaningful-difference": _("It is clear that it makes no difference that matters (about %(p)s of 100)."),
    }
    likely = {
        "helps": _("It probably helps you (about %(p)s of 100). That is likely, not certain."),
        "harms": _("With it you probably have more cramps (about %(p)s of 100). That is likely, not certain."),
        "no-meaningful-difference": _(
            "It probably makes no difference that matters (about %(p)s of 100). That is likely, not certain."
        ),
    }
    if each["decision"] not in sure:
        return _("That is not clear enough to say whether it helps you. No answer is an honest answer too.")
    chance = chance_of(each)
    said = sure if is_sure(chance, each["rate_ratio"], each["decision"]) else likely
    return said[each["decision"]] % {"p": percent(chance)}


def chance_of(each: Mapping[str, Any]) -> float:
    """How likely it is that what was decided is so."""
    better = float(each["p_better"])
    known = {"helps": better, "harms": 1 - better, "no-meaningful-difference": float(each["p_same"])}
    return known[each["decision"]]


def counted_wrong(trial: Trial, view: Teller) -> list[str]:
    """What makes an answer weaker: nights that were not told, and those on which it was not done as drawn."""
    ngettext = words.translations(view.lang).ngettext
    rows = trial.result.table if trial.result else []
    waited = waiting(trial, rows)
    missing = sum(row.cramps is None for row in rows) - waited
    unsaid = sum(row.cramps is not None and row.adhered is None for row in rows)
    other = sum(row.adhered is False for row in rows)
    lines = []
    if missing:
        lines.append(
            ngettext(
                "%(num)s night was not told. If it was unlike the others, the answer may be off.",
                "%(num)s nights were not told. If they were unlike the others, the answer may be off.",
                missing,
            )
            % {"num": missing}
        )
    if waited:
        lines.append(
            ngettext(
                "%(num)s night was a change from one to the other and does not count.",
                "%(num)s nights were changes from one to the other and do not count.",
                waited,
            )
            % {"num": waited}
        )
    if unsaid:
        lines.append(
            ngettext(
                "On %(num)s night it was not said whether it was done as drawn; it counts as done.",
                "On %(num)s nights it was not said whether it was done as drawn; they count as done.",
                unsaid,
            )
            % {"num": unsaid}
        )
    if other:
        lines.append(
            ngettext("On %(num)s night it was not done as drawn.", "On %(num)s nights it was not done as drawn.", other)
            % {"num": other}
        )
    return [*lines, *knowing(trial, view)]


def next_step(trial: Trial, view: Teller) -> list[str]:
    """What would make an answer clearer, where it is not clear."""
    _ = view.gettext
    found = trial.result
    if found is None or not found.numbers or all(each["decision"] in DECIDED for each in contrasts(found.numbers)):
        return []
    told = [_("More nights would make it clearer. You can test the same again, for longer.")]
    return [*told, _("With two things instead of three the nights say more.")] if len(trial.arms) > len("AB") else told


def knowing(trial: Trial, view: Teller) -> list[str]:
    """What it does to the answer that one knew, or could know, what one took."""
    _ = view.gettext
    if not trial.design.blinded:
        return [_("You knew each evening what you did. What one expects can change what one feels and notes.")]
    told = [_("You were not told what was in the bags. That only counts if both looked and tasted the same.")]
    days = ", ".join(dict.fromkeys(words.short_day(at.date(), view.lang) for at in trial.opened))
    return [*told, _("The helper's list was opened on: %(days)s.") % {"days": days}] if days else told


def others(each: Mapping[str, Any], found: Mapping[str, Any], names: Mapping[str, str], view: Teller) -> list[str]:
    """What somebody who thought otherwise beforehand would say."""
    _ = view.gettext
    said = {
        "sceptical": _("Somebody who doubts that anything helps would put the chance at %(p)s %%."),
        "flat": _("By these nights alone, without thinking anything beforehand, the chance is %(p)s %%."),
    }
    lines = []
    for name in OTHERS:
        parts = contrasts(found["beside"][name]) if name in found["beside"] else []
        same = next((one for one in parts if one.get("arm", each["arm"]) == each["arm"]), None)
        if same and name != found.get("prior", parts[0].get("prior", {})).get("name"):
            lines.append(said[name] % {"p": percent(same["p_better"])})
    return [f"{names[each['arm']]}: {line}" for line in lines] if "contrasts" in found else lines


def prior_text(trial: Trial, view: Teller) -> str:
    """What was thought before the start, and from where."""
    _ = view.gettext
    if trial.prior.name == "evidence":
        told = _("Before the start: what trials of others found, counted with caution (%(n)s trials).")
        return told % {"n": len(trial.prior.trials)}
    return _("Before the start: doubtful, in both directions. No trial of others gave numbers that could be used.")
