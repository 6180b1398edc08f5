"""The items of a protocol and a report in words: what each is called, and how this trial fills it.

In: the key of a fact, a trial and its numbers. Out: texts, none of them empty.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from nattero import words
from nattero.diary.payloads import TrialPause
from nattero.diary.trials import Tried
from nattero.trial_answers import counted_lines, names_of, no_answer, prior_text, sentences
from nattero.trial_words import arm_names, chance_text, design_text, ended_text, not_counting, what_to_do
from nattero.trials.decision import Rule
from nattero.trials.told import contrasts, never_packed
from nattero.web.pages.trial_items import fixed, labels
from nattero.web.pages.trial_stopped import Harm, told_harms
from nattero.web.view import View

Known = dict[str, Any]


@dataclass(frozen=True)
class About:
    """A trial, its numbers, and who reads of it."""

    found: Tried
    known: Known
    view: View


def label(key: str, view: View) -> str:
    """What an item is called."""
    return labels(view.gettext)[key]


def said(key: str, found: Tried, known: Known, view: View) -> str:
    """How this trial fills an item."""
    return (ABOUT[key](About(found, known, view)) if key in ABOUT else fixed(view.gettext)[key]).strip()


def _title(about: About) -> str:
    arms = " / ".join(arm_names(about.found.trial, about.view))
    return about.view.gettext("Randomised N-of-1 trial against night leg cramps: %(arms)s") % {"arms": arms}


def _registration(about: About) -> str:
    _ = about.view.gettext
    day = words.short_day(about.found.registered.astimezone(about.view.local.tzinfo).date(), about.view.lang)
    told = _("Written down on %(day)s, in the person's diary; in no public register. Seal: %(hash)s.")
    whole = _("Nothing was changed since.") if about.known["whole"] else _("It was changed afterwards.")
    return f"{told % {'day': day, 'hash': about.known['hash']}} {whole}"


def _objective(about: About) -> str:
    _ = about.view.gettext
    told = _("Does this change how many cramps this person has, compared with %(reference)s: %(arms)s?")
    names = arm_names(about.found.trial, about.view)
    return told % {"reference": names[0], "arms": ", ".join(names[1:])}


def _design(about: About) -> str:
    _ = about.view.gettext
    run_in = _("Before it a run-in of at least 14 nights filled in; here %(n)s.")
    text = design_text(
        about.known["nights"], about.known["block"], about.known["washout"], about.view, about.known["arms"]
    )
    return f"{text} {run_in % {'n': about.known['run_in']}}"


def _interventions(about: About) -> str:
    names = names_of(about.found.trial, about.view)
    blinded = about.found.trial.design.blinded
    return " ".join(
        f"{arm.id}: {names[arm.id]}. {what_to_do(arm, about.found.trial.arms, about.view, blinded=blinded)}"
        for arm in about.found.trial.arms
    )


def _adherence(about: About) -> str:
    _ = about.view.gettext
    told = _("Asked in each check-in.")
    if not about.known["gone"]:
        return told
    done = _(
        "Done as drawn on %(kept)s nights, otherwise on %(other)s; on %(unsaid)s it was not said, and is taken as done."
    )
    return f"{told} {done % {name: about.known[name] for name in ('kept', 'other', 'unsaid')}}"


def _schedule(about: About) -> str:
    _ = about.view.gettext
    told = _("First night %(day)s; each evening the arm, each morning the check-in; looks after nights %(looks)s.")
    return told % {"day": words.short_day(about.found.trial.first, about.view.lang), "looks": looks(about.known)}


def _size(about: About) -> str:
    _ = about.view.gettext
    told = _(
        "%(n)s nights. The person chose about how many weeks; the program made whole rounds of them, with enough nights that count."
    ) % {"n": about.known["nights"]}
    return f"{told} {chance_text((about.known['rate'] or 0) / 7, about.found.trial.chance, about.view)}"


def _generation(about: About) -> str:
    told = about.view.gettext(
        "By the program, from the seed %(seed)s with %(algorithm)s (SHA-256 of seed and counter). Anybody can repeat it."
    )
    seed = about.view.gettext("(shown after the end)") if about.found.trial.concealed else about.known["seed"]
    return told % {"seed": seed, "algorithm": about.known["algorithm"]}


def _carry_over(about: About) -> str:
    _ = about.view.gettext
    if about.known["washout"]:
        model = _("Trend and correlation are part of the model.")
        return f"{not_counting(about.known['washout'], about.view)} {model}"
    return _("Assumed to be over by the next night. Trend and correlation are part of the model.")


def _interim(about: About) -> str:
    _ = about.view.gettext
    told = _(
        "Looks after nights %(looks)s, none before %(least)s nights filled in. Clear that it helps or harms from a probability "
        "of %(better)s %% on, and from %(alone)s %% by these nights alone after the last night, surer before; that it makes "
        "no difference from %(same)s %% on. Trial number %(number)s of this person: the threshold is set for that."
    )
    numbers = {name: words.number(100 * about.known[name], about.view.lang, 2) for name in ("better", "same")}
    alone = 100 * Rule(better=about.known["better"]).alone
    return told % {
        "alone": words.number(alone, about.view.lang, 1),
        "looks": looks(about.known),
        "least": about.known["least"],
        "number": about.known["number"],
        **numbers,
    }


def _amendments(about: About) -> str:
    _ = about.view.gettext
    whole = _("The design cannot be changed.") if about.known["whole"] else _("It was changed afterwards.")
    pauses = [paused(each, about.view) for each in about.found.trial.pauses]
    slips = [harm(each, about.view) for each in told_harms(about.found.trial, about.view.site.entries()) if each.back]
    return " ".join([whole, *(pauses or [_("There was no pause.")]), *slips])


def paused(pause: TrialPause, view: View) -> str:
    """A pause with its days and its reason."""
    _ = view.gettext
    why = {
        "illness": _("illness"),
        "travel": _("a journey"),
        "danger": _("a danger sign"),
        "forbidden": _("it was no longer for this person"),
        "pregnancy": _("pregnancy"),
        "other": _("another reason"),
    }[pause.why]
    first = words.short_day(pause.first, view.lang)
    if pause.last is None:
        return _("Paused from %(first)s to the end: %(why)s.") % {"first": first, "why": why}
    told = _("Paused from %(first)s to %(last)s: %(why)s.")
    return told % {"first": first, "last": words.short_day(pause.last, view.lang), "why": why}


def _summary(about: About) -> str:
    return f"{_design(about)} {_result(about)}"


def _flow(about: About) -> str:
    told = about.view.gettext("%(gone)s of %(nights)s nights took place; %(recorded)s counted.")
    return told % {"gone": about.known["gone"], "nights": about.known["nights"], "recorded": about.known["recorded"]}


def _losses(about: About) -> str:
    waited = about.known["waiting"]
    lost = about.known["gone"] - about.known["recorded"] - waited
    told = about.view.gettext("Not filled in: %(lost)s. In a wash-out, where no night counts: %(waited)s.")
    return told % {"lost": lost, "waited": waited}


def _dates(about: About) -> str:
    ended = about.found.trial.ended
    last = words.short_day(ended.date, about.view.lang) if ended else "-"
    return f"{words.short_day(about.found.trial.first, about.view.lang)} – {last}"


def _ended(about: About) -> str:
    return ended_text(about.found.trial, about.view)


def _baseline(about: About) -> str:
    _ = about.view.gettext
    if about.known["rate"] is None:
        return _("No nights were filled in.")
    told = _("%(n)s nights filled in, about %(rate)s cramps a week. This is not compared with the trial.")
    return told % {"n": about.known["run_in"], "rate": words.number(about.known["rate"], about.view.lang)}


def _result(about: About) -> str:
    none = no_answer(about.found.trial, about.view)
    if none:
        return none
    parts = sentences(about.found.trial, about.view)
    return " ".join(f"{each['told']} {each['range']} {each['chance']}" for each in parts)


def _periods(about: About) -> str:
    return " ".join(counted_lines(about.found.trial, about.view))


def _absolute(about: About) -> str:
    result = about.found.trial.result
    none = no_answer(about.found.trial, about.view)
    if none or result is None:
        return none
    told = about.view.gettext("%(arm)s: %(n)s (%(low)s to %(high)s).")
    rates = result.numbers["rate"]
    return " ".join(
        told
        % {
            "arm": name,
            **{
                name: words.number(rates[arm.id][key], about.view.lang)
                for name, key in (("n", "mean"), ("low", "lo"), ("high", "hi"))
            },
        }
        for arm, name in zip(about.found.trial.arms, arm_names(about.found.trial, about.view), strict=True)
        if arm.id in rates
    )


def _additional(about: About) -> str:
    result = about.found.trial.result
    none = no_answer(about.found.trial, about.view)
    if none or result is None:
        return none
    told = about.view.gettext("Probability of fewer cramps: sceptical %(sceptical)s, flat %(flat)s.")
    lines = []
    for place, _each in enumerate(contrasts(result.numbers)):
        beside = {
            name: words.number(contrasts(result.numbers["beside"][name])[place]["p_better"], about.view.lang, 3)
            for name in ("sceptical", "flat")
        }
        lines.append(told % beside)
    return f"{prior_text(about.found.trial, about.view)} {' '.join(lines)}"


def _harms_seen(about: About) -> str:
    _ = about.view.gettext
    lines = [harm(each, about.view) for each in told_harms(about.found.trial, about.view.site.entries())]
    return " ".join(lines) or _("No side effect was told.")


def harm(told: Harm, view: View) -> str:
    """A stop in one tap: when and why, what it was, and that it was taken back."""
    _ = view.gettext
    said = _("Stopped on %(day)s because of a side effect.")
    if told.why == "danger":
        said = _("Stopped on %(day)s because of a danger sign.")
    lines = [said % {"day": words.short_day(told.at.astimezone(view.local.tzinfo).date(), view.lang)}]
    if told.was:
        lines.append(f"“{told.was}”")
    if told.back:
        lines.append(_("Taken back the same evening as a slip."))
    if told.seen:
        lines.append(_("The result so far had been seen by then."))
    return " ".join(lines)


def _limitations(about: About) -> str:
    _ = about.view.gettext
    made = about.found.trial
    told = _(
        "One person, not blinded, by their own report; nights not filled in: %(missing)s, in a change and not counting: "
        "%(waited)s, not done as drawn: %(other)s, not said whether done: %(unsaid)s."
    )
    if made.design.blinded and not never_packed(made):
        told = _(
            "One person, by their own report; nights not filled in: %(missing)s, in a change and not counting: "
            "%(waited)s, not done as drawn: %(other)s, not said whether done: %(unsaid)s."
        )
    return told % {
        "missing": about.known["gone"] - about.known["recorded"] - about.known["waiting"],
        "waited": about.known["waiting"],
        "other": about.known["other"],
        "unsaid": about.known["unsaid"],
    }


def _interpretation(about: About) -> str:
    none = no_answer(about.found.trial, about.view)
    if none:
        return none
    said = sentences(about.found.trial, about.view)
    return " ".join(f"{each['chance']} {each['verdict']} {decided(each['decision'], about.view)}" for each in said)


def decided(decision: str, view: View) -> str:
    """The word of the rule that was fixed before the start."""
    _ = view.gettext
    said = {
        "helps": _("By the rule fixed before the start: it helps."),
        "harms": _("By the rule fixed before the start: it harms."),
        "no-meaningful-difference": _("By the rule fixed before the start: no difference that matters."),
    }
    return said.get(decision, _("By the rule fixed before the start: not clear yet."))


def _concealment(about: About) -> str:
    _ = about.view.gettext
    shown = _("Each evening's arm is shown from noon of that day on and not before.")
    if about.found.trial.design.blinded:
        shown = _("Each evening only the number of a bag is shown, from noon of that day on and not before.")
    whoever = _(
        "It is kept as a seed: whoever owns the diary and wants to could work it out. Nothing shows it unasked."
    )
    return f"{shown} {whoever}"


def _implementation(about: About) -> str:
    _ = about.view.gettext
    made = about.found.trial
    if not made.design.blinded:
        return _("The program.")
    listed = _("The program drew the order; a helper was to pack the bags, but nobody has opened the list.")
    return listed if never_packed(made) else _("The program drew the order; a helper packed the bags.")


def _blinding(about: About) -> str:
    _ = about.view.gettext
    if not about.found.trial.design.blinded:
        return _("None: one knows what one does. Expecting something can change what one notes.")
    if never_packed(about.found.trial):
        return _(
            "Planned, by bags that a helper packs. Nobody has opened the list of the bags, so nothing was blinded."
        )
    told = _(
        "The person: a helper packed numbered bags. The helper was not blinded. The list of the bags was opened %(times)s."
    )
    times = [words.short_day(at.date(), about.view.lang) for at in about.found.trial.opened]
    return told % {"times": ", ".join(dict.fromkeys(times))}


def _similarity(about: About) -> str:
    _ = about.view.gettext
    alike = _("Alike in look and taste as far as the pharmacist could make them so; nobody measured it.")
    return alike if about.found.trial.design.blinded else _("The arms are not alike.")


def _unblinding(about: About) -> str:
    _ = about.view.gettext
    after = _("After the end, or at once by the helper in an emergency.")
    return after if about.found.trial.design.blinded else _("Does not apply, as nobody is blinded.")


def looks(known: Known) -> str:
    """The looks as a list."""
    return ", ".join(map(str, known["looks"]))


ABOUT: dict[str, Callable[[About], str]] = {
    "title": _title,
    "summary": _summary,
    "registration": _registration,
    "objective": _objective,
    "design": _design,
    "interventions": _interventions,
    "adherence": _adherence,
    "schedule": _schedule,
    "size": _size,
    "generation": _generation,
    "carry_over": _carry_over,
    "interim": _interim,
    "amendments": _amendments,
    "changes": _amendments,
    "concealment": _concealment,
    "implementation": _implementation,
    "blinding": _blinding,
    "similarity": _similarity,
    "unblinding": _unblinding,
    "flow": _flow,
    "losses": _losses,
    "dates": _dates,
    "ended": _ended,
    "baseline": _baseline,
    "analysed": _flow,
    "result": _result,
    "periods": _periods,
    "absolute": _absolute,
    "additional_result": _additional,
    "harms_seen": _harms_seen,
    "limitations": _limitations,
    "interpretation": _interpretation,
}
