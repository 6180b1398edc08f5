"""Which leg is spoken of: "my left calf" is one leg, "right one time, left the next" either.

In: the sentences of a text. Out: the answer `side`, where only one leg is ever named, or both by turns. What a text says
outright ("always the same leg") is heard by patterns, and goes before this.
"""

from nattero.checkup.listening import Sentence
from nattero.checkup.persons import patient_is_relative

Answer = bool | float | str
SIDES = ("left_side", "right_side")
LEG = ("leg", "calf", "foot", "toe", "ankle", "thigh", "knee_back", "limb")
NEAR = 3  # words between a side and the part of the leg it is said of
BY_TURNS = 6  # words in which both sides are named by turns


def sides(sentences: list[Sentence]) -> dict[str, Answer]:
    """Give which leg a text names: the same one each time, or now this and now that."""
    theirs = not patient_is_relative(sentences)
    told = [one for one in sentences if not (theirs and "@kin" in one.places)]
    named = {side for side in SIDES for one in told if _names(one, side)}
    if any(_by_turns(one) and _of_legs(one) for one in told):
        return {"side": "one_leg_at_a_time_either"}
    return {"side": "one_leg_always_same"} if len(named) == 1 else {}


def _names(sentence: Sentence, side: str) -> bool:
    """Tell whether a leg of one side is named: "the left calf", "linkerbeen", "betis kiri"."""
    legs = [span for part in LEG for span in sentence.places.get(f"@{part}", ())]
    return any(
        sentence.clauses[start] == sentence.clauses[leg] and start - NEAR <= leg and after <= end + NEAR
        for start, end in sentence.places.get(f"@{side}", ())
        for leg, after in legs
    )


def _of_legs(sentence: Sentence) -> bool:
    return any(f"@{part}" in sentence.places for part in LEG)


def _by_turns(sentence: Sentence) -> bool:
    """Tell whether both sides are named close by, neither compared with the other."""
    both = {place for start, end in sentence.places.get("@both", ()) for place in range(start, end)}
    one, other = ([span for span in sentence.places.get(f"@{side}", ()) if span[0] not in both] for side in SIDES)
    compared = "@than_other" in sentence.places or "@measured" in sentence.places or "@fat" in sentence.places
    return not compared and any(abs(here - there) <= BY_TURNS for here, _ in one for there, _ in other)
