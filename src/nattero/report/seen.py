"""What the diary shows of the seven features that the check-up left open.

In: the criteria of a check-up, and the pattern of the nights. Out: the criteria, those that were unknown filled from the diary where it
holds cramps enough. How long and where are compared with the same limits as answers are; how bad is only told, for no limit of
"severe" was ever laid down for these features.
"""

from collections.abc import Iterator

import msgspec

from nattero.checkup.criteria import LONGEST
from nattero.report.letter import Criterion, Pattern, Standing

FEWEST = 4  # cramps, or mornings: fewer show no habit
MINUTE = 60
BELOW_KNEE = ("calf", "foot", "toes")
THIGH = ("hamstring", "thigh")


def filled(criteria: tuple[Criterion, ...], pattern: Pattern) -> tuple[Criterion, ...]:
    """Give the criteria with what the diary shows of those that nobody answered."""
    shown = {name: (standing, value) for name, standing, value in seen(pattern)}
    return tuple(
        msgspec.structs.replace(each, met=shown[each.feature][0], diary=shown[each.feature][1])
        if each.met == "unknown" and each.feature in shown
        else each
        for each in criteria
    )


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
