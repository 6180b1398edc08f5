"""What the diary shows of the seven features that the check-up left open.

In: the criteria of a check-up, and the pattern of the nights. Out: the criteria, those that were unknown filled from the diary where it
holds cramps enough. How long and where are compared with the same limits as answers are; how bad is only told, for no limit of
"severe" was ever laid down for these features.
"""

from collections.abc import Iterator, Mapping

import msgspec

from nattero.checkup.criteria import LONGEST
from nattero.diary.payloads import Value
from nattero.report.letter import Criterion, Pattern, Standing

FEWEST = 4  # cramps, or mornings: fewer show no habit
MINUTE = 60
TWICE = 2.0  # a duration that was said is another one when the middle of those timed is over twice or under half of it
BELOW_KNEE = ("calf", "foot", "toes")
THIGH = ("hamstring", "thigh")


def filled(criteria: tuple[Criterion, ...], pattern: Pattern, answers: Mapping[str, Value]) -> tuple[Criterion, ...]:
    """Give the criteria with what the diary shows of those that nobody answered, and where it shows something else than was said."""
    shown = {name: (standing, value) for name, standing, value in seen(pattern)}
    return tuple(beside(each, *shown[each.feature], answers) if each.feature in shown else each for each in criteria)


def beside(each: Criterion, standing: Standing, value: float, answers: Mapping[str, Value]) -> Criterion:
    """Give a criterion beside what the diary shows of it."""
    if each.met == "unknown":
        return msgspec.structs.replace(each, met=standing, diary=value)
    said = answers.get(each.feature)
    if each.feature == "duration_min" and isinstance(said, int | float):
        other = not said / TWICE <= value <= said * TWICE
    else:
        other = standing != each.met
    return msgspec.structs.replace(each, against=value) if other else each


def seen(pattern: Pattern) -> Iterator[tuple[str, Standing, float]]:
    """Give what the diary shows: the feature, how it stands, and the number behind it."""
    if pattern.seconds and pattern.seconds.n >= FEWEST:
        minutes = round(pattern.seconds.median / MINUTE, 1)
        yield "duration_min", "met" if minutes <= LONGEST else "not_met", minutes
    placed = sum(pattern.muscles.values())
    if placed >= FEWEST:
        for feature, muscles, wanted in (("loc_calf_foot", BELOW_KNEE, True), ("loc_thigh_hamstring", THIGH, False)):
            there = sum(pattern.muscles.get(muscle, 0) for muscle in muscles)
            yield feature, "met" if (2 * there > placed) is wanted else "not_met", there
    if pattern.sore and pattern.sore[1] >= FEWEST:
        yield "after_pain", "met" if 2 * pattern.sore[0] > pattern.sore[1] else "not_met", pattern.sore[0]
    if pattern.pain and pattern.pain.n >= FEWEST:
        yield "intense_pain", "unknown", pattern.pain.median
