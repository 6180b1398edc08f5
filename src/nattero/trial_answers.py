"""The answer of a trial in words, the same for the command line and the pages: one sentence, how sure, and what would change it.

In: whoever speaks, a trial and its numbers. Out: texts. Each comparison carries its interval and its probability; there is no sentence
without them.
"""

from collections.abc import Callable, Mapping
from typing import Any

from nattero import words
from nattero.diary.payloads import Trial
from nattero.trial_words import TEN, Teller, arm_names, percent, refused_text, shown
from nattero.trials.decision import RULE
from nattero.trials.further import nights_needed
from nattero.trials.question import LONGEST
from nattero.trials.running import counted, waiting
from nattero.trials.told import contrasts, is_sure, never_packed

OTHERS = ("sceptical", "flat")
APART = 0.05  # chances that lie further apart are told with why (judged)
HALF = 0.5
DECIDED = frozenset({"helps", "harms", "no-meaningful-difference"})


def names_of(trial: Trial, view: Teller) -> dict[str, str]:
    """What the arms of a trial are called, by their letters."""
    return {str(arm.id): name for arm, name in zip(trial.arms, arm_names(trial, view), strict=True)}


def answer_lines(trial: Trial, view: Teller) -> list[str]:
    """The answer of a trial, line by line; why there is none, where there is none."""
    none = no_answer(trial, view)
    if none:
        return [none, *not_counted(trial, view)]
    told = [
        line
        for each in sentences(trial, view)
        for line in (each["told"], each["range"], each["chance"], each["verdict"])
    ]
    return [*told, *counted_lines(trial, view), *next_step(trial, view)]


def no_answer(trial: Trial, view: Teller) -> str:
    """Why nothing is said of how the arms compare: no numbers, or bags that nobody can have packed; nothing where it is said."""
    found = trial.result
    if found is not None and never_packed(trial):
        return unpacked_text(view.gettext)
    if found is None or found.refused or not found.numbers:
        return refused_text((found.refused or "") if found else "", view)
    return ""


def sentences(trial: Trial, view: Teller) -> list[dict[str, str]]:
    """The comparisons of a trial in plain words."""
    names = names_of(trial, view)
    return [sentence(each, names, view) for each in contrasts(trial.result.numbers if trial.result else {})]


def unpacked_text(_: Callable[[str], str]) -> str:
    """What a trial says of which nobody opened the helper's list."""
    return _(
        "Nobody opened the helper's list, so no bag can have been packed from it. What was taken is not known, and nothing can be said "
        "from this trial."
    )


def counted_lines(trial: Trial, view: Teller) -> list[str]:
    """The cramps of each arm as they were counted, in the nights that count."""
    told = view.gettext("%(arm)s: %(cramps)s cramps in %(nights)s nights.")
    found = counted(trial.result.table if trial.result else [])
    said = {letter: (name, *found.get(letter, (0, 0))) for letter, name in names_of(trial, view).items()}
    return [begun(told % {"arm": name, "cramps": cramps, "nights": nights}) for name, nights, cramps in said.values()]


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
        "told": begun(told % {**said, "n": shown(TEN * ratio["median"], view)}),
        "range": range_ % {"low": shown(TEN * ratio["lo"], view), "high": shown(TEN * ratio["hi"], view)},
        "chance": chance % {"p": percent(each["p_better"])},
        "verdict": verdict(each, view),
        "decision": each["decision"],
    }


def begun(text: str) -> str:
    """A sentence with a capital, also where somebody's own words come first."""
    return text[:1].upper() + text[1:]


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


