"""A plan in words, the same for the command line, the pages and whoever reads JSON.

In: an `Outlook` and what is proposed to that person. Out: plain values; ids and numbers are the same in every language, only
the texts differ. Danger signs come first.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from nattero import words
from nattero.knowledge.exercises import Limit
from nattero.knowledge.limits import LIMITS, SAID
from nattero.knowledge.measures import Measure
from nattero.knowledge.pack import HELPER, Pack
from nattero.person.planning import Outlook
from nattero.plan.fit import Fit, Reason
from nattero.plan.planner import BESIDE, Choice, Left, Proposal, budget
from nattero.plan.profile import Sign


class Voice:
    """The words of one language, with the numbers of one country; a country that the pack does not know is any other.

    `helped`: whom it is about is helped by whoever reads, so what has words of its own for a helper is said in these.
    """

    def __init__(self, pack: Pack, lang: str, country: str = "other", *, helped: bool = False) -> None:
        self.hearer = HELPER if helped else ""
        self.pack, self.lang, self.country = pack, lang, country if country in pack.countries else "other"
        self.gettext = words.translator(lang)
        self.ngettext: Callable[[str, str, int], str] = words.translations(lang).ngettext
        self.limits = limit_names(self.gettext)

    def say(self, key: str) -> str:
        """Give one text."""
        return self.pack.say(self.pack.own(key, self.lang, self.hearer), self.lang, self.country)

    def name(self, id_: str) -> str:
        """What an answer, a limit or a medicine is called."""
        _ = self.gettext
        own = {SAID: _("you said so"), "medicines": _("the medicines")}
        if id_ in own:
            return own[id_]
        limit = next((self.limits[one] for one in LIMITS if one == id_), None)
        if limit is not None:
            return limit
        if id_ in self.pack.features:
            return self.say(f"feature.{id_}.short")
        if id_ in self.pack.questions:
            return self.say(f"question.{id_}")
        if id_ in self.pack.red_flags:
            return self.say(f"flag.{id_}.sign")
        return people_names(_).get(id_, id_)


def told(seen: Outlook, found: Proposal, voice: Voice) -> dict[str, Any]:
    """Give a plan and what lies behind it."""
    limits = seen.profile.limits
    return {
        "first": [sign(each, voice) for each in found.first],
        "stopped": seen.profile.stopped,
        "measures": [choice(each, voice) for each in found.chosen],
        "left": [
            left(each, limits.assumed, voice)
            for each in found.left
            if each.why != "forbidden" or not is_for_others(each.fit)
        ],
        "useless": [words_of(each, voice) for each in found.useless],
        "limits": [
            {"id": limit, "name": voice.name(limit), "assumed": limit in limits.assumed, "because": named(why, voice)}
            for limit in LIMITS
            if limit in limits.all
            for why in [limits.because.get(limit, ())]
        ],
        "ask_back": [
            *({"id": each.limit, "features": [each.limit, *each.against]} for each in found.torn),
            *({"id": each.id, "features": list(each.features)} for each in seen.ask_back),
        ],
        "minutes": budget(seen.profile),
    }


def sign(each: Sign, voice: Voice) -> dict[str, Any]:
    """Give a danger sign and what to do."""
    return {
        "id": each.id,
        "urgency": each.urgency,
        "sign": voice.say(f"flag.{each.id}.sign"),
        "do": voice.say(f"flag.{each.id}.do"),
        "claim": voice.pack.red_flags[each.id].claim,
    }


def choice(each: Choice, voice: Voice) -> dict[str, Any]:
    """Give a measure of the plan: what, when, why, how sure, and when it is judged."""
    made = each.fit.tailored
    return {
        **words_of(each.fit, voice),
        "time": each.time,
        "when": each.reminder or (voice.gettext("Once") if each.fit.measure.once else voice.gettext("At night")),
        "minutes": each.fit.minutes,
        "programme": each.programme,
        "programme_title": voice.say(f"programme.{each.programme}.title") if made else None,
        "evidence": each.fit.measure.evidence,
        "certainty": each.fit.measure.certainty,
        "foods": [{"id": name, "name": food(name, voice)} for name in each.fit.foods],
        "judged": None if each.fit.measure.kind in BESIDE else each.fit.measure.judged,
        "sure": how_sure(each.fit.measure, voice.gettext),
        "acts_on": [{"id": name, "name": factor(name, voice)} for name in each.fit.acts_on],
        "exchanged": [
            {
                "exercise": voice.say(f"exercise.{one.exercise}.title"),
                "instead": voice.say(f"exercise.{one.instead}.title"),
                "because": named(one.because, voice),
            }
            for one in (made.exchanged if made else ())
        ],
        "ask_first": against(each.fit.ask_first, voice),
        "forbidden": against(each.fit.forbidden, voice),
    }


def left(each: Left, assumed: frozenset[Limit], voice: Voice) -> dict[str, Any]:
    """Give a measure that is not in the plan, with why not; `open`: only because of what nobody denied yet."""
    reasons = each.fit.forbidden if each.why == "forbidden" else each.fit.ask_first if each.why == "ask-first" else ()
    because = {name for one in reasons for name in one.because}
    return {
        **words_of(each.fit, voice),
        "not": each.why,
        "worth": each.fit.worth,
        "open": bool(because) and because <= assumed,
        "because": against(reasons, voice),
    }


def words_of(each: Fit, voice: Voice) -> dict[str, Any]:
    """Give what a measure is called, what is done, and why."""
    name = each.measure.id
    parts = ("title", "do", "why") if each.measure.offered else ("title", "why")
    texts = {part: voice.say(f"measure.{name}.{part}") for part in parts}
    return {"id": name, "kind": each.measure.kind, **texts, "claims": list(each.measure.claims)}


def against(reasons: Sequence[Reason], voice: Voice) -> list[dict[str, Any]]:
    """Give the reasons against a measure; where a danger sign stands, that one: the others would say the same leg again."""
    gravest = [each for each in reasons if each.kind == "danger"] or reasons
    return [reason(each, voice) for each in gravest]


def reason(each: Reason, voice: Voice) -> dict[str, Any]:
    """Give a reason against a measure, in ids and in words."""
    return {"kind": each.kind, "because": named(each.because, voice)}


def named(ids: Iterable[str], voice: Voice) -> list[dict[str, str]]:
    """Give answers, limits and medicines with what they are called."""
    return [{"id": each, "name": voice.name(each)} for each in ids]


def food(name: str, voice: Voice) -> str:
    """A food with its usual portion."""
    return f"{voice.say(f'food.{name}')}: {voice.say(f'food.{name}.portion')}"


def factor(name: str, voice: Voice) -> str:
    """What may play a part is called; one that is a condition has the condition's name."""
    kind = "condition" if voice.pack.factors[name].kind == "condition" else "factor"
    return voice.say(f"{kind}.{name}")


