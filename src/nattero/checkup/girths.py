"""Two legs measured: "41 cm, the other 38" is a swollen leg, "36 and 36" is none.

In: the sentences of a text. Out: the answer `swelling_one_leg`, where two numbers of centimetres are said of two legs. A calf
three centimetres bigger is a criterion of a clot (Wells et al. 2003, doi 10.1056/NEJMoa023153); people round, so two count.
"""

from itertools import pairwise

from nattero.checkup.listening import Sentence
from nattero.checkup.quantities import number

Answer = bool | float | str
THIN, THICK = 20, 75  # centimetres round a calf or a thigh
UNEVEN, EVEN = 2, 1  # centimetres between two legs
APART = 9  # words between the two numbers
COUNTED = ("years", "minutes", "seconds", "hours", "days", "weeks", "months", "times", "nights", "old")


def girths(sentences: list[Sentence]) -> dict[str, Answer]:
    """Give whether one leg is bigger, as far as a text says what was measured."""
    found: dict[str, Answer] = {}
    for before, sentence in pairwise([None, *sentences]):
        if sentence is None or "@one" not in sentence.places or not _of_legs(sentence, before):
            continue
        numbers = [(at, size) for at in range(len(sentence.words)) if (size := _girth(sentence, at)) is not None]
        for (one, first), (other, second) in pairwise(numbers):
            away = abs(first - second)
            if other - one <= APART and away >= UNEVEN:
                found["swelling_one_leg"] = True
            elif other - one <= APART and away <= EVEN:
                found.setdefault("swelling_one_leg", False)
    return found


def _of_legs(sentence: Sentence, before: Sentence | None) -> bool:
    """Tell whether numbers are of legs: they were measured, or the legs are named."""
    named = {"@calf", "@leg", "@thigh", "@ankle", "@plural_legs"}
    if "@measured" in sentence.places:
        return not named.isdisjoint(sentence.places) or (before is not None and not named.isdisjoint(before.places))
    return "@centimetres" in sentence.places and not named.isdisjoint(sentence.places)


def _girth(sentence: Sentence, at: int) -> float | None:
    """Give the number at a place, where it may be one of centimetres."""
    word = sentence.words[at]
    value = number(word, sentence.lang) if word[0].isdigit() else None
    counted = any(start == at + 1 for name in COUNTED for start, _ in sentence.places.get(f"@{name}", ()))
    return value if value is not None and THIN <= value <= THICK and not counted else None