def not_counted(trial: Trial, view: Teller) -> list[str]:
    """Which nights do not count, and why: those not told, and those after a change."""
    ngettext = words.translations(view.lang).ngettext
    rows = trial.result.table if trial.result else []
    waited = waiting(trial, rows)
    missing = sum(row.cramps is None for row in rows) - waited
    lines = []
    if missing:
        lines.append(
            ngettext(
                "%(num)s night was not filled in. If it was unlike the others, the answer may be off.",
                "%(num)s nights were not filled in. If they were unlike the others, the answer may be off.",
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
    return lines


def counted_wrong(trial: Trial, view: Teller) -> list[str]:
    """What makes an answer weaker: nights that do not count, and those on which it was not, or not surely, done as drawn."""
    ngettext = words.translations(view.lang).ngettext
    rows = trial.result.table if trial.result else []
    unsaid = sum(row.cramps is not None and row.adhered is None for row in rows)
    other = sum(row.adhered is False for row in rows)
    lines = not_counted(trial, view)
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
    return [*lines, *knowing(trial, view), *seen_before(trial, view)]


def seen_before(trial: Trial, view: Teller) -> list[str]:
    """That a trial was stopped, looked at and gone on with; nothing where it was not."""
    told = view.gettext(
        "On %(day)s it was stopped, what came of it so far was seen, and it went on: knowing that can change what one notes, and one look "
        "more makes an answer a little less sure."
    )
    return [told % {"day": words.short_day(slip.at.date(), view.lang)} for slip in trial.slips if slip.seen]


def next_step(trial: Trial, view: Teller) -> list[str]:
    """What would make an answer clearer, where it is not clear."""
    _ = view.gettext
    found = trial.result
    if found is None or not found.numbers or all(each["decision"] in DECIDED for each in contrasts(found.numbers)):
        return []
    needed = longer_needed(trial)
    if needed is None:
        told = [
            _(
                "Even a year of nights like these would probably not make it clear: the difference is small, or the cramps are few. It "
                "is clearer at a time when cramps come more often."
            )
        ]
    else:
        longer = _(
            "If it does as much as these nights suggest, a trial of about %(num)s nights would be as likely as not to make it clear. This "
            "one had %(nights)s."
        )
        told = [longer % {"num": needed, "nights": trial.design.nights}]
        if needed > LONGEST:
            told.append(
                _("That is longer than can be chosen here. It is clearer at a time when cramps come more often.")
            )
    return [*told, _("With two things instead of three the nights say more.")] if len(trial.arms) > len("AB") else told


def longer_needed(trial: Trial) -> int | None:
    """The nights that the same trial would need for an even chance of being clear; None where a year would not do."""
    found = trial.result
    if found is None or not found.numbers:
        return None
    rule = RULE.among((trial.design.number + 1) * (len(trial.arms) - 1))
    every = [
        nights_needed(each, len(found.table), trial.prior, rule)
        for each in contrasts(found.numbers)
        if each["decision"] not in DECIDED
    ]
    known = [each for each in every if each is not None]
    return max(known) if known and len(known) == len(every) else None


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
    lines, own = [], float(each["p_better"])
    for name in OTHERS:
        parts = contrasts(found["beside"][name]) if name in found["beside"] else []
        same = next((one for one in parts if one.get("arm", each["arm"]) == each["arm"]), None)
        if same and name != each["prior"]["name"]:
            chance = float(same["p_better"])
            doubts = _("Somebody who doubts that anything helps would put the chance at %(p)s %%.")
            text = doubts if name == "sceptical" else alone_text(own, chance, view)
            lines.append(text % {"p": percent(chance), "own": percent(own)})
    return [begun(f"{names[each['arm']]}: {line}") for line in lines] if "contrasts" in found else lines


def alone_text(own: float, alone: float, view: Teller) -> str:
    """What the nights by themselves say, and why the chance is put otherwise where it is."""
    _ = view.gettext
    if abs(alone - own) < APART:
        return _("By these nights alone, without thinking anything beforehand, the chance is %(p)s %%.")
    if abs(alone - HALF) > abs(own - HALF):
        return _(
            "By these nights alone the chance would be %(p)s %%. It is put at %(own)s %%, because so large a difference is often partly "
            "luck, above all with few cramps."
        )
    return _(
        "By these nights alone the chance would be %(p)s %%. It is put at %(own)s %%, because what was thought beforehand counts too."
    )


def prior_text(trial: Trial, view: Teller) -> str:
    """What was thought before the start, and from where."""
    _ = view.gettext
    if trial.prior.name == "evidence":
        told = _("Before the start: what trials of others found, counted with caution (%(n)s trials).")
        return told % {"n": len(trial.prior.trials)}
    return _("Before the start: doubtful, in both directions. No trial of others gave numbers that could be used.")