def is_for_others(each: Fit) -> bool:
    """Whether a measure is meant for other people, so that there is nothing to explain."""
    return any(one.kind == "people" for one in each.forbidden)


def people_names(_: Callable[[str], str]) -> dict[str, str]:
    """Groups of people."""
    return {
        "adults": _("an adult"),
        "older": _("an older person"),
        "pregnant": _("pregnant"),
        "children": _("a child"),
    }


def how_sure(measure: Measure, _: Callable[[str], str]) -> str:
    """How sure it is that a measure helps against cramps, in a sentence; of what is done for something else, that."""
    beside = {"safety": _("This is against falls, not against cramps."), "relief": _("It eases a cramp that has come.")}
    if measure.kind in beside:
        return beside[measure.kind]
    return {
        "high": _("That it helps is well shown."),
        "moderate": _("It probably helps."),
        "low": _("It may help, but we are not very sure."),
        "very-low": _("Whether it helps is not known."),
    }[measure.certainty]


def why_not_names(_: Callable[[str], str]) -> dict[str, str]:
    """Why something is not in the plan."""
    return {
        "open": _("Not until you say that this is not so"),
        "forbidden": _("Not suitable"),
        "ask-first": _("Ask your doctor first"),
        "refused": _("You did not want it"),
        "no-reason": _("Nothing you told asks for it"),
        "minutes": _("It takes more time than you have"),
        "same-kind": _("Something like it is in your plan"),
        "later": _("For later: a few things at a time"),
    }


def limit_names(_: Callable[[str], str]) -> dict[str, str]:
    """Who must not, in words, the gravest first."""
    return {
        "clot_sign": _("one leg swollen, red, warm or sore: get help first"),
        "recent_surgery": _("an operation not long ago: ask first"),
        "foot_wound": _("a sore on the foot"),
        "cannot_stand_unaided": _("not able to stand without help"),
        "unsteady": _("unsteady on the feet"),
        "dizzy": _("dizzy"),
        "numb_feet": _("numb feet"),
        "heart_failure": _("a weak heart"),
        "heart_disease": _("heart disease"),
        "artery_disease": _("narrowed arteries in the legs"),
        "blood_thinners": _("blood thinners"),
        "varicose_veins": _("varicose veins"),
        "diabetes": _("diabetes"),
        "knee_replacement": _("a new knee"),
        "hip_replacement": _("a new hip"),
        "back_pain": _("back pain"),
        "weak_bones": _("weak bones"),
        "glaucoma": _("high eye pressure (glaucoma)"),
        "pregnant": _("pregnant"),
        "third_trimester": _("the last three months of pregnancy"),
        "child_alone": _("a child alone"),
        "cannot_reach": _("not able to reach the feet"),
    }
