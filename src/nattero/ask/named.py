"""Whether a question names a medicine: by the check-up's list of names, whatever a box is called in four countries.

In: a question as it was heard, and where the names come from. Out: the fact `a_medicine` for the rules of danger. The names are
read only where a question is about taking something; what the lexicon knows by the same word (a mineral, a food) has rules of its own.
"""

from collections.abc import Callable, Iterator

from nattero.checkup.finding import find
from nattero.checkup.names import NAMED, Names
from nattero.knowledge.hearing import Heard

ABOUT_TAKING = frozenset({"dose", "how_many", "others", "own_initiative", "stop_med", "may_take", "their_own"})


def facts_of_names(heard: Heard, names: Callable[[], Names]) -> Iterator[str]:
    """Give `a_medicine` where somebody asks about taking a medicine that a box or a leaflet names."""
    if not heard.said().isdisjoint(ABOUT_TAKING) and _names_one(heard, names()):
        yield "a_medicine"


def _names_one(heard: Heard, names: Names) -> bool:
    known = {place for found in heard.mentions if found.sure == 1.0 for place in range(found.start, found.end)}
    return any(
        found.name.means in NAMED and not found.name.everyday and not known.issuperset(range(found.start, found.end))
        for found in find(list(heard.words), names)
    )
