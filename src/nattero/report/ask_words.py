"""What to ask about medicines, in words: to a doctor as a question of the patient, to the patient as the medicines page says it.

In: a check-up and how the page speaks. Out: lines, medicines with the same question together, the strongest link first.
"""

from collections.abc import Iterator

from nattero.report.brief_words import LINKED, by_link
from nattero.report.letter import Checked, Medicine
from nattero.report.sheet import Line
from nattero.report.speech import Speech, upper

MOST_ASKS, MOST_NAMES = 6, 6
NO_QUESTION = frozenset(
    [
        "reliever",
        "statin",
        "dark-urine",
        "sugar",
        "liquorice",
        "quinine",
        "tonic",
        "magnesium",
        "potassium-supplement",
        "not-a-cause",
        "not-a-remedy",
        "falls",
    ]
)
"""What is said of a medicine and begins with no question to a doctor."""
GENERAL = "review"


def asks(found: Checked, speech: Speech) -> Iterator[Line]:
    """The questions about medicines: of every one that is clearly linked with cramps, of others as far as there is room."""
    grouped: dict[str, list[Medicine]] = {}
    others = list[Medicine]()
    for each in by_link(found):
        clear = each.association == LINKED[0]
        ask = GENERAL if clear and each.ask in NO_QUESTION | {None} else each.ask
        if not ask or ask in NO_QUESTION:
            continue
        question = asked(ask, speech)
        if clear or question in grouped or len(grouped) < MOST_ASKS:
            grouped.setdefault(question, []).append(each)
        else:
            others.append(each)
    for question, those in grouped.items():
        names = list(dict.fromkeys(each.named(speech.lang) for each in those))
        sure = len({each.named(speech.lang) for each in those if each.association == LINKED[0]})
        yield Line(lead=upper(speech.joined(names, max(MOST_NAMES, sure))), text=question)
    if others:
        yield Line(
            lead=speech.more(len(others)), text=speech.joined(dict.fromkeys(each.named(speech.lang) for each in others))
        )


def asked(ask: str, speech: Speech) -> str:
    """One question, for whom the page is for."""
    if speech.mine:
        return first_sentence(speech.say(f"medicine.ask.{ask}"))
    return of_the_patient(speech).get(ask) or of_the_patient(speech)[GENERAL]


def of_the_patient(speech: Speech) -> dict[str, str]:
    """What the patient asks the doctor, where it is more than whether a medicine could play a part."""
    _ = speech.gettext
    salts = _("Should potassium, magnesium and sodium be checked?")
    return {
        GENERAL: _("Could this play a part?"),
        "electrolytes": salts,
        "electrolytes-confusion": salts,
        "potassium": _("Should potassium and the kidneys be checked?"),
        "inhaler": _("Could the inhaler play a part, and is there another that would suit?"),
        "beta-blocker": _("Would another kind of beta blocker suit?"),
        "calcium": _("Should calcium and vitamin D be checked?"),
        "thyroid": _("Should the thyroid be checked?"),
        "painkiller": _("Is it still needed, and for how long?"),
        "antidepressant": _("Should sodium be checked?"),
        "lithium": _("Should the lithium level be checked?"),
        "antibiotic": _("Does it go together with the other medicines, above all with a statin?"),
        "b12": _("Should vitamin B12 be checked?"),
        "stomach": _("Is it still needed, and should magnesium be checked?"),
        "self-bought": _("Would less of it do?"),
        "theophylline": _("Should its level, potassium and magnesium be checked?"),
    }


def first_sentence(text: str) -> str:
    """Give the first sentence of a text: the question itself, without the advice that follows it."""
    head, point, _rest = text.partition(". ")
    return head + (point.strip() or "")
