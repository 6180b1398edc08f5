"""What of the morning's list a trial could be made of: the pack in, measures by exposure out."""

from collections import defaultdict
from collections.abc import Mapping

from nattero.knowledge.pack import Pack


def testable(pack: Pack) -> Mapping[str, tuple[str, ...]]:
    """Give, for each exposure, the measures that somebody may test on themselves; the room of trials says who may."""
    found = defaultdict[str, list[str]](list)
    for measure in pack.measures.values():
        if measure.exposure and measure.trial:
            found[measure.exposure].append(measure.id)
    return {exposure: tuple(measures) for exposure, measures in found.items()}
